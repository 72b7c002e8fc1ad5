"""Calls of several processes in any order of their steps, while the API refuses tokens: how many tokens are requested.

A process has a token provider of its own; all have one store. Whichever call is chosen takes its next step. With
AURAKIT_ALL_REFUSALS set there are fifty times as many orders.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._auth.cache import QUARANTINE
from aurakit._auth.provider import TokenProvider
from aurakit._calls.call import CallSettings, call_steps
from aurakit._calls.deadline import Deadline
from aurakit._calls.retry import RetryPolicy
from aurakit._calls.steps import IO, Join, Lead, Pause, Send
from aurakit.stores import MemoryStore
from support.fakes import FakeClock, request, response
from support.token_endpoint import CREDENTIALS, TOKEN_URL

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from aurakit._calls.messages import Response
    from aurakit._calls.steps import Step

SEQUENCES = 2_000 if os.environ.get("AURAKIT_ALL_REFUSALS") else 40


class API:
    """Issues tokens, and accepts those that have not been revoked."""

    def __init__(self, choose: random.Random, statuses: tuple[int, ...]) -> None:
        self._choose = choose
        self._statuses = statuses
        self.issued = 0
        self.accepted: set[str] = set()
        self.accepts_new = True

    def respond(self, step: Send) -> Response:
        if step.token is None:
            self.issued += 1
            value = f"token-{self.issued}"
            if self.accepts_new:
                self.accepted.add(value)
            return response(200, json.dumps({"access_token": value, "expires_in": 3600}).encode())
        return response(200 if step.token.reveal() in self.accepted else self._choose.choice(self._statuses))

    def revoke(self) -> None:
        """Refuse every token that was issued so far."""
        self.accepted.clear()


class Thread:
    """Generators of steps of which the last one runs, as calls of functions are in a thread."""

    def __init__(self, *steps: Generator[Step, Any, Any]) -> None:
        self.stack = list(steps)
        self.next: Callable[[], Any] = lambda: None
        self.waits_for: Join | None = None
        self.result: Any = None

    @property
    def ready(self) -> bool:
        return bool(self.stack) and (self.waits_for is None or self.waits_for.waker.woken)


class Interleaving:
    """Threads of some processes, one step at a time."""

    def __init__(self, seed: int, processes: int, statuses: tuple[int, ...]) -> None:
        self.choose = random.Random(seed)
        self.clock = FakeClock()
        self.api = API(self.choose, statuses)
        self.store = MemoryStore(self.clock.now)
        self.io = IO(self, self.clock)
        self.providers = [self.started() for _ in range(processes)]
        self.threads: list[Thread] = []
        self.calls: list[Thread] = []

    def started(self) -> TokenProvider:
        """A new process."""
        return TokenProvider(token_url=TOKEN_URL, credentials=CREDENTIALS, clock=self.clock, store=self.store)

    def send(self, step: Send) -> Response:
        return self.api.respond(step)

    def call(self, provider: TokenProvider | None = None) -> Thread:
        """Another call, of any process."""
        tokens = provider or self.choose.choice(self.providers)
        settings = CallSettings(RetryPolicy(0), self.clock, lambda: 0.5, None, tokens, ())
        thread = Thread(call_steps(request(), settings, Deadline(self.clock, 60.0)))
        self.calls.append(thread)
        self.threads.append(thread)
        return thread

    def step(self) -> bool:
        """One step of one of those that can go on; False if there is none."""
        ready = [thread for thread in self.threads if thread.ready]
        if not ready:
            assert all(not thread.stack for thread in self.threads), "everybody waits"
            return False
        thread = self.choose.choice(ready)
        value, thread.next, thread.waits_for = thread.next(), lambda: None, None
        try:
            step = thread.stack[-1].send(value)
        except StopIteration as end:
            thread.stack.pop()
            thread.result = end.value
            return True
        if isinstance(step, Lead):
            if self.choose.random() < 0.5:  # as in an event loop
                self.threads.append(Thread(step.steps))
            else:
                thread.stack.append(step.steps)
        elif isinstance(step, Join):
            thread.waits_for = step
        elif not isinstance(step, Pause):  # of a process that polls the store
            thread.next = lambda: step.perform(self.io)
        return True

    def finish(self) -> None:
        while self.step():
            pass

    def statuses(self) -> Counter[int]:
        """How the calls ended."""
        return Counter(call.result.last.status for call in self.calls)


@pytest.fixture(params=[(401,), (403,), (401, 403)], ids=["401", "403", "both"])
def statuses(request: pytest.FixtureRequest) -> tuple[int, ...]:
    found: tuple[int, ...] = request.param
    return found


@pytest.fixture(params=[1, 3], ids=["one process", "three processes"])
def processes(request: pytest.FixtureRequest) -> int:
    found: int = request.param
    return found


def test_if_the_api_refuses_every_token_two_are_requested(statuses: tuple[int, ...], processes: int) -> None:
    for seed in range(SEQUENCES):
        play = Interleaving(seed, processes, statuses)
        play.api.accepts_new = False
        for _ in range(12):
            play.call()
        for _ in range(play.choose.randrange(80)):
            play.step()
        for _ in range(12):
            play.call()
        play.finish()
        play.call()
        play.finish()
        assert play.api.issued == 2, seed
        assert set(play.statuses()) <= set(statuses), seed


def test_a_revoked_token_is_replaced_once_and_every_call_succeeds(statuses: tuple[int, ...], processes: int) -> None:
    for seed in range(SEQUENCES):
        play = Interleaving(seed, processes, statuses)
        for provider in play.providers:
            play.call(provider)
        play.finish()
        for revocations in range(1, 4):
            for _ in range(8):
                play.call()
            for _ in range(play.choose.randrange(20)):
                play.step()
            play.api.revoke()
            for _ in range(8):
                play.call()
            play.finish()
            for provider in play.providers:  # all have seen a response with the new token
                play.call(provider)
            play.finish()
            assert play.api.issued == 1 + revocations, seed
        assert set(play.statuses()) == {200}, seed


def test_processes_that_start_one_after_the_other_request_a_token_each_quarter_of_an_hour(
    statuses: tuple[int, ...],
) -> None:
    """As a job does that runs every minute, whatever is wrong with its credentials. The API allows 15 an hour."""
    for seed in range(SEQUENCES // 20):
        play = Interleaving(seed, 1, statuses)
        play.api.accepts_new = False
        for minute in range(60):
            for _ in range(play.choose.randint(1, 3)):
                play.call(play.started())
            play.finish()
            assert play.api.issued == 2 + int(minute * 60.0 / QUARANTINE), minute
            play.clock.advance(60.0)


@pytest.mark.parametrize("permitted_first", [False, True])
def test_a_job_without_a_permission_costs_the_others_no_tokens(permitted_first: bool) -> None:
    """One process may do what it asks for, the next one may not, in turn."""
    for seed in range(SEQUENCES // 20):
        play = Interleaving(seed, 1, (403,))
        permitted = play.started()
        for minute in range(15):
            calls = [permitted, play.started()] if permitted_first else [play.started(), permitted]
            for tokens in calls:
                accepted = set(play.api.accepted)
                if tokens is not permitted:
                    play.api.accepted, play.api.accepts_new = set(), False
                play.call(tokens)
                play.finish()
                play.api.accepted, play.api.accepts_new = accepted, True
                play.api.accepted |= {f"token-{number}" for number in range(1, play.api.issued + 1)}
            assert play.api.issued == 2, minute
            play.clock.advance(59.0)


def test_any_order_of_revocations_leads_to_no_more_tokens_than_there_were(
    statuses: tuple[int, ...], processes: int
) -> None:
    for seed in range(SEQUENCES):
        play = Interleaving(seed, processes, statuses)
        revocations = 0
        for _ in range(40):
            if play.choose.random() < 0.1:
                play.api.revoke()
                revocations += 1
            play.call()
            for _ in range(play.choose.randrange(8)):
                play.step()
        play.finish()
        assert play.api.issued <= 1 + revocations, seed


def test_an_api_that_refuses_all_tokens_for_a_while_and_then_accepts_them_again_costs_one_more(
    statuses: tuple[int, ...], processes: int
) -> None:
    for seed in range(SEQUENCES):
        play = Interleaving(seed, processes, statuses)
        for provider in play.providers:
            play.call(provider)
        play.finish()
        for outages in range(1, 4):
            play.api.accepted, play.api.accepts_new = set(), False
            for _ in range(8):
                play.call()
            for _ in range(play.choose.randrange(60)):
                play.step()
            play.api.accepted, play.api.accepts_new = {f"token-{number}" for number in range(1, 99)}, True
            play.finish()
            assert play.api.issued <= 1 + outages, seed
        after = [play.call(provider) for provider in (*play.providers, play.started())]
        play.finish()
        assert {call.result.last.status for call in after} == {200}, seed
