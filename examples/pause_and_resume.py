"""Pause the instances whose names match a pattern for the night, and resume them in the morning.

    python pause_and_resume.py pause 'dev-*'
    python pause_and_resume.py resume 'dev-*' --project 6f1f9a3c-0d6b-4f0e-9a86-2c1b8f4f7d21

On weekdays, in a crontab:

    0 20 * * 1-5  python /srv/aura/pause_and_resume.py pause 'dev-*'
    30 6 * * 1-5  python /srv/aura/pause_and_resume.py resume 'dev-*'

All instances change at the same time, and one that fails does not stop the others. One that is busy with another
operation is left alone. Exit status: 0 all of them are paused or resumed, 1 something failed, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from aurakit import Aura, AuraError, FileStore, WaitAllError, progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurakit.v1 import Instance

DONE = {"pause": "paused", "resume": "running"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Pause or resume; returns the exit status."""
    options = parser().parse_args(arguments)
    begun: dict[str, str] = {}  # names by id: what continues in Aura after Ctrl-C
    try:
        with Aura(store=FileStore()) as aura:
            return move(aura, options, begun)
    except KeyboardInterrupt:
        names = ", ".join(f"{name} ({instance_id})" for instance_id, name in begun.items())
        say(f"Stopped. Aura continues to {options.action}: {names or 'nothing'}")
        return 130
    except AuraError as error:
        say(f"Failed: {error}")
        return 1


def move(aura: Aura, options: argparse.Namespace, begun: dict[str, str]) -> int:
    """Start all operations, then wait for all of them."""
    listed = aura.instances.list(tenant_id=options.project)
    names = {instance.id: instance.name for instance in listed if fnmatchcase(instance.name, options.pattern)}
    if not names:
        say(f"Failed: none of the {len(listed)} instances has a name like {options.pattern!r}")
        return 1
    if options.dry_run:
        for instance_id, name in names.items():
            say(f"{name}: it is {aura.instances.get(instance_id).status}; --dry-run changes nothing")
        return 0
    ensure = aura.instances.ensure_paused if options.action == "pause" else aura.instances.ensure_running
    moving: list[Instance] = []
    for instance_id, name in names.items():
        begun[instance_id] = name  # first: a Ctrl-C can come while the request is on its way
        try:
            moving.append(ensure(instance_id, timeout=0.0))
        except AuraError as error:
            del begun[instance_id]
            say(f"{name}: {error}")
        else:
            say(f"{name}: {moving[-1].status}")
    failed = len(names) - len(moving)
    try:
        aura.wait_all(moving, timeout=options.timeout, on_poll=progress())
    except WaitAllError as error:
        failed += len(error.failures)
        for instance, reason in error.failures:
            say(f"{instance.name}: {reason}")
    say(f"{len(names) - failed} of {len(names)} instances are {DONE[options.action]}")
    return 1 if failed else 0


def say(text: str) -> None:
    """Print a message; standard output is for results."""
    print(text, file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description="Pause or resume the instances whose names match a pattern.")
    made.add_argument("action", choices=DONE)
    made.add_argument("pattern", help="such as 'dev-*', quoted so that the shell does not expand it")
    made.add_argument("--project", metavar="ID", help="only in this project")
    made.add_argument("--dry-run", action="store_true", help="show what would be done")
    made.add_argument("--timeout", type=float, default=900.0, metavar="SECONDS", help="for all of them (%(default)g)")
    return made


if __name__ == "__main__":
    sys.exit(main())
