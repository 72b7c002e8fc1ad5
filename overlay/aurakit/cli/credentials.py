"""`aurakit credentials`: profiles on this machine."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any

import click

from . import options as shared
from .values import read

if TYPE_CHECKING:
    from collections.abc import Mapping


def _add(name: str, client_id: str | None, source: str | None, secret_stdin: bool, keyring: bool, **about: Any) -> None:
    from .._auth.credentials import find_credentials
    from .profiles import Profiles

    if source is not None:
        if client_id is not None or secret_stdin:
            raise click.UsageError("--from provides id and secret: omit --client-id and --secret-stdin.")
        found = find_credentials(environ={"AURA_CREDENTIALS_FILE": source})
    else:
        found = _checked(*_asked(client_id, secret_stdin=secret_stdin))
    profiles = Profiles()
    place = profiles.add(name, found.client_id, found.client_secret.reveal(), about, keyring=keyring)
    default = " It is the default profile." if profiles.default == name else ""
    click.echo(f"Added {name}; its secret is in {place}.{default} Try it: `aurakit doctor --profile {name}`.", err=True)


def _asked(client_id: str | None, *, secret_stdin: bool) -> tuple[str, str]:
    """The id and secret, prompted for on the terminal if not given."""
    if not sys.stdin.isatty() and (client_id is None or not secret_stdin):
        raise click.UsageError("Without a terminal, give --client-id and --secret-stdin, or --from FILE.")
    with redirect_stdout(sys.stderr):  # click before 8.3.1 writes a space into the output
        client_id = client_id or click.prompt("Client id", err=True)
        secret = read("-").strip() if secret_stdin else click.prompt("Client secret", hide_input=True, err=True)
    return str(client_id), str(secret)


def _checked(client_id: str, secret: str) -> Any:
    from .._auth.credentials import find_credentials
    from .._errors.secret import Secret

    return find_credentials(client_id, Secret(secret))


def _list(**_: Any) -> None:
    from .output import emit
    from .profiles import FIELDS, Profiles

    profiles = Profiles()
    rows = [
        {
            "name": name,
            "default": name == profiles.default,
            "client_id": f"{entry['client_id'][:4]}…",
            "secret": "file" if entry.get("client_secret") else "keyring",
            **{field: entry.get(field) for field in FIELDS},
        }
        for name, entry in profiles.entries.items()
    ]
    emit(rows, shared.settings_of(click.get_current_context()))


def _remove(name: str) -> None:
    from .profiles import Profiles

    Profiles().remove(name)


def _use(name: str | None, none: bool) -> None:
    from .profiles import Profiles

    if (name is None) != none:
        raise click.UsageError("Give the name of a profile, or --none.")
    Profiles().use(name)


_NAME = click.Argument(["name"])
COMMANDS: Mapping[str, click.Command] = {
    "add": shared.CommonCommand(
        name="add",
        params=[
            _NAME,
            click.Option(["--client-id"], help="Prompted for on a terminal if not given."),
            click.Option(["--secret-stdin"], is_flag=True, help="Read the secret from standard input."),
            click.Option(
                ["--from", "source"],
                metavar="FILE",
                type=click.Path(readable=False),
                help="The file downloaded from the console, which has both.",
            ),
            click.Option(["--organization-id"], help="The default organization for commands that need one."),
            click.Option(["--project-id"], help="The default project for commands that need one."),
            click.Option(["--base-url"], help="The URL of the API, if not Neo4j's own."),
            click.Option(
                ["--keyring/--no-keyring"], default=True, help="Whether the system's keyring may store the secret."
            ),
        ],
        callback=_add,
        help="Store API credentials as a profile, replacing one with the same name. The first becomes the default.",
    ),
    "list": shared.CommonCommand(
        name="list", params=shared.common(), callback=_list, help="List the profiles, without their secrets."
    ),
    "remove": shared.CommonCommand(
        name="remove", params=[_NAME], callback=_remove, help="Delete a profile and its secret."
    ),
    "use": shared.CommonCommand(
        name="use",
        params=[click.Argument(["name"], required=False), click.Option(["--none"], is_flag=True, help="No profile.")],
        callback=_use,
        help="Make a profile the default, which is used if the environment has no credentials.",
    ),
}

command = click.Group(
    name="credentials",
    commands=dict(COMMANDS),
    help="Store API credentials on this machine, in profiles.\n\nA command uses the profile that --profile or "
    "AURAKIT_PROFILE names; else the credentials in the environment (AURA_CLIENT_ID, AURA_CREDENTIALS_FILE, …); else "
    "the default profile; else the store of Neo4j's command line. Programs that use the SDK do not read profiles.",
)
