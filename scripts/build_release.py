"""Build what a release publishes: build_release.py vX.Y.Z

Writes dist/packages/ (sdist and wheel) and dist/notes.md (the changelog's section). Refuses a tag that is not
the version in pyproject.toml, a version without a section in the changelog, and a wheel that holds
anything but the two packages.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tomllib
from email.parser import HeaderParser
from pathlib import Path
from typing import Any
from zipfile import ZipFile

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("overlay", "generated")


class ReleaseError(Exception):
    """A problem that prevents the release."""


def settings() -> dict[str, Any]:
    """What pyproject.toml says."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def project() -> dict[str, Any]:
    """The project table of pyproject.toml."""
    table: dict[str, Any] = settings()["project"]
    return table


def repository() -> str:
    """The address of the repository."""
    address: str = settings()["tool"]["hatch"]["metadata"]["hooks"]["custom"]["repository"]
    return address


def notes(changelog: str, version: str) -> str:
    """The text of one version's section in a changelog of the keep-a-changelog form."""
    sections = re.split(r"^## ", changelog, flags=re.MULTILINE)[1:]
    for section in sections:
        heading, _, text = section.partition("\n")
        if heading.startswith(f"[{version}]"):
            # Link definitions at the end of the file belong to the whole changelog.
            text = re.sub(r"^\[[^\]]+\]: \S+\n?", "", text, flags=re.MULTILINE).strip()
            if text:
                return text + "\n"
            raise ReleaseError(f"The changelog's section for {version} is empty.")
    raise ReleaseError(f"The changelog has no section '## [{version}]'.")


def build(folder: Path) -> Path:
    """Build the sdist and the wheel in the folder with the installed hatchling; returns the wheel."""
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        raise ReleaseError(f"hatchling cannot build:\n{done.stdout}{done.stderr}")
    (wheel,) = folder.glob("*.whl")
    return wheel


def package_files() -> set[str]:
    """The sources that the wheel must contain, by their names there: modules, type markers, documents and pages."""
    return {
        path.relative_to(ROOT / source).as_posix()
        for source in SOURCES
        for path in (ROOT / source).rglob("*")
        if path.is_file() and (path.suffix in {".py", ".yaml", ".html"} or path.name == "py.typed")
    }


def wheel_problems(wheel: Path) -> list[str]:
    """What is wrong with the wheel's contents and metadata; empty if nothing is."""
    with ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (metadata_name,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        metadata = HeaderParser().parsestr(archive.read(metadata_name).decode())
    information = metadata_name.rpartition("/")[0]
    needed = package_files() | {"aurakit/py.typed", "aurakit_raw/py.typed"}
    held = {name for name in names if not name.startswith(f"{information}/")}
    problems = [f"missing: {name}" for name in sorted(needed - held)]
    problems += [f"does not belong: {name}" for name in sorted(held - needed)]
    licences = [f"{information}/licenses/{name}" for name in ("LICENSE", "NOTICE")]
    problems += [f"missing: {name}" for name in licences if name not in names]
    required = {name_of(text) for text in metadata.get_all("Requires-Dist", []) if "extra ==" not in text}
    if required != (declared := {name_of(text) for text in project()["dependencies"]}):
        problems.append(f"requires {sorted(required)}, not {sorted(declared)}")
    return problems


def name_of(requirement: str) -> str:
    """The distribution's name in a requirement such as `httpx>=0.28,<1`."""
    return re.split(r"[^\w.-]", requirement, maxsplit=1)[0]


def release(tag: str) -> None:
    """Build everything for the tag into dist/."""
    version = project()["version"]
    if tag != f"v{version}":
        raise ReleaseError(f"The tag is {tag}, but pyproject.toml says version {version}.")
    text = notes((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), version)
    dist = ROOT / "dist"
    shutil.rmtree(dist, ignore_errors=True)
    wheel = build(dist / "packages")
    if problems := wheel_problems(wheel):
        raise ReleaseError("\n".join([f"{wheel.name}:", *problems]))
    (dist / "notes.md").write_text(text, encoding="utf-8", newline="\n")
    print(f"{wheel.name} and its source are in dist/packages, the notes in dist/notes.md.")


def main(arguments: list[str]) -> int:
    """Exit status 0 if it can be published, 1 if there is a problem, 2 for wrong usage."""
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        release(arguments[0])
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
