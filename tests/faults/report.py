"""Run the table of faults through both clients, measure loads, and write the results: `python tests/faults/report.py`.

If a result differs from the table, or a bound is not kept, it writes nothing and exits with status 1.
"""

from __future__ import annotations

import logging
import os
import platform
import signal
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / folder) for folder in ("overlay", "generated", "tests")]

from faults.loads import measured  # noqa: E402  # the path comes first
from faults.proofs import MEASURED, PROOFS  # noqa: E402  # the path comes first
from faults.scenarios import PLAYS, SCENARIOS, TABLE  # noqa: E402  # the path comes first
from support.new_process import as_in_a_new_process  # noqa: E402  # the path comes first

REPORT = Path(__file__).with_name("report.md")
HEAD = """\
# Faults, and what happens then

{count} scenarios. Each runs through `Aura` and `AsyncAura` over a real socket, against the sandbox or a server that
resets connections, cuts responses off, and sends them byte by byte. Written by `python tests/faults/report.py`.

- **Ends with**: `survived`, or the type of the error (`Interrupted`: KeyboardInterrupt or CancelledError).
- **Id**: whether the error has a request id. It has one if a response had one.
- **Tokens**, **Requests**, **POSTs**: what the server counted: token requests, other requests, the POSTs among these.
- **Created**: how many instances the server created. A POST whose response was lost counts, a refused POST does not.
"""
PROOF = """
### {title}

| What | Test |
|---|---|
"""
LOADS = """
### Measured

With {python} and {library}, on {cores} cores. CPU is that of the client's process, the median of five rounds.

| What | Measured | To hold |
|---|--:|--:|
"""
COLUMNS = """\
| Scenario | Expectation | Ends with | Id | Tokens | Requests | POSTs | Created |
|---|---|---|---|--:|--:|--:|--:|
"""


def rendered(loads: str) -> str:
    """The report of the table. loads: its section of what was measured."""
    parts = [HEAD.format(count=len(SCENARIOS))]
    for area, scenarios in TABLE.items():
        lines = []
        for name, expectation, ending, *_ in scenarios:
            survived = ending.ends == "survived"
            ends = ending.ends if survived else f"`{ending.ends}`"
            known = "" if survived else "yes" if ending.request_id else "no"
            numbers = " | ".join(map(str, ending[2:]))
            lines.append(f"| {name} | {expectation} | {ends} | {known} | {numbers} |\n")
        parts.append(f"\n## {area}\n\n{COLUMNS}{''.join(lines)}")
    parts.append("\n## Beyond single calls\n")
    for title, proofs in PROOFS.items():
        parts.append(PROOF.format(title=title))
        parts += [f"| {what} | `tests/{file}`: {test.replace('_', ' ')} |\n" for what, file, test in proofs]
    parts += [loads, MEASURED]
    return "".join(parts)


def loads_in(report: str) -> str:
    """The section of what was measured, in a report."""
    begin = report.index("\n### Measured\n")
    return report[begin : report.index("\n## ", begin)]


def loads() -> tuple[str, int]:
    """That section, measured now, and how many of its rows do not hold."""
    rows = list(measured())
    head = LOADS.format(
        python=f"Python {platform.python_version()}", cores=os.cpu_count(),
        library=os.environ.get("AURAKIT_HTTP_LIBRARY") or "httpx",
    )  # fmt: skip
    lines = "".join(f"| {row.what} | {row.found} | {row.bound} |\n" for row in rows)
    wrong = [row for row in rows if not row.holds]
    for row in wrong:
        print(f"{row.what}: {row.found}, not {row.bound}", file=sys.stderr)
    return head + lines, len(wrong)


def main() -> int:
    """Run all scenarios, measure, then write the report."""
    wrong = 0
    logging.disable()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # see tests/conftest.py
    for scenario, driver in PLAYS:
        as_in_a_new_process()
        ending, error = scenario.play(driver)
        if ending != scenario.ending:
            wrong += 1
            print(f"{scenario.name} ({driver}): {ending}, not {scenario.ending}: {error!r}", file=sys.stderr)
    section, missed = loads()
    wrong += missed
    if not wrong:
        REPORT.write_text(rendered(section), "utf-8")
        print(f"{len(SCENARIOS)} scenarios, {len(PLAYS)} runs: {REPORT.relative_to(ROOT)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
