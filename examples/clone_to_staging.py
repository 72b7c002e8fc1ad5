"""Copy the data of production to staging: overwrite it, or create it as a clone the first time.

    python clone_to_staging.py production staging

Production has to be running and is only read. The first time, staging gets production's size, region and type, and its
password is written to a file that only you can read; later its address and password stay the same. Exit status: 0
staging has the data, 1 something failed or the password was lost, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING

from aurakit import Aura, AuraError, NotFoundError, progress

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurakit import Connection
    from aurakit.v1 import Instance


class Now:
    """What is in progress, for the message after Ctrl-C."""

    text = "No operation is in progress in Aura."


def main(arguments: Sequence[str] | None = None) -> int:
    """Overwrite or create; returns the exit status."""
    options = parser().parse_args(arguments)
    now = Now()
    if fnmatchcase(options.target, options.protect):  # the two names given in the wrong order
        say(f"Failed: {options.target} matches --protect {options.protect!r}, so its data is not replaced")
        return 1
    try:
        with Aura() as aura:
            return clone(aura, options, now)
    except KeyboardInterrupt:
        say(f"Stopped. {now.text}")
        return 130
    except (AuraError, OSError) as error:
        say(f"Failed: {error}")
        return 1


def clone(aura: Aura, options: argparse.Namespace, now: Now) -> int:
    """Find both instances, and overwrite or create the target."""
    source = aura.instances.find(options.source, options.project)
    try:
        target = aura.instances.find(options.target, options.project)
    except NotFoundError:
        return create(aura, source, options, now)
    overwrite(aura, source, target, options, now)
    return 0


def overwrite(aura: Aura, source: Instance, target: Instance, options: argparse.Namespace, now: Now) -> None:
    """Replace the data of the target."""
    say(f"{target.name} ({target.id}): overwritten with {source.name} ({source.id})")
    now.text = f"Aura continues to overwrite {target.name} ({target.id}); its old data is lost."
    overwriting = aura.instances.overwrite(target.id, source_instance_id=source.id)
    aura.wait(overwriting, timeout=options.timeout, on_poll=progress())
    say(f"{target.name} has the data of {source.name}")


def create(aura: Aura, source: Instance, options: argparse.Namespace, now: Now) -> int:
    """Create the target as a clone, once: if a response is lost, `ensure` finds out what happened."""
    if source.type is None or source.memory is None:
        say(f"Failed: {source.name} does not report its type and memory now: create {options.target} by hand, once")
        return 1
    say(f"{options.target}: created as a clone of {source.name} ({source.id})")
    now.text = f"{options.target} may appear soon: check in the console. If no file was written, delete it."
    ensured = aura.instances.ensure(
        name=options.target,
        tenant_id=source.tenant_id,
        source_instance_id=source.id,
        version=options.version,
        type=source.type,
        cloud_provider=source.cloud_provider,
        region=source.region,
        memory=source.memory,
        storage=source.storage,
        customer_managed_key_id=source.customer_managed_key_id,
    )
    if ensured.connection is None:
        lost = "its password was lost with a response of the API: delete it, and run this again"
        say(f"Failed: {options.target} ({ensured.id}) exists, but {lost}")
        return 1
    say(f"its address and password are in {saved(ensured.connection, options.folder)}")
    now.text = f"Aura continues to create {options.target} ({ensured.id})."
    aura.wait(ensured, timeout=options.timeout, on_poll=progress())
    say(f"{options.target} has the data of {source.name}")
    return 0


def saved(connection: Connection, folder: Path) -> str:
    """Write the credentials, readable only by their user; if that fails, to a new folder: there is no other copy."""
    name = f"Neo4j-{connection.instance_id}.env"
    try:
        return connection.write(folder / name)
    except OSError as error:
        say(f"{error}: the credentials are written to another folder")
        return connection.write(Path(tempfile.mkdtemp()) / name)


def say(text: str) -> None:
    """Print a message; standard output is for results."""
    print(text, file=sys.stderr, flush=True)


def parser() -> argparse.ArgumentParser:
    """The command line."""
    made = argparse.ArgumentParser(description="Give one instance the data of another, which is only read.")
    made.add_argument("source", help="the name of the instance with the data, such as production")
    made.add_argument("target", help="the name of the instance whose data is replaced, such as staging")
    made.add_argument("--project", metavar="ID", help="search only this project")
    made.add_argument(
        "--protect", default="*prod*", metavar="PATTERN", help="names whose data is never replaced (%(default)s)"
    )
    made.add_argument("--folder", type=Path, default=Path(), help="for the credentials of a new target; default: here")
    made.add_argument("--version", default="5", help="of Neo4j, for a new target; the API does not report the source's")
    made.add_argument("--timeout", type=float, default=3600.0, metavar="SECONDS", help="for the wait (%(default)g)")
    return made


if __name__ == "__main__":
    sys.exit(main())
