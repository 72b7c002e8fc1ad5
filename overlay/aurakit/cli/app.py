"""The tree of commands, the entry point for click.

Built on click: `--help` of a program with two commands took 75 ms with click 8.5, 231 ms with typer 0.29 and 366 ms
with cyclopts 5.5 (Python 3.11, medians of eleven). Those two build commands from Python signatures, ours come from a
table. Help reads that table and imports neither httpx nor models; the code of a command is imported when it runs.
"""

from __future__ import annotations

import os
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

import click

from .._version import __version__
from .options import ROOT_OPTIONS, write_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from aurakit_raw.commands import Command

MAIN_VERSION: Final = "v1"
VERSIONS: Final[Mapping[str, str]] = {
    "v2beta1": "Organizations, agents, databases, backups, …: version v2beta1 of the API, a beta.",
    "v1beta5": "GraphQL data APIs: version v1beta5 of the API, a beta.",
}
"""The versions other than the one whose resources are at the top level."""
OWN: Final[Mapping[str, tuple[str, str]]] = {
    "wait": ("waiting", "Wait until a resource is ready, even if another program changed it."),
    "api": ("api", "Send any request, with the same token, retries and errors as other commands."),
    "credentials": ("credentials", "Store API credentials on this machine, in profiles."),
    "completion": ("completion", "Print the shell completion script."),
    "doctor": ("doctor_command", "Check a setup: credentials, address, network, token, a few calls."),
}
"""Commands in modules of their own, as the attribute `command`."""


def dashed(name: str) -> str:
    """A Python name as typed on the command line."""
    return name.replace("_", "-")


def groups_of(version: str) -> Mapping[str, str]:
    """The resources of a version, each with a description."""
    groups: Mapping[str, str] = import_module(f"aurakit_raw.{version}.commands").GROUPS
    return groups


def commands_of(version: str, group: str) -> Mapping[str, Command]:
    """The operations on a resource."""
    commands: Mapping[str, Command] = import_module(f"aurakit_raw.{version}.commands.{group}").COMMANDS
    return commands


class LazyGroup(click.Group):
    """Commands that are created when needed; help reads only their first lines."""

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        """By heading: the commands with their first lines."""
        raise NotImplementedError

    def make(self, name: str) -> click.Command:
        """The command with this name, which is in `lines`."""
        raise NotImplementedError

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for section in self.lines().values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return self.make(cmd_name) if cmd_name in self.list_commands(ctx) else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        word, commands = args[0], self.list_commands(ctx)
        if not ctx.resilient_parsing and not word.startswith("-") and word not in commands:
            from .suggestions import suggestion

            top = ctx.find_root()
            meant = suggestion(word, ctx.command_path, commands, top.command_path, root.list_commands(top))
            ctx.fail(f"No such command {word!r}.{meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for heading, section in self.lines().items():
            if not section:
                continue
            with formatter.section(heading):
                formatter.write_dl(list(section.items()))

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[Any]:
        from click.shell_completion import CompletionItem

        named = {name: text for section in self.lines().values() for name, text in section.items()}
        found = [CompletionItem(name, help=text) for name, text in named.items() if name.startswith(incomplete)]
        return [*found, *click.Command.shell_complete(self, ctx, incomplete)]


class ResourceGroup(LazyGroup):
    """The commands of one resource."""

    def __init__(self, version: str, group: str) -> None:
        super().__init__(name=dashed(group), help=groups_of(version)[group])
        self._version, self._group = version, group

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        from .extra_commands import ADDITIONS

        found = {dashed(name): one.summary for name, one in commands_of(self._version, self._group).items()}
        added = ADDITIONS.get((self._version, self._group), {})
        beside = {name: text for name, (_, text) in added.items()}
        return {"Commands": found, **({"In addition to the API's operations": beside} if beside else {})}

    def make(self, name: str) -> click.Command:
        from .extra_commands import ADDITIONS
        from .operations import operation_command

        method = name.replace("-", "_")
        commands = commands_of(self._version, self._group)
        if method in commands:
            return operation_command(self._version, self._group, method, commands[method])
        added, _ = ADDITIONS[self._version, self._group][name]
        made: click.Command = getattr(import_module(f"{__package__}.instances"), added)()
        return made


class VersionGroup(LazyGroup):
    """The resources of a version that is not the main one."""

    def __init__(self, version: str) -> None:
        text = f"{VERSIONS[version]} It may change without notice."
        super().__init__(name=version, help=text)
        self._version = version

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        return {"Resources": {dashed(group): text for group, text in groups_of(self._version).items()}}

    def make(self, name: str) -> click.Command:
        return ResourceGroup(self._version, name.replace("-", "_"))


class Root(LazyGroup):
    """Everything."""

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        resources = {dashed(group): text for group, text in groups_of(MAIN_VERSION).items()}
        return {
            "Resources": resources,
            "Other versions of the API": {version: VERSIONS[version] for version in other_versions()},
            "More": {name: text for name, (_, text) in OWN.items()},
        }

    def make(self, name: str) -> click.Command:
        if name in OWN:
            made: click.Command = import_module(f"{__package__}.{OWN[name][0]}").command
            return made
        return VersionGroup(name) if name in VERSIONS else ResourceGroup(MAIN_VERSION, name.replace("-", "_"))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_commands(ctx, formatter)
        write_options(self, ctx, formatter)


def other_versions() -> Iterable[str]:
    """The versions other than the main one for which this package has a client."""
    return [version for version in VERSIONS if find_spec(f"aurakit.{version}") is not None]


root = Root(
    name="aurakit",
    params=[*ROOT_OPTIONS],
    help="The Neo4j Aura API on the command line.\n\nEvery operation of the API is a command, made from the API's own "
    "documents. Credentials are found as the SDK finds them: in the environment, in a file, or in a profile (`aurakit "
    "credentials`).",
    epilog="Exit statuses: 0 done, 1 failed, 2 wrong usage, 3 credentials, 4 not found, 5 not permitted, 6 conflict, "
    "7 rate limit, 8 network or server, 9 outcome unknown, 10 the operation failed, 11 the wait was too short, "
    "130 Ctrl-C.",
    context_settings={"help_option_names": ["--help", "-h"], "max_content_width": 100},
)
root = click.version_option(__version__, prog_name="aurakit", message="%(prog)s %(version)s")(root)


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command; returns the exit status."""
    from .failures import guarded

    if "_AURAKIT_COMPLETE" in os.environ:  # called by a shell for completion
        from .shells import register

        register()
    return guarded(lambda: root.main(arguments, prog_name="aurakit", standalone_mode=False))
