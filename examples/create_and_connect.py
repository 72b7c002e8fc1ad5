#!/usr/bin/env python3
"""Create an instance unless it exists, save its credentials in a file, and connect a driver to it.

    AURA_CLIENT_ID=… AURA_CLIENT_SECRET=… python examples/create_and_connect.py --name Instance01 --tenant-id …

It can be run again at any time and continues where it stopped: `ensure` creates no second instance, and the credentials
are read from the file written the first time. They are written before the wait begins, because no later response has
the password. Once an instance runs, its database can need up to 60 seconds before it accepts connections. It needs the
Neo4j driver: `pip install neo4j`.
"""

from __future__ import annotations

import argparse
import shlex
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import neo4j
from neo4j.exceptions import DriverError, Neo4jError, ServiceUnavailable

from aurakit import Aura, AuraError, progress

if TYPE_CHECKING:
    from aurakit import Connection


class NoCredentialsError(Exception):
    """The instance exists, but the credentials from its creation do not."""


def main(arguments: list[str] | None = None) -> int:
    """Make sure that the instance exists, and connect to it: 0 after a success, 1 after a failure, 130 after Ctrl-C."""
    options = parsed(arguments)
    try:
        uri, user, password = running_instance(options)
        connect(uri, (user, password), options.connect_timeout)
    except KeyboardInterrupt:
        print("\rStopped. Operations continue in Aura: run this again to continue.", file=sys.stderr)
        return 130
    except (AuraError, DriverError, Neo4jError, NoCredentialsError, OSError) as error:
        print(f"\rFailed: {error}", file=sys.stderr)
        return 1
    return 0


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    """The options of the command line."""
    parser = argparse.ArgumentParser(description="Make sure that an instance exists, and connect to it.")
    parser.add_argument("--name", required=True, help="name of the instance, 1 to 30 characters")
    parser.add_argument("--tenant-id", required=True, help="id of the project")
    parser.add_argument("--type", default="free-db", help="such as professional-db; default: %(default)s")
    parser.add_argument("--memory", default="1GB", help="such as 8GB; default: %(default)s")
    parser.add_argument("--cloud-provider", default="gcp", help="gcp, aws or azure; default: %(default)s")
    parser.add_argument("--region", default="europe-west1", help="default: %(default)s")
    parser.add_argument("--folder", type=Path, default=Path(), help="for the credentials file; default: here")
    parser.add_argument("--connect-timeout", type=float, default=60.0, help="seconds; default: %(default)s")
    return parser.parse_args(arguments)


def running_instance(options: argparse.Namespace) -> tuple[str, str, str]:
    """URI, user and password of the instance, once it runs."""
    with Aura() as aura:
        ensured = aura.instances.ensure(
            name=options.name,
            tenant_id=options.tenant_id,
            type=options.type,
            version="5",
            memory=options.memory,
            cloud_provider=options.cloud_provider,
            region=options.region,
        )
        print(f"Instance {ensured.id} {'is new' if ensured.created else 'already existed'}", flush=True)
        file = options.folder / f"Neo4j-{ensured.id}.env"
        if ensured.connection is not None:
            file = saved(ensured.connection, file)
        credentials = read(file)
        print(f"Credentials in {file}")
        aura.wait(ensured, on_poll=progress())
    return credentials


def saved(credentials: Connection, file: Path) -> Path:
    """Write the file, readable only by its user; if that fails, in a new folder: there is no other copy."""
    try:
        return Path(credentials.write(file))
    except OSError as error:
        print(f"{error}: the credentials are written to another folder", file=sys.stderr)
        return Path(credentials.write(Path(tempfile.mkdtemp()) / file.name))


def read(file: Path) -> tuple[str, str, str]:
    """URI, user and password from the file."""
    try:
        text = file.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise NoCredentialsError(
            f"there is no {file}, and the password was shown only when the instance was created"
        ) from None
    values = dict(line.split("=", 1) for line in shlex.split(text, comments=True))
    return values["NEO4J_URI"], values["NEO4J_USERNAME"], values["NEO4J_PASSWORD"]


def connect(uri: str, auth: tuple[str, str], timeout: float) -> None:
    """Connect, retrying as long as the database may need once the instance runs."""
    began = time.monotonic()
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver:
        while True:
            try:
                driver.verify_connectivity()
            except ServiceUnavailable:
                elapsed = time.monotonic() - began
                if elapsed >= timeout:
                    raise
                print(f"\rconnecting, {elapsed:.0f} s".ljust(40), end="", flush=True)
                time.sleep(min(5.0, timeout / 12, timeout - elapsed))
            else:
                break
    print(f"\rConnected to {uri} as {auth[0]}".ljust(40))


if __name__ == "__main__":
    sys.exit(main())
