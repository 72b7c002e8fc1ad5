"""Where credentials come from: the order of the sources, what each accepts, and what an error says and hides."""

from __future__ import annotations

import json
import os
import traceback
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit.credential_files import dotenv_values, store_path
from aurakit.credentials import Credentials, find_credentials
from aurakit.errors import ConfigurationError

ID, SECRET = "id-of-the-client", "a-very-secret-value"
DOWNLOAD = f"CLIENT_ID={ID}\nCLIENT_SECRET={SECRET}\nCLIENT_NAME=my key\n"


def store(*entries: dict[str, Any], default: str | None = "main") -> str:
    return json.dumps({"aura": {"default-credential": default, "credentials": list(entries)}})


def entry(name: str = "main", client_id: str = ID, secret: str = SECRET) -> dict[str, Any]:
    return {
        "name": name, "client-id": client_id, "client-secret": secret, "access-token": "cached-token",
        "token-expiry": 1_900_000_000_000,
    }  # fmt: skip


def put_store(home: Path, content: str) -> Path:
    path = home / ".config/neo4j/cli/credentials.json"
    path.parent.mkdir(parents=True)
    path.write_text(content, encoding="utf-8")
    return path


def find(home: Path, environ: dict[str, str] | None = None, *arguments: str | None) -> Credentials:
    return find_credentials(*arguments, environ=environ or {}, platform="linux", home=str(home))


def problem(home: Path, environ: dict[str, str] | None = None, *arguments: str | None) -> str:
    with pytest.raises(ConfigurationError) as caught:
        find(home, environ, *arguments)
    assert SECRET not in str(caught.value)
    return str(caught.value)


def download(folder: Path, content: str | bytes = DOWNLOAD) -> dict[str, str]:
    path = folder / "key.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return {"AURA_CREDENTIALS_FILE": str(path)}


def test_the_first_source_that_has_any_is_used(tmp_path: Path) -> None:
    put_store(tmp_path, store(entry(client_id="from-store")))
    file = download(tmp_path, "CLIENT_ID=from-file\nCLIENT_SECRET=s")
    variables = {"AURA_CLIENT_ID": "from-environment", "AURA_CLIENT_SECRET": "s"}
    assert find(tmp_path).client_id == "from-store"
    assert find(tmp_path, file).client_id == "from-file"
    assert find(tmp_path, {**file, **variables}).client_id == "from-environment"
    assert find(tmp_path, {**file, **variables}, "from-arguments", "s").client_id == "from-arguments"


def test_each_source_says_what_it_is(tmp_path: Path) -> None:
    assert find(tmp_path, {}, ID, SECRET).source == "the arguments client_id and client_secret"
    variables = {"AURA_CLIENT_ID": ID, "AURA_CLIENT_SECRET": SECRET}
    assert find(tmp_path, variables).source == "the environment variables AURA_CLIENT_ID and AURA_CLIENT_SECRET"
    file = download(tmp_path)
    source = f"the file {file['AURA_CREDENTIALS_FILE']} that AURA_CREDENTIALS_FILE names"
    assert find(tmp_path, file) == Credentials(ID, SECRET, source)
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
    ],
)
def test_half_a_pair_is_an_error_and_no_other_source_completes_it(
    tmp_path: Path, environ: dict[str, str], arguments: tuple[str | None, ...], named: str
) -> None:
    put_store(tmp_path, store(entry()))
    assert named in problem(tmp_path, {**download(tmp_path), **environ}, *arguments)


@pytest.mark.parametrize("empty", ["", "  ", "\r\n"])
def test_a_value_that_is_present_and_empty_is_an_error(tmp_path: Path, empty: str) -> None:
    put_store(tmp_path, store(entry()))
    assert "client_id is empty" in problem(tmp_path, {}, empty, SECRET)
    assert "AURA_CLIENT_SECRET is empty" in problem(tmp_path, {"AURA_CLIENT_ID": ID, "AURA_CLIENT_SECRET": empty})
    assert "AURA_CLIENT_ID is empty" in problem(tmp_path, {"AURA_CLIENT_ID": empty, "AURA_CLIENT_SECRET": empty})
    assert "AURA_CREDENTIALS_FILE is empty" in problem(tmp_path, {"AURA_CREDENTIALS_FILE": empty})
    file = download(tmp_path, f"CLIENT_ID={ID}\nCLIENT_SECRET={empty}\n")
    assert "CLIENT_SECRET is empty" in problem(tmp_path, file)


def test_white_space_around_a_value_is_removed(tmp_path: Path) -> None:
    assert find(tmp_path, {}, f" {ID}\n", f"{SECRET}\r\n")[:2] == (ID, SECRET)
    assert find(tmp_path, {"AURA_CLIENT_ID": f"{ID}\n", "AURA_CLIENT_SECRET": f"\t{SECRET}"})[:2] == (ID, SECRET)


@pytest.mark.parametrize("bad", ["a\nb", "a\x00b", "\u200bvalue", "p\u00e4ss", "\udc80x"])
def test_a_value_that_http_cannot_carry_is_an_error_that_does_not_quote_it(tmp_path: Path, bad: str) -> None:
    for arguments in ((ID, bad), (bad, SECRET)):
        text = problem(tmp_path, {}, *arguments)
        assert "copy it again" in text and bad not in text


def test_a_client_id_with_a_colon_is_an_error_because_basic_authentication_would_split_it(tmp_path: Path) -> None:
    assert "client_id has a character" in problem(tmp_path, {}, "a:b", SECRET)
    assert find(tmp_path, {}, ID, "a:b").client_secret == "a:b"


def test_other_types_than_text_are_programming_errors() -> None:
    with pytest.raises(TypeError, match="client_secret must be text, not bytes"):
        find_credentials("x", b"y")  # type: ignore[arg-type]


def test_no_repr_shows_more_than_the_beginning_of_the_id() -> None:
    credentials = Credentials(ID, SECRET, "somewhere")
    shown = f"{credentials!r} {credentials} {[credentials]}"
    assert "id-o…" in shown and ID[:5] not in shown and SECRET not in shown


@pytest.mark.parametrize(
    "content",
    [
        DOWNLOAD,
        DOWNLOAD.replace("\n", "\r\n"),
        "\ufeff" + DOWNLOAD,
        f"# API key\n\nexport CLIENT_ID='{ID}'\nexport\tCLIENT_SECRET=\"{SECRET}\" # kept safe\nOTHER=1\nno value",
        f"  CLIENT_ID = {ID}  # the id\nCLIENT_SECRET= {SECRET}\t# c",
        f"CLIENT_ID=old\nCLIENT_ID={ID}\nCLIENT_SECRET={SECRET}",
        DOWNLOAD.encode("utf-16"),
    ],
)
def test_the_consoles_download_is_read_however_it_was_saved(tmp_path: Path, content: str | bytes) -> None:
    assert find(tmp_path, download(tmp_path, content))[:2] == (ID, SECRET)


def test_a_secret_keeps_the_signs_that_only_look_like_comments_or_quotes(tmp_path: Path) -> None:
    assert find(tmp_path, download(tmp_path, "CLIENT_ID=a\nCLIENT_SECRET=s#1=='x"))[:2] == ("a", "s#1=='x")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"CLIENT_ID={ID}\n", "CLIENT_SECRET is missing"),
        (f"CLIENT_SECRET={SECRET}\n", "CLIENT_ID is missing"),
        ("CLIENT_ID=\nCLIENT_SECRET=s\n", "CLIENT_ID is empty"),
        ("CLIENT_ID=# later\nCLIENT_SECRET=s\n", "CLIENT_ID is empty"),
        ("", "neither CLIENT_ID= nor CLIENT_SECRET="),
        (f"NEO4J_URI=neo4j+s://x\nNEO4J_PASSWORD={SECRET}\n", "the download with an instance's password"),
        (b"\x80\x81", "is not text"),
        (b"x" * 1_000_001, "too large"),
    ],
)
def test_a_download_that_cannot_be_used_is_explained(tmp_path: Path, content: str | bytes, said: str) -> None:
    assert said in problem(tmp_path, download(tmp_path, content))


def test_a_download_that_is_not_there_is_an_error_and_no_other_source_is_used(tmp_path: Path) -> None:
    put_store(tmp_path, store(entry()))
    assert "there is no such file" in problem(tmp_path, {"AURA_CREDENTIALS_FILE": str(tmp_path / "none.txt")})
    assert "is a directory" in problem(tmp_path, {"AURA_CREDENTIALS_FILE": str(tmp_path)})
    assert "the path is not valid" in problem(tmp_path, {"AURA_CREDENTIALS_FILE": "a\x00b"})


def test_the_path_of_the_download_may_begin_with_the_home_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    download(tmp_path)
    assert find(tmp_path, {"AURA_CREDENTIALS_FILE": "~/key.txt\n"})[:2] == (ID, SECRET)


@pytest.mark.parametrize(
    ("platform", "environ", "folder"),
    [
        ("linux", {}, "home/.config"),
        ("linux", {"XDG_CONFIG_HOME": "/xdg"}, "/xdg"),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, "home/.config"),
        ("freebsd14", {}, "home/.config"),
        ("darwin", {"XDG_CONFIG_HOME": "/xdg"}, "home/Library/Preferences"),
        ("win32", {"LOCALAPPDATA": "/local"}, "/local"),
        ("win32", {}, "home/AppData/Local"),
    ],
)
def test_the_command_lines_store_is_where_that_program_keeps_it(
    platform: str, environ: dict[str, str], folder: str
) -> None:
    assert Path(store_path(environ, platform, "home")) == Path(folder, "neo4j/cli/credentials.json")


def test_of_the_command_lines_store_the_default_entry_is_used_and_its_cached_token_is_not(tmp_path: Path) -> None:
    put_store(tmp_path, store(entry("other", "x", "y"), entry()))
    found = find(tmp_path)
    assert found[:2] == (ID, SECRET) and "cached-token" not in found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (store(entry(secret="")), "kept in the system's keyring"),
        (store({"name": "main", "client-id": ID}), "kept in the system's keyring"),
        (store(entry(), default=None), "has no default credentials"),
        (store(entry(), default=""), "has no default credentials"),
        (store(entry(), default="gone"), "has no entry 'gone'"),
        (store(default="gone"), "has no entry 'gone'"),
        (store({"name": "main", "client-secret": SECRET}), "client-id is missing"),
        (store({"name": "main", "client-id": 5, "client-secret": SECRET}), "is not text"),
        (store({"name": "main", "client-id": ID, "client-secret": [SECRET]}), "is not text"),
        ("{", "not the JSON it should be"),
        ("[" * 100_000, "not the JSON it should be"),
        ("[]", "not the JSON it should be"),
        ('{"aura": 5}', "not the JSON it should be"),
        (store(default=None), "it has no credentials"),
        ('{"aura": {"credentials": 5}}', "it has no credentials"),
        ("{}", "it has no credentials"),
        ("", "it has no credentials"),
    ],
)
def test_a_store_that_cannot_be_used_is_explained(tmp_path: Path, content: str, said: str) -> None:
    put_store(tmp_path, content)
    assert said in problem(tmp_path)


def test_when_none_are_found_the_error_lists_where_it_looked(tmp_path: Path) -> None:
    text = problem(tmp_path)
    for place in ("client_id and client_secret", "AURA_CLIENT_ID", "AURA_CLIENT_SECRET", "AURA_CREDENTIALS_FILE"):
        assert place in text
    assert f"{tmp_path / '.config/neo4j/cli/credentials.json'} (there is no such file)" in text


def test_the_environment_and_the_home_folder_are_the_processs_own_by_default(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [name for name in os.environ if name.startswith("AURA_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("AURA_CLIENT_ID", ID)
    monkeypatch.setenv("AURA_CLIENT_SECRET", SECRET)
    assert find_credentials()[:2] == (ID, SECRET)
    monkeypatch.delenv("AURA_CLIENT_ID")
    monkeypatch.delenv("AURA_CLIENT_SECRET")
    for name in ("HOME", "USERPROFILE", "XDG_CONFIG_HOME", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(tmp_path))
    with pytest.raises(ConfigurationError) as caught:
        find_credentials()
    assert str(tmp_path) in str(caught.value)


@pytest.mark.parametrize(
    ("environ", "arguments"),
    [
        ({"AURA_CLIENT_SECRET": SECRET}, ()),
        ({}, (None, SECRET)),
        ({}, (f"{SECRET}\n1", SECRET)),
    ],
)
def test_no_frame_of_an_errors_traceback_holds_a_secret(
    tmp_path: Path, environ: dict[str, str], arguments: tuple[str | None, ...]
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        find(tmp_path, environ, *arguments)
    assert caught.value.__context__ is None
    frames = traceback.TracebackException.from_exception(caught.value, capture_locals=True).stack
    ours = [frame for frame in frames if "aurakit" in Path(frame.filename).parts]
    assert ours and all(SECRET not in str(frame.locals) for frame in ours)


NAMES = st.from_regex(r"[A-Z_][A-Z0-9_]{0,20}", fullmatch=True)
PLAIN = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#'\""), min_size=1)


@given(st.dictionaries(NAMES, PLAIN), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", '"', "'"]))
def test_dotenv_text_gives_what_was_written(values: dict[str, str], end: str, quote: str) -> None:
    text = end.join(f"{name}={quote}{value}{quote}" for name, value in values.items())
    assert dotenv_values(text) == values


@given(st.text())
def test_any_text_can_be_read_as_dotenv(text: str) -> None:
    assert all(name.isidentifier() for name in dotenv_values(text))
