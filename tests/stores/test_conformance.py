"""Every store passes the checks that come with the package, and the checks notice what is wrong."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import FileStore
from aurakit.stores import MemoryStore, Permit, conformance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def together(make: Callable[[], Any]) -> list[str]:
    """All checks at once, since most of their time they wait; what failed."""

    def failure(check: Callable[[Any], None]) -> str:
        try:
            check(make)
        except AssertionError as error:
            return f"{check.__name__}: {error}"
        return ""

    with ThreadPoolExecutor(len(conformance.CHECKS)) as pool:
        return [failed for failed in pool.map(failure, conformance.CHECKS) if failed]


def test_the_store_in_memory_conforms() -> None:
    store = MemoryStore()
    assert together(lambda: store) == []


def test_the_store_in_a_file_conforms(tmp_path: Path) -> None:
    assert together(lambda: FileStore(tmp_path)) == []


class Generous(MemoryStore):
    """Keeps to nothing, gives everybody the right to ask for a token, and is slow though it says that it is prompt."""

    def claim(self, key: str, seconds: float, timeout: float) -> Any:
        return super().claim(f"{key}{id(object())}", seconds, timeout)

    def acquire(self, key: str, ask: Any, timeout: float) -> Permit:
        if timeout == 0.0:
            time.sleep(0.3)
        return Permit(0.0, "1.1")

    def prompt(self) -> bool:
        return True


def test_a_store_that_keeps_to_nothing_does_not_conform() -> None:
    store = Generous()
    failed = " ".join(together(lambda: store))
    for name in (
        "no_more_slots_than",
        "a_slot_counts_from",
        "in_the_order",
        "a_pause_is",
        "strictest",
        "threads_of",
        "a_prompt",
    ):
        assert name in failed


def test_all_checks_are_run_and_what_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def good(make: Any) -> None:
        assert make() == "a store"

    def bad(make: Any) -> None:
        raise AssertionError("not so")

    monkeypatch.setattr(conformance, "CHECKS", (good, bad))
    with pytest.raises(ExceptionGroup, match="1 of 2 checks failed") as caught:
        conformance.run(lambda: "a store")  # type: ignore[arg-type,return-value]
    assert caught.value.exceptions[0].__notes__ == ["bad"]


def test_every_check_of_the_module_is_in_the_list() -> None:
    public = {
        name
        for name, value in vars(conformance).items()
        if not name.startswith("_") and getattr(value, "__module__", "") == conformance.__name__ and callable(value)
    }
    assert {check.__name__ for check in conformance.CHECKS} == public - {"run"}
