"""Bring the published OpenAPI document into `openapi/<version>/` in normal form, and say what changed for users.

python scripts/pull_spec.py                   download it from the URL in source.toml
python scripts/pull_spec.py --from PATH|URL   take another source
python scripts/pull_spec.py --check           write nothing; the exit status tells what the edition means

Exit status: 0 when it was written, or with --check is unchanged; with --check 3 when it changed without breaking users
and 4 when it breaks them; 1 for bad input, nothing being touched; 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import os
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

from pipeline.documents import ROOT, DocumentError, dump, load
from pipeline.edition import Comparison, compare, report
from pipeline.fetch import fetch
from pipeline.normal_form import check_sections, normal_form, read

DOCUMENTATION = "https://neo4j.com/docs/aura/platform/api/specification/"
PUBLISHED = "https://neo4j.com/docs/aura/platform/api/specification/aura_api_spec_{version}.yaml"
HEADER = """Written by `python scripts/pull_spec.py`. Do not edit it: what is wrong in it is mended in corrections.yaml.
The published interface in normal form: its facts, without its prose. Where it came from is in source.toml."""
SOURCE = """# Written by `python scripts/pull_spec.py`: where interface.yaml came from.
url = "{url}"
date = {date}
sha256 = "{sha256}"
documentation = "{documentation}"
"""
UNCHANGED, COMPATIBLE, BREAKING = 0, 3, 4


class Edition(NamedTuple):
    """What is to be written, and what it means."""

    interface: str
    url: str
    sha256: str
    comparison: Comparison


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status is described above."""
    options = _parser().parse_args(arguments)
    folder = options.openapi / options.version
    try:
        known = _known(folder / "source.toml")
        source = options.source or known.get("url") or PUBLISHED.format(version=options.version)
        edition = _edition(folder, options.version, source, known)
        if options.report:
            text = report(edition.comparison, options.version, edition.url, edition.sha256)
            _write(options.report, text)
        if not options.check:
            _write(folder / "interface.yaml", edition.interface)
            _write_source(folder / "source.toml", edition, known)
    except (DocumentError, OSError) as error:
        print(f"pull_spec: {error}", file=sys.stderr)
        return 1
    _tell(edition.comparison)
    if not options.check or not edition.comparison.changes:
        return UNCHANGED
    return BREAKING if edition.comparison.breaking else COMPATIBLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--from", dest="source", metavar="PATH|URL", help="where the document is (default: source.toml)"
    )
    parser.add_argument("--version", default="v1", help="the version of the API (default: %(default)s)")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the changes as Markdown, too")
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help=argparse.SUPPRESS)
    return parser


def _edition(folder: Path, version: str, source: str, known: dict[str, str]) -> Edition:
    content = fetch(source)
    document = read(content, version, source)
    interface, corrections = folder / "interface.yaml", folder / "corrections.yaml"
    old = load(interface) if interface.exists() else None
    new = normal_form(document)
    if old is not None:
        check_sections(new, old, source)
    comparison = compare(old, new, load(corrections) if corrections.exists() else None, version)
    url = source if "://" in source else known.get("url") or PUBLISHED.format(version=version)
    return Edition(dump(new, HEADER), url, hashlib.sha256(content).hexdigest(), comparison)


def _known(path: Path) -> dict[str, str]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path.name} cannot be read: {error}") from None
    return {key: str(value) for key, value in found.items()}


def _write_source(path: Path, edition: Edition, known: dict[str, str]) -> None:
    if (known.get("sha256"), known.get("url")) == (edition.sha256, edition.url):
        return  # the same bytes keep the date on which they first came
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = SOURCE.format(
        url=edition.url,
        date=today,
        sha256=edition.sha256,
        documentation=known.get("documentation", DOCUMENTATION),
    )
    _write(path, text)


def _write(path: Path, text: str) -> None:
    """Write the file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _tell(comparison: Comparison) -> None:
    for change in comparison.changes:
        print(change)
    if not comparison.changes:
        print("The interface is unchanged.")
    if comparison.misfit:
        print(f"A correction no longer fits: {comparison.misfit}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
