"""The list of mistakes that the tests must notice: each can still be applied. `scripts/breaks.py` applies them."""

from __future__ import annotations

from pathlib import Path

import pytest

from breaks import Break, breaks

ROOT = Path(__file__).resolve().parents[1]
BREAKS = breaks()


@pytest.mark.parametrize("one", BREAKS, ids=[one.name for one in BREAKS])
def test_a_mistake_of_the_list_can_be_applied_and_has_tests(one: Break) -> None:
    assert one.problem(ROOT) == ""
    assert one.old != one.new
    assert one.tests and all((ROOT / test.partition("::")[0]).exists() for test in one.tests)


def test_no_name_of_the_list_stands_twice() -> None:
    assert len({one.name for one in BREAKS}) == len(BREAKS)
