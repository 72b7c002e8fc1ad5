"""Completing responses that hold too little to continue with, by a version's table of operations."""

from __future__ import annotations

from contextlib import contextmanager
from inspect import isgenerator
from typing import TYPE_CHECKING, Any, cast

from .._calls.imports import importing
from ..errors import AuraError, InvalidArgumentError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

    from aurakit_raw.types import Request, Response

    from .._calls.steps import Step
    from .version import Call, Version

    GetRequest = Callable[[Request[Any]], Request[Any]]
    """Makes the request that gets what another request was about."""


def completed_steps(request: Request[Any], version: Version, call: Call) -> Generator[Step, Any, Any]:
    """The steps of one call and of completing its response; they return what the operation's method returns."""
    with importing:
        completion = version.completions().get(request.operation.name)
    if completion is not None and completion.check is not None:
        completion.check(request)
    response = yield from call(request)
    if completion is None:
        return response.parsed
    result = completion.complete(request, response, call)
    return (yield from cast("Generator[Step, Any, Any]", result)) if isgenerator(result) else result


# ------------------------------------------------------------------------------------------------ for the tables


@contextmanager
def accepted(operation: str, kind: str) -> Iterator[None]:
    """A context for the poll that follows an accepted request: an error in it is not the request's."""
    try:
        yield
    except AuraError as error:
        error.add_note(f"The {operation} itself was accepted: do not send it again, but check the {kind}.")
        raise


def shown(
    request: Request[Any], response: Response[Any], call: Call, get: GetRequest, kind: str
) -> Generator[Step, Any, Any]:
    """What the response to an accepted request shows; when it was empty, what the `get` finds.

    get: makes the request that gets what was changed. kind: what it is about, in words.
    """
    if response.parsed is not None:
        return response.parsed
    verb = request.operation.name.partition("_")[0]
    with accepted("deletion" if verb == "delete" else verb, kind):
        return (yield from call(get(request))).parsed


def shown_unless_gone(
    request: Request[Any], response: Response[Any], call: Call, get: GetRequest, kind: str
) -> Generator[Step, Any, Any]:
    """The same for a deletion: None if there was nothing left to delete, or if the deletion has already ended."""
    if was_gone(response):
        return None
    try:
        return (yield from shown(request, response, call, get, kind))
    except NotFoundError:
        return None


def ids_in(request: Request[Any]) -> Mapping[str, str]:
    """The ids in the path of a request; those that a client holds for it are there as well."""
    return {name: str(value) for name, value in request.path_values.items() if value is not None}


def was_gone(response: Response[Any]) -> bool:
    """Whether a repeated deletion found that the resource was already gone."""
    return response.status_code >= 300


def check_changes(request: Request[Any], names: str) -> None:
    """Raise InvalidArgumentError for an update that changes nothing. names: the values that it can change."""
    if not request.body:
        raise InvalidArgumentError(f"Give at least one value to change: {names}.")
