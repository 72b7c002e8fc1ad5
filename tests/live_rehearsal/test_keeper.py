"""What the keeper of a live run does about creations and deletions that go wrong."""

from __future__ import annotations

import signal
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from aurakit import AuraError, ForbiddenError
from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from live.keeper import APPEARS_WITHIN, Keeper, NotDeletedError, gigabytes, uninterrupted
from live.settings import settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="a signal to itself ends a process there")


class Kept(NamedTuple):
    """A keeper in a sandbox, and what it told."""

    keeper: Keeper
    sandbox: Sandbox
    told: list[str]


def kept_in(sandbox: Sandbox, **environment: str) -> Kept:
    told: list[str] = []
    settings = settings_of({"AURA_LIVE": "1", "AURA_LIVE_WRITE": "1", **environment})
    aura = sandbox.client(max_retries=0)
    return Kept(Keeper(aura, sandbox.clock, settings, sandbox.project_id, told.append), sandbox, told)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    awkwardness = Awkwardness.off()._replace(hidden=(8.0, 8.0))
    with Sandbox(clock=ManualClock(), awkwardness=awkwardness, request_limit=None, token_lifetime=1e9) as sandbox:
        yield sandbox


def test_without_a_creation_there_is_nothing_to_ask(sandbox: Sandbox) -> None:
    kept_in(sandbox).keeper.clean()
    assert sandbox.requests == ()


def test_what_is_deleted_already_is_not_asked_about_again(sandbox: Sandbox) -> None:
    kept = kept_in(sandbox)
    kept.keeper.create()
    kept.keeper.clean()
    before = len(sandbox.requests)
    kept.keeper.clean()
    assert len(sandbox.requests) == before


def test_an_instance_that_is_still_being_created_is_deleted_once_that_can_be(sandbox: Sandbox) -> None:
    kept = kept_in(sandbox)
    created = kept.keeper.create()
    kept.keeper.clean()
    assert sandbox.instances == ()
    assert 409 in [request.status for request in sandbox.requests if request.method == "DELETE"]
    assert kept.told[-1] == f"Deleted {kept.keeper.name} ({created.id})"


def test_an_instance_whose_creation_was_not_answered_is_deleted(sandbox: Sandbox) -> None:
    kept = kept_in(sandbox)
    sandbox.fail(method="POST", path="/instances", lose_response=True)
    with pytest.raises(AuraError):
        kept.keeper.create()
    assert sandbox.instances.created == 1
    kept.keeper.clean()
    assert sandbox.instances == ()


def test_a_creation_that_never_happened_is_waited_for_until_it_cannot_appear(sandbox: Sandbox) -> None:
    kept = kept_in(sandbox)
    sandbox.fail(method="POST", path="/instances", status=502)
    with pytest.raises(AuraError):
        kept.keeper.create()
    began = sandbox.clock.now()
    kept.keeper.clean()
    assert APPEARS_WITHIN <= sandbox.clock.now() - began < APPEARS_WITHIN + 10


def test_a_passing_failure_does_not_end_the_cleaning(sandbox: Sandbox) -> None:
    kept = kept_in(sandbox)
    kept.keeper.create()
    sandbox.advance(900)
    for method in ("GET", "DELETE"):
        sandbox.fail(method=method, status=503)
    kept.keeper.clean()
    assert sandbox.instances == ()


def test_what_other_runs_created_is_left_alone(sandbox: Sandbox) -> None:
    ours, theirs = kept_in(sandbox, AURA_LIVE_TYPE="professional-db"), kept_in(sandbox)
    ours.keeper.create()
    left = theirs.keeper.create()
    ours.keeper.clean()
    assert [instance.id for instance in sandbox.instances] == [left.id]


def test_what_may_not_be_deleted_is_an_error(sandbox: Sandbox) -> None:
    kept = kept_in(sandbox)
    kept.keeper.create()
    sandbox.fail(method="DELETE", status=403, times=2)
    with pytest.raises(ForbiddenError):
        kept.keeper.clean()


def test_what_cannot_be_deleted_in_time_is_told_with_its_name(sandbox: Sandbox) -> None:
    kept = kept_in(sandbox)
    kept.keeper.create()
    sandbox.fail(method="DELETE", status=503, times=1000)
    with pytest.raises(NotDeletedError, match=kept.keeper.name):
        kept.keeper.clean()


def test_the_smallest_offer_that_fits_is_created(sandbox: Sandbox) -> None:
    asked = {"AURA_LIVE_TYPE": "enterprise-db", "AURA_LIVE_REGION": "us-east-1", "AURA_LIVE_STORAGE": "16GB"}
    offer = kept_in(sandbox, **asked).keeper.offer()
    assert (offer.type, offer.region, offer.memory, offer.storage) == ("enterprise-db", "us-east-1", "4GB", "16GB")


@pytest.mark.parametrize(("size", "number"), [("8GB", 8), ("128Gi", 128), (None, 0)])
def test_a_size_is_compared_as_a_number(size: str | None, number: int) -> None:
    assert gigabytes(size) == number


@posix_only
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_while_it_deletes_only_tells(number: signal.Signals) -> None:
    told: list[str] = []
    before = signal.getsignal(number)
    with uninterrupted(lambda: told.append("wait")):
        signal.raise_signal(number)
    assert told == ["wait"]
    assert signal.getsignal(number) is before
