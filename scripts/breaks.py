"""Break the overlay on purpose, one mistake at a time, and check that the tests notice: breaks.py [PART OF A NAME ...]

tests/breaks.toml lists the mistakes: a text in one module, its replacement, and the tests that must then fail.
Each is applied to a copy of the project in .cache/breaks, where the tests run; the test that fails is run once more
without it, and must pass then. Prints a line for each; exit status 1 when one was not noticed. Takes a quarter of an
hour; `--jobs N` runs N at once.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT: Final = Path(__file__).resolve().parent.parent
LIST: Final = ROOT / "tests" / "breaks.toml"
PLACE: Final = ROOT / ".cache" / "breaks"
COPIED: Final = ("overlay", "generated", "tests", "scripts", "openapi", "examples", "docs", "pyproject.toml")
LEFT_OUT: Final = shutil.ignore_patterns("__pycache__", "node_modules")
# A mistake that makes a test hang is noticed as well.
LONGEST: Final = 300.0


class Break(NamedTuple):
    """One mistake."""

    name: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]

    def problem(self, root: Path) -> str:
        """Why it cannot be applied; empty if it can."""
        path = root / self.file
        found = path.read_text(encoding="utf-8").count(self.old) if path.is_file() else 0
        return "" if found == 1 else f"{self.name}: its text occurs {found} times in {self.file}"


class Outcome(NamedTuple):
    """The result of the tests for a mistake."""

    name: str
    noticed: bool
    seconds: float
    by: str


def breaks() -> list[Break]:
    """The mistakes in the list."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))["break"]
    return [Break(one["name"], one["file"], one["old"], one["new"], tuple(one["tests"])) for one in listed]


def copied(folder: Path) -> Path:
    """Copy what the tests need."""
    folder.mkdir(parents=True)
    for name in COPIED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=LEFT_OUT)
        else:
            shutil.copy2(source, folder / name)
    return folder


def tested(tests: Sequence[str], folder: Path) -> tuple[int, str]:
    """pytest's exit status for these tests in the copy in `folder`, and what it printed."""
    search = os.pathsep.join(str(folder / name) for name in ("overlay", "generated"))
    # No bytecode: a change of the same length within the same second would not be noticed.
    environment = os.environ | {"PYTHONPATH": search, "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("PYTHONPYCACHEPREFIX", None)
    options = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--hypothesis-profile=unshrunk"]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options, *tests],
        cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=LONGEST, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def tried(one: Break, folder: Path) -> Outcome:
    """Apply it to the copy in `folder`, run its tests, and revert it. A test that fails anyway proves nothing."""
    path = folder / one.file
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(one.old, one.new), encoding="utf-8")
    started = time.monotonic()
    try:
        status, output = tested(one.tests, folder)
    except subprocess.TimeoutExpired:
        status, output, by = 1, "", "a test that does not finish"
    else:
        failed = [line for line in output.splitlines() if line.startswith(("FAILED", "ERROR"))]
        by = failed[0].partition(" - ")[0].partition(" ")[2] if failed else ""
    finally:
        path.write_text(text, encoding="utf-8")
    seconds = time.monotonic() - started
    if status == 1 and tested([by.partition("[")[0]] if "::" in by else one.tests, folder)[0] == 0:
        return Outcome(one.name, True, seconds, by)
    if status in (0, 1):
        return Outcome(one.name, False, seconds, f"{by} fails without it too" if status else "")
    raise SystemExit(f"{one.name}: the tests did not run\n{output}")


def main(arguments: list[str]) -> int:
    """The exit status: 0 when every mistake was noticed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", metavar="PART", help="part of the names of the mistakes to try")
    parser.add_argument("--jobs", type=int, default=1, help="how many at once (default: 1)")
    options = parser.parse_args(arguments)
    chosen = [one for one in breaks() if not options.names or any(part in one.name for part in options.names)]
    if problems := [problem for one in chosen if (problem := one.problem(ROOT))]:
        raise SystemExit("\n".join(problems))
    PLACE.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=PLACE) as place:
        unnoticed = report(chosen, [copied(Path(place, str(number))) for number in range(options.jobs)])
    print(f"{len(chosen)} mistakes, {unnoticed} not noticed")
    return 1 if unnoticed else 0


def report(chosen: Sequence[Break], copies: Sequence[Path]) -> int:
    """Try them in the copies, one at a time in each, and print a line for each; returns how many were not noticed."""
    free: SimpleQueue[Path] = SimpleQueue()
    for copy in copies:
        free.put(copy)

    def attempt(one: Break) -> Outcome:
        folder = free.get()
        try:
            return tried(one, folder)
        finally:
            free.put(folder)

    unnoticed = 0
    with ThreadPoolExecutor(len(copies)) as threads:
        for outcome in threads.map(attempt, chosen):
            unnoticed += not outcome.noticed
            verdict = "noticed" if outcome.noticed else "MISSED "
            print(f"{verdict}  {outcome.seconds:5.1f} s  {outcome.name}  {outcome.by}", flush=True)
    return unnoticed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
