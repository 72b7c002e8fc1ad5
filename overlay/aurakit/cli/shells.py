"""Completion for cases that click gets wrong: values after `=`, values with spaces, texts with commas."""

from __future__ import annotations

import os
import shlex
from typing import TYPE_CHECKING, Any

from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ZshComplete,
    add_completion_class,
    split_arg_string,
)

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete


class Bash(BashComplete):
    """Bash, which treats `=` as a word and inserts a value exactly as offered."""

    def get_completion_args(self) -> tuple[list[str], str]:
        words, incomplete = super().get_completion_args()
        args = [word for at, word in enumerate(words) if not (word == "=" and at and words[at - 1].startswith("--"))]
        return args, "" if incomplete == "=" else incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        at = int(os.environ["COMP_CWORD"])
        typed = "".join(os.environ["COMP_WORDS"].split("\n")[at : at + 1])
        if item.type == "plain" and not typed.startswith(("'", '"')):  # inside quotes Bash needs no further quoting
            item.value = shlex.quote(item.value)
        return super().format_completion(item)


class Zsh(ZshComplete):
    """Zsh, which replaces the whole word."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        return _after_equals(super(), args, incomplete)

    def format_completion(self, item: CompletionItem[Any]) -> str:
        # In a value with a text, zsh treats a colon as its end; early versions of click do not escape it.
        value = item.value.replace(":", r"\:") if item.help else item.value
        return f"{item.type}\n{value}\n{item.help or '_'}"


class Fish(FishComplete):
    """Fish, which replaces the whole word."""

    # Without a limit, everything after a second comma is lost.
    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')

    def get_completion_args(self) -> tuple[list[str], str]:
        # Early versions of click keep an open quote in the word.
        args, word = (split_arg_string(os.environ[name]) for name in ("COMP_WORDS", "COMP_CWORD"))
        del args[:1]
        incomplete = word[0] if word else ""
        if incomplete and args[-1:] == [incomplete]:
            del args[-1]
        return args, incomplete

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
        return _after_equals(super(), args, incomplete)


def _after_equals(click: ShellComplete | Any, args: list[str], incomplete: str) -> list[CompletionItem[Any]]:
    """The values that click offers; for `--option=value`, with the option before each."""
    option, equals, value = incomplete.partition("=")
    if not (equals and option.startswith("--")):
        return list(click.get_completions(args, incomplete))
    return [
        CompletionItem(f"{option}={one.value}", type=one.type, help=one.help) if one.type == "plain" else one
        for one in click.get_completions([*args, option], value)
    ]


def register() -> None:
    """Have click use these."""
    for shell in (Bash, Zsh, Fish):
        add_completion_class(shell)
