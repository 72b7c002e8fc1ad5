"""Pause the instances whose names match a pattern for the night, and resume them in the morning.

    python pause_and_resume.py pause 'dev-*'
    python pause_and_resume.py resume 'dev-*' --project 6f1f9a3c-0d6b-4f0e-9a86-2c1b8f4f7d21

As two lines of a crontab, for the days on which people work:

    0 20 * * 1-5  python /srv/aura/pause_and_resume.py pause 'dev-*'
    30 6 * * 1-5  python /srv/aura/pause_and_resume.py resume 'dev-*'

All instances move at the same time, and one that fails does not keep the others from it. Exit status: 0 all of them are
as asked for, 1 something failed, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from aurakit import Aura, AuraError, FileStore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from aurakit.v1 import Instance, InstanceSummary

# From which state, through which, to which.
STATES = {"pause": ("running", "pausing", "paused"), "resume": ("paused", "resuming", "running")}


@dataclass
class Work:
    """How far it has come."""

    started: list[Instance] = field(default_factory=list)
    going_on: dict[str, str] = field(default_factory=dict)
    """Names by id: what Aura goes on with after a Ctrl-C."""
    failed: list[str] = field(default_factory=list)

    def fail(self, instance: Instance | InstanceSummary, reason: object) -> None:
        """Note that one instance is not as asked for, and why."""
        self.going_on.pop(instance.id, None)
        self.failed.append(instance.name)
        say(f"{instance.name}: {reason}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Pause or resume; returns the exit status."""
    options = parser().parse_args(arguments)
    work = Work()
    try:
        with Aura(store=FileStore()) as aura:
            listed = aura.instances.list(tenant_id=options.project)
            matching = [instance for instance in listed if fnmatchcase(instance.name, options.pattern)]
            for summary in matching:
                start(aura, options, summary, work)
            wait_for_all(aura, options, work)
    except KeyboardInterrupt:
        names = ", ".join(f"{name} ({instance_id})" for instance_id, name in work.going_on.items())
        say(f"Stopped. What Aura goes on to {options.action}: {names or 'nothing'}")
        return 130
    except AuraError as error:
        say(f"Failed: {error}")
        return 1
    if not matching:
        say(f"Failed: none of the {len(listed)} instances has a name like {options.pattern!r}")
        return 1
    if not options.dry_run:
        say(f"{len(matching) - len(work.failed)} of {len(matching)} instances are as asked for")
    return 1 if work.failed else 0


def start(aura: Aura, options: argparse.Namespace, summary: InstanceSummary, work: Work) -> None:
    """Begin to pause or resume one instance."""
    before, passing, after = STATES[options.action]
    act = aura.instances.pause if options.action == "pause" else aura.instances.resume
    try:
        instance = aura.instances.get(summary.id)
        if instance.status == after:
            say(f"{summary.name}: {after} already")
        elif instance.status not in {before, passing}:
            work.fail(summary, f"it is {instance.status}, so it is left alone")
        elif options.dry_run:
            say(f"{summary.name}: it is {instance.status}; --dry-run changes nothing")
        else:
            work.going_on[summary.id] = summary.name  # first: a Ctrl-C can come while the request is on its way
            say(f"{summary.name}: {options.action}")
            work.started.append(act(summary.id) if instance.status == before else instance)
    except AuraError as error:
        work.fail(summary, error)


def wait_for_all(aura: Aura, options: argparse.Namespace, work: Work) -> None:
    """Wait until what was started has ended. It goes on side by side, so the waits may come one after the other."""
    ends = time.monotonic() + options.timeout
    for instance in work.started:
        try:
            aura.wait(instance, timeout=max(1.0, ends - time.monotonic()), on_poll=progress(instance.name))
            del work.going_on[instance.id]
        except AuraError as error:
            work.fail(instance, error)


def progress(name: str) -> Callable[[str, float], None]:
    """What tells of each look at an instance."""
    return lambda state, seconds: say(f"{name}: {state} after {seconds:.0f} s")


def say(text: str) -> None:
    """Tell the user; the standard output is left to results."""
    print(text, file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description="Pause or resume the instances whose names match a pattern.")
    made.add_argument("action", choices=STATES)
    made.add_argument("pattern", help="such as 'dev-*', with quotes so that the shell leaves it alone")
    made.add_argument("--project", metavar="ID", help="only in this project")
    made.add_argument("--dry-run", action="store_true", help="show what would be done")
    made.add_argument("--timeout", type=float, default=900.0, metavar="SECONDS", help="for all of them (%(default)g)")
    return made


if __name__ == "__main__":
    sys.exit(main())
