"""A short run of the state machine, the same one every time; `machine.py` makes the long ones. And that it can fail."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from aurakit import ConnectionFailedError
from aurakit._calls.retry import may_repeat
from faults import machine
from faults.model import LIMIT, World
from faults.operations import CALLS, Operation

if TYPE_CHECKING:
    from aurakit._calls.messages import Failure, Response


def test_no_invariant_breaks_in_random_operations_and_faults() -> None:
    done = machine.run(30, number=1)
    assert done["calls"] > 100 and done["instances created"] > 10 and done["faults that happened"] > 10
    assert done["machines, sync"] and done["machines, async"]


def always_again(last: Response | Failure, *, idempotent: bool) -> bool:
    return may_repeat(last, idempotent=True)


def follow_anywhere(method: str, status: int, url: str, location: str | None, base: str) -> str | None:
    return urljoin(url, location) if location else None


def certain(*_: Any) -> Any:
    return ConnectionFailedError("Nothing was sent.")


def unknown_error(*_: Any, **__: Any) -> Any:
    raise OSError("an error of the network")


AWAY = ("on the way", "redirect elsewhere", "call")
NEXT = ("on the way", "redirect to another version", "call")
SLOW = ("refused", 503, "200", None)
BAD = ("refused", 503, None, None)


def drive(world: World, operation: Operation) -> None:
    """Often enough to use up a rate limit."""
    for _ in range(LIMIT + 1):
        operation(world, 1, "second")
        world.check()


@pytest.mark.parametrize(
    ("place", "instead", "fault", "operation", "told"),
    [
        ("aurakit._calls.call.may_repeat", always_again, ("response lost", 500, None), "create", "2 creations"),
        (
            "aurakit._calls.call.may_repeat",
            always_again,
            ("response lost", None, None),
            "snapshots.create",
            "POST .* again",
        ),
        ("aurakit._calls.call.redirect_target", follow_anywhere, AWAY, "sessions.list", "on connection to"),
        ("aurakit._calls.call.redirect_target", follow_anywhere, NEXT, "list", "pinned version"),
        ("aurakit._ratelimit.limiter.Limiter.acquire", lambda *_: 0.0, None, "list", "requests in a window"),
        (
            "aurakit._auth.tokens.Token.renew_at",
            property(lambda token: token.obtained_at),
            None,
            "list",
            "request too many",
        ),
        ("aurakit._calls.call._CallState._reason_to_stop", lambda *_, **__: None, SLOW, "list", "s allowed"),
        ("aurakit._errors.mapping._Call.request_id", lambda *_: None, BAD, "list", "no request id"),
        ("aurakit._errors.mapping._no_response", certain, ("response lost", None, None), "create", "created although"),
        ("aurakit._client.request.error_for", unknown_error, BAD, "list", "of the network"),
    ],
)  # fmt: skip
def test_a_client_that_breaks_an_invariant_is_found_out(
    place: str, instead: Any, fault: Any, operation: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(place, instead)
    world = World("sync", limited="Limiter" in place, awkward=False, retries=4, lifetime=3600.0)
    with closing(world):
        CALLS["create"](world, 0, "first")
        world.sandbox.advance(700.0)  # until it runs
        if fault is not None:
            world.order(5 if fault is BAD else 1, *fault)
        with pytest.raises((AssertionError, OSError, RuntimeError), match=told):
            drive(world, CALLS[operation])
