"""Comparing an edition of the published document with the present one: what changed, as lines and as a report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from .changes import KINDS, Change, changes
from .documents import DocumentError
from .overlay import corrected
from .surface import names_of, surface_of

if TYPE_CHECKING:
    from collections.abc import Iterable

UNSEEN = Change("changed", "the document", "only details that no user sees, such as example values or links")
TITLES = {
    "breaking": "Breaking changes",
    "added": "Additions",
    "removed": "Removals that break nothing",
    "changed": "Changes that break nothing",
}


class Comparison(NamedTuple):
    """What a new edition means for users."""

    changes: list[Change]
    misfit: str
    """Why the corrections no longer apply to the new edition; empty if they do."""

    @property
    def breaking(self) -> bool:
        return any(change.kind == "breaking" for change in self.changes)


def compare(
    old: dict[str, Any] | None, new: dict[str, Any], corrections: dict[str, Any] | None, version: str
) -> Comparison:
    """How the normal form `new` differs from `old` for users; `old` is None if there is none yet.

    The corrected documents are compared if the corrections apply to both, otherwise the normal forms.
    """
    misfit = ""
    try:
        after = corrected(new, corrections)
    except DocumentError as error:
        after, misfit = new, str(error)
    if old is None:
        return Comparison(changes({}, surface_of(after, version)), misfit)
    if old == new:
        return Comparison([], misfit)
    before = surface_of(corrected(old, corrections), version)
    if misfit:
        names = names_of(before)
        before = surface_of(old, version, names)
        found = changes(before, surface_of(new, version, names, before))
    else:
        found = changes(before, surface_of(after, version, before=before))
    return Comparison(found or [UNSEEN], misfit)


def report(comparison: Comparison, version: str, source: str, sha256: str) -> str:
    """The comparison as Markdown, for a pull request."""
    lines = [f"# New edition of API version {version}", "", f"Source: <{source}> (SHA-256 `{sha256}`)", ""]
    if not comparison.changes:
        lines += ["The interface is unchanged.", ""]
    for kind in KINDS:
        lines += _section(TITLES[kind], (change for change in comparison.changes if change.kind == kind))
    if comparison.misfit:
        lines += ["## A correction no longer applies", "", "```text", comparison.misfit, "```", ""]
        lines += ["The changes above are listed without the corrections, so some names may differ from the SDK's.", ""]
    return "\n".join(lines)


def _section(title: str, members: Iterable[Change]) -> list[str]:
    lines = [f"- `{change.subject}`: {change.text}" for change in members]
    return [f"## {title}", "", *lines, ""] if lines else []
