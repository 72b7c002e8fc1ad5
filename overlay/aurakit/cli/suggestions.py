"""What was probably meant by an unknown command: a typo, or the name in another command line."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

ELSEWHERE: Final[Mapping[str, str]] = {
    "agent": "v2beta1 agents",
    "auth-provider": "v1beta5 auth-providers",
    "aura-client": "credentials",
    "data-api": "v1beta5 data-apis",
    "database": "v2beta1 databases",
    "deployment": "v2beta1 deployments",
    "graph-analytics": "sessions",
    "import": "v2beta1 import-jobs",
    "organization": "v2beta1 organizations",
    "tenant": "projects",
}
"""Commands of aura-cli and neo4j-cli that have another name here."""


def suggestion(word: str, path: str, commands: Sequence[str], root: str, at_root: Sequence[str]) -> str:
    """A question to append to the error, or an empty string.

    path, commands: the command path before the word, and its commands; root, at_root: the same for the program itself.
    """
    if near := get_close_matches(word, commands, n=1, cutoff=0.75):
        return f" Did you mean `{path} {near[0]}`?"
    if meant := ELSEWHERE.get(word) or ELSEWHERE.get(word.removesuffix("s")):
        return f" Did you mean `{root} {meant}`?"
    if near := get_close_matches(word, at_root, n=1, cutoff=0.75):
        return f" Did you mean `{root} {near[0]}`?"
    return ""
