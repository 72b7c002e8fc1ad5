"""Creates a command from an entry of a table: its arguments, its options, and its action."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import click

from . import options as shared
from .values import TYPES, KnownValues, ParamType
from .waitable import is_waitable
from .wording import as_typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from aurakit_raw.commands import Command, Option


SCOPE_VARIABLES: Final = {"organization_id": "AURA_ORGANIZATION_ID", "project_id": "AURA_PROJECT_ID"}


def operation_command(version: str, group: str, method: str, command: Command) -> click.Command:
    """The command for one operation."""
    from .target import Target

    target = Target(version, group, method, command)

    def callback(**values: Any) -> None:
        from .running import execute

        execute(click.get_current_context(), target, values)

    return shared.CommonCommand(
        name=method.replace("_", "-"),
        params=[*ids_of(target), *(api_option(option) for option in fields_of(target)), *_shared(target)],
        callback=callback,
        help=as_typed(f"{command.summary}.\n\n{command.description}".strip()),
        short_help=command.summary,
        no_args_is_help=False,
    )


def ids_of(target: Any) -> list[click.Parameter]:
    """The arguments of a command: the ids in the path, the last of which can be repeated."""
    from .completion import id_completion

    found: list[click.Parameter] = []
    for option in target.ids:
        several = option is target.ids[-1] and target.takes_several
        found.append(
            shared.IdArgument(
                [option.name],
                nargs=-1 if several else 1,
                required=True,
                metavar=option.name.upper() + ("..." if several else ""),
                shell_complete=id_completion(target.version, option.name),
                text=as_typed(option.help),
            )
        )
    return found


def fields_of(target: Any) -> Sequence[Option]:
    """The options of a command: the arguments of the API that are not positional."""
    return [option for option in target.command.options if option not in target.ids]


def api_option(option: Option, *, required: bool | None = None) -> click.Option:
    """The option for one field of a request. Missing required ones are reported when the body is checked."""
    name = option.name.replace("_", "-")
    text = as_typed(option.help)
    scope = SCOPE_VARIABLES.get(option.name) if option.place == "path" else None
    if scope is not None:
        text = f"{text} Default: {scope}, or the profile's."
    elif option.required if required is None else required:
        text = f"{text}  [required]".strip()
    if option.secret:
        text = f"{text} Prefer `@FILE`, or `-` for standard input: others can see the command line."
    if option.kind == "boolean":
        return click.Option([f"--{name}/--no-{name}", option.name], default=None, help=text)
    kind: ParamType = TYPES["secret" if option.secret else option.kind]
    if option.values:
        kind = KnownValues(option.values)
    if option.kind == "list":
        return click.Option(
            [f"--{name}", option.name], multiple=True, type=kind, help=f"{text} May be repeated.".strip()
        )
    return click.Option([f"--{name}", option.name], type=kind, help=text)


def _shared(target: Any) -> list[click.Parameter]:
    """The common options that make sense for the operation."""
    command = target.command
    changes = command.method != "GET"
    found: list[click.Parameter] = []
    if command.body:
        found.append(shared.JSON_BODY)
    if is_waitable(target.version, command):
        found += [shared.WAIT, shared.WAIT_LIMIT]
    if command.destructive:
        found.append(shared.YES)
    if command.secrets:
        found.append(shared.SHOW_SECRETS)
        if changes:
            found.append(shared.CREDENTIALS_FILE)
    return [*found, *shared.common()]
