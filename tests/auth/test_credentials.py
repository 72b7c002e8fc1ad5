"""Where credentials come from: the order of the sources, what each accepts, and what an error says and hides."""

from __future__ import annotations

import os
import traceback
from base64 import b64decode
from typing import TYPE_CHECKING

import pytest

from aurakit import AsyncAura, Aura
from aurakit._auth.credentials import Credentials, find_credentials
from aurakit._auth.home import expanded, home_folder
from aurakit._errors.secret import Secret
from aurakit.errors import ConfigurationError
from support.credential_sources import ID, SECRET, download, entry, find, pair, problem, put_store, store
from support.frames import is_ours

if TYPE_CHECKING:
    from pathlib import Path


def nothing_set(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a user with this home folder and no credentials."""
    for name in [name for name in os.environ if "AURA_" in name]:
        monkeypatch.delenv(name)
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))


# ------------------------------------------------------------------------------------------------ the order


def test_the_first_source_that_has_any_is_used(tmp_path: Path) -> None:
    put_store(tmp_path, store(entry(client_id="from-store")))
    file = download(tmp_path, "CLIENT_ID=from-file\nCLIENT_SECRET=s")
    of_the_command_line = {"NEO4J_AURA_CLIENT_ID": "from-its-environment", "NEO4J_AURA_CLIENT_SECRET": "s"}
    variables = {"AURA_CLIENT_ID": "from-environment", "AURA_CLIENT_SECRET": "s"}
    assert find(tmp_path).client_id == "from-store"
    assert find(tmp_path, file).client_id == "from-file"
    assert find(tmp_path, {**file, **of_the_command_line}).client_id == "from-its-environment"
    assert find(tmp_path, {**file, **of_the_command_line, **variables}).client_id == "from-environment"
    assert find(tmp_path, {**file, **variables}, "from-arguments", "s").client_id == "from-arguments"


def test_each_source_says_what_it_is(tmp_path: Path) -> None:
    assert find(tmp_path, {}, ID, SECRET).source == "the arguments client_id and client_secret"
    for prefix in ("AURA", "NEO4J_AURA"):
        variables = {f"{prefix}_CLIENT_ID": ID, f"{prefix}_CLIENT_SECRET": SECRET}
        source = f"the environment variables {prefix}_CLIENT_ID and {prefix}_CLIENT_SECRET"
        assert find(tmp_path, variables) == Credentials(ID, Secret(SECRET), source)
    file = download(tmp_path)
    source = f"the file {file['AURA_CREDENTIALS_FILE']} that AURA_CREDENTIALS_FILE names"
    assert find(tmp_path, file) == Credentials(ID, Secret(SECRET), source)
    path = put_store(tmp_path, store(entry()))
    assert find(tmp_path).source == f"the default entry 'main' of the store of Neo4j's command line, {path}"


@pytest.mark.parametrize(
    ("environ", "arguments", "named"),
    [
        ({}, ("x", None), "client_secret is missing"),
        ({}, (None, SECRET), "client_id is missing"),
        ({"AURA_CLIENT_ID": "x", "AURA_CLIENT_SECRET": "y"}, ("x", None), "client_secret is missing"),
        ({"AURA_CLIENT_ID": "x"}, (), "AURA_CLIENT_SECRET is missing"),
        ({"AURA_CLIENT_SECRET": SECRET}, (), "AURA_CLIENT_ID is missing"),
        ({"NEO4J_AURA_CLIENT_ID": "x"}, (), "NEO4J_AURA_CLIENT_SECRET is missing"),
        ({"NEO4J_AURA_CLIENT_SECRET": SECRET}, (), "NEO4J_AURA_CLIENT_ID is missing"),
        ({"AURA_CLIENT_ID": "x", "NEO4J_AURA_CLIENT_SECRET": SECRET}, (), "AURA_CLIENT_SECRET is missing"),
    ],
)
def test_half_a_pair_is_an_error_and_no_other_source_completes_it(
    tmp_path: Path, environ: dict[str, str], arguments: tuple[str | None, ...], named: str
) -> None:
    put_store(tmp_path, store(entry()))
    assert problem(tmp_path, {**download(tmp_path), **environ}, *arguments).startswith(named)


# ------------------------------------------------------------------------------------------------ the values


@pytest.mark.parametrize("empty", ["", "  ", "\r\n"])
def test_a_value_that_is_present_and_empty_is_an_error(tmp_path: Path, empty: str) -> None:
    put_store(tmp_path, store(entry()))
    assert "client_id is empty" in problem(tmp_path, {}, empty, SECRET)
    assert "AURA_CLIENT_SECRET is empty" in problem(tmp_path, {"AURA_CLIENT_ID": ID, "AURA_CLIENT_SECRET": empty})
    assert "AURA_CLIENT_ID is empty" in problem(tmp_path, {"AURA_CLIENT_ID": empty, "AURA_CLIENT_SECRET": empty})
    variables = {"NEO4J_AURA_CLIENT_ID": ID, "NEO4J_AURA_CLIENT_SECRET": empty}
    assert "NEO4J_AURA_CLIENT_SECRET is empty" in problem(tmp_path, variables)
    assert "AURA_CREDENTIALS_FILE is empty" in problem(tmp_path, {"AURA_CREDENTIALS_FILE": empty})
    file = download(tmp_path, f"CLIENT_ID={ID}\nCLIENT_SECRET={empty}\n")
    assert "CLIENT_SECRET is empty" in problem(tmp_path, file)


def test_white_space_around_a_value_is_removed(tmp_path: Path) -> None:
    assert pair(find(tmp_path, {}, f" {ID}\n", f"{SECRET}\r\n")) == (ID, SECRET)
    assert pair(find(tmp_path, {"AURA_CLIENT_ID": f"{ID}\n", "AURA_CLIENT_SECRET": f"\t{SECRET}"})) == (ID, SECRET)


@pytest.mark.parametrize("bad", ["a\nb", "a\x00b", "\u200bvalue", "p\u00e4ss", "\udc80x"])
def test_a_value_that_http_cannot_carry_is_an_error_that_does_not_quote_it(tmp_path: Path, bad: str) -> None:
    for arguments in ((ID, bad), (bad, SECRET)):
        text = problem(tmp_path, {}, *arguments)
        assert "copy it again" in text and bad not in text


def test_a_client_id_with_a_colon_is_an_error_because_basic_authentication_would_split_it(tmp_path: Path) -> None:
    assert "client_id has a character" in problem(tmp_path, {}, "a:b", SECRET)
    assert find(tmp_path, {}, ID, "a:b").client_secret == Secret("a:b")


def test_other_types_than_text_are_programming_errors() -> None:
    with pytest.raises(TypeError, match="client_secret must be text, not bytes"):
        find_credentials("x", b"y")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="client_id must be text, not int"):
        find_credentials(5, Secret("y"))  # type: ignore[arg-type]


# ------------------------------------------------------------------------------------------------ nothing found


def test_when_none_are_found_the_error_lists_where_it_looked(tmp_path: Path) -> None:
    text = problem(tmp_path)
    for place in (
        "client_id and client_secret", "variables AURA_CLIENT_ID and AURA_CLIENT_SECRET",
        "variables NEO4J_AURA_CLIENT_ID and NEO4J_AURA_CLIENT_SECRET", "AURA_CREDENTIALS_FILE",
    ):  # fmt: skip
        assert place in text
    assert f"{tmp_path / '.config/neo4j/cli/credentials.json'} (there is no such file)" in text


def test_variables_of_other_programs_are_named_where_nothing_is_found(tmp_path: Path) -> None:
    text = problem(tmp_path, {"AURA_API_CLIENT_ID": ID, "AURA_API_CLIENT_SECRET": SECRET})
    assert text.endswith(
        " AURA_API_CLIENT_ID and AURA_API_CLIENT_SECRET are set, but not read: set AURA_CLIENT_ID and "
        "AURA_CLIENT_SECRET to the same values."
    )
    assert ID not in text and SECRET not in text
    assert problem(tmp_path, {"AURA_CLI_CLIENT_ID": ID}).endswith(
        "AURA_CLI_CLIENT_ID is set, but not read: set AURA_CLIENT_ID and AURA_CLIENT_SECRET to the same values."
    )
    assert "not read" not in problem(tmp_path, {})


def test_the_environment_and_the_home_folder_are_the_processs_own_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    nothing_set(tmp_path, monkeypatch)
    monkeypatch.setenv("AURA_CLIENT_ID", ID)
    monkeypatch.setenv("AURA_CLIENT_SECRET", SECRET)
    assert pair(find_credentials()) == (ID, SECRET)
    monkeypatch.delenv("AURA_CLIENT_ID")
    monkeypatch.delenv("AURA_CLIENT_SECRET")
    with pytest.raises(ConfigurationError) as caught:
        find_credentials()
    assert str(tmp_path) in str(caught.value)


def test_without_a_home_folder_no_folder_named_like_a_tilde_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    put_store(tmp_path / "~", store(entry()))
    put_store(tmp_path, store(entry()))
    assert "not looked for, since there is no home folder" in problem("")
    (tmp_path / "~" / "key.txt").write_text(f"CLIENT_ID={ID}\nCLIENT_SECRET={SECRET}\n")
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)  # as where the system does not know the user
    text = problem(tmp_path, {"AURA_CREDENTIALS_FILE": "~/key.txt"})
    assert text.startswith("AURA_CREDENTIALS_FILE begins with `~`, and there is no home folder: give it the whole path")


@pytest.mark.skipif(os.name != "posix", reason="Windows has no HOME")
def test_an_empty_home_is_no_home_folder_and_not_the_root_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "")
    assert home_folder() == expanded("~/key.txt") == ""
    assert "not looked for, since there is no home folder" in problem("")


# ------------------------------------------------------------------------------------------------ what is shown


def test_no_repr_shows_more_than_the_beginning_of_the_id() -> None:
    credentials = Credentials(ID, Secret(SECRET), "somewhere")
    shown = f"{credentials!r} {credentials} {[credentials]} {credentials.hidden} {credentials.basic}"
    assert "id-o…" in shown and ID[:5] not in shown and SECRET not in shown
    assert SECRET not in f"{tuple(credentials)} {credentials._asdict()}"


def test_what_is_sent_as_basic_authentication_is_hidden_in_every_form() -> None:
    credentials = Credentials(ID, Secret(SECRET), "somewhere")
    sent = credentials.basic.reveal()
    assert b64decode(sent.removeprefix("Basic ")).decode() == f"{ID}:{SECRET}"
    assert sent.removeprefix("Basic ") not in credentials.hidden.hide(f"it said {sent}")


@pytest.mark.parametrize("kind", [Aura, AsyncAura])
@pytest.mark.parametrize(
    ("environ", "arguments"),
    [
        ({"AURA_CLIENT_SECRET": SECRET}, ()),
        ({"NEO4J_AURA_CLIENT_ID": "a:b", "NEO4J_AURA_CLIENT_SECRET": SECRET}, ()),
        ({"XDG_CONFIG_HOME": "with a store"}, ()),
        ({}, (None, SECRET)),
        ({}, ("id:id", SECRET)),
    ],
)
def test_no_frame_of_an_errors_traceback_holds_a_secret(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kind: type[Aura] | type[AsyncAura],
    environ: dict[str, str],
    arguments: tuple[str | None, ...],
) -> None:
    nothing_set(tmp_path, monkeypatch)
    put_store(tmp_path, store(entry(client_id="")))
    for name, value in environ.items():
        monkeypatch.setenv(name, str(tmp_path / ".config") if name == "XDG_CONFIG_HOME" else value)
    with pytest.raises(ConfigurationError) as caught:
        kind(*arguments)
    assert caught.value.__context__ is None
    frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack
    ours = [frame for frame in frames if is_ours(frame.filename)]
    assert len(ours) > 3
    assert all(SECRET not in str(frame.locals) for frame in ours)
