"""What users can rely on changes only on purpose, and not without a word in the changelog."""

from __future__ import annotations

import functools
from enum import Enum
from typing import Any, NamedTuple

import attrs
import pytest

from aurakit import AuraError
from public.describing import described, surface
from public.surface import (
    CHANGELOG,
    COMMAND,
    SNAPSHOT,
    NotInChangelogError,
    accepted,
    difference,
    entries,
    hash_of,
    main,
    read,
    written,
)

BEFORE, AFTER = ["class A", "    b() -> None"], ["class A", "    b(c: int) -> None"]
LOG = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- One thing,\n  told in two lines.\n{}\n## [0.1.0]\n\n- Old.\n"


def log(*more: str) -> str:
    return LOG.format("".join(f"- {entry}\n" for entry in more))


# ------------------------------------------------------------------------------------------------ this surface


def test_the_public_surface_is_the_accepted_one() -> None:
    changed = difference(read(SNAPSHOT.read_text(encoding="utf-8")).lines, surface())
    assert not changed, f"Say in CHANGELOG.md what changes for users, then run `{COMMAND}`:\n{changed}"


def test_the_snapshot_was_written_by_its_command_and_not_by_hand() -> None:
    snapshot = read(SNAPSHOT.read_text(encoding="utf-8"))
    assert snapshot.hashed == hash_of("\n".join(snapshot.lines))


def test_the_changelog_has_a_section_for_what_is_not_released_yet() -> None:
    assert CHANGELOG.read_text(encoding="utf-8").count("\n## [Unreleased]\n") == 1


def test_wrong_usage_writes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    before = SNAPSHOT.read_bytes()
    assert (main([]), main(["write"])) == (2, 2)
    assert SNAPSHOT.read_bytes() == before
    assert COMMAND in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------ accepting


def test_a_change_with_a_new_entry_is_accepted() -> None:
    after = accepted(AFTER, written(BEFORE, log()), log("`b` takes `c`."))
    assert after == written(AFTER, log("`b` takes `c`."))


def test_a_change_without_a_new_entry_is_refused_and_shown() -> None:
    with pytest.raises(NotInChangelogError, match=r"(?s)no new entry.*\+    b\(c: int\) -> None"):
        accepted(AFTER, written(BEFORE, log()), log())


def test_an_entry_serves_the_changes_of_one_acceptance_only() -> None:
    snapshot = accepted(AFTER, written(BEFORE, log()), log("`b` takes `c`."))
    with pytest.raises(NotInChangelogError):
        accepted(BEFORE, snapshot, log("`b` takes `c`."))


def test_a_release_that_empties_the_section_is_no_new_entry() -> None:
    with pytest.raises(NotInChangelogError):
        accepted(AFTER, written(BEFORE, log()), "# Changelog\n\n## [Unreleased]\n\n## [0.2.0]\n\n- One thing.\n")


def test_an_entry_that_was_only_wrapped_otherwise_is_no_new_entry() -> None:
    with pytest.raises(NotInChangelogError):
        accepted(AFTER, written(BEFORE, log()), log().replace("thing,\n  told", "thing, told"))


def test_an_entry_of_a_released_version_is_no_new_entry() -> None:
    with pytest.raises(NotInChangelogError):
        accepted(AFTER, written(BEFORE, log()), log() + "- `b` takes `c`.\n")


def test_without_a_change_of_the_surface_the_snapshot_stays() -> None:
    assert accepted(BEFORE, written(BEFORE, log()), log("Something else.")) == written(BEFORE, log())


def test_what_was_accepted_can_be_read_again() -> None:
    snapshot = read(written(BEFORE, log("Another.")))
    assert snapshot.lines == BEFORE
    assert snapshot.entries == frozenset(entries(log("Another.")))


@pytest.mark.parametrize("lines", [BEFORE[:1], [*BEFORE, "class B"], AFTER])
def test_a_snapshot_edited_by_hand_is_noticed(lines: list[str]) -> None:
    first = written(BEFORE, log()).splitlines()[0]
    edited = read("\n".join([first, *lines, ""]))
    assert edited.hashed != hash_of("\n".join(edited.lines))


# ------------------------------------------------------------------------------------------------ describing


class Colour(Enum):
    """Of an enum: its members."""

    RED = "red"


class Pair(NamedTuple):
    """Of a tuple: its fields."""

    left: int
    right: str | None = None


@attrs.define
class Model:
    """Of a model: its fields, methods and properties."""

    id: str
    size: int = 3

    def grown(self, by: int, /, *, twice: bool = False) -> Model:
        return Model(self.id, self.size + by * (1 + twice))

    @property
    def name(self) -> str:
        return self.id

    @functools.cached_property
    def _hidden(self) -> str:
        return self.id


class OurError(AuraError):
    """Of an error: what its base does not have."""

    def __init__(self, message: str, *, colour: Colour | None = None, **about: Any) -> None:
        super().__init__(message, **about)
        self.colour = colour


async def fetched(*ids: str, **options: int) -> list[str]:
    return [*ids, *options]


for cls in (Pair, Model, OurError):
    cls.__module__ = "aurakit.described"  # only methods of our own are described


@pytest.mark.parametrize(
    ("value", "lines"),
    [
        (Colour, ["class x(Enum)", "    RED = 'red'"]),
        (Pair, ["class x", "    left: int", "    right: str | None = None"]),
        (OurError, ["class x(AuraError)", "    colour: Colour | None"]),
        (fetched, ["async x(*ids: str, **options: int) -> list[str]"]),
        ("0.1.0", ["x: str"]),
    ],
    ids=["enum", "tuple", "error", "function", "value"],
)
def test_a_name_is_described_by_what_users_see_of_it(value: Any, lines: list[str]) -> None:
    assert [*described("x", value, {})] == lines


def test_a_model_is_described_by_its_fields_and_methods() -> None:
    assert [*described("x", Model, {})] == [
        "class x", "    id: str", "    size: int = 3", "    grown(by: int, /, *, twice: bool = False) -> Model",
        "    name: str",
    ]  # fmt: skip


def test_a_second_name_of_a_class_is_described_as_such() -> None:
    seen: dict[Any, str] = {}
    first, second = [*described("x", Colour, seen)], [*described("y", Colour, seen)]
    assert first[0] == "class x(Enum)" and second == ["y is x"]


@pytest.mark.parametrize(
    "line",
    [
        "class aurakit.NotFoundError(APIError)",
        "    status_code: int",
        "    RUNNING = 'running'",
        "    get(instance_id: str) -> Instance",
        "    async get(instance_id: str) -> Instance",
        "aurakit.v1beta5.secrets_of(created: CreatedDataApi | CreatedApiKeyAuthProvider) -> OneTimeSecrets",
        "aurakit.v1.Aura is aurakit.Aura",
    ],
)
def test_the_surface_has_lines_such_as(line: str) -> None:
    assert line in surface()
