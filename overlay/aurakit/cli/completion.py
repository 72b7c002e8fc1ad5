"""Completion in a shell: the script, and ids from the API if the user enables them."""

from __future__ import annotations

import os
from contextlib import suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

import click

from .options import CommonCommand

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

VARIABLE: Final = "AURAKIT_COMPLETE_IDS"
TIMEOUT: Final = 5.0
"""Seconds, since nobody waits longer after pressing Tab."""


def id_completion(version: str, name: str) -> Callable[[click.Context, click.Parameter, str], list[CompletionItem]]:
    """Completes an id, such as `instance_id`, from the list of its resource."""

    def complete(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
        if not os.environ.get(VARIABLE):
            return []
        found: list[CompletionItem] = []
        with suppress(Exception):  # a failing completion must not write into the line being typed
            found = [one for one in _listed(version, name, ctx) if one.value.startswith(incomplete)]
        return found

    return complete


def name_completion(ctx: click.Context, _parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Completes the name of an instance."""
    from click.shell_completion import CompletionItem

    listed = id_completion("v1", "instance_id")(ctx, _parameter, "")
    return [CompletionItem(one.help, help=one.value) for one in listed if one.help and one.help.startswith(incomplete)]


def _listed(version: str, name: str, ctx: click.Context) -> list[CompletionItem]:
    """The ids that the API lists, with their names."""
    from click.shell_completion import CompletionItem

    from .app import commands_of
    from .options import settings_of
    from .session import opened
    from .target import Target

    stem = "project" if (version, name) == ("v1", "tenant_id") else name.removesuffix("_id")
    group = f"{stem}s"
    target = Target(version, group, "list", commands_of(version, group)["list"])
    before = {option.name: ctx.params[option.name] for option in target.ids}
    settings = settings_of(ctx)._replace(timeout=TIMEOUT, verbose=False)
    with opened(settings, version) as client:
        items = list(getattr(client, group).list(**before))
    return [CompletionItem(_id_of(item, name), help=getattr(item, "name", None) or _state(item)) for item in items]


def _id_of(item: Any, name: str) -> str:
    return str(getattr(item, name, None) or item.id)


def _state(item: Any) -> str | None:
    state = getattr(item, "status", None)
    return None if state is None else str(state)


def _print(shell: str) -> None:
    from click.shell_completion import get_completion_class

    from .shells import register

    register()
    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"Completion is not available for {shell}.")
    root = import_module(f"{__package__}.app").root
    click.echo(found(root, {}, "aurakit", "_AURAKIT_COMPLETE").source())


command = CommonCommand(
    name="completion",
    params=[click.Argument(["shell"], type=click.Choice(["bash", "zsh", "fish"]))],
    callback=_print,
    help="Print the shell script that completes commands, options and their values.\n\n"
    'For bash: `eval "$(aurakit completion bash)"` in ~/.bashrc; for zsh: `eval "$(aurakit completion zsh)"` in '
    "~/.zshrc, after `compinit`; for fish: `aurakit completion fish > ~/.config/fish/completions/aurakit.fish`. "
    f"With {VARIABLE}=1, ids are also completed, by a "
    "request to the API.",
)
