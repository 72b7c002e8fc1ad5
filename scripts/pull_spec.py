"""Bring the published OpenAPI documents into `openapi/<version>/` in normal form, and say what changed for users.

python scripts/pull_spec.py                        download each version from the URL in its source.toml
python scripts/pull_spec.py --version v1           one version only
python scripts/pull_spec.py --from PATH|URL        use the edition at this place, for the version it names
python scripts/pull_spec.py --new v9 PATH|URL      add a new version
python scripts/pull_spec.py --check                write nothing; the exit status classifies the editions

Exit status: 0 if it was written, or with --check is unchanged; with --check 3 if it changed without breaking users and
4 if it breaks them; 1 for bad input, in which case nothing is changed; 2 for wrong usage.
"""

from __future__ import annotations

import argparse
import datetime
import hashlib
import os
import re
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import NamedTuple

from pipeline.documents import ROOT, DocumentError, dump, load, load_corrections, versions
from pipeline.edition import Comparison, compare, report
from pipeline.fetch import fetch
from pipeline.normal_form import check_sections, normal_form, read
from pipeline.prose import copied

DOCUMENTATION = "https://neo4j.com/docs/aura/platform/api/specification/"
PUBLISHED = "https://neo4j.com/docs/aura/platform/api/specification/aura_api_spec_{version}.yaml"
HEADER = """Written by `python scripts/pull_spec.py`. Do not edit: corrections fix its mistakes.
The published interface in normal form: its facts, without its prose. source.toml names its source."""
SOURCE = """# Written by `python scripts/pull_spec.py`: the source of interface.yaml.
url = "{url}"
date = {date}
sha256 = "{sha256}"
documentation = "{documentation}"
"""
UNCHANGED, COMPATIBLE, BREAKING = 0, 3, 4


class Edition(NamedTuple):
    """What to write, and what it means for users."""

    version: str
    interface: str
    url: str
    sha256: str
    documentation: str
    comparison: Comparison


def main(arguments: list[str] | None = None) -> int:
    """Run the command; the exit status is described above."""
    parser = _parser()
    options = parser.parse_args(arguments)
    if problem := _wrong_usage(options):
        parser.error(problem)
    try:
        editions = [_edition(options, version, source) for version, source in _wanted(options)]
        if options.report:
            texts = [report(one.comparison, one.version, one.url, one.sha256) for one in editions]
            _write(options.report, "\n".join(texts))
        for edition in () if options.check else editions:
            folder = options.openapi / edition.version
            _write(folder / "interface.yaml", edition.interface)
            _write_source(folder / "source.toml", edition)
    except (DocumentError, OSError) as error:
        print(f"pull_spec: {error}", file=sys.stderr)
        return 1
    for edition in editions:
        _tell(edition, several=len(editions) > 1)
    found = [edition.comparison for edition in editions if edition.comparison.changes]
    if not options.check or not found:
        return UNCHANGED
    return BREAKING if any(comparison.breaking for comparison in found) else COMPATIBLE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "--from", dest="source", metavar="PATH|URL", help="the location of the document (default: from source.toml)"
    )
    parser.add_argument("--version", help="the version of the API (default: all)")
    parser.add_argument("--new", nargs=2, metavar=("VERSION", "PATH|URL"), help="add a new version")
    parser.add_argument("--check", action="store_true", help="write nothing, compare")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write the changes as Markdown, too")
    parser.add_argument("--openapi", type=Path, default=ROOT / "openapi", help=argparse.SUPPRESS)
    return parser


def _wrong_usage(options: argparse.Namespace) -> str:
    here = versions(options.openapi)
    if options.new:
        version = options.new[0]
        if options.version or options.source:
            return "--new takes the version and the source itself"
        if not re.fullmatch(r"v\d+(?:(?:alpha|beta)\d+)?", version):
            return f"{version} is not a version name such as v9 or v9beta1"
        return f"{version} already exists; omit --new to update it" if version in here else ""
    if options.version and options.version not in here:
        return f"there is no version {options.version} ({', '.join(here)}); --new adds one"
    return ""


def _wanted(options: argparse.Namespace) -> list[tuple[str | None, str | None]]:
    """The versions to write, None for the one that the document describes, with their sources, None for those in
    source.toml."""
    if options.new:
        return [(options.new[0], options.new[1])]
    if options.source or options.version:
        return [(options.version, options.source)]
    return [(version, None) for version in versions(options.openapi)]


def _edition(options: argparse.Namespace, version: str | None, given: str | None) -> Edition:
    known = _known(options.openapi / version / "source.toml") if version else {}
    source = given or known.get("url") or PUBLISHED.format(version=version)
    content = fetch(source)
    document = read(content, version, source)
    if version is None:
        version = document["info"]["version"]
        if version not in versions(options.openapi):
            raise DocumentError(f"{source} describes version {version} of the API; --new {version} adds it")
        known = _known(options.openapi / version / "source.toml")
    folder = options.openapi / version
    interface = folder / "interface.yaml"
    old = load(interface) if interface.exists() else None
    new = normal_form(document)
    if old is not None:
        check_sections(new, old, source)
    corrections = load_corrections(folder)
    if taken := copied(document, corrections):
        raise DocumentError(f"corrections of {version} contain text of the published document: {taken[0][:200]!r}")
    comparison = compare(old, new, corrections, version)
    url = source if "://" in source else known.get("url") or PUBLISHED.format(version=version)
    documentation = known.get("documentation", DOCUMENTATION)
    return Edition(version, dump(new, HEADER), url, hashlib.sha256(content).hexdigest(), documentation, comparison)


def _known(path: Path) -> dict[str, str]:
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise DocumentError(f"{path.name} cannot be read: {error}") from None
    return {key: str(value) for key, value in found.items()}


def _write_source(path: Path, edition: Edition) -> None:
    known = _known(path)
    if (known.get("sha256"), known.get("url")) == (edition.sha256, edition.url):
        return  # the same bytes keep the date of their first download
    today = datetime.datetime.now(datetime.UTC).date().isoformat()
    text = SOURCE.format(url=edition.url, date=today, sha256=edition.sha256, documentation=edition.documentation)
    _write(path, text)


def _write(path: Path, text: str) -> None:
    """Write the file atomically."""
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


def _tell(edition: Edition, *, several: bool) -> None:
    before = f"{edition.version}: " if several else ""
    for change in edition.comparison.changes:
        print(f"{before}{change}")
    if not edition.comparison.changes:
        print(f"{before}The interface is unchanged.")
    if edition.comparison.misfit:
        print(f"A correction no longer applies: {edition.comparison.misfit}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
