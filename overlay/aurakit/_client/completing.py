"""Completing what the API responds too thinly to go on with, by a version's table of operations."""

from __future__ import annotations

from inspect import isgenerator
from typing import TYPE_CHECKING, Any, cast

from .._calls.imports import importing

if TYPE_CHECKING:
    from collections.abc import Generator

    from aurakit_raw.types import Request

    from .._calls.steps import Step
    from .version import Call, Version


def completed_steps(request: Request[Any], version: Version, call: Call) -> Generator[Step, Any, Any]:
    """The steps of one call and of what completes its response; they return what the operation's method returns."""
    with importing:
        completion = version.completions().get(request.operation.name)
    if completion is not None and completion.check is not None:
        completion.check(request)
    response = yield from call(request)
    if completion is None:
        return response.parsed
    result = completion.complete(request, response, call)
    return (yield from cast("Generator[Step, Any, Any]", result)) if isgenerator(result) else result
