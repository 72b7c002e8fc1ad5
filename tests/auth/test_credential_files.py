"""The files with credentials: what is read from them however they were written, and what is said of the others."""

from __future__ import annotations

import sys
from base64 import b64encode
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._auth.credential_files import dotenv_values, store_path
from support.credential_sources import DOWNLOAD, ID, SECRET, download, entry, find, pair, problem, put_store, store

KEY = "aura/main/client-secret"


class FakeKeyring(ModuleType):
    """In place of the library `keyring`."""

    def __init__(self, secrets: dict[tuple[str, str], str] | None = None, fault: Exception | None = None) -> None:
        super().__init__("keyring")
        self.secrets = secrets or {}
        self.fault = fault
        self.asked: list[tuple[str, str]] = []

    def get_password(self, service: str, key: str) -> str | None:
        self.asked.append((service, key))
        if self.fault is not None:
            raise self.fault
        return self.secrets.get((service, key))


@pytest.fixture(autouse=True)
def no_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not this machine's own: importing it fails, as where it is not installed."""
    install(monkeypatch, None)


def install(monkeypatch: pytest.MonkeyPatch, library: FakeKeyring | None) -> None:
    monkeypatch.setitem(sys.modules, "keyring", library)  # None: there is no such module


# ------------------------------------------------------------------------------------------------ the download


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
    assert pair(find(tmp_path, download(tmp_path, content))) == (ID, SECRET)


@pytest.mark.parametrize("prefix", ["AURA_", "NEO4J_AURA_", "AURA_API_", "AURA_CLI_"])
def test_the_names_of_the_environment_are_read_in_a_file_too(tmp_path: Path, prefix: str) -> None:
    content = f"export {prefix}CLIENT_ID={ID}\n{prefix}CLIENT_SECRET='{SECRET}'\nAURA_INSTANCEID=x\n"
    assert pair(find(tmp_path, download(tmp_path, content))) == (ID, SECRET)


def test_of_several_pairs_in_a_file_the_consoles_names_come_first_and_none_completes_another(tmp_path: Path) -> None:
    others = "NEO4J_AURA_CLIENT_ID=third\nNEO4J_AURA_CLIENT_SECRET=s\nAURA_CLIENT_ID=second\nAURA_CLIENT_SECRET=s\n"
    assert find(tmp_path, download(tmp_path, others)).client_id == "second"
    assert find(tmp_path, download(tmp_path, others + DOWNLOAD)).client_id == ID
    text = problem(tmp_path, download(tmp_path, f"{others}CLIENT_ID={ID}"))
    assert text.startswith("CLIENT_SECRET is missing, and CLIENT_ID and CLIENT_SECRET are needed together")
    text = problem(tmp_path, download(tmp_path, "AURA_CLIENT_ID=a\nNEO4J_AURA_CLIENT_SECRET=b"))
    assert text.startswith("AURA_CLIENT_SECRET is missing")


@pytest.mark.parametrize(
    ("written", "secret"),
    [
        ("s#1=='x", "s#1=='x"),
        (r'"a\"b"', 'a"b'),
        (r'"a\"b\"" # a comment with "quotes"', 'a"b"'),
        (r'"a\\b"', r"a\b"),
        (r'"a\$b\`c"', "a$b`c"),
        (r'"a\nb"', r"a\nb"),
        (r'"a\"', "a\\"),
        (r'"a\\"', "a\\"),
        (r"'a\'b'", "a'b"),
        (r"'a\\b'", r"a\\b"),
        (r"'a\'", "a\\"),
        (r"a\"b", r"a\"b"),
        ('"never closed', '"never closed'),
        ('"a"b"', 'a"b'),
        ('"a"b" # a "comment"', 'a"b'),
        ("'it''s'", "it''s"),
        ('"a"b', '"a"b'),
        ("`a'b\"c`", "a'b\"c"),
        ('"ab";', "ab"),
        ('"ab"# a comment', "ab"),
        ('"ab" OTHER="cd"', "ab"),
    ],
)
def test_a_secret_keeps_its_quotes_backslashes_and_signs_that_look_like_comments(
    tmp_path: Path, written: str, secret: str
) -> None:
    assert pair(find(tmp_path, download(tmp_path, f"CLIENT_ID=a\nCLIENT_SECRET={written}\n"))) == ("a", secret)


@pytest.mark.parametrize("line", ["{}: {}", "{} : '{}'", '"{}"="{}"', "export '{}'={}", "\t{}\t=\t{}\t# a comment"])
def test_a_value_is_read_in_each_form_that_dotenv_libraries_read(tmp_path: Path, line: str) -> None:
    content = f"{line.format('CLIENT_ID', ID)}\n{line.format('CLIENT_SECRET', SECRET)}\n"
    assert pair(find(tmp_path, download(tmp_path, content))) == (ID, SECRET)


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x85", "\u2028"])
def test_a_secret_is_never_cut_at_a_sign_that_is_no_end_of_a_line(tmp_path: Path, sign: str) -> None:
    content = f"CLIENT_ID=a\nCLIENT_SECRET=before{sign}after\n"
    assert "CLIENT_SECRET has a character that is not allowed" in problem(tmp_path, download(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"CLIENT_ID={ID}\n", "CLIENT_SECRET is missing"),
        (f"CLIENT_SECRET={SECRET}\n", "CLIENT_ID is missing"),
        ("CLIENT_ID=\nCLIENT_SECRET=s\n", "CLIENT_ID is empty"),
        ("AURA_CLIENT_ID=\nAURA_CLIENT_SECRET=s\n", "AURA_CLIENT_ID is empty"),
        ("CLIENT_ID=# later\nCLIENT_SECRET=s\n", "CLIENT_ID is empty"),
        ("", "neither CLIENT_ID= nor CLIENT_SECRET=, nor AURA_CLIENT_ID= and AURA_CLIENT_SECRET="),
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
    assert pair(find(tmp_path, {"AURA_CREDENTIALS_FILE": "~/key.txt\n"})) == (ID, SECRET)


NAMES = st.from_regex(r"[A-Z_][A-Z0-9_]{0,20}", fullmatch=True)
PLAIN = st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="#'\"`"), min_size=1)
ANY = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1)


@given(st.dictionaries(NAMES, PLAIN), st.sampled_from(["\n", "\r\n"]))
def test_dotenv_text_without_quotes_gives_what_was_written(values: dict[str, str], end: str) -> None:
    assert dotenv_values(end.join(f"{name}={value}" for name, value in values.items())) == values


@given(st.dictionaries(NAMES, ANY), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["", " # a comment"]))
def test_dotenv_text_in_double_quotes_gives_what_was_written(values: dict[str, str], end: str, after: str) -> None:
    escaped = {name: value.replace("\\", "\\\\").replace('"', '\\"') for name, value in values.items()}
    assert dotenv_values(end.join(f'{name}="{value}"{after}' for name, value in escaped.items())) == values


@given(st.dictionaries(NAMES, ANY.filter(lambda value: "'" not in value and "\\" not in value)))
def test_dotenv_text_in_single_quotes_gives_what_was_written(values: dict[str, str]) -> None:
    assert dotenv_values("\n".join(f"{name}='{value}'" for name, value in values.items())) == values


@given(st.text())
def test_any_text_can_be_read_as_dotenv(text: str) -> None:
    assert all(name.isidentifier() for name in dotenv_values(text))


# ------------------------------------------------------------------------------------------------ the store


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


@pytest.mark.parametrize("platform", ["linux", "darwin", "win32"])
def test_without_a_home_folder_there_is_no_store_unless_the_environment_says_where(platform: str) -> None:
    assert store_path({"XDG_CONFIG_HOME": "relative"}, platform, "") == ""
    environ = {"LOCALAPPDATA": "/folder", "XDG_CONFIG_HOME": "/folder"}
    assert platform == "darwin" or Path(store_path(environ, platform, "")) == Path("/folder/neo4j/cli/credentials.json")


def test_of_the_command_lines_store_the_default_entry_is_used_and_its_cached_token_is_not(tmp_path: Path) -> None:
    put_store(tmp_path, store(entry("other", "x", "y"), entry()))
    found = find(tmp_path)
    assert pair(found) == (ID, SECRET) and "cached-token" not in found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (store(entry(), default=None), "has no default credentials"),
        (store(entry(), default=""), "has no default credentials"),
        (store(entry(), default="gone"), "has no entry 'gone'"),
        (store(default="gone"), "has no entry 'gone'"),
        (store({"name": "main", "client-secret": SECRET}), "client-id is missing"),
        (store({"name": "main", "client-id": 5, "client-secret": SECRET}), "is not text"),
        (store({"name": "main", "client-id": ID, "client-secret": [SECRET]}), "is not text"),
        ("{", "not have the expected JSON"),
        ("[" * 100_000, "not have the expected JSON"),
        ("[]", "not have the expected JSON"),
        ('{"aura": 5}', "not have the expected JSON"),
        (store(default=None), "it has no credentials"),
        ('{"aura": {"credentials": 5}}', "it has no credentials"),
        ("{}", "it has no credentials"),
        ("", "it has no credentials"),
    ],
)
def test_a_store_that_cannot_be_used_is_explained(tmp_path: Path, content: str, said: str) -> None:
    put_store(tmp_path, content)
    assert said in problem(tmp_path)


def test_a_login_in_the_browser_is_told_from_a_secret_in_the_keyring(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = FakeKeyring()
    install(monkeypatch, library)
    put_store(tmp_path, store({"name": "main", "client-id": "", "client-secret": "", "access-token": "cached-token"}))
    text = problem(tmp_path)
    assert "has no secret in its default entry 'main': it is a browser login, which has a token" in text
    assert "Create them in the Aura console" in text and "keyring" not in text and "cached-token" not in text
    assert library.asked == []


# ------------------------------------------------------------------------------------------------ the keyring

WITHOUT_SECRET = [
    entry(secret="", token=""),
    entry(secret=""),  # as after the first command of that program, which keeps its token in the file
    {"name": "main", "client-id": ID},
]


@pytest.mark.parametrize("kept", WITHOUT_SECRET)
def test_a_secret_in_the_systems_keyring_is_read_with_the_library_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: dict[str, str]
) -> None:
    path = put_store(tmp_path, store(kept))
    install(monkeypatch, FakeKeyring({("neo4j-cli", KEY): SECRET, ("neo4j-cli", "aura/other/client-secret"): "x"}))
    found = find(tmp_path)
    assert pair(found) == (ID, SECRET)
    assert found.source == f"the default entry 'main' of the store of Neo4j's command line, {path}"


@pytest.mark.parametrize("kept", WITHOUT_SECRET)
def test_where_that_library_is_not_installed_the_error_names_it(tmp_path: Path, kept: dict[str, str]) -> None:
    put_store(tmp_path, store(kept))
    text = problem(tmp_path)
    assert "in its default entry 'main': it is kept in the system's keyring" in text
    assert '`pip install "aurakit[keyring]"`' in text and "AURA_CLIENT_ID and AURA_CLIENT_SECRET" in text


@pytest.mark.parametrize("token", ["", "cached-token"])
@pytest.mark.parametrize("secrets", [{}, {("neo4j-cli", KEY): ""}])
def test_a_keyring_without_the_secret_is_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secrets: dict[tuple[str, str], str], token: str
) -> None:
    put_store(tmp_path, store(entry(secret="", token=token)))
    install(monkeypatch, FakeKeyring(secrets))
    assert "the system's keyring has none for it either: it may be a browser login" in problem(tmp_path)


def test_a_keyring_that_cannot_be_read_is_explained_without_its_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_store(tmp_path, store(entry(secret="", token="")))
    install(monkeypatch, FakeKeyring(fault=PermissionError(f"locked: {SECRET}")))
    assert "the system's keyring cannot be read (PermissionError): unlock it" in problem(tmp_path)
    install(monkeypatch, FakeKeyring({("neo4j-cli", KEY): "go-keyring-base64:A"}))
    assert "cannot be read (Error)" in problem(tmp_path)


@pytest.mark.parametrize("secret", ["even", "odd", SECRET])
def test_what_the_command_line_writes_is_understood_on_every_system(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, secret: str
) -> None:
    """Its library is written in Go: on macOS it encodes secrets, on Windows it names them otherwise, and in UTF-8."""
    kept = store(entry(secret="", token=""))
    put_store(tmp_path, kept)
    windows = tmp_path / "AppData/Local/neo4j/cli/credentials.json"
    macos = tmp_path / "Library/Preferences/neo4j/cli/credentials.json"
    for path in (windows, macos):
        path.parent.mkdir(parents=True)
        path.write_text(kept)
    as_utf_16 = secret.encode().decode("utf-16-le") if len(secret) % 2 == 0 else secret
    encoded = f"go-keyring-base64:{b64encode(secret.encode()).decode()}"
    for platform, service, value in (
        ("linux", "neo4j-cli", secret),
        ("darwin", "neo4j-cli", encoded),
        ("win32", f"neo4j-cli:{KEY}", as_utf_16),
        ("win32", "neo4j-cli", secret),  # as Python's own library writes it
    ):
        install(monkeypatch, FakeKeyring({(service, KEY): value}))
        assert pair(find(tmp_path, platform=platform)) == (ID, secret)
