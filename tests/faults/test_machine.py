"""A short run of the state machine, the same one every time; `machine.py` makes the long ones. And that it can fail."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

import pytest

from aurakit import ConnectionFailedError
from aurakit.retry import may_repeat
from faults import machine
from faults.model import LIMIT, World
from faults.operations import CALLS, Operation

if TYPE_CHECKING:
    from aurakit.exchange import Answer, Failure


def test_no_invariant_breaks_in_random_operations_and_faults() -> None:
    done = machine.run(30, number=1)
    assert done["calls"] > 100 and done["instances created"] > 10 and done["faults that happened"] > 10
    assert done["machines, sync"] and done["machines, async"]


def always_again(last: Answer | Failure, *, idempotent: bool) -> bool:
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
        ("aurakit.course.may_repeat", always_again, ("answer lost", 500, None), "create", "2 creations"),
        ("aurakit.course.may_repeat", always_again, ("answer lost", None, None), "snapshots.create", "POST .* again"),
        ("aurakit.course.redirect_target", follow_anywhere, AWAY, "sessions.list", "left its origin"),
        ("aurakit.course.redirect_target", follow_anywhere, NEXT, "list", "pinned version"),
        ("aurakit.ratelimit.Limiter.poll", lambda *_: 0.0, None, "list", "requests in a window"),
        ("aurakit.tokens.Token.renew_at", property(lambda token: token.obtained_at), None, "list", "request too many"),
        ("aurakit.course.Course._refuse", lambda *_, **__: None, SLOW, "list", "s allowed"),
        ("aurakit.failures.shown_id", lambda *_: None, BAD, "list", "no request id"),
        ("aurakit.failures._unanswered", certain, ("answer lost", None, None), "create", "created although"),
        ("aurakit.http.error_for", unknown_error, BAD, "list", "of the network"),
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
        with pytest.raises((AssertionError, OSError), match=told):
            drive(world, CALLS[operation])
