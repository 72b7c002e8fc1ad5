"""What processes know of a refused token from each other, in the store that they share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from aurakit._auth.cache import QUARANTINE
from aurakit._auth.shared_tokens import SKEW, SharedTokens
from aurakit._auth.tokens import Token, store_key
from aurakit._calls.deadline import Deadline
from aurakit._calls.steps import IO, run
from aurakit._errors.secret import Secret
from aurakit.stores import MemoryStore, StoreUnavailableError
from support.fakes import FakeClock
from support.token_endpoint import CREDENTIALS, TOKEN_URL, Caller, Endpoint, provider

if TYPE_CHECKING:
    from collections.abc import Generator

    from aurakit._calls.steps import Step

KEY = store_key(TOKEN_URL, CREDENTIALS.client_id)
TOKEN = Secret("the-token")


class Party:
    """One process's side of a store."""

    def __init__(self, store: Any, clock: FakeClock) -> None:
        self.clock = clock
        self.shared = SharedTokens(store, TOKEN_URL, CREDENTIALS, clock)
        nowhere: Any = None
        self._io = IO(nowhere, clock)

    def do(self, steps: Generator[Step, Any, Any]) -> Any:
        return run(steps, self._io)

    def record(self, token: Secret = TOKEN, *, denied: bool) -> None:
        self.do(self.shared.refusals.record(token, denied=denied))

    def accepted(self, token: Secret = TOKEN) -> None:
        self.do(self.shared.refusals.accepted(token))

    def left(self, token: Secret = TOKEN) -> float:
        left: float = self.do(self.shared.refusals.left(token, Deadline(self.clock, 60.0)))
        return left


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def store(clock: FakeClock) -> MemoryStore:
    return MemoryStore(clock.now)


@pytest.fixture
def parties(store: MemoryStore, clock: FakeClock) -> tuple[Party, Party]:
    return Party(store, clock), Party(store, clock)


@pytest.mark.parametrize("denied", [False, True])
def test_others_know_for_a_quarter_of_an_hour_of_a_token_that_it_replaced_a_refused_one(
    parties: tuple[Party, Party], clock: FakeClock, denied: bool
) -> None:
    one, another = parties
    assert another.left() == 0.0
    one.record(denied=denied)
    assert another.left() == QUARANTINE
    assert another.left(Secret("another-token")) == 0.0
    clock.advance(QUARANTINE - 1.0)
    assert another.left() == 1.0
    clock.advance(1.0)
    assert another.left() == 0.0


def test_a_token_that_the_api_accepted_is_like_any_other_again(parties: tuple[Party, Party]) -> None:
    one, another = parties
    one.record(denied=False)
    one.accepted(Secret("another-token"))
    assert another.left() > 0.0
    one.accepted()
    assert another.left() == 0.0


def test_a_token_that_was_refused_for_good_stays_so_although_other_calls_are_permitted(
    parties: tuple[Party, Party],
) -> None:
    one, another = parties
    one.record(denied=True)
    another.accepted()
    assert another.left() > 0.0


def test_the_store_holds_no_token_under_that_key_and_nothing_that_could_be_sent(
    parties: tuple[Party, Party], store: MemoryStore
) -> None:
    parties[0].record(denied=False)
    [(key, entry)] = store._tokens.items()
    assert key != KEY and len(key) == 64 and set(key) <= set("0123456789abcdef")
    assert "the-token" not in entry.value.reveal() and " " in entry.value.reveal()


@pytest.mark.parametrize(("ahead", "known"), [(SKEW - 1.0, True), (SKEW + 1.0, False)])
def test_a_calendar_that_was_set_back_prolongs_nothing(
    parties: tuple[Party, Party], clock: FakeClock, ahead: float, known: bool
) -> None:
    clock.advance(ahead)
    parties[0].record(denied=True)
    clock.advance(-ahead)
    assert (parties[1].left() > 0.0) is known


class Odd(MemoryStore):
    """Returns something else than was saved."""

    def __init__(self, returned: Any) -> None:
        super().__init__()
        self.returned = returned

    def load(self, key: str, timeout: float) -> Token | None:
        token = super().load(key, timeout)
        if isinstance(self.returned, Exception):
            raise self.returned
        changed: Token | None = self.returned if token is None or key == KEY else token._replace(**self.returned)
        return changed


@pytest.mark.parametrize(
    "returned",
    [{"expires_at": "soon"}, {"expires_at": None}, {"expires_at": float("nan")}, {"value": None}, {"value": "text"}],
)
def test_what_an_odd_store_returns_does_no_harm(clock: FakeClock, returned: Any) -> None:
    party = Party(Odd(returned), clock)
    party.record(denied=True)
    assert party.left() == 0.0


def test_without_the_store_each_process_decides_by_itself(clock: FakeClock) -> None:
    endpoint = Endpoint()
    caller = Caller(provider(clock, Odd(StoreUnavailableError("the disk is full"))), endpoint, clock)
    for _ in range(5):
        second = caller.replace(caller.get(), 401)
        if second is not None:
            caller.refused_again(second, 401)
    assert endpoint.requests == 2


class OneToken(MemoryStore):
    """A store of a user's that looks at no key."""

    def load(self, key: str, timeout: float) -> Token | None:
        return super().load("", timeout)

    def save(self, key: str, token: Token, timeout: float) -> None:
        super().save("", token, timeout)

    def discard(self, key: str, token: Token, timeout: float) -> None:
        super().discard("", token, timeout)


def test_a_store_that_does_not_tell_keys_apart_makes_nobody_send_what_is_no_token(clock: FakeClock) -> None:
    endpoint, store = Endpoint(), OneToken()
    caller = Caller(provider(clock, store), endpoint, clock)
    second = caller.replace(caller.get(), 401)
    assert second == "token-2"
    assert Caller(provider(clock, store), endpoint, clock).get() == "token-2"
    caller.refused_again(second, 401)
    assert Caller(provider(clock, store), endpoint, clock).get() == "token-3"


def test_a_refusal_costs_the_store_a_few_operations_and_a_call_that_goes_well_costs_none(clock: FakeClock) -> None:
    used: list[str] = []

    class Counting(MemoryStore):
        def load(self, key: str, timeout: float) -> Token | None:
            used.append("load")
            return super().load(key, timeout)

        def save(self, key: str, token: Token, timeout: float) -> None:
            used.append("save")
            super().save(key, token, timeout)

        def discard(self, key: str, token: Token, timeout: float) -> None:
            used.append("discard")
            super().discard(key, token, timeout)

    caller = Caller(provider(clock, Counting()), Endpoint(), clock)
    caller.get()
    used.clear()
    caller.replace("token-1", 401)
    assert used == ["load", "load", "load", "save", "save"]  # the token twice, before and after the claim
    used.clear()
    for _ in range(3):
        caller.accepted("token-2")
    assert used == ["discard"]
    used.clear()
    caller.refused_again("token-2", 401)
    for _ in range(3):
        assert caller.replace("token-2", 401) is None
    assert used == ["save"]
