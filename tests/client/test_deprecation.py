"""What is said when the API announces the end of a version: once, with its date and what to do."""

from __future__ import annotations

import logging
import threading
import warnings
from datetime import UTC, datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._client import deprecation as module
from aurakit._client.deprecation import AuraDeprecationWarning, deprecation
from support.fakes import local_zone

EXPIRES = {"X-Tyk-Api-Expires": "Mon, 03 Mar 2025 00:00:00 UTC"}

warn_of_deprecation = partial(module.warn_of_deprecation, version="v1")


@pytest.fixture
def base(monkeypatch: pytest.MonkeyPatch) -> str:
    """A base URL; nothing was said of it or of any other yet."""
    monkeypatch.setattr("aurakit._client.deprecation._warned", {})
    return "https://aura.test/v1"


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Mon, 03 Mar 2025 00:00:00 UTC", datetime(2025, 3, 3, tzinfo=UTC)),
        ("Mon, 03 Mar 2025 12:30:00 GMT", datetime(2025, 3, 3, 12, 30, tzinfo=UTC)),
        ("Mon, 03 Mar 2025 12:30:00 +0200", datetime(2025, 3, 3, 10, 30, tzinfo=UTC)),
        ("2025-03-03T01:02:03Z", datetime(2025, 3, 3, 1, 2, 3, tzinfo=UTC)),
        ("2025-03-03 01:02", datetime(2025, 3, 3, 1, 2, tzinfo=UTC)),
    ],
)
def test_the_announced_end_is_read_in_utc(text: str, moment: datetime) -> None:
    found = deprecation({"X-Tyk-Api-Expires": text})
    assert found is not None and found == moment and found.tzinfo is UTC


def test_an_end_without_a_zone_is_utc_wherever_the_machine_is() -> None:
    with local_zone("Asia/Tokyo"):
        assert deprecation({"X-Tyk-Api-Expires": "2025-03-03 01:02"}) == datetime(2025, 3, 3, 1, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "never", "-1", "5", "2025", "Mon, 99 Mar 2025 00:00:00 UTC", "\x00" * 20, "2025" * 100, "é 2025-01-01"]
)
def test_an_end_that_cannot_be_read_is_none(text: str) -> None:
    assert deprecation({"X-Tyk-Api-Expires": text}) is None
    assert deprecation({}) is None


@given(st.text(alphabet="0123456789 :,-+/.TZMonarUtcGB", min_size=8, max_size=40))
def test_any_announced_end_is_a_moment_or_none(text: str) -> None:
    moment = deprecation({"X-Tyk-Api-Expires": f"{text} 2025"})
    assert moment is None or moment.tzinfo is UTC


def test_the_end_is_told_once_with_its_date_and_what_to_do(base: str, caplog: pytest.LogCaptureFixture) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for _ in range(3):
            warn_of_deprecation(EXPIRES, base)
    assert len(told) == 1
    assert told[0].filename == __file__  # the caller's line, not one of the package
    assert str(told[0].message).startswith("Update aurakit (`pip install --upgrade aurakit`)")
    assert f"{base} announces that version v1 of the Aura API ends on 2025-03-03 00:00 UTC" in str(told[0].message)
    assert told[0].category is AuraDeprecationWarning
    assert [(record.name, record.levelno) for record in caplog.records] == [("aurakit", logging.WARNING)]


def test_each_base_url_is_told_of_by_itself(base: str) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        warn_of_deprecation(EXPIRES, base)
        warn_of_deprecation(EXPIRES, base + "-other")
        warn_of_deprecation({}, base + "-third")
    assert len(told) == 2


def test_each_version_is_told_of_by_itself(base: str) -> None:
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        for version in ("v1", "v2beta1", "v1"):
            module.warn_of_deprecation(EXPIRES, base, version)
    assert len(told) == 2
    assert "version v2beta1 of the Aura API ends" in str(told[1].message)


def test_an_end_that_cannot_be_read_is_told_of_all_the_same(base: str) -> None:
    with pytest.warns(AuraDeprecationWarning, match=r"ends at a time written as 'next \[hidden\]"):
        warn_of_deprecation({"X-Tyk-Api-Expires": "next\r\n eyJhbGciOiJSUzI1NiJ9.abc"}, base)


def test_the_warning_is_shown_unless_asked_otherwise(base: str) -> None:
    with warnings.catch_warnings(record=True) as shown:
        warnings.resetwarnings()
        warnings.filterwarnings("ignore", category=DeprecationWarning)  # as Python does by default
        warn_of_deprecation(EXPIRES, base)
    assert [warning.category for warning in shown] == [AuraDeprecationWarning]


def test_where_warnings_are_errors_the_call_goes_on_and_the_log_has_it(
    base: str, caplog: pytest.LogCaptureFixture
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        warn_of_deprecation(EXPIRES, base)
    assert len(caplog.records) == 1


def test_many_threads_tell_it_once(base: str, caplog: pytest.LogCaptureFixture) -> None:
    start = threading.Barrier(16)

    def responded() -> None:
        start.wait()
        warn_of_deprecation(EXPIRES, base)

    threads = [threading.Thread(target=responded) for _ in range(16)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(caplog.records) == 1


@pytest.mark.parametrize(
    ("text", "moment"),
    [("12:00 UTC 2025", datetime(2025, 1, 1, 12, tzinfo=UTC)), ("9999-12-31 23:59:59 -2300", None)],
)
def test_an_end_at_the_edge_of_the_calendar_is_read_as_far_as_it_goes(text: str, moment: datetime | None) -> None:
    assert deprecation({"X-Tyk-Api-Expires": text}) == moment


def test_an_end_that_cannot_be_read_is_told_in_sixty_characters(base: str) -> None:
    with pytest.warns(AuraDeprecationWarning, match=f"'{'n' * 59}…'$"):
        warn_of_deprecation({"X-Tyk-Api-Expires": "n" * 100}, base)


@pytest.mark.parametrize(
    "library", ["aurakit", "aurakit_raw", "httpx", "httpx2", "httpcore", "httpcore2", "anyio", "asyncio"]
)
def test_the_warning_names_the_line_of_the_program_however_deep_in_libraries(base: str, library: str) -> None:
    within = {"__name__": f"{library}.inner", "warn": warn_of_deprecation, "given": (EXPIRES, base)}
    program = {"__name__": "program", "within": within, "inner": compile("warn(*given)", "inner.py", "exec")}
    with pytest.warns(AuraDeprecationWarning) as caught:
        exec(compile("exec(inner, within)", "program.py", "exec"), program)
    assert caught[0].filename == "program.py"
