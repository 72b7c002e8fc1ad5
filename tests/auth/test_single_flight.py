"""One token request that others wait for: when it is over, what they get, and who cannot wait for it."""

from __future__ import annotations

import threading

import pytest

from aurakit._auth.single_flight import GRACE, Flight
from aurakit._auth.tokens import Token
from aurakit._errors.secret import Secret
from aurakit.errors import AuthenticationError

TOKEN = Token(Secret("token"), 0.0, 3600.0)


def test_a_flight_is_alive_until_its_time_is_over_and_a_little_longer() -> None:
    flight = Flight(10.0)
    assert [flight.alive(now) for now in (0.0, 10.0, 10.0 + GRACE, 10.1 + GRACE)] == [True, True, True, False]


def test_a_flight_that_ended_is_not_alive_and_keeps_what_it_ended_with() -> None:
    flight = Flight(10.0)
    flight.finish(TOKEN)
    flight.finish(None)
    flight.finish(AuthenticationError("late"))
    flight.give_up()
    assert not flight.alive(0.0) and flight.outcome() is TOKEN


def test_a_flight_that_was_given_up_has_no_outcome() -> None:
    flight = Flight(10.0)
    flight.give_up()
    assert not flight.alive(0.0) and flight.outcome() is None


def test_a_flight_is_alive_only_while_its_event_loop_goes_on() -> None:
    flight = Flight(10.0)
    goes_on = [True, False]
    flight.runs_in(lambda: goes_on.pop(0))
    assert [flight.alive(0.0), flight.alive(0.0)] == [True, False]


def test_the_thread_that_makes_the_request_cannot_wait_for_it_and_others_can() -> None:
    """A signal handler runs on the thread that it interrupts."""
    flight = Flight(10.0)
    assert flight.can_be_joined(0.0)
    flight.blocks()
    seen: list[bool] = []
    thread = threading.Thread(target=lambda: seen.append(flight.can_be_joined(0.0)))
    thread.start()
    thread.join(10.0)
    assert seen == [True] and flight.alive(0.0) and not flight.can_be_joined(0.0)


def test_the_end_of_a_flight_wakes_everybody_and_who_comes_later_does_not_wait() -> None:
    flight = Flight(10.0)
    wakers = [flight.waker() for _ in range(3)]
    assert not any(waker.woken for waker in wakers)
    flight.finish(TOKEN)
    assert all(waker.woken for waker in [*wakers, flight.waker()])


def test_a_second_end_wakes_those_whom_an_interrupted_first_one_did_not() -> None:
    flight = Flight(10.0)
    first, second = flight.waker(), flight.waker()

    def interrupted() -> None:
        raise KeyboardInterrupt

    first._wake = interrupted
    with pytest.raises(KeyboardInterrupt):
        flight.finish(TOKEN)
    assert [second.woken] == [False]
    flight.give_up()
    assert [second.woken] == [True] and flight.outcome() is TOKEN


def test_everybody_gets_an_error_of_his_own_with_all_its_attributes() -> None:
    flight = Flight(10.0)
    error = AuthenticationError("Refused.", status_code=401, method="POST", path="/oauth/token")
    flight.finish(error)
    outcomes = [flight.outcome(), flight.outcome()]
    assert len({id(each) for each in (error, *outcomes)}) == 3
    for each in outcomes:
        assert isinstance(each, AuthenticationError)
        assert (str(each), each.status_code, each.path, each.__cause__) == ("Refused.", 401, "/oauth/token", None)


def test_an_unexpected_error_shows_each_waiter_where_it_comes_from() -> None:
    flight = Flight(10.0)
    error = KeyError("a fault")
    flight.finish(error)
    outcome = flight.outcome()
    assert isinstance(outcome, KeyError) and outcome is not error and outcome.__cause__ is error


def test_an_error_that_cannot_be_copied_is_given_as_it_is() -> None:
    class Odd(Exception):
        def __init__(self, one: int, two: int) -> None:
            super().__init__("odd")

    flight = Flight(10.0)
    error = Odd(1, 2)
    flight.finish(error)
    assert flight.outcome() is error
