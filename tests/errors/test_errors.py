"""The exceptions: their tree, and that each survives pickling and copying whole."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import pytest

from aurakit import errors
from aurakit.errors import Attempt, AuraError, ErrorDetail, error_class

CLASSES = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, AuraError)]

ABOUT: dict[str, Any] = {
    "method": "POST",
    "path": "/v1/instances",
    "request_id": "8a35fa95b983aeff3e70394832706f45/12383853214941892751",
    "attempts": (Attempt(1, None, None, "reset", 0.5, 1.5), Attempt(2, 503, "abc/1", None, 0.25, 0.0)),
}

OWN: dict[type[AuraError], dict[str, Any]] = {
    errors.AuthenticationError: {"status_code": 401},
    errors.ConnectionFailedError: {"retry_after": 3.5},
    errors.APIError: {
        "status_code": 503,
        "errors": (ErrorDetail("too big", "quota-exceeded", "memory"), ErrorDetail("more")),
        "retry_after": 5.0,
    },
    errors.ServerError: {"outcome_unknown": True},
    errors.ResponseDecodeError: {"status_code": 202},
    errors.WaitError: {"resource": {"id": "x"}, "state": "paused"},
}


def made(cls: type[AuraError]) -> AuraError:
    """An instance with every attribute of its class set."""
    own = {name: value for parent, more in OWN.items() if issubclass(cls, parent) for name, value in more.items()}
    return new(cls, **ABOUT, **own)


def new(cls: type[AuraError], **about: Any) -> AuraError:
    """An instance with as little as its class needs."""
    if issubclass(cls, errors.WaitAllError):
        return cls("what to do", [errors.WaitFailedError("it failed")], **about)
    return cls("what to do", **about)


def shown(error: Exception) -> tuple[str, str]:
    """What is seen of an error. Errors inside a group are equal to no other, and are compared by what is seen."""
    return repr(error), repr(vars(error))


def test_the_tree_is_the_documented_one() -> None:
    parents = {cls.__name__: cls.__bases__[0].__name__ for cls in CLASSES}
    api = [
        "BadRequestError", "UnauthorizedError", "PaymentRequiredError", "ForbiddenError", "NotFoundError",
        "ConflictError", "RateLimitError", "ServerError",
    ]  # fmt: skip
    base = [
        "ConfigurationError", "InvalidArgumentError", "ClientClosedError", "AuthenticationError",
        "ConnectionFailedError", "APIError", "ResponseDecodeError", "WaitError", "InstanceMismatchError",
    ]  # fmt: skip
    assert parents == {
        "AuraError": "Exception",
        **dict.fromkeys(base, "AuraError"),
        **dict.fromkeys(api, "APIError"),
        **dict.fromkeys(["RequestTimeoutError", "OutcomeUnknownError"], "ConnectionFailedError"),
        **dict.fromkeys(["WaitTimeoutError", "WaitFailedError", "WaitAllError"], "WaitError"),
    }
    assert issubclass(errors.InvalidArgumentError, ValueError)


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_an_error_is_the_same_after_pickling(cls: type[AuraError], protocol: int) -> None:
    error = made(cls)
    back = pickle.loads(pickle.dumps(error, protocol))
    assert type(back) is cls
    assert (str(back), shown(back)) == (str(error), shown(error))
    assert vars(back)["attempts"][1].request_id == "abc/1"


@pytest.mark.parametrize("cls", CLASSES)
@pytest.mark.parametrize("copied", [copy.copy, copy.deepcopy])
def test_an_error_can_be_copied(cls: type[AuraError], copied: Any) -> None:
    error = made(cls)
    back = copied(error)
    assert back is not error
    assert type(back) is cls
    assert (str(back), shown(back)) == (str(error), shown(error))


@pytest.mark.parametrize("cls", CLASSES)
def test_the_text_is_the_message_and_the_repr_adds_the_class_only(cls: type[AuraError]) -> None:
    error = made(cls)
    assert str(error) == "what to do"
    inside = ", [WaitFailedError('it failed')]" if cls is errors.WaitAllError else ""
    assert repr(error) == f"{cls.__name__}('what to do'{inside})"


@pytest.mark.parametrize("cls", CLASSES)
def test_every_attribute_has_a_default(cls: type[AuraError]) -> None:
    error = new(cls)
    assert (error.request_id, error.method, error.path, error.attempts) == (None, None, None, ())


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ((), None),
        ((ErrorDetail("a"),), None),
        ((ErrorDetail("a"), ErrorDetail("b", "first"), ErrorDetail("c", "second")), "first"),
    ],
)
def test_the_reason_is_the_first_one_given(details: tuple[ErrorDetail, ...], reason: str | None) -> None:
    assert errors.APIError("text", errors=details).reason == reason


@pytest.mark.parametrize(
    ("status", "cls"),
    [
        (400, errors.BadRequestError),
        (401, errors.UnauthorizedError),
        (402, errors.PaymentRequiredError),
        (403, errors.ForbiddenError),
        (404, errors.NotFoundError),
        (409, errors.ConflictError),
        (410, errors.NotFoundError),
        (429, errors.RateLimitError),
        *((status, errors.ServerError) for status in (500, 501, 502, 503, 504, 520, 599)),
        *((status, errors.APIError) for status in (100, 199, 300, 301, 308, 405, 406, 415, 418, 420, 451)),
    ],
)
def test_a_status_has_its_class(status: int, cls: type[AuraError]) -> None:
    assert error_class(status) is cls
