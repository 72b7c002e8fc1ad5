"""The distribution: what the wheel and the editable install hold, and what a release refuses."""

from __future__ import annotations

import re
import subprocess
import sys
import sysconfig
import tarfile
from email.parser import HeaderParser
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest

import aurakit
import build_release

if TYPE_CHECKING:
    from email.message import Message

ROOT = Path(__file__).resolve().parents[2]
IMPORT_BOTH = """
import sys
sys.path[:0] = sys.argv[1:]
import aurakit, aurakit_raw
print(aurakit.__file__, aurakit_raw.__file__, sep="\\n")
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_release.build(tmp_path_factory.mktemp("dist"))


def imported_from(*path: str) -> list[Path]:
    """Where both packages come from in a fresh interpreter that has this path, the dependencies and no .pth file."""
    command = [sys.executable, "-I", "-S", "-c", IMPORT_BOTH, *path, sysconfig.get_path("purelib")]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return [Path(line).resolve() for line in done.stdout.splitlines()]


def test_the_wheel_holds_both_packages_with_their_type_markers_and_nothing_else(wheel: Path) -> None:
    assert build_release.wheel_problems(wheel) == []
    assert {"aurakit/py.typed", "aurakit_raw/py.typed"} <= set(ZipFile(wheel).namelist())


def test_both_packages_import_from_the_wheel(wheel: Path, tmp_path: Path) -> None:
    ZipFile(wheel).extractall(tmp_path)

    assert imported_from(str(tmp_path)) == [
        (tmp_path / package / "__init__.py").resolve() for package in ("aurakit", "aurakit_raw")
    ]


def test_both_packages_import_from_the_work_tree_when_installed_editable(tmp_path: Path) -> None:
    command = [sys.executable, "-c", f"import hatchling.build as b; b.build_editable({str(tmp_path)!r})"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (editable,) = tmp_path.glob("*.whl")
    with ZipFile(editable) as archive:
        (pth,) = (name for name in archive.namelist() if name.endswith(".pth"))
        path = archive.read(pth).decode().split("\n")

    assert imported_from(*filter(None, path)) == [
        ROOT / "overlay" / "aurakit" / "__init__.py",
        ROOT / "generated" / "aurakit_raw" / "__init__.py",
    ]


def test_the_package_and_the_distribution_name_the_same_version() -> None:
    assert aurakit.__version__ == build_release.project()["version"]


def metadata_of(wheel: Path) -> Message:
    with ZipFile(wheel) as archive:
        (name,) = (name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return HeaderParser().parsestr(archive.read(name).decode())


def test_the_wheel_tells_a_package_index_where_the_project_is(wheel: Path) -> None:
    repository = build_release.repository()
    urls = dict(url.split(", ", 1) for url in metadata_of(wheel).get_all("Project-URL", []))
    assert urls.pop("Aura API").startswith("https://neo4j.com/")
    assert set(urls) == {"Repository", "Documentation", "Changelog", "Issues"}
    assert all(url.startswith(repository) for url in urls.values())


def test_the_readme_of_the_wheel_leads_to_files_of_its_version(wheel: Path) -> None:
    text = str(metadata_of(wheel).get_payload())
    places = re.findall(r"\]\(([^()\s]+)\)", text)
    assert len(places) > 10 and all(place.startswith("https://") for place in places)
    assert "```mermaid" not in text  # a package index shows it as code
    start = re.compile(re.escape(f"{build_release.repository()}/") + rf"(?:blob|raw)/v{aurakit.__version__}/")
    files = [start.sub("", place) for place in places if start.match(place)]
    assert files and all((ROOT / file).exists() for file in files)


def test_the_wheel_of_the_source_distribution_is_that_of_the_work_tree(wheel: Path, tmp_path: Path) -> None:
    (source,) = wheel.parent.glob("*.tar.gz")
    with tarfile.open(source) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    assert sorted(ZipFile(next(tmp_path.glob("*.whl"))).namelist()) == sorted(ZipFile(wheel).namelist())


def test_a_wheel_with_a_foreign_or_a_missing_file_is_refused(wheel: Path, tmp_path: Path) -> None:
    damaged = tmp_path / wheel.name
    with ZipFile(wheel) as source, ZipFile(damaged, "w") as target:
        for name in source.namelist():
            if name != "aurakit/errors.py" and not name.endswith("/NOTICE"):
                target.writestr(name, source.read(name))
        target.writestr("tests/test_package.py", "")

    assert build_release.wheel_problems(damaged) == [
        "missing: aurakit/errors.py",
        "does not belong: tests/test_package.py",
        f"missing: aurakit-{build_release.project()['version']}.dist-info/licenses/NOTICE",
    ]


def test_a_wheel_that_requires_something_else_is_refused(wheel: Path, tmp_path: Path) -> None:
    damaged = tmp_path / wheel.name
    with ZipFile(wheel) as source, ZipFile(damaged, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("/METADATA"):
                content = content.replace(b"Requires-Dist: attrs", b"Requires-Dist: pydantic")
            target.writestr(name, content)

    (problem,) = build_release.wheel_problems(damaged)
    assert problem == (
        "requires ['anyio', 'httpcore', 'httpx', 'pydantic', 'python-dateutil'], "
        "not ['anyio', 'attrs', 'httpcore', 'httpx', 'python-dateutil']"
    )


CHANGELOG = """# Changelog

## [Unreleased]

## [0.2.0] - 2026-02-01

### Added
- Waiting.

## [0.1.0] - 2026-01-01

## [0.0.1] - 2025-12-01
- First.

[0.2.0]: https://example.org/0.2.0
[0.0.1]: https://example.org/0.0.1
"""


@pytest.mark.parametrize(("version", "text"), [("0.2.0", "### Added\n- Waiting.\n"), ("0.0.1", "- First.\n")])
def test_the_notes_are_the_section_of_the_version(version: str, text: str) -> None:
    assert build_release.notes(CHANGELOG, version) == text


@pytest.mark.parametrize(("version", "message"), [("0.3.0", "has no section"), ("0.1.0", "section for 0.1.0 is empty")])
def test_a_version_without_notes_is_refused(version: str, message: str) -> None:
    with pytest.raises(build_release.ReleaseError, match=message):
        build_release.notes(CHANGELOG, version)


def test_a_tag_that_is_not_the_version_is_refused_before_anything_is_built(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_release.main(["v999.0.0"]) == 1
    assert "The tag is v999.0.0, but pyproject.toml says version" in capsys.readouterr().err
