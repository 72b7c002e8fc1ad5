"""Short runs of what the report measures; `python tests/faults/report.py` makes the long ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faults import loads

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_ten_times_the_calls_at_once_take_some_ten_times_the_cpu() -> None:
    tasks, threads = loads.growth(100, 1_000, 3)
    assert tasks < 20 and threads < 20  # a hundred times, if each call looked at all others


def test_calls_at_once_cost_a_small_multiple_of_raw_sockets() -> None:
    times = loads.beside_raw_sockets(400, 3)
    assert times.each < 5
    assert times.library < 3


def test_a_store_is_read_while_a_program_has_exhausted_its_threads(tmp_path: Path) -> None:
    assert loads.first_call_without_threads(tmp_path) < 5.0


def test_a_row_that_does_not_hold_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    from faults import report

    rows = [loads.Row("good", "1", "≤ 2", True), loads.Row("bad", "3", "≤ 2", False)]
    monkeypatch.setattr(report, "measured", lambda: iter(rows))
    section, wrong = report.loads()
    assert wrong == 1 and "| bad | 3 | ≤ 2 |" in section
    assert report.loads_in(f"before\n{section}\n## Runs by hand") == section
    assert "bad: 3, not ≤ 2" in capsys.readouterr().err
