"""The ids that a client holds for its requests, such as the project's: found, validated, filled in. Pure."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

from .._calls.encoding import check_path_value
from ..errors import ConfigurationError, InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from aurakit_raw.types import Request

    from .version import Version

T = TypeVar("T")


def scope_of(
    version: Version,
    before: Mapping[str, str],
    ids: Mapping[str, str | None],
    environ: Mapping[str, str] | None = None,
) -> Mapping[str, str]:
    """The ids that a client of `version` holds: the given ones, then those it had, then those of the environment.

    environ: `os.environ` if not given. Raises ConfigurationError for an id that cannot be sent, or that the version
    does not use.
    """
    given = {name: _checked(name, value) for name, value in ids.items() if value is not None}
    for name in given:
        if name not in version.scope and name not in version.passes_on:
            raise ConfigurationError(f"No operation of {version.name} takes {name} from its client: leave it out")
    found = dict(before)
    variables = os.environ if environ is None else environ
    for name, variable in version.scope.items():
        if name not in given and name not in before and variable in variables:
            found[name] = _checked(variable, variables[variable])
    return {**found, **given}


def _checked(name: str, value: Any) -> str:
    """An id as it was given. Raises ConfigurationError for one that cannot be part of a path, TypeError for one that is
    not text."""
    try:
        check_path_value(name, value)
    except InvalidArgumentError as error:
        problem = str(error).removesuffix(" No request was made.")
    else:
        return str.__str__(value)
    raise ConfigurationError(problem)


def filled(request: Request[T], scope: Mapping[str, str]) -> Request[T]:
    """`request` with the ids that it was made without. Raises InvalidArgumentError if the client does not have them
    either."""
    values = request.path_values
    if None not in values.values():
        return request
    for name, value in values.items():
        if value is None and name not in scope:
            raise _missing(name, request)
    return request.filled(scope)


def _missing(name: str, request: Request[Any]) -> InvalidArgumentError:
    operation = request.operation
    return InvalidArgumentError(
        f"{operation.name} of {operation.version} needs {name}: pass it to the method or to the client "
        f"(`{name}=…`, also in `with_options`), or set the environment variable AURA_{name.upper()}. No request was "
        "made."
    )
