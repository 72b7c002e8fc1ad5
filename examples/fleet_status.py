"""Print a table of all instances in all projects, with concurrent requests.

    python fleet_status.py
    python fleet_status.py --status paused --json

However many there are, no more requests are made in a minute than the API allows. The token is kept in a file between
runs, so that a script that starts every minute does not use up the 15 tokens an hour. Nothing is changed. Exit status:
0 the table is complete, 1 something failed, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
from typing import TYPE_CHECKING

from aurakit import AsyncAura, AuraError, FileStore, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurakit.v1 import Instance, InstanceSummary

Row = dict[str, str]


def main(arguments: Sequence[str] | None = None) -> int:
    """Request and print the table; returns the exit status."""
    options = parser().parse_args(arguments)
    try:
        rows = asyncio.run(fleet())
    except KeyboardInterrupt:
        say("Stopped. Nothing was changed in Aura: this script only reads.")
        return 130
    except AuraError as error:
        say(f"Failed: {error}")
        return 1
    shown = [row for row in rows if options.status in {None, row["status"]}]
    if rows and not shown:
        say(f"no instance is {options.status!r}")
    print(json.dumps(shown, indent=2) if options.json else table(shown))
    return 0


async def fleet() -> list[Row]:
    """A row for each instance, by project and name."""
    async with AsyncAura(store=FileStore()) as aura:
        projects = await aura.projects.list()
        names = {project.id: project.name for project in projects}
        lists = await asyncio.gather(*(aura.instances.list(tenant_id=project.id) for project in projects))
        listed = [summary for summaries in lists for summary in summaries]
        say(f"{len(listed)} instances in {len(projects)} projects")
        found = await asyncio.gather(*(details(aura, summary) for summary in listed))
    rows = [row_of(instance, names.get(instance.tenant_id, "-")) for instance in found if instance is not None]
    return sorted(rows, key=lambda row: (row["project"], row["instance"], row["id"]))


async def details(aura: AsyncAura, summary: InstanceSummary) -> Instance | None:
    """The instance; None if it has been deleted since it was listed."""
    try:
        instance = await aura.instances.get(summary.id)
    except NotFoundError:
        return None
    say(f"  {instance.name}: {instance.status}")
    return instance


def row_of(instance: Instance, project: str) -> Row:
    """What is shown of an instance; some fields can be absent."""
    return {
        "project": project,
        "instance": instance.name,
        "id": instance.id,
        "type": str(instance.type or "-"),
        "memory": instance.memory or "-",
        "region": instance.region,
        "status": str(instance.status),
    }


def table(rows: Sequence[Row]) -> str:
    """The rows in columns, and how many instances have each status."""
    if not rows:
        return "no instances"
    lines = [list(rows[0]), *([*row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    statuses = [row["status"] for row in rows]
    counts = ", ".join(f"{statuses.count(status)} {status}" for status in sorted(set(statuses)))
    return "\n".join(["  ".join(map(str.ljust, line, widths)).rstrip() for line in lines] + ["", counts])


def say(text: str) -> None:
    """Print a message; standard output is for the table."""
    print(text, file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description="A table of all instances in all projects.")
    made.add_argument("--status", metavar="STATUS", help="only those with this status, such as paused")
    made.add_argument("--json", action="store_true", help="for programs")
    return made


if __name__ == "__main__":
    sys.exit(main())
