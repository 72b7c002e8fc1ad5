"""A pytest plugin for `mutants.py`: collects the tests once, and runs them on each mutant in a forked process.

mutmut collects them again for each mutant, which takes most of its time. The plugin runs in the layout that mutmut
makes, and keeps the results in mutmut's files, so that `mutmut show` works.
"""

from __future__ import annotations

import gc
import json
import os
import signal
import sys
import time
from contextlib import suppress
from fnmatch import fnmatchcase
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest
from _pytest.runner import runtestprotocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

SURVIVED, KILLED, NO_TEST, TIMEOUT = 0, 1, 33, 36
REACHED: Final = Path("reached.json")
# Limits for the tests of a mutant: seconds, and multiples of their time without it, in CPU time and in all.
CPU_LIMIT: Final = 1.0, 3.0
WALL_LIMIT: Final = 20.0, 15.0
SLOW: Final = 0.1  # seconds; slower tests are left out where quicker ones reach the same function
SAVE_EVERY: Final = 50


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool:
    """Instead of running the tests once, run them on each mutant that has no result yet."""
    asked = json.loads(os.environ["MUTANTS"])
    tests = _reached(session.items)
    gc.collect()
    gc.freeze()
    results = _Results(Path(), asked["modules"], asked["mutants"])
    running: dict[int, str] = {}
    for mutant in results.left():
        chosen = tests.get(mutant.partition("__mutmut_")[0], [])
        if not chosen:
            results.note(mutant, NO_TEST)
            continue
        if len(running) == asked["children"]:
            results.note(*_ended(running))
        running[_forked(lambda: _run(mutant, chosen))] = mutant  # noqa: B023  # called at once, in the child
    while running:
        results.note(*_ended(running))
    results.save()
    return True


def _forked(work: Callable[[], int]) -> int:
    """The id of a process that ends with what `work` returns."""
    process = os.fork()
    if process == 0:
        code = 2
        with suppress(BaseException):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, 1)
            code = work()
        os._exit(code)
    return process


def _ended(running: dict[int, str]) -> tuple[str, int]:
    """A mutant and the exit status of its tests."""
    process, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    return running.pop(process), TIMEOUT if code < 0 else min(code, KILLED)


def _run(mutant: str, chosen: Sequence[tuple[float, Any]]) -> int:
    estimate = sum(seconds for seconds, _ in chosen)
    for signum, timer, (least, times) in (
        (signal.SIGPROF, signal.ITIMER_PROF, CPU_LIMIT),
        (signal.SIGALRM, signal.ITIMER_REAL, WALL_LIMIT),
    ):
        signal.signal(signum, signal.SIG_DFL)
        signal.setitimer(timer, least + times * estimate)
    os.environ["MUTANT_UNDER_TEST"] = mutant
    items = [item for _, item in chosen]
    passed = all(_passes(item, following) for item, following in zip(items, [*items[1:], None], strict=True))
    return SURVIVED if passed else KILLED


def _passes(item: Any, following: Any) -> bool:
    return not any(report.failed for report in runtestprotocol(item, nextitem=following, log=False))


def _reached(items: Sequence[Any]) -> dict[str, list[tuple[float, Any]]]:
    """The tests that reach each function, the quickest first, each with its seconds. Ends when one fails unchanged.

    Imports what the tests import while they run, so that the process of each mutant begins with it.
    """
    process = _forked(lambda: _measure(items))
    if os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) != 0:
        raise pytest.UsageError("a test fails even without a mutant: run the tests")
    found: dict[str, list[tuple[float, Any]]] = {}
    by_id = {item.nodeid: item for item in items}
    measured = json.loads(REACHED.read_text(encoding="utf-8"))
    for name in measured["imported"]:
        with suppress(ImportError):  # not a module, or one that a test made
            import_module(name)
    for name, (seconds, functions) in measured["tests"].items():
        for function in functions:
            found.setdefault(function, []).append((seconds, by_id[name]))
    for function, tests in found.items():
        quick = [test for test in tests if test[0] <= SLOW]
        found[function] = sorted(quick or tests, key=lambda test: test[0])
    return found


def _measure(items: Sequence[Any]) -> int:
    trampoline = import_module("mutmut.mutation.trampoline")  # it is only in the copy's environment
    before = set(sys.modules)
    hits: set[str] = set()
    vars(trampoline)["record_trampoline_hit"] = lambda name, **_: hits.add(name)
    os.environ["MUTANT_UNDER_TEST"] = "stats"
    found = {}
    for item, following in zip(items, [*items[1:], None], strict=True):
        hits.clear()
        began = time.process_time()
        if not _passes(item, following):
            sys.stderr.write(f"{item.nodeid} fails without any mutant\n")
            return 1
        found[item.nodeid] = time.process_time() - began, sorted(hits)
    imported = [name for name in sys.modules if name not in before]
    REACHED.write_text(json.dumps({"imported": imported, "tests": found}), encoding="utf-8")
    return 0


class _Results:
    """The result of each mutant, in mutmut's files."""

    def __init__(self, place: Path, modules: Sequence[str], patterns: Sequence[str]) -> None:
        """patterns: the mutants to run again; without any, those that were not run."""
        self._patterns = patterns
        self._files = {path: json.loads(path.read_text()) for name in modules for path in place.glob(f"{name}.py.meta")}
        self._file_of = {mutant: path for path, data in self._files.items() for mutant in data["exit_code_by_key"]}
        self._noted = 0

    def left(self) -> Iterator[str]:
        for path in list(self._files):
            for mutant, code in self._files[path]["exit_code_by_key"].items():
                if any(fnmatchcase(mutant, one) for one in self._patterns) or (not self._patterns and code is None):
                    yield mutant

    def note(self, mutant: str, code: int) -> None:
        self._files[self._file_of[mutant]]["exit_code_by_key"][mutant] = code
        self._noted += 1
        if self._noted % SAVE_EVERY == 0:
            self.save()
            sys.stderr.write(f"{self._noted} mutants so far\n")

    def save(self) -> None:
        for path, data in self._files.items():
            path.write_text(json.dumps(data, indent=4), encoding="utf-8")
