"""Take a snapshot, run a deploy command, and restore the snapshot if the command fails.

    python snapshot_before_deploy.py 2f49c2b3 -- ./migrate.sh --to 42

The snapshot is complete before the command starts. What others write while the command runs is lost in a restore, so
stop other writers first. Exit status: that of the command; 1 if there is no snapshot (then the command is not run) or
it could not be restored; 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from typing import TYPE_CHECKING

from aurakit import Aura, AuraError, progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurakit.v1 import Snapshot

PATIENCE = 10.0  # seconds for the command to end by itself after a Ctrl-C


class Now:
    """What is in progress, for the message after Ctrl-C."""

    text = "No operation is in progress in Aura."


def main(arguments: Sequence[str] | None = None) -> int:
    """Snapshot, command, restore; returns the exit status."""
    options = parsed(sys.argv[1:] if arguments is None else arguments)
    now = Now()
    try:
        with Aura() as aura:
            return deploy(aura, options, now)
    except KeyboardInterrupt:
        say(f"Stopped. {now.text}")
        return 130
    except AuraError as error:
        say(f"Failed: {error}")
        return 1


def deploy(aura: Aura, options: argparse.Namespace, now: Now) -> int:
    """All steps, in order."""
    now.text = f"A snapshot of {options.instance} may still be taken; the command was not run."
    say(f"snapshot of {options.instance}")
    snapshot = aura.snapshots.create(options.instance)
    aura.wait(snapshot, timeout=options.timeout, on_poll=progress())
    there = f"Snapshot {snapshot.snapshot_id} of {options.instance}"

    say(f"{there} is complete; now: {' '.join(options.command)}")
    now.text = f"{there} is complete, and was not restored; the command may have done part of its work."
    try:
        status = run(options.command)
    except OSError as error:
        say(f"Failed: the command cannot be run, so nothing was changed: {error}")
        return 1
    if status == 0:
        say("the command succeeded; nothing to restore")
        return 0
    say(f"Failed: the command ended with status {status}: restoring the snapshot")
    return put_back(aura, options, snapshot, now) or status


def run(command: Sequence[str]) -> int:
    """The exit status of the command, as in a shell. Ctrl-C reaches it, too, and it gets time to clean up."""
    process = subprocess.Popen(command)
    try:
        status = process.wait()
    except KeyboardInterrupt:
        process.terminate()
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        raise
    return status if status >= 0 else 128 - status


def put_back(aura: Aura, options: argparse.Namespace, snapshot: Snapshot, now: Now) -> int:
    """Restore the snapshot; 1 if that failed."""
    there = f"snapshot {snapshot.snapshot_id} of {options.instance}"
    now.text = f"Aura continues to restore {there}."
    try:
        restoring = aura.snapshots.restore(options.instance, snapshot.snapshot_id)
        aura.wait(restoring, timeout=options.timeout, on_poll=progress())
    except AuraError as error:
        say(f"Failed: {there} was not restored: {error}")
        return 1
    say(f"{there} is restored")
    return 0


def say(text: str) -> None:
    """Print a message; standard output is for the command."""
    print(text, file=sys.stderr, flush=True)


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """The command line. It is split here, because argparse would remove a `--` of the command itself."""
    parser = argparse.ArgumentParser(
        description="Snapshot, deploy, and restore when the deployment fails.",
        usage="%(prog)s [-h] [--timeout SECONDS] instance -- command [argument ...]",
    )
    parser.add_argument("instance", help="the id of the instance")
    parser.add_argument("--timeout", type=float, default=1800.0, metavar="SECONDS", help="for each wait (%(default)g)")
    end = arguments.index("--") if "--" in arguments else len(arguments)
    options = parser.parse_args(arguments[:end])
    options.command = arguments[end + 1 :]
    if not options.command:
        parser.error("give the deploy command after --")
    return options


if __name__ == "__main__":
    sys.exit(main())
