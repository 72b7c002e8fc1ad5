"""The exceptions. `_errors` decides which one a response or a failure becomes.

AuraError
├── ConfigurationError            credentials, base URL or options that cannot be used
├── InvalidArgumentError          an argument that cannot be sent (also a ValueError)
├── ClientClosedError             a call on a closed client
├── AuthenticationError           the token endpoint refused the credentials, or gave no token
├── ConnectionFailedError         no complete response; nothing was done, or repeating it is safe
│   ├── RequestTimeoutError       the call's `timeout` has passed
│   └── OutcomeUnknownError       the request may have been acted on: check before sending it again
├── APIError                      a response that is not a success
│   ├── BadRequestError 400 · UnauthorizedError 401 · PaymentRequiredError 402 · ForbiddenError 403
│   ├── NotFoundError 404, 410 · ConflictError 409 · RateLimitError 429
│   └── ServerError 5xx
├── ResponseDecodeError           a success whose body cannot be read: the request was accepted
├── InstanceMismatchError         `ensure` found several instances with the name, or a different one
└── WaitError
    ├── WaitTimeoutError          the wait's `timeout` has passed; the operation continues
    ├── WaitFailedError           the operation ended in another state than requested
    └── WaitAllError              some of the waits of `wait_all` failed (also an ExceptionGroup)

All of them can be pickled, and none holds a secret, a token or a password in plain text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Self


class Attempt(NamedTuple):
    """One attempt at a call, as an error's `attempts` shows it."""

    number: int
    """1 for the first."""
    status_code: int | None
    """The response's status; None when none arrived."""
    request_id: str | None
    failure: str | None
    """What happened when no complete response arrived."""
    duration: float
    """Seconds from sending to the end of the response."""
    wait: float
    """Seconds waited after it, before the next attempt; 0.0 after the last."""


class ErrorDetail(NamedTuple):
    """One entry of an error response's list."""

    message: str
    reason: str | None = None
    """A fixed text for programs, such as `quota-exceeded`."""
    field: str | None = None
    """The field of the request that it refers to."""


class AuraError(Exception):
    """The base class of all errors of this package.

    Attributes: `request_id` (quote it to Neo4j's support; None if no response had one), `method` and `path` of the
    call, `attempts` (the result of each attempt).
    """

    def __init__(
        self,
        message: str,
        *,
        method: str | None = None,
        path: str | None = None,
        request_id: str | None = None,
        attempts: tuple[Attempt, ...] = (),
    ) -> None:
        super().__init__(message)
        self.method = method
        self.path = path
        self.request_id = request_id
        self.attempts = attempts


class ConfigurationError(AuraError):
    """Credentials, a base URL or an option cannot be used, or no credentials were found."""


class InvalidArgumentError(AuraError, ValueError):
    """An argument that cannot be sent, such as an empty id. No request was made."""


class ClientClosedError(AuraError):
    """The client was closed before the call."""


class AuthenticationError(AuraError):
    """The token endpoint refused the credentials, or gave no usable token. `status_code`: of its response, if any."""

    def __init__(self, message: str, *, status_code: int | None = None, **about: Any) -> None:
        super().__init__(message, **about)
        self.status_code = status_code


class ConnectionFailedError(AuraError):
    """No complete response arrived. The call is safe to repeat, unless this is an `OutcomeUnknownError`.

    `retry_after`: seconds to wait before trying again, if known.
    """

    def __init__(self, message: str, *, retry_after: float | None = None, **about: Any) -> None:
        super().__init__(message, **about)
        self.retry_after = retry_after


class RequestTimeoutError(ConnectionFailedError):
    """The call's `timeout` has passed, or would pass before the next attempt."""


class OutcomeUnknownError(ConnectionFailedError):
    """The request may have been acted on, but no complete response arrived. It was not sent again: check first."""


class APIError(AuraError):
    """A response that is not a success.

    Attributes: `status_code`; `errors` (every entry of the response, as `ErrorDetail`); `reason` (the first entry's);
    `retry_after` (seconds to wait before trying again, when the response said so).
    """

    def __init__(
        self,
        message: str,
        *,
        status_code: int = 0,
        errors: tuple[ErrorDetail, ...] = (),
        retry_after: float | None = None,
        **about: Any,
    ) -> None:
        super().__init__(message, **about)
        self.status_code = status_code
        self.errors = errors
        self.retry_after = retry_after

    @property
    def reason(self) -> str | None:
        """The first reason the response gave, such as `quota-exceeded`; None when it gave none."""
        return next((error.reason for error in self.errors if error.reason), None)


class BadRequestError(APIError):
    """400: the request is not valid; `errors` says which field and why."""


class UnauthorizedError(APIError):
    """401: the API refused the token, and a new one too."""


class PaymentRequiredError(APIError):
    """402: the project's quota is used up, or billing details are missing."""


class ForbiddenError(APIError):
    """403: the credentials are valid but lack permission for this."""


class NotFoundError(APIError):
    """404 or 410: there is nothing with this id, or these credentials cannot see it."""


class ConflictError(APIError):
    """409: another operation is running on the resource, or its state does not allow this one."""


class RateLimitError(APIError):
    """429: too many requests; `retry_after` says how long to wait."""


class ServerError(APIError):
    """5xx. `outcome_unknown` is True when the request may have been acted on despite the error."""

    def __init__(self, message: str, *, outcome_unknown: bool = False, **about: Any) -> None:
        super().__init__(message, **about)
        self.outcome_unknown = outcome_unknown


class _Sealed(Protocol):
    """A `Secret`; its module is in a higher layer."""

    def reveal(self) -> str: ...


class ResponseDecodeError(AuraError):
    """The response is a success, but its body cannot be read. The request was accepted: do not send it again blindly.

    Attributes: `status_code`; `body`, the response's text as a `Secret`, because for a creation it can contain the
    initial password: `body.reveal()` returns it, unless the error came out of a pickle. None when no complete body
    arrived.
    """

    def __init__(
        self, message: str, *, status_code: int | None = None, body: _Sealed | None = None, **about: Any
    ) -> None:
        super().__init__(message, **about)
        self.status_code = status_code
        self.body = body


_CLASSES: Final[dict[int, type[APIError]]] = {
    400: BadRequestError,
    401: UnauthorizedError,
    402: PaymentRequiredError,
    403: ForbiddenError,
    404: NotFoundError,
    409: ConflictError,
    410: NotFoundError,
    429: RateLimitError,
}


def error_class(status: int) -> type[APIError]:
    """The class for a response with this status; `APIError` itself for 3xx, 405, 415, 420 and the rest."""
    return ServerError if status >= 500 else _CLASSES.get(status, APIError)


class WaitError(AuraError):
    """A wait that did not end as requested. `resource` is what was last seen, `state` its status."""

    def __init__(self, message: str, *, resource: Any = None, state: str | None = None, **about: Any) -> None:
        super().__init__(message, **about)
        self.resource = resource
        self.state = state


class WaitTimeoutError(WaitError):
    """The wait's `timeout` has passed; the operation continues, and waiting for it again is safe."""


class WaitFailedError(WaitError):
    """The operation failed or was cancelled, or the resource settled in another state: `reason` says which."""

    def __init__(self, message: str, *, reason: str = "", **about: Any) -> None:
        super().__init__(message, **about)
        self.reason = reason


class WaitAllError(WaitError, ExceptionGroup[AuraError]):
    """Some of the waits of `wait_all` failed. It is raised once all of them have ended; `except*` finds each error.

    Attributes: `results` (in the order of the resources: the settled resource, or the error of the one that failed, as
    from `asyncio.gather(return_exceptions=True)`); `failures` (pairs of a resource as it was given, without a password,
    and its error).
    """

    def __new__(cls, message: str, exceptions: Sequence[AuraError], **about: Any) -> Self:
        return super().__new__(cls, message, exceptions)

    def __init__(
        self,
        message: str,
        exceptions: Sequence[AuraError],
        *,
        results: tuple[Any, ...] = (),
        failures: tuple[tuple[Any, AuraError], ...] = (),
        **about: Any,
    ) -> None:
        super().__init__(message, **about)
        self.args = (message, exceptions)  # which a copy or a pickle is made with
        self.results = results
        self.failures = failures

    def __str__(self) -> str:
        return self.message

    def derive(self, excs: Sequence[AuraError], /) -> WaitAllError:  # type: ignore[override]  # of errors of ours only
        """A WaitAllError with some of the errors, which `except*` needs."""
        return WaitAllError(self.message, excs, results=self.results, failures=self.failures)


class InstanceMismatchError(AuraError):
    """`ensure` found several instances with the name, or one that is different; nothing was created.

    Attributes: `instances` (those found), `differences` (by argument: the requested value and the reported one).
    """

    def __init__(
        self,
        message: str,
        *,
        instances: tuple[Any, ...] = (),
        differences: dict[str, tuple[Any, Any]] | None = None,
        **about: Any,
    ) -> None:
        super().__init__(message, **about)
        self.instances = instances
        self.differences = differences or {}
