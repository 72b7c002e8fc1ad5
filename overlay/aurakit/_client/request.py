"""Turns requests of the generated client into HTTP requests, and HTTP responses into decoded ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode

from .._calls.call import call_steps
from .._calls.deadline import Deadline
from .._calls.encoding import check_length, check_path_value, check_query, encode_json
from .._calls.imports import importing
from .._calls.messages import METHODS_WITH_BODY, READING_METHODS
from .._calls.messages import Request as HTTPRequest
from .._calls.messages import Response as HTTPResponse
from .._calls.retry import is_idempotent
from .._errors.mapping import decode_error, error_for
from ..errors import AuraError, InvalidArgumentError
from .deprecation import EXPIRES, warn_of_deprecation

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from aurakit_raw.types import Operation, Request, Response

    from .._calls.call import Outcome
    from .._calls.steps import Step
    from .._errors.redaction import Secrets
    from .config import Options
    from .state import SharedState

T = TypeVar("T")


def response_steps(
    request: Request[T], state: SharedState, options: Options, *, within: float | None = None, poll: bool = False
) -> Generator[Step, Any, Response[T]]:
    """The steps of one call, which return the decoded response. Raises AuraError, and TypeError for wrong arguments.

    within: seconds for everything, including the rate limiter's queue. poll: whether it is the poll of a wait.
    """
    http_request = http_request_of(request, state)
    deadline = Deadline(state.clock, options.timeout, within)
    outcome = yield from call_steps(http_request, state.settings(options), deadline, poll=poll)
    return response_of(request, http_request, outcome, state)


def response_of(request: Request[T], http_request: HTTPRequest, outcome: Outcome, state: SharedState) -> Response[T]:
    """The decoded response to a call. Raises AuraError if there is none."""
    last = outcome.last
    error: AuraError | None = None
    if isinstance(last, HTTPResponse):
        if EXPIRES in last.headers:
            warn_of_deprecation(last.headers, state.base.url, state.version.name)
        if outcome.deleted:
            return request.response(last.status, last.headers, b"", None)  # type: ignore[arg-type]  # a delete's T
        if 200 <= last.status <= 299 and outcome.verdict == "response":
            try:
                if request.operation in _decoded_before:
                    return request.read(last.status, last.headers, last.content)
                return _first_decoded(request, last)
            except request.decode_error as problem:
                if (response := _without_unreadable_fields(request, last, problem)) is not None:
                    return response
                error = decode_error(
                    last, str(problem), http_request, attempts=outcome.attempts, errors=problem.errors,
                    hidden=_hidden(state, outcome),
                )  # fmt: skip
    raise error or error_for(outcome, http_request, _hidden(state, outcome))


_decoded_before: set[Operation[Any]] = set()


def _first_decoded(request: Request[T], last: HTTPResponse) -> Response[T]:
    """Decode the first response of an operation. That imports its models, which a fork must not interrupt."""
    with importing:
        response = request.read(last.status, last.headers, last.content)
    _decoded_before.add(request.operation)
    return response


def _without_unreadable_fields(request: Request[T], last: HTTPResponse, problem: Any) -> Response[T] | None:
    """The response to a change, with optional fields of a wrong kind kept as unknown ones; None if that is not enough.

    The change was accepted, so such a field must not hide the rest, such as an initial password.
    """
    from json import dumps, loads

    if request.operation.method in READING_METHODS or problem.errors or problem.field is None:
        return None
    body = loads(last.content)
    data = body["data"] if isinstance(body, dict) and isinstance(body.get("data"), dict) else body
    unreadable: dict[str, Any] = {}
    while isinstance(data, dict) and problem.field in data:
        unreadable[problem.field] = data.pop(problem.field)
        try:
            response = request.read(last.status, last.headers, dumps(body).encode())
        except request.decode_error as next_problem:
            problem = next_problem
        else:
            parsed: Any = response.parsed
            if not hasattr(parsed, "additional_properties"):
                return None
            parsed.additional_properties = {**parsed.additional_properties, **unreadable}
            return request.response(last.status, last.headers, last.content, response.parsed)
    return None


def http_request_of(request: Request[Any], state: SharedState) -> HTTPRequest:
    operation = request.operation
    values = dict(request.path_values)
    for name, value in values.items():
        values[name] = check_path_value(name, value)
    url = state.base.url + operation.path.format_map(values)
    if request.query:
        query = {name: check_query(name, value) for name, value in request.query.items()}
        url += "?" + check_length(urlencode(query, doseq=True))
    return HTTPRequest(
        operation.method,
        url,
        # The API refuses a POST without a content type with 415, even one without a body.
        headers=state.headers_of_json if operation.method in METHODS_WITH_BODY else state.headers,
        content=b"" if request.body is None else encode_json(request.body),
        base=state.base.url,
        idempotent=operation.idempotent,
        operation=operation.name,
        route=operation.path,
        version=operation.version,
        quota=operation.quota,
        owner=values[operation.scope[0]] or "" if operation.quota and operation.scope else "",
    )


def _hidden(state: SharedState, outcome: Outcome) -> Secrets:
    return state.transport.secrets.with_(outcome.token)


# ------------------------------------------------------------------------------------------------ the user's requests


def plain_steps(request: HTTPRequest, state: SharedState, options: Options) -> Generator[Step, Any, HTTPResponse]:
    """The steps of a request that the user wrote; they return its last response, whatever the status. Raises AuraError
    if there is none."""
    deadline = Deadline(state.clock, options.timeout)
    outcome = yield from call_steps(request, state.settings(options), deadline)
    if isinstance(outcome.last, HTTPResponse) and outcome.verdict != "deadline":
        return outcome.last
    raise error_for(outcome, request, _hidden(state, outcome))


def plain_request(
    method: str, url: str, headers: Sequence[tuple[bytes, bytes]], content: bytes, state: SharedState
) -> HTTPRequest:
    """A request that the user wrote. Raises InvalidArgumentError for one to another address, which must not get the
    token."""
    from .._calls.redirects import is_within

    if not is_within(url, state.base.url):
        raise InvalidArgumentError(
            f"This client sends requests to addresses below {state.base.url} only: give a path below it, such as "
            "`/instances`."
        )
    return HTTPRequest(
        method, url, headers=headers, content=content, base=state.base.url,
        idempotent=is_idempotent(method), version=state.version.name,
    )  # fmt: skip
