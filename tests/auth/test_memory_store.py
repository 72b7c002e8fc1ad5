"""The store of clients that are given none: their token and their limit are in it, and it is asked like any other."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import TYPE_CHECKING, Any

from aurakit import AsyncAura, Aura, RateLimit
from aurakit._auth.tokens import store_key
from aurakit._calls import steps
from aurakit._errors.secret import Secret
from aurakit.stores import Ask, MemoryStore, Permit, Token, process_store
from faultserver import FaultServer, response
from support.driving import CLIENT_ID, SECRET, Driver, both

if TYPE_CHECKING:
    import pytest

LIST = response(200, {"data": []})
SOON = 5.0


def limit_key(server: FaultServer, client_id: str = CLIENT_ID) -> str:
    return store_key(f"{server.url}/oauth/token", client_id)


def token_key(server: FaultServer, secret: str = SECRET) -> str:
    return store_key(f"{server.url}/oauth/token", CLIENT_ID, secret)


def token(value: str) -> Token:
    return Token(Secret(value), time.time(), time.time() + 3600.0)


def list_instances(aura: Any) -> Any:
    return aura.instances.list()


@both
def test_what_clients_without_a_store_send_is_counted_in_the_one_of_the_process(driver: Driver) -> None:
    with FaultServer(default=LIST) as server:
        driver.run(server.url, list_instances, rate_limit=RateLimit(9, per=60.0), clock=None)
        usage = process_store().usage(limit_key(server), SOON)
        assert (usage.rates, usage.used, usage.waiting, usage.paused) == ((RateLimit(9, per=60.0),), 1, 0, 0.0)
        kept = process_store().load(token_key(server), SOON)
        assert kept is not None and server.calls()[0].headers["authorization"] == f"Bearer {kept.value.reveal()}"


@both
def test_a_token_that_was_saved_there_is_used(driver: Driver) -> None:
    with FaultServer(default=LIST) as server:
        process_store().save(token_key(server), token("saved-before"), SOON)
        driver.run(server.url, list_instances, rate_limit=RateLimit(), clock=None)
        assert server.token_requests == 0
        assert server.calls()[0].headers["authorization"] == "Bearer saved-before"


@both
def test_slots_and_pauses_of_other_code_of_the_process_hold_for_the_calls(driver: Driver) -> None:
    rate = RateLimit(1, per=0.4)
    with FaultServer(default=LIST) as server:
        key = limit_key(server)
        slot = process_store().acquire(key, Ask("other code", (rate,), 30.0), SOON).slot
        process_store().report(key, slot, "admitted", SOON)
        ended = time.monotonic()
        driver.run(server.url, list_instances, rate_limit=rate, clock=None)
        assert server.calls()[0].at - ended >= 0.4
        process_store().penalise(key, "", 0.7, SOON)
        began = time.monotonic()
        driver.run(server.url, list_instances, rate_limit=rate, clock=None)
        assert server.calls()[1].at - began >= 0.7


def test_a_call_that_the_api_told_to_wait_stops_other_code_as_well() -> None:
    with FaultServer(default=LIST) as server, Aura(CLIENT_ID, SECRET, base_url=server.url) as aura:
        server.script(response(429, headers={"Retry-After": "1"}))
        calls = threading.Thread(target=aura.instances.list)
        calls.start()
        ends = time.monotonic() + SOON
        while not (paused := process_store().usage(limit_key(server), SOON).paused):
            assert time.monotonic() < ends
            time.sleep(0.005)
        assert paused <= 1.0
        assert process_store().acquire(limit_key(server), Ask("other code", (RateLimit(),), 30.0), SOON).wait > 0.0
        calls.join()


def test_a_client_with_another_secret_asks_for_a_token_of_its_own() -> None:
    with FaultServer(default=LIST) as server:
        for secret in (SECRET, "mistyped"):
            with Aura(CLIENT_ID, secret, base_url=server.url) as aura:
                aura.instances.list()
        assert server.token_requests == 2
        assert process_store().usage(limit_key(server), SOON).used == 2


def test_clients_with_a_store_in_memory_of_their_own_share_with_each_other_alone() -> None:
    mine = MemoryStore()
    with FaultServer(default=LIST) as server:
        for store in (mine, mine, None):
            with Aura(CLIENT_ID, SECRET, base_url=server.url, store=store) as aura:
                aura.instances.list()
        assert server.token_requests == 2
        assert mine.usage(limit_key(server), SOON).used == 2
        assert process_store().usage(limit_key(server), SOON).used == 1


def test_an_event_loop_needs_no_thread_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Any:
        raise AssertionError("a thread was asked for")

    monkeypatch.setattr(steps, "in_thread", refuse)

    async def main(url: str, store: MemoryStore | None) -> None:
        async with AsyncAura(CLIENT_ID, SECRET, base_url=url, store=store) as aura:
            await aura.instances.list()

    with FaultServer(default=LIST) as server:
        for store in (None, MemoryStore()):
            asyncio.run(main(server.url, store))
        assert server.token_requests == 2


@both
def test_what_a_subclass_does_otherwise_is_done(driver: Driver) -> None:
    class Counts(MemoryStore):
        asked = 0

        def acquire(self, key: str, ask: Ask, timeout: float) -> Permit:
            self.asked += 1
            return super().acquire(key, ask, timeout)

    store = Counts()
    with FaultServer(default=LIST) as server:
        driver.run(server.url, list_instances, store=store, rate_limit=RateLimit(), clock=None)
    assert store.asked == 1 and MemoryStore().prompt() and not store.prompt()


def test_a_forked_child_is_not_held_up_by_what_its_parent_s_threads_held() -> None:
    store = MemoryStore()
    assert store.claim("key", 60.0, SOON) is not None and store.claim("key", 60.0, SOON) is None
    held = store._lock
    store.forget_other_threads()
    assert store.claim("key", 60.0, SOON) is not None and store._lock is not held


def test_parties_of_before_a_fork_hold_no_slot_in_the_child_but_what_they_sent_counts() -> None:
    store = MemoryStore()
    ask = Ask("party", (RateLimit(1, per=60.0),), 60.0)
    slot = store.acquire("key", ask, SOON).slot
    assert slot and store.acquire("key", ask, SOON).wait > 0.0
    store._limits.forget_other_threads()
    assert (store.usage("key", SOON).used, store.usage("key", SOON).waiting) == (1, 0)
    store.report("key", slot, "unsent", SOON)
    assert store.usage("key", SOON).used == 1


def test_tokens_that_have_expired_are_forgotten() -> None:
    store = MemoryStore()
    store.save("old", Token(Secret("a"), 0.0, 10.0), SOON)
    store.save("new", token("b"), SOON)
    assert store.load("old", SOON) is None and store.load("new", SOON) is not None


def test_the_store_of_the_process_is_one_and_others_are_apart() -> None:
    assert process_store() is process_store()
    assert process_store("a mock") is process_store("a mock") is not process_store()
