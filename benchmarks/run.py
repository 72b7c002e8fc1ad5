"""Measure, and print a table.

python benchmarks/run.py               everything (some minutes)
python benchmarks/run.py importing     what is named
python benchmarks/run.py --write       everything, and put the table into benchmarks/README.md
"""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from measures import MEASURES

if TYPE_CHECKING:
    from harness import Row

README = Path(__file__).resolve().parent / "README.md"
BEGIN, END = "<!-- table -->", "<!-- end of table -->"


def table(rows: list[Row]) -> str:
    lines = ["| what | yardstick | measured | to reach | |", "|---|---|---|---|---|"]
    lines += [
        f"| {row.what} | {row.yardstick} | {row.figure} | {row.target} | {'✓' if row.reached else '✗'} |"
        for row in rows
    ]
    return "\n".join(lines)


def machine() -> str:
    today = datetime.datetime.now(datetime.UTC).date()
    return f"{today}, Python {platform.python_version()}, {platform.system()}, {os.cpu_count()} cores"


def main() -> int:
    """Run the command; 0 when every target is reached."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help=f"of {', '.join(MEASURES)}; all if none")
    parser.add_argument("--write", action="store_true", help="put the table into benchmarks/README.md")
    options = parser.parse_args()
    # A process that may not keep bytecode compiles httpx and this package anew, and that would be what is measured.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(README.parents[1] / ".cache" / "bytecode"))
    rows: list[Row] = []
    for name in options.names or MEASURES:
        for row in MEASURES[name]():
            print(f"{'ok  ' if row.reached else 'MISS'} {row.what}: {row.figure} ({row.target})", flush=True)
            rows.append(row)
    text = f"{BEGIN}\nMeasured {machine()}.\n\n{table(rows)}\n{END}"
    if options.write:
        before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
        README.write_text(before + text + rest.partition(END)[2], encoding="utf-8")
    return 0 if all(row.reached for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
