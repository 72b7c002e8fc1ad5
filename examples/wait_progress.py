#!/usr/bin/env python3
"""Create an instance and watch it come up, in one line of progress.

    AURA_CLIENT_ID=… AURA_CLIENT_SECRET=… python examples/wait_progress.py --name Instance01 --tenant-id …

`aurakit.progress()` shows the wait on a terminal (`pip install "aurakit[progress]"`), and as plain lines in a log. The
credentials are written to a file before the wait begins, because no later response has the password. Without an
account, start `python -m aurakit.sandbox --time-scale 60` and use the environment it prints.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from aurakit import Aura, AuraError, connection, progress

if TYPE_CHECKING:
    from aurakit import Connection


def main(arguments: list[str] | None = None) -> int:
    """Create, wait, and report the result: 0 if the instance runs, 1 if not, 130 after Ctrl-C."""
    options = parsed(arguments)
    try:
        with Aura() as aura:
            return create(aura, options)
    except KeyboardInterrupt:
        print("Stopped. The operation continues in Aura: check it with `aura.instances.list()`.", file=sys.stderr)
        return 130
    except (AuraError, OSError) as error:
        print(f"Failed: {error}", file=sys.stderr)
        return 1


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description="Create an instance and watch it come up.")
    parser.add_argument("--name", required=True, help="name of the instance, 1 to 30 characters")
    parser.add_argument("--tenant-id", required=True, help="id of the project")
    parser.add_argument("--type", default="free-db", help="such as professional-db; default: %(default)s")
    parser.add_argument("--memory", default="1GB", help="such as 8GB; default: %(default)s")
    parser.add_argument("--cloud-provider", default="gcp", help="gcp, aws or azure; default: %(default)s")
    parser.add_argument("--region", default="europe-west1", help="default: %(default)s")
    parser.add_argument("--folder", type=Path, default=Path(), help="for the credentials file; default: here")
    parser.add_argument("--timeout", type=float, default=900.0, help="seconds to wait; default: %(default)s")
    return parser.parse_args(arguments)


def create(aura: Aura, options: argparse.Namespace) -> int:
    """Create the instance, save its credentials, wait until it runs."""
    created = aura.instances.create(
        name=options.name,
        tenant_id=options.tenant_id,
        type=options.type,
        version="5",
        memory=options.memory,
        cloud_provider=options.cloud_provider,
        region=options.region,
    )
    file = saved(connection(created), options.folder / f"Neo4j-{created.id}.env")
    print(f"Instance {created.id} is new; credentials in {file}", flush=True)
    running = aura.wait(created, timeout=options.timeout, on_poll=progress())
    print(f"Instance {running.id} is {running.status} at {running.connection_url}")
    return 0


def saved(credentials: Connection, file: Path) -> str:
    """Write the file, readable only by its user; if that fails, in a new folder: there is no other copy."""
    try:
        return credentials.write(file)
    except OSError as error:
        print(f"{error}: the credentials are written to another folder", file=sys.stderr)
        return credentials.write(Path(tempfile.mkdtemp()) / file.name)


if __name__ == "__main__":
    sys.exit(main())
