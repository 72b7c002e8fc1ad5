"""Real processes that share a token and a limit through a store: as fast as allowed, never faster, and nobody starves.

Small samples always run. With AURAKIT_ALL_PARTIES set all of it does, by itself on a machine that does nothing else:
2 to 16 processes with 400 calls at 125 in 6 seconds, and 200 processes that start together. It takes eight minutes;
docs/scale.md has the figures.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest

from .parties import Result, kill, play, shortest, stop, wait
from .redis_server import RedisServer, left_out

if TYPE_CHECKING:
    from pathlib import Path

ALL = bool(os.environ.get("AURAKIT_ALL_PARTIES"))
LIMIT, PER, CALLS = (125, 6.0, 400) if ALL else (15, 0.6, 64)
SHORTEST = shortest(CALLS, LIMIT, PER)
# What a loaded machine may add to so short a time, in seconds.
SLACK = 0.0 if ALL else 1.0
# An interpreter of its own for each process: starting one takes longer than all that it does in a sample.
APART = ALL or not hasattr(os, "fork")
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="no SIGSTOP and no forks there")


@pytest.fixture(
    params=[
        "FileStore",
        pytest.param("RedisStore", marks=pytest.mark.skipif(left_out() is not None, reason="no Redis")),
    ]
)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Python that makes one."""
    if request.param == "FileStore":
        return f"FileStore({str(tmp_path)!r})"
    server: RedisServer = request.getfixturevalue("server")
    return f"stores.RedisStore({server.url!r}, timeout=2.0)"


def check(result: Result) -> None:
    """What holds whatever happens to some of the processes."""
    print(f"\n{result.summary()}, shortest possible {SHORTEST:g} s")
    assert result.errors == ""
    assert result.most <= LIMIT  # so an API that counts would refuse none
    assert result.tokens == 1
    assert result.unfairness <= 3.0


@pytest.mark.parametrize("processes", [2, 4, 8, 16] if ALL else [4])
def test_processes_are_as_fast_as_allowed_and_never_faster(store: str, processes: int) -> None:
    result = play(store, processes, CALLS, LIMIT, PER, interpreters=processes if APART else 1)
    check(result)
    shares = [CALLS // processes + (n < CALLS % processes) for n in range(processes)]
    assert result.arrived == CALLS and [len(ended) for ended in result.ended] == shares
    assert result.elapsed <= 1.05 * SHORTEST + SLACK


@POSIX
@pytest.mark.parametrize("processes", [3, 4, 8, 16] if ALL else [4])
def test_one_that_is_killed_and_one_that_is_stopped_for_a_while_cost_the_others_nothing(
    store: str, processes: int
) -> None:
    seconds = 3.0 if ALL else 0.8
    half = 0.5 * SHORTEST
    later = (0.9 if ALL else 0.2) * seconds  # the one to be killed is not to have ended before

    result = play(
        store, processes, CALLS, LIMIT, PER, wait(0.5 * half), stop(1), wait(later), kill(0), wait(seconds - later),
        stop(1, on=False), interpreters=processes if APART else 1,
    )  # fmt: skip
    check(result)
    shares = [CALLS // processes + (n < CALLS % processes) for n in range(processes)]
    assert [len(ended) for ended in result.ended[1:]] == shares[1:]
    assert len(result.ended[0]) in (0, shares[0])  # on a slow machine it may have ended before
    # What the stopped one had sent counts until it can say that it has ended.
    assert max(ended[-1] for ended in result.ended[2:]) - result.first <= 1.05 * SHORTEST + SLACK
    # What is left of it may need another window.
    assert result.ended[1][-1] - result.first <= 1.05 * SHORTEST + seconds + PER + SLACK


@POSIX
def test_processes_that_start_together_ask_for_one_token(store: str) -> None:
    processes = 200 if ALL else 16
    result = play(store, processes, processes, 1000, 60.0, interpreters=20 if ALL else 1)
    print(f"\n{result.summary()}")
    assert result.errors == ""
    assert result.tokens == 1
    assert result.arrived == processes == sum(len(ended) for ended in result.ended)
