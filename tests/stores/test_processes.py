"""Real processes that share a limit through a store: as fast as allowed, never faster, and nobody starves.

The whole list takes minutes; it runs where AURAKIT_ALL_PARTIES is set, and a small one always.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from .parties import Result, kill_one, play, shortest, stop_one

if TYPE_CHECKING:
    from pathlib import Path

ALL = bool(os.environ.get("AURAKIT_ALL_PARTIES"))
LIMIT, PER, CALLS = (125, 6.0, 400) if ALL else (25, 1.2, 80)
# What starting a dozen interpreters on a loaded machine may add to so short a time, in seconds.
SLACK = 0.0 if ALL else 0.5


def check(result: Result, processes: int) -> None:
    assert result.errors == ""
    assert result.arrived == CALLS and [len(ended) for ended in result.ended] == [
        CALLS // processes + (n < CALLS % processes) for n in range(processes)
    ]
    assert result.most <= LIMIT
    assert result.tokens == 1
    assert result.elapsed <= 1.05 * shortest(CALLS, LIMIT, PER) + SLACK
    assert result.unfairness <= 3.0


@pytest.mark.parametrize("processes", [2, 4, 8, 16] if ALL else [6])
def test_processes_with_a_file_are_as_fast_as_allowed_and_never_faster(tmp_path: Path, processes: int) -> None:
    check(play(f"FileStore({str(tmp_path)!r})", processes, CALLS, LIMIT, PER), processes)


def test_a_process_that_is_stopped_for_a_while_holds_up_nobody(tmp_path: Path) -> None:
    seconds = 3.0 if ALL else 1.0
    result = play(f"FileStore({str(tmp_path)!r})", 4, CALLS, LIMIT, PER, stop_one(1.0, seconds))
    assert result.errors == "" and result.arrived == CALLS and result.most <= LIMIT
    others = [ended[-1] for ended in result.ended[1:]]
    assert max(others) <= 1.05 * shortest(CALLS, LIMIT, PER) + 2.0 * SLACK + 0.3
    assert result.ended[0][-1] <= shortest(CALLS, LIMIT, PER) * 1.05 + PER + seconds + SLACK


def test_a_process_that_is_killed_costs_the_others_nothing(tmp_path: Path) -> None:
    result = play(f"FileStore({str(tmp_path)!r})", 4, CALLS, LIMIT, PER, kill_one(0.5 * shortest(CALLS, LIMIT, PER)))
    assert result.errors == "" and result.most <= LIMIT
    assert [len(ended) for ended in result.ended[1:]] == [CALLS // 4] * 3
    assert result.elapsed <= 1.05 * shortest(CALLS, LIMIT, PER) + SLACK
