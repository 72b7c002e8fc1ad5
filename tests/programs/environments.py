"""The programs by others that the sandbox is tried with, and the environments that they run in.

    python tests/programs/environments.py

makes an environment for each below `.cache/programs`, all at once, with the versions in `requirements/`; one that is
there already is left alone. Without them the tests that need them are left out, and the end of the test run says so;
where `AURAKIT_REQUIRE_PROGRAMS` is set, as in continuous integration, they fail instead.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ENVIRONMENTS = FOLDER.parents[1] / ".cache" / "programs"
PROGRAMS = tuple(sorted(path.stem for path in (FOLDER / "requirements").glob("*.txt")))
STAMP = "requirements.sha256"


def requirements(program: str) -> Path:
    """The file with the versions that a program runs with; its first line is the program itself."""
    return FOLDER / "requirements" / f"{program}.txt"


def python_of(program: str) -> Path:
    """The interpreter of a program's environment."""
    return ENVIRONMENTS / program / "bin" / "python"


def driver_of(program: str) -> Path:
    """The script that drives a program."""
    return FOLDER / "drivers" / f"{program.replace('-', '_')}_driver.py"


def problem() -> str | None:
    """Why the programs cannot be run, or None."""
    missing = [program for program in PROGRAMS if not _is_made(program)]
    if not missing:
        return None
    return f"there is no environment for {', '.join(missing)} (python tests/programs/environments.py makes them)"


def left_out() -> str | None:
    """Why the tests with the programs are left out, or None: they run, and fail where they must not be left out."""
    return None if os.environ.get("AURAKIT_REQUIRE_PROGRAMS") else problem()


def _wanted(program: str) -> str:
    return hashlib.sha256(requirements(program).read_bytes()).hexdigest()


def _is_made(program: str) -> bool:
    stamp = ENVIRONMENTS / program / STAMP
    return stamp.is_file() and stamp.read_text() == _wanted(program) and python_of(program).exists()


def make(program: str) -> None:
    """Make a program's environment, unless it is there."""
    if _is_made(program):
        return
    folder = ENVIRONMENTS / program
    shutil.rmtree(folder, ignore_errors=True)
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "-r"]
    subprocess.run([python_of(program), "-m", "pip", "install", *options, requirements(program)], check=True)
    (folder / STAMP).write_text(_wanted(program))


def main() -> None:
    """Make all environments."""
    with ThreadPoolExecutor(len(PROGRAMS)) as pool:
        list(pool.map(make, PROGRAMS))


if __name__ == "__main__":
    main()
