"""Profiles: where they are kept, which one is used, and that nobody else reads them."""

from __future__ import annotations

import json
import stat
import sys
from typing import TYPE_CHECKING

import keyring
import keyring.backend
import pytest

from aurakit import ConfigurationError
from aurakit.cli.profiles import Profiles, chosen_profile, profiles_path, write_new

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cli.conftest import Outcome, Shell

SECRET = "a-secret-for-profiles"
posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of POSIX")


class Keyring(keyring.backend.KeyringBackend):
    """A keyring in memory."""

    priority = 1.0  # pyright: ignore[reportAssignmentType]

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def no_keyring() -> Iterator[None]:
    from keyring.backends.fail import Keyring as Fail

    before = keyring.get_keyring()
    keyring.set_keyring(Fail())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.fixture
def a_keyring(no_keyring: None) -> Keyring:
    made = Keyring()
    keyring.set_keyring(made)
    return made


@pytest.fixture
def bare(shell: Shell, no_keyring: None, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """Nothing in the environment but the address."""
    monkeypatch.delenv("AURA_CLIENT_ID")
    monkeypatch.delenv("AURA_CLIENT_SECRET")
    return shell


def add(shell: Shell, name: str, *more: str, secret: str | None = None) -> Outcome:
    given = shell.sandbox.client_secret if secret is None else secret
    return shell(
        "credentials", "add", name, "--client-id", shell.sandbox.client_id, "--secret-stdin", *more, given=given
    )


def path_of(shell: Shell) -> Path:
    return shell.folder / "aurakit" / "profiles.json"


def test_the_first_profile_is_the_default_and_is_used(bare: Shell) -> None:
    found = add(bare, "work")
    assert found.status == 0
    assert "It is the default profile. Try it: `aurakit doctor --profile work`." in found.errors
    assert bare("projects", "list").status == 0


def test_the_file_is_private_and_the_secret_is_shown_nowhere(bare: Shell) -> None:
    add(bare, "work")
    listed = bare("credentials", "list", "-o", "json")
    assert bare.sandbox.client_secret not in listed.output + listed.errors
    (row,) = json.loads(listed.output)
    assert (row["name"], row["default"], row["secret"]) == ("work", True, "file")
    assert row["client_id"] == f"{bare.sandbox.client_id[:4]}…"
    assert bare.sandbox.client_secret in path_of(bare).read_text()
    if sys.platform != "win32":
        assert stat.S_IMODE(path_of(bare).stat().st_mode) == 0o600


def test_a_secret_goes_into_the_keyring_where_there_is_one(bare: Shell, a_keyring: Keyring) -> None:
    assert "is in the system's keyring." in add(bare, "work").errors
    assert a_keyring.kept == {("aurakit", "work"): bare.sandbox.client_secret}
    assert bare.sandbox.client_secret not in path_of(bare).read_text()
    assert bare("projects", "list").status == 0
    assert bare("credentials", "remove", "work").status == 0
    assert a_keyring.kept == {}


def test_a_secret_that_left_the_keyring_is_said_to_be_gone(bare: Shell, a_keyring: Keyring) -> None:
    add(bare, "work")
    a_keyring.kept.clear()
    found = bare("projects", "list")
    assert found.status == 3
    assert "add it again with `aurakit credentials add work`" in found.errors


def test_the_environment_goes_before_the_default_profile_and_a_named_profile_before_both(
    bare: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    bare("credentials", "add", "wrong", "--client-id", "another-id", "--secret-stdin", given=SECRET)
    assert bare("projects", "list").status == 3
    for name, value in bare.sandbox.env().items():
        monkeypatch.setenv(name, value)
    assert bare("projects", "list").status == 0
    assert bare("projects", "list", "--profile", "wrong").status == 3
    monkeypatch.setenv("AURAKIT_PROFILE", "wrong")
    assert bare("projects", "list").status == 3


def test_another_profile_becomes_the_default_and_none_does(bare: Shell) -> None:
    add(bare, "wrong", secret=SECRET)
    add(bare, "work")
    assert bare("credentials", "use", "work").status == 0
    assert bare("projects", "list").status == 0
    assert bare("credentials", "use", "--none").status == 0
    assert "No API credentials found" in bare("projects", "list").errors
    assert bare("credentials", "use").status == 2


def test_a_profile_has_an_address_and_a_project_of_its_own(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("AURA_BASE_URL")
    add(bare, "work", "--base-url", bare.sandbox.base_url, "--project-id", bare.sandbox.project_id)
    found = bare("instances", "check", "--type", "free-db", "--query", "[0].type", "-o", "text")
    assert (found.status, found.output) == (0, "free-db\n")


def test_the_consoles_download_has_both(bare: Shell) -> None:
    download = bare.folder / "download.txt"
    download.write_text(f"CLIENT_ID={bare.sandbox.client_id}\nCLIENT_SECRET={bare.sandbox.client_secret}\n")
    assert bare("credentials", "add", "work", "--from", str(download)).status == 0
    assert bare("projects", "list").status == 0


def test_on_a_terminal_id_and_secret_are_asked_for(bare: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def answer(text: str, *, hide_input: bool = False, err: bool = False) -> str:
        asked.append(hide_input)
        return bare.sandbox.client_secret if hide_input else bare.sandbox.client_id

    monkeypatch.setattr("click.prompt", answer)
    assert bare("credentials", "add", "work", terminal=True).status == 0
    assert asked == [False, True]
    assert bare("projects", "list").status == 0


def test_where_nobody_can_be_asked_it_says_what_to_give(bare: Shell) -> None:
    found = bare("credentials", "add", "work")
    assert found.status == 2
    assert "--client-id and --secret-stdin, or --from FILE" in found.errors


def test_an_unknown_profile_is_named_with_those_there_are(bare: Shell) -> None:
    add(bare, "work")
    found = bare("projects", "list", "--profile", "home")
    assert found.status == 3
    assert "There is no profile 'home' (work)" in found.errors


def test_a_check_of_a_setup_looks_at_a_profile(bare: Shell) -> None:
    add(bare, "work")
    found = bare("doctor", "--profile", "work")
    assert found.status == 0, found.output
    assert "from the profile 'work'" in found.output


def test_programs_do_not_read_profiles(bare: Shell) -> None:
    from aurakit import Aura

    add(bare, "work")
    with pytest.raises(ConfigurationError, match="No API credentials found"):
        Aura()


# ------------------------------------------------------------------------------------------------ the file


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620])
def test_a_file_that_others_can_read_or_change_is_not_used(bare: Shell, mode: int) -> None:
    add(bare, "work")
    path_of(bare).chmod(mode)
    found = bare("projects", "list")
    assert found.status == 3
    assert "chmod 600" in found.errors


@posix
def test_a_link_is_not_followed(bare: Shell) -> None:
    add(bare, "work")
    elsewhere = path_of(bare).rename(bare.folder / "elsewhere.json")
    path_of(bare).symlink_to(elsewhere)
    before = elsewhere.read_text()
    found = bare("projects", "list")
    assert found.status == 3
    assert "it is a link, which is not followed" in found.errors
    assert bare("credentials", "remove", "work").status == 3
    assert elsewhere.read_text() == before


@posix
def test_what_lies_in_the_way_of_the_new_file_is_not_written_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine\n")
    monkeypatch.setattr("os.getpid", lambda: 77)
    (tmp_path / "profiles.json.77.new").symlink_to(victim)
    with pytest.raises(ConfigurationError, match="cannot be written"):
        Profiles(str(tmp_path / "profiles.json")).add("work", "id", SECRET, {}, keyring=False)
    assert victim.read_text() == "mine\n"


@pytest.mark.parametrize("text", ["{", "[]", '{"profiles": []}', '{"profiles": {"a": {}}}', '{"default": 3}'])
def test_a_file_that_is_another_is_not_used_and_not_replaced(tmp_path: Path, text: str) -> None:
    path = tmp_path / "profiles.json"
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(ConfigurationError, match="it is not the file that aurakit wrote"):
        Profiles(str(path))
    assert path.read_text() == text


def test_secrets_are_not_written_into_a_file_that_appeared_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "mine.env"
    path.write_text("somebody else's")
    with pytest.raises(FileExistsError):
        write_new(str(path), "The-Secret-1")
    assert path.read_text() == "somebody else's"


def test_where_it_is_depends_on_the_system() -> None:
    assert profiles_path({}, "linux", "/home/u").replace("\\", "/") == "/home/u/.config/aurakit/profiles.json"
    assert profiles_path({"XDG_CONFIG_HOME": "/x"}, "linux", "/home/u").replace("\\", "/") == "/x/aurakit/profiles.json"
    assert profiles_path({"XDG_CONFIG_HOME": "x"}, "linux", "").replace("\\", "/") == ""
    mac = profiles_path({}, "darwin", "/Users/u").replace("\\", "/")
    assert mac == "/Users/u/Library/Application Support/aurakit/profiles.json"
    windows = profiles_path({"LOCALAPPDATA": "L"}, "win32", "")
    assert windows.replace("\\", "/") == "L/aurakit/profiles.json"


def test_half_of_a_pair_in_the_environment_keeps_the_default_profile_out(bare: Shell) -> None:
    add(bare, "work")
    assert chosen_profile(None, {"AURA_CLIENT_ID": "x"}) is None
    found = chosen_profile(None, {})
    assert found is not None
    assert found.name == "work"
    assert SECRET not in repr(found)
