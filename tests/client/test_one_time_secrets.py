"""Secrets that only one response has: shown to nobody by accident, and written where their user alone reads them."""

from __future__ import annotations

import copy
import pickle
import stat
import sys
import traceback
from pathlib import Path
from typing import Any

import pytest
from dotenv import dotenv_values

from aurakit import InvalidArgumentError, connection, v1beta5, v2beta1

KEY, OTHER_KEY, TOKEN, PASSWORD = "secret-key-1", "secret-key-2", "secret-token-1", "secret-password-1"
PROVIDER = {"id": "k1", "name": "my key", "type": "api-key", "key": KEY}
DATA_API = {"id": "a1", "name": "one", "status": "creating", "url": "https://a1.example/graphql"}


def data_api(*providers: dict[str, Any]) -> v1beta5.CreatedDataApi:
    return v1beta5.CreatedDataApi.from_dict({**DATA_API, "authentication_providers": list(providers)})


PROVIDER_MADE = v1beta5.CreatedApiKeyAuthProvider.from_dict(PROVIDER)
DEPLOYMENT_TOKEN = v2beta1.DeploymentToken(token=TOKEN)
GRAPH = v2beta1.CreatedVirtualGraph(id="g1", name="graph", plain_password=PASSWORD, bolt_url="neo4j+s://g1")
MADE = {
    "data API": (v1beta5.secrets_of(data_api(PROVIDER)), KEY),
    "provider": (v1beta5.secrets_of(PROVIDER_MADE), KEY),
    "deployment": (v2beta1.secrets_of(DEPLOYMENT_TOKEN, name="production"), TOKEN),
    "virtual graph": (v2beta1.secrets_of(GRAPH), PASSWORD),
}
all_of_them = pytest.mark.parametrize(("secrets", "secret"), MADE.values(), ids=MADE)


@all_of_them
def test_the_values_have_the_secret_and_the_file_too(secrets: Any, secret: str, tmp_path: Path) -> None:
    assert secret in secrets.values.values()
    path = secrets.write(tmp_path / "it.env")
    assert path == str(tmp_path / "it.env")
    assert dotenv_values(path) == secrets.values
    assert sys.platform == "win32" or stat.S_IMODE(Path(path).stat().st_mode) == 0o600


@all_of_them
@pytest.mark.parametrize(
    "shown",
    [repr, str, lambda made: repr(pickle.dumps(made)), lambda made: repr(made.names)],
)
def test_nothing_else_shows_it(secrets: Any, secret: str, shown: Any) -> None:
    assert secret not in shown(secrets)


COPIES: dict[str, Any] = {
    "pickle": lambda it: pickle.loads(pickle.dumps(it)),
    "deepcopy": copy.deepcopy,
    "copy": copy.copy,
}
every_copy = pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)


@all_of_them
@every_copy
def test_a_copy_is_made_without_the_secrets_and_says_so_in_place_of_giving_masks(
    secrets: Any, secret: str, copied: Any, tmp_path: Path
) -> None:
    left = copied(secrets)
    for read in (lambda: left.values, left.dotenv_text, lambda: left.write(tmp_path / "it.env")):
        with pytest.raises(ValueError, match="copied or pickled, and copies and pickles are made without its text"):
            read()
    assert list(tmp_path.iterdir()) == []
    assert (repr(left), left.names) == (repr(secrets), secrets.names)
    assert secret in secrets.values.values()


@every_copy
def test_what_was_copied_after_it_was_returned_is_refused_since_it_has_no_secret(copied: Any) -> None:
    made: list[tuple[Any, Any, str]] = [
        (v1beta5.secrets_of, PROVIDER_MADE, "CreatedApiKeyAuthProvider .* without `key`"),
        (v2beta1.secrets_of, DEPLOYMENT_TOKEN, "DeploymentToken .* without `token`"),
        (v2beta1.secrets_of, GRAPH, "CreatedVirtualGraph .* without `plain_password`"),
    ]
    for function, model, told in made:
        with pytest.raises(InvalidArgumentError, match=f"^This {told}: use the object that the call returned"):
            function(copied(model))
    with pytest.raises(InvalidArgumentError, match="CreatedApiKeyAuthProvider .* without `key`"):
        v1beta5.secrets_of(pickle.loads(pickle.dumps(data_api(PROVIDER))))


@pytest.mark.parametrize(
    "made", [data_api(PROVIDER), PROVIDER_MADE, DEPLOYMENT_TOKEN, GRAPH], ids=lambda m: m.__class__.__name__
)
def test_what_an_operation_returned_is_shown_without_its_secret(made: Any) -> None:
    assert not any(secret in f"{made!r} {[made]}" for secret in (KEY, TOKEN, PASSWORD))


@all_of_them
def test_a_file_that_is_there_is_left_as_it_is_and_no_variable_shows_the_secret(
    secrets: Any, secret: str, tmp_path: Path
) -> None:
    (tmp_path / "it.env").write_text("mine", encoding="utf-8")
    with pytest.raises(FileExistsError, match="This object still has the secrets: write them elsewhere") as caught:
        secrets.write(tmp_path / "it.env")
    assert (tmp_path / "it.env").read_text(encoding="utf-8") == "mine"
    frames = [frame.f_locals for frame, _ in traceback.walk_tb(caught.value.__traceback__)]
    assert len(frames) == 3  # the first is this test's own
    assert secret not in repr(frames[1:])


def test_the_file_is_named_after_what_it_is_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    written = [secrets.write() for secrets, _ in MADE.values()]
    assert written == [
        "Neo4j-data-API-a1.env", "Neo4j-authentication-provider-k1.env", "Neo4j-deployment-production.env",
        "Neo4j-virtual-graph-g1.env",
    ]  # fmt: skip


def test_an_id_from_a_server_does_not_lead_to_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert v2beta1.secrets_of(DEPLOYMENT_TOKEN, name="../../etc/x").write() == "Neo4j-deployment-______etc_x.env"


def test_one_key_has_a_plain_name_and_several_have_those_of_their_providers() -> None:
    one = v1beta5.secrets_of(
        data_api(PROVIDER, {"id": "j", "name": "jwks", "type": "jwks", "url": "https://j.example"})
    )
    assert one.values == {
        "AURA_DATA_API_ID": "a1", "AURA_DATA_API_URL": "https://a1.example/graphql", "AURA_DATA_API_KEY": KEY,
    }  # fmt: skip
    others = [{**PROVIDER, "name": name, "key": OTHER_KEY} for name in ("My key", "é")]
    several = v1beta5.secrets_of(data_api(PROVIDER, *others))
    assert several.names[2:] == ["AURA_DATA_API_KEY_MY_KEY", "AURA_DATA_API_KEY_MY_KEY_2", "AURA_DATA_API_KEY_3"]


def test_without_a_key_there_is_nothing_to_keep() -> None:
    with pytest.raises(InvalidArgumentError, match="no provider of type `api-key`"):
        v1beta5.secrets_of(data_api({"id": "j", "name": "jwks", "type": "jwks", "url": "https://j.example"}))


@pytest.mark.parametrize("function", [v1beta5.secrets_of, v2beta1.secrets_of])
def test_what_no_creation_returned_is_a_type_error(function: Any) -> None:
    with pytest.raises(TypeError, match="not dict"):
        function({"key": KEY})


def test_the_password_of_an_instance_of_v2beta1_is_in_its_connection(tmp_path: Path) -> None:
    made = v2beta1.CreatedInstance(
        connection_url="neo4j+s://i1", id="i1", password=PASSWORD, username="neo4j", name="one"
    )
    assert PASSWORD not in repr(made)
    values = dotenv_values(connection(made).write(tmp_path / "i.env"))
    assert (values["NEO4J_URI"], values["NEO4J_PASSWORD"]) == ("neo4j+s://i1", PASSWORD)
