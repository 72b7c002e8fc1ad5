"""What the docs say of the versions of the API is what there is: operations, reference, weight."""

from __future__ import annotations

import functools
import importlib
import inspect
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
VERSIONS = ("v1", "v1beta5", "v2beta1")
README = (ROOT / "README.md").read_text(encoding="utf-8")
FOLLOWING = (ROOT / "docs" / "following.md").read_text(encoding="utf-8")
BETAS = VERSIONS[1:]


def resources(version: str) -> dict[str, type]:
    """The resources of a version with their generated classes."""
    api = importlib.import_module(f"aurakit_raw.{version}.api")
    return {
        name: getattr(
            importlib.import_module(f"{api.__name__}.{name}"), inspect.signature(value.func).return_annotation
        )
        for name, value in vars(api.Resources).items()
        if isinstance(value, functools.cached_property)
    }


def methods(cls: type) -> list[str]:
    return [name for name, value in vars(cls).items() if inspect.isfunction(value) and not name.startswith("_")]


def table() -> Iterator[str]:
    """The lines of the README's table."""
    found = {version: resources(version) for version in VERSIONS}
    yield f"| resource | {' | '.join(VERSIONS)} |"
    yield "|---" * (len(VERSIONS) + 1) + "|"
    for name in sorted({name for one in found.values() for name in one}):
        cells = [", ".join(f"`{one}`" for one in methods(found[v][name])) if name in found[v] else "" for v in VERSIONS]
        yield f"| `{name}` | {' | '.join(cells)} |"


def test_the_readme_says_which_operations_there_are_in_which_version() -> None:
    assert "\n".join(table()) in README


@pytest.mark.parametrize("version", BETAS)
def test_every_resource_and_model_of_a_beta_has_a_reference_entry(version: str) -> None:
    page = (ROOT / "docs" / "reference" / f"{version}.md").read_text(encoding="utf-8")
    entries = set(re.findall(r"^::: (\S+)$", page, re.MULTILINE))
    models: Any = importlib.import_module(f"aurakit_raw.{version}.models")
    wanted = {f"aurakit_raw.{version}.models.{name}" for name in models.__all__}
    wanted |= {f"aurakit_raw.{version}.api.{name}.{cls.__name__}" for name, cls in resources(version).items()}
    wanted |= {f"aurakit.{version}.{name}" for name in ("Aura", "AsyncAura", "secrets_of")}
    assert wanted - entries == set()


@pytest.mark.parametrize("version", BETAS)
def test_a_beta_says_that_it_changes_without_notice_wherever_it_is_described(version: str) -> None:
    package = importlib.import_module(f"aurakit.{version}")
    page = (ROOT / "docs" / "versions" / f"{version}.md").read_text(encoding="utf-8")
    for text in (package.__doc__, package.Aura.__doc__, package.AsyncAura.__doc__, page):
        assert "changes without notice" in str(text)
    assert "betas and\n  change without notice" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def lines_of(folder: Path, pattern: str) -> int:
    return sum(len(path.read_text(encoding="utf-8").splitlines()) for path in folder.rglob(pattern))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_weight_of_a_version_is_about_what_the_page_says(version: str) -> None:
    row = next(line for line in FOLLOWING.splitlines() if line.startswith(f"| {version} |"))
    said = [int(cell.replace(",", "")) for cell in re.findall(r"[\d,]+(?= \||$)", row.partition(version)[2])]
    corrections = ROOT / "openapi" / version
    there = [
        lines_of(ROOT / "generated" / "aurakit_raw" / version, "*.py"),
        sum(lines_of(path, "*.yaml") if path.is_dir() else len(path.read_text(encoding="utf-8").splitlines())
            for path in corrections.glob("corrections*")),
        lines_of(ROOT / "overlay" / "aurakit" / version, "*.py"),
        lines_of(ROOT / "overlay" / "aurakit" / "sandbox" / version, "*.py"),
    ]  # fmt: skip
    assert said[1:] == pytest.approx(there, rel=0.25)


if __name__ == "__main__":
    print("\n".join(table()))
