"""Every line of the table of faults, played through both clients; and the report that shows the table."""

from __future__ import annotations

import logging
import pickle
from typing import TYPE_CHECKING

import pytest

from aurakit import AuraError
from faults.proofs import PROOFS
from faults.report import REPORT, ROOT, loads_in, rendered
from faults.scenarios import PLAYS, SCENARIOS
from support.searching import shown_in, texts_of, texts_of_records

if TYPE_CHECKING:
    from faults.play import Scenario
    from support.driving import Driver


@pytest.mark.parametrize(("scenario", "driver"), PLAYS, ids=lambda value: getattr(value, "name", repr(value)))
def test_it_ends_as_the_table_says_and_shows_no_secret(
    scenario: Scenario, driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("aurakit", "httpx", "httpcore", "asyncio"):
        caplog.set_level(logging.DEBUG, name)
    ending, error = scenario.play(driver)
    assert ending == scenario.ending, error
    assert shown_in(texts_of_records(caplog.records)) == {}
    if isinstance(error, AuraError):
        assert shown_in(texts_of(error)) == {}
        again = pickle.loads(pickle.dumps(error))
        assert (type(again), str(again)) == (type(error), str(error)) and vars(again).keys() == vars(error).keys()


def test_a_scenario_is_named_once() -> None:
    assert len({scenario.name for scenario in SCENARIOS}) == len(SCENARIOS)


def test_the_report_is_that_of_the_table() -> None:
    report = REPORT.read_text("utf-8")
    assert report == rendered(loads_in(report)), "run: python tests/faults/report.py"


@pytest.mark.parametrize(
    ("what", "file", "test"), [proof for proofs in PROOFS.values() for proof in proofs], ids=lambda value: None
)
def test_the_tests_that_the_report_names_are_there(what: str, file: str, test: str) -> None:
    assert f"def test_{test}(" in (ROOT / "tests" / file).read_text("utf-8"), what
