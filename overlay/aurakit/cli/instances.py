"""The commands of `aurakit instances` that are not operations of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from . import options as shared
from .app import commands_of
from .completion import name_completion
from .operations import api_option, ids_of
from .target import Target

if TYPE_CHECKING:
    from aurakit_raw.commands import Option

GROUP: Final = "instances"
CHECKED: Final = ("tenant_id", "region", "type", "memory", "storage", "version", "cloud_provider")


def _target(method: str, looks_like: str) -> Target:
    """A method that takes the arguments of an operation of the API."""
    return Target("v1", GROUP, method, commands_of("v1", GROUP)[looks_like]._replace(description=""))


def ensure_command() -> click.Command:
    """`aurakit instances ensure`."""
    target = _target("ensure", "create")

    def callback(**values: Any) -> None:
        from .ensuring import ensure

        ensure(click.get_current_context(), target, values)

    return shared.CommonCommand(
        name="ensure",
        params=[
            *(api_option(option) for option in target.command.options), shared.JSON_BODY, shared.WAIT,
            shared.WAIT_LIMIT, shared.SHOW_SECRETS, shared.CREDENTIALS_FILE, *shared.common(),
        ],
        callback=callback,
        help="Create an instance, unless the project already has one with this name.\n\nThe values given here are "
        "compared with those of an existing instance; a difference ends with exit status 6, and nothing is changed.",
    )  # fmt: skip


def check_command() -> click.Command:
    """`aurakit instances check`."""
    known = {option.name: option for option in commands_of("v1", GROUP)["create"].options}
    checked = [known[name] for name in CHECKED]

    def callback(upgrade: bool, **values: Any) -> None:
        from .ensuring import check

        check(click.get_current_context(), checked, {**values, "upgrade": upgrade})

    return shared.CommonCommand(
        name="check",
        params=[
            *(api_option(option, required=_needed(option)) for option in checked),
            click.Option(["--upgrade"], is_flag=True, help="Check for an upgrade."),
            *shared.common(),
        ],
        callback=callback,
        help="Check a configuration before a create, an update or an upgrade, and list the available ones that fit.\n\n"
        "Only the given values are checked. If none fits, the exit status is 2, and the error says what is offered.",
    )  # fmt: skip


def find_command() -> click.Command:
    """`aurakit instances find`."""
    project = next(option for option in commands_of("v1", GROUP)["list"].options if option.name == "tenant_id")

    def callback(**values: Any) -> None:
        from .ensuring import find

        find(click.get_current_context(), values)

    return shared.CommonCommand(
        name="find",
        params=[
            shared.IdArgument(
                ["name_or_uri"],
                metavar="NAME_OR_URI",
                text="The exact name, an id, or a URI such as `neo4j+s://ab12cd34.databases.neo4j.io`.",
                shell_complete=name_completion,
            ),
            api_option(project),
            *shared.common(),
        ],
        callback=callback,
        help="Find the one instance with this name, id or connection URI.\n\nNone ends with exit status 4, several "
        "with 6.",
    )


def ensure_running_command() -> click.Command:
    """`aurakit instances ensure-running`."""
    return _moving("ensure_running", "resume", "run")


def ensure_paused_command() -> click.Command:
    """`aurakit instances ensure-paused`."""
    return _moving("ensure_paused", "pause", "are paused")


def _moving(method: str, looks_like: str, state: str) -> click.Command:
    target = _target(method, looks_like)

    def callback(**values: Any) -> None:
        from .running import execute

        execute(click.get_current_context(), target, values)

    return shared.CommonCommand(
        name=method.replace("_", "-"),
        params=[*ids_of(target), shared.WAIT, shared.WAIT_LIMIT, *shared.common()],
        callback=callback,
        help=f"Make sure that instances {state}, whatever their state or running operation.\n\nIt does only what is "
        "needed, so it is safe to repeat, and to run twice at once.",
    )


def _needed(option: Option) -> bool:
    return option.name == "tenant_id"
