"""A new instance's address and password: for a driver, and in a file that only its user reads."""

from __future__ import annotations

import copy
import json
import os
import pickle
import shlex
import stat
import sys
import traceback
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit import Connection, connection
from aurakit._auth.credential_files import dotenv_values
from aurakit._errors.secret import Secret
from aurakit.errors import InvalidArgumentError
from aurakit.v1 import CreatedInstance
from aurakit.v1.ensure import Ensured

PASSWORD = "initial-Password_1"


def created(**changed: Any) -> Any:
    values: dict[str, Any] = {
        "id": "1a2b3c4d",
        "name": "Instance01",
        "connection_url": "neo4j+s://1a2b3c4d.databases.neo4j.io",
        "username": "neo4j",
        "password": PASSWORD,
        **changed,
    }
    return SimpleNamespace(**values)


def test_a_created_instance_gives_what_a_driver_takes() -> None:
    made = connection(created())
    assert (made.uri, made.user) == ("neo4j+s://1a2b3c4d.databases.neo4j.io", "neo4j")
    assert (made.instance_id, made.instance_name) == ("1a2b3c4d", "Instance01")
    assert made.password == PASSWORD
    assert made.auth == ("neo4j", PASSWORD)


@pytest.mark.parametrize(
    "show",
    [
        str,
        repr,
        lambda made: f"{made}",
        lambda made: f"{[made]} {(made,)} { ({'connection': made}) }",
        lambda made: json.dumps({"connection": made}, default=str),
        lambda made: json.dumps({"connection": made}, default=repr),
        lambda made: repr([getattr(made, name) for name in type(made).__slots__]),
        lambda made: repr(pickle.dumps(made)),
    ],
)
def test_whatever_prints_serialises_or_copies_it_does_not_show_the_password(show: Any) -> None:
    assert PASSWORD not in show(connection(created()))


COPIES: dict[str, Any] = {
    "pickle": lambda it: pickle.loads(pickle.dumps(it)),
    "deepcopy": copy.deepcopy,
    "copy": copy.copy,
}
every_copy = pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
READS: dict[str, Any] = {
    "password": lambda it: it.password,
    "auth": lambda it: it.auth,
    "text": Connection.dotenv_text,
    "file": Connection.write,
}


@every_copy
@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_a_copy_is_made_without_the_password_and_says_so_in_place_of_giving_a_mask(
    copied: Any, read: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    made = connection(created())
    with pytest.raises(ValueError, match="copied or pickled, and copies and pickles are made without its text"):
        read(copied(made))
    assert list(tmp_path.iterdir()) == []
    assert repr(copied(made)) == repr(made) and made.password == PASSWORD


@every_copy
def test_what_ensure_returned_can_be_copied_but_for_its_password(copied: Any) -> None:
    ensured = Ensured(CreatedInstance.from_dict(vars(created())), True, {})
    left = copied(ensured)
    assert (left.id, left.created, left.updated, repr(left)) == (ensured.id, True, {}, repr(ensured))
    assert ensured.connection is not None and ensured.connection.password == PASSWORD
    if copied is not copy.copy:  # which has the same instance
        with pytest.raises(InvalidArgumentError, match="copied or pickled"):
            _ = left.connection


@every_copy
@pytest.mark.parametrize("ensured", [False, True], ids=["created", "ensured"])
def test_a_created_instance_that_was_copied_is_refused_since_it_has_no_password(copied: Any, ensured: bool) -> None:
    model = copied(CreatedInstance.from_dict(vars(created())))
    with pytest.raises(InvalidArgumentError, match="This CreatedInstance was copied or pickled, .* without `password`"):
        connection(Ensured(model, True, {}) if ensured else model)
    with pytest.raises(InvalidArgumentError, match="use the object that the call returned, in the process that made"):
        _ = Ensured(model, True, {}).connection


def test_it_is_nothing_that_a_serialiser_takes_apart() -> None:
    made: Any = connection(created())
    with pytest.raises(TypeError):
        json.dumps(made)
    with pytest.raises(TypeError):
        vars(made)
    with pytest.raises(TypeError):
        list(made)
    assert not isinstance(made, tuple)
    assert made.password not in "".join(
        traceback.TracebackException.from_exception(in_a_frame(made), capture_locals=True).format()
    )


def in_a_frame(made: Any) -> BaseException:
    """An error with the connection in a variable of its frames."""
    try:
        raise ValueError
    except ValueError as error:
        assert made is not None
        return error


def test_the_text_of_the_file_can_be_had_without_a_file() -> None:
    made = connection(created())
    assert dotenv_values(made.dotenv_text())["NEO4J_PASSWORD"] == PASSWORD


def test_the_file_has_the_names_of_the_consoles_download(tmp_path: Path) -> None:
    path = connection(created()).write(tmp_path / "instance.env")
    text = Path(path).read_bytes().decode()
    assert text.startswith("# ") and "60 seconds" in text.splitlines()[0] and "\r" not in text
    assert dotenv_values(text) == {
        "NEO4J_URI": "neo4j+s://1a2b3c4d.databases.neo4j.io",
        "NEO4J_USERNAME": "neo4j",
        "NEO4J_PASSWORD": PASSWORD,
        "AURA_INSTANCEID": "1a2b3c4d",
        "AURA_INSTANCENAME": "Instance01",
    }


def test_the_file_is_named_after_the_instance_when_no_path_is_given(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert connection(created()).write() == "Neo4j-1a2b3c4d.env"
    assert connection(created(id="../../x y")).write() == "Neo4j-______x_y.env"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["Neo4j-1a2b3c4d.env", "Neo4j-______x_y.env"]


def test_only_the_user_can_read_the_file_whatever_the_umask(tmp_path: Path) -> None:
    umask = os.umask(0)
    try:
        path = connection(created()).write(tmp_path / "instance.env")
    finally:
        os.umask(umask)
    assert sys.platform == "win32" or stat.S_IMODE(Path(path).stat().st_mode) == 0o600


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "instance.env"
    connection(created(password="first")).write(path)
    with pytest.raises(FileExistsError) as caught:
        connection(created()).write(path)
    assert dotenv_values(path.read_text(encoding="utf-8"))["NEO4J_PASSWORD"] == "first"
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert PASSWORD not in shown


def test_a_file_that_cannot_be_completed_is_not_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        connection(created()).write(tmp_path / "instance.env")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["My instance #1", "it's mine", 'say "hi" it\'s $HOME `ls` \\', "a\nNEO4J_PASSWORD=b"])
def test_a_shell_reads_each_value_back_and_no_name_adds_a_line(tmp_path: Path, name: str) -> None:
    text = Path(connection(created(name=name)).write(tmp_path / "i.env")).read_text(encoding="utf-8")
    lines = text.splitlines()[1:]
    assert len(lines) == 5
    (read,) = shlex.split(lines[4])
    # shlex keeps the backslash before $ and `, which a shell takes away
    assert read.replace("\\$", "$").replace("\\`", "`") == f"AURA_INSTANCENAME={name}".replace("\n", " ")


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126, exclude_characters="'"), min_size=1))
def test_any_password_is_read_back_from_the_file(password: str) -> None:
    text = Connection("neo4j+s://x", "neo4j", Secret(password), "1", "n").dotenv_text()
    assert dotenv_values(text)["NEO4J_PASSWORD"] == password


def test_an_instance_that_was_not_just_created_is_a_programming_error() -> None:
    instance = created()
    del instance.password
    with pytest.raises(TypeError, match=r"what `instances\.create` returned, and SimpleNamespace has no password"):
        connection(instance)
    with pytest.raises(TypeError, match="NoneType has no connection_url and no username"):
        connection(None)  # type: ignore[arg-type]


@pytest.mark.parametrize("missing", ["connection_url", "username", "password"])
def test_a_response_without_an_address_or_password_is_refused(missing: str) -> None:
    for value in (None, ""):
        with pytest.raises(InvalidArgumentError, match=f"has no {missing}"):
            connection(created(**{missing: value}))


def test_what_ensure_returned_is_taken_too() -> None:
    made = connection(Ensured(created(), True, {}))
    assert made.password == PASSWORD
    with pytest.raises(TypeError, match="only in the response to the creation"):
        connection(Ensured(SimpleNamespace(id="1", name="n"), False, {}))  # type: ignore[arg-type]


def test_a_file_that_is_there_is_left_and_the_error_says_that_the_password_is_not_lost(tmp_path: Path) -> None:
    (tmp_path / "i.env").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="This object still has the password: write it elsewhere"):
        connection(created()).write(tmp_path / "i.env")
    assert (tmp_path / "i.env").read_text(encoding="utf-8") == "mine"
