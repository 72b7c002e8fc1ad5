"""The snapshot of the public surface: `python tests/public/surface.py --write` accepts a change.

It is accepted only with a new entry under `## [Unreleased]` in CHANGELOG.md: the first line of the snapshot tells, by
their hashes, the entries that were there when it was accepted last, and what was accepted.
"""

from __future__ import annotations

import difflib
import hashlib
import re
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / name) for name in ("overlay", "generated", "tests")]

from public.describing import surface  # noqa: E402  # found by the lines above

SNAPSHOT = Path(__file__).resolve().with_name("surface.txt")
CHANGELOG = ROOT / "CHANGELOG.md"
COMMAND = "python tests/public/surface.py --write"


class NotInChangelogError(Exception):
    """The surface changed, and CHANGELOG.md does not say so."""


class Snapshot(NamedTuple):
    """What was accepted last."""

    entries: frozenset[str]
    """The hashes of the entries that the changelog had then."""
    hashed: str
    """The hash of the lines, so that nobody edits them by hand."""
    lines: list[str]


def read(snapshot: str) -> Snapshot:
    """The parts of a snapshot; of none, nothing."""
    first, *lines = snapshot.splitlines() or [""]
    found = re.search(r"Surface ([0-9a-f]+), accepted with the entries ([0-9a-f ]*)\.$", first)
    return Snapshot(frozenset(found[2].split()), found[1], lines) if found else Snapshot(frozenset(), "", lines)


def written(lines: list[str], changelog: str) -> str:
    """The snapshot of a surface."""
    told = f"Surface {hash_of(chr(10).join(lines))}, accepted with the entries {' '.join(sorted(entries(changelog)))}."
    return "\n".join([f"# Written by `{COMMAND}`. {told}", *lines, ""])


def accepted(lines: list[str], snapshot: str, changelog: str) -> str:
    """The snapshot with another surface.

    Raises:
        NotInChangelogError: the changelog has no entry that it did not have before.
    """
    before = read(snapshot)
    if before.lines == lines:
        return snapshot
    if not entries(changelog) - before.entries:
        raise NotInChangelogError(
            "The public surface changed, and CHANGELOG.md has no new entry under `## [Unreleased]`: say there what "
            f"changes for users, then run `{COMMAND}` again.\n" + difference(before.lines, lines)
        )
    return written(lines, changelog)


def entries(changelog: str) -> set[str]:
    """The hashes of the entries under `## [Unreleased]`, each with the lines that continue it."""
    _, _, rest = changelog.partition("\n## [Unreleased]")
    section = re.split(r"\n## ", rest)[0]
    found = re.findall(r"^- (.*(?:\n  .*)*)", section, flags=re.MULTILINE)
    return {hash_of(" ".join(entry.split())) for entry in found}


def hash_of(value: str) -> str:
    return hashlib.sha256(value.encode()).hexdigest()[:12]


def difference(before: list[str], after: list[str]) -> str:
    """What was added and removed, with the class it belongs to."""
    return "\n".join(
        line
        for line in difflib.unified_diff(before, after, "accepted", "now", lineterm="", n=1)
        if not line.startswith("@@")
    )


def main(arguments: list[str]) -> int:
    """Accept the surface as it is; 1 when the changelog says nothing of it, 2 for wrong usage."""
    if arguments != ["--write"]:
        print(f"usage: {COMMAND}", file=sys.stderr)
        return 2
    before = SNAPSHOT.read_text(encoding="utf-8") if SNAPSHOT.exists() else ""
    try:
        after = accepted(surface(), before, CHANGELOG.read_text(encoding="utf-8"))
    except NotInChangelogError as error:
        print(error, file=sys.stderr)
        return 1
    SNAPSHOT.write_text(after, encoding="utf-8", newline="\n")
    print("Unchanged" if after == before else f"Accepted: {SNAPSHOT.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
