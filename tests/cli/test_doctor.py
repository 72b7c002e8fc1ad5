"""What `python -m aurakit` finds out: on a setup that works, and on each way a setup can be wrong."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import certifi
import pytest

from aurakit.sandbox import Project, Sandbox
from faultserver import ConnectProxy, FaultServer, Silence, Unreachable, response
from support.commands import SECRET, Finding, at, surroundings

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


# ------------------------------------------------------------------------------------------------ a setup that is well


def test_a_good_setup_is_well_in_every_line(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor(**sandbox.env())
    assert (found.status, found.errors) == (0, "")
    *lines, empty, last = found.output.splitlines()
    assert [line.split()[0] for line in lines] == ["ok"] * len(lines)
    assert (empty, last) == ("", "All checks passed.")
    assert found.line("credentials").endswith("from the environment variables AURA_CLIENT_ID and AURA_CLIENT_SECRET")
    assert found.line("address") == f"ok {sandbox.base_url}/v1 (AURA_BASE_URL), pinned to version v1"
    assert found.line("token") == "ok a new one, valid for 60 minutes, not stored"
    assert found.line("projects") == "ok v1: 1 visible: Sandbox"
    assert found.line("rate limit").startswith("ok 125 requests in any 60 s")
    assert found.line("end of version") == "ok none is announced for v1"


def test_the_request_id_is_that_of_the_response(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor(**sandbox.env())
    (listed,) = (one for one in sandbox.requests if one.path == "/v1/tenants")
    assert listed.request_id
    assert found.line("request id").startswith(f"ok {listed.request_id} ")


def test_as_much_of_the_client_id_is_shown_as_tells_it_apart_and_nothing_of_the_secret(
    doctor: Callable[..., Finding], sandbox: Sandbox
) -> None:
    for found in (doctor(**sandbox.env()), doctor("--json", **sandbox.env())):
        assert sandbox.client_id[:4] in found.output
        assert sandbox.client_id[:6] not in found.output
        assert sandbox.client_secret[:6] not in found.output


def test_it_reads_what_each_version_shows_and_changes_nothing(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    doctor(**sandbox.env())
    assert [(request.method, request.path) for request in sandbox.requests] == [
        ("POST", "/oauth/token"),
        ("GET", "/v1/tenants"),
        ("GET", "/v1/instances"),
        ("GET", "/v1beta5/instances/00000000/data-apis/graphql"),
        ("GET", "/v2beta1/organizations"),
        ("GET", f"/v2beta1/organizations/{sandbox.organization_id}/projects"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_credentials_of_the_consoles_download_are_named_by_their_file(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    download = tmp_path / "download.txt"
    download.write_text(f"CLIENT_ID={sandbox.client_id}\nCLIENT_SECRET={sandbox.client_secret}\n")
    found = doctor(AURA_BASE_URL=sandbox.base_url, AURA_CREDENTIALS_FILE=str(download))
    assert found.status == 0
    assert found.line("credentials").endswith(f"from the file {download} that AURA_CREDENTIALS_FILE names")


def test_credentials_in_the_variables_of_neo4js_command_line_are_named_by_those(
    doctor: Callable[..., Finding], sandbox: Sandbox
) -> None:
    names = {f"NEO4J_{name}" if "CLIENT" in name else name: value for name, value in sandbox.env().items()}
    found = doctor(**names)
    assert found.status == 0
    source = "from the environment variables NEO4J_AURA_CLIENT_ID and NEO4J_AURA_CLIENT_SECRET"
    assert found.line("credentials").endswith(source)


def test_many_projects_are_counted_and_the_first_named(doctor: Callable[..., Finding]) -> None:
    with Sandbox(projects=[Project(id=f"project-{number}", name=f"Team {number}") for number in range(5)]) as sandbox:
        found = doctor(**sandbox.env())
    assert found.line("projects") == "ok v1: 5 visible: Team 0, Team 1, Team 2 and 2 more"


# ------------------------------------------------------------------------------------------------ the token's store


def test_a_token_is_kept_when_a_store_is_named_and_used_the_next_time(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    store = tmp_path / "mine.sqlite3"
    first = doctor("--store", str(store), **sandbox.env())
    second = doctor("--store", str(store), **sandbox.env())
    assert (first.status, second.status) == (0, 0)
    assert (
        first.line("store") == f"ok FileStore('{store}') works, is private, and no program has used its limit recently"
    )
    used = f"ok FileStore('{store}') works, is private, limit in force: 125 in any 60 s; used: 5, "
    assert second.line("store").startswith(used)
    assert first.line("token") == "ok a new one, valid for 60 minutes, now in the store"
    assert second.line("token").startswith("note the one in the store, valid for ")
    assert [request.path for request in sandbox.requests].count("/oauth/token") == 1


def test_the_store_of_the_users_own_is_looked_at_without_a_path(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    found = doctor("--store", "--json", **sandbox.env())
    assert found.json["token"]["facts"] == {"fresh": True, "minutes": 60, "stored": True}
    assert len(list(tmp_path.rglob("shared.sqlite3"))) == 1


def test_a_stored_token_that_the_api_refuses_is_replaced(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    doctor("--store", str(tmp_path), **sandbox.env())
    sandbox.tokens.expire()
    assert doctor("--store", str(tmp_path), **sandbox.env()).status == 0


@pytest.mark.skipif(sys.platform != "linux", reason="the environment has the home folder elsewhere")
def test_without_a_home_folder_the_users_own_store_is_wrong_and_nothing_is_written(
    sandbox: Sandbox, tmp_path: Path
) -> None:
    script = tmp_path / "unknown_user.py"
    script.write_text(
        "import pwd, sys\nfrom aurakit.cli.main import main\npwd.getpwuid = {}.__getitem__\nsys.exit(main())\n"
    )
    environment = surroundings(tmp_path, sandbox.env())
    del environment["HOME"], environment["LOCALAPPDATA"]
    done = subprocess.run(
        [sys.executable, str(script), "--store"], env=environment, cwd=tmp_path, capture_output=True,
        encoding="utf-8", timeout=60.0, check=False,
    )  # fmt: skip
    found = Finding(done.returncode, done.stdout, done.stderr)
    assert found.status == 1
    assert found.line("store") == (
        "wrong FileStore('') cannot be used: there is no home folder to keep its file in; "
        "programs continue, each without shared state"
    )
    assert found.line("token") == "wrong a new one, valid for 60 minutes, but it cannot be stored: see the store"
    assert found.line("projects") == "ok v1: 1 visible: Sandbox"
    assert [path.name for path in tmp_path.iterdir()] == [script.name]


def test_a_store_that_cannot_be_written_is_wrong_and_the_call_is_tried_all_the_same(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("NAME=value\n")
    found = doctor("--store", str(tmp_path / "file" / "shared.sqlite3"), **sandbox.env())
    assert (found.status, found.errors) == (1, "")
    assert found.line("store").startswith(f"wrong FileStore('{tmp_path / 'file'}")
    assert "not a directory; programs continue" in found.line("store")
    assert found.line("projects") == "ok v1: 1 visible: Sandbox"


def test_a_redis_that_cannot_be_reached_is_wrong_and_its_url_is_not_shown(
    doctor: Callable[..., Finding], sandbox: Sandbox
) -> None:
    url = "redis://someone:s3cret@127.0.0.1:1"
    for given, variables in ((url, {}), ("env:MY_REDIS", {"MY_REDIS": url})):
        found = doctor("--store", given, **sandbox.env(), **variables)
        assert found.status == 1
        assert found.line("store") == (
            "wrong RedisStore(***) cannot be used: there is no connection to Redis; "
            "programs continue, each without shared state"
        )
        assert "s3cret" not in found.output and "someone" not in found.output


@pytest.mark.parametrize(
    ("given", "told"),
    [("env:NOT_SET", "there is no such variable"), ("http://:s3cret@host", "must begin with redis://")],
)
def test_a_store_that_is_none_is_told(doctor: Callable[..., Finding], given: str, told: str) -> None:
    found = doctor("--store", given)
    assert found.status == 1 and told in found.errors and "s3cret" not in found.errors


# ------------------------------------------------------------------------------------------------ what can be wrong


def test_without_credentials_it_says_where_they_may_be_given(doctor: Callable[..., Finding]) -> None:
    found = doctor()
    assert (found.status, found.errors) == (1, "")
    assert found.line("credentials").startswith("wrong No API credentials found: create them in the Aura console")
    assert found.line("address") == "ok https://api.neo4j.io/v1 (the default), pinned to version v1"
    for name in ("token", "v1beta5", "v2beta1"):
        assert found.line(name) == "skipped not known: the credentials must be fixed first"
    assert found.output.endswith("\nFailed: credentials.\n")


@pytest.mark.parametrize(
    ("given", "missing"), [("AURA_CLIENT_ID", "AURA_CLIENT_SECRET"), ("AURA_CLIENT_SECRET", "AURA_CLIENT_ID")]
)
def test_half_a_pair_is_named_and_nothing_is_sent(
    doctor: Callable[..., Finding], sandbox: Sandbox, given: str, missing: str
) -> None:
    found = doctor(AURA_BASE_URL=sandbox.base_url, **{given: SECRET})
    assert found.status == 1
    assert found.line("credentials").startswith(f"wrong {missing} is missing")
    assert sandbox.requests == ()


def test_refused_credentials_are_named_by_their_source(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor(**(sandbox.env() | {"AURA_CLIENT_SECRET": SECRET}))
    assert (found.status, found.errors) == (1, "")
    assert found.line("token").startswith("wrong The API credentials from the environment variables AURA_CLIENT_ID")
    for name in ("projects", "v1beta5", "v2beta1"):
        assert found.line(name) == "skipped not known: there is no token"
    assert found.output.endswith("\nFailed: token.\n")


def test_another_version_in_the_address_is_refused_and_nothing_is_sent(
    doctor: Callable[..., Finding], sandbox: Sandbox
) -> None:
    found = doctor(**(sandbox.env() | {"AURA_BASE_URL": f"{sandbox.base_url}/v2"}))
    assert found.status == 1
    assert found.line("address").startswith("wrong AURA_BASE_URL names the version v2, and this client speaks v1")
    assert sandbox.requests == ()


def test_a_path_in_the_address_is_pointed_out_since_a_wrong_one_looks_like_refused_credentials(
    doctor: Callable[..., Finding], sandbox: Sandbox
) -> None:
    found = doctor(**(sandbox.env() | {"AURA_BASE_URL": f"{sandbox.base_url}/neo4j"}))
    assert found.line("address").startswith(f"note {sandbox.base_url}/neo4j/v1 (AURA_BASE_URL), pinned to version v1; ")
    assert found.line("address").endswith("remove it unless this is your own gateway")
    assert found.line("network").startswith("ok no proxy")
    assert found.line("token").startswith("wrong ")


def test_everything_that_is_wrong_is_shown_at_once(doctor: Callable[..., Finding]) -> None:
    found = doctor(AURA_BASE_URL="http://aura.example")
    assert found.status == 1
    assert found.line("address").startswith("wrong AURA_BASE_URL must begin with https://")
    assert found.output.endswith("\nFailed: credentials, address.\n")


def test_an_address_where_something_else_responds_is_explained(doctor: Callable[..., Finding]) -> None:
    with FaultServer() as server:
        server.token_script(response(404, b"<html><title>Our intranet</title></html>", {"Content-Type": "text/html"}))
        found = doctor(**at(server.url))
    assert found.status == 1
    assert "There is no token endpoint" in found.line("token")
    assert "Check `base_url`" in found.line("token")


def test_a_server_that_is_down_is_explained(doctor: Callable[..., Finding]) -> None:
    found = doctor(**at(Unreachable().url))
    assert (found.status, found.errors) == (1, "")
    line = found.line("token")
    assert line.startswith("wrong The connection to http://127.0.0.1:")
    assert "was refused. Check the network, the proxy settings and `base_url`. POST /oauth/token" in line
    assert found.line("request id") == "skipped not known: no response had one"


def test_a_server_that_says_nothing_is_given_up_in_time(doctor: Callable[..., Finding]) -> None:
    with FaultServer() as server:
        server.token_script(Silence(), Silence())
        found = doctor("--timeout", "0.3", **at(server.url))
    assert found.status == 1
    assert found.line("token").startswith("wrong No response arrived in time.")


def test_a_failing_call_is_shown_with_its_request_id(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    sandbox.fail(path="/tenants", status=500, times=2)
    found = doctor(**sandbox.env())
    assert (found.status, found.errors) == (1, "")
    assert found.line("token").startswith("ok ")
    assert found.line("projects").startswith("wrong ")
    refused = [one.request_id for one in sandbox.requests if one.status == 500]
    assert found.line("request id").startswith(f"ok {refused[-1]} ")
    assert found.output.endswith("\nFailed: projects.\n")


def test_credentials_that_see_no_project_are_wrong(doctor: Callable[..., Finding]) -> None:
    with FaultServer(default=response(200, {"data": []})) as server:
        found = doctor(**at(server.url))
    assert found.status == 1
    assert found.output.endswith("\nFailed: projects.\n")
    assert found.line("projects").startswith("wrong v1: these credentials see no project")


def test_a_response_without_request_id_is_noted_and_not_wrong(doctor: Callable[..., Finding]) -> None:
    with FaultServer(default=response(200, {"data": [{"id": "p", "name": "P"}]}, request_id=None)) as server:
        found = doctor(**at(server.url))
    assert found.status == 0
    assert found.line("request id").startswith("note the response has none")


@pytest.mark.parametrize(
    ("header", "shown"),
    [("Mon, 03 Mar 2025 00:00:00 UTC", "on 2025-03-03 00:00 UTC"), ("soon", "at a time written as 'soon'")],
)
def test_an_announced_end_of_the_version_is_noted_and_not_wrong(
    doctor: Callable[..., Finding], header: str, shown: str
) -> None:
    with Sandbox(api_expires=header) as sandbox:
        found = doctor(**sandbox.env())
    assert (found.status, found.errors) == (0, "")
    assert found.line("end of version").startswith(f"note version v1 of the API ends {shown}: update aurakit")


def test_a_proxy_of_the_environment_is_named_without_its_password(doctor: Callable[..., Finding]) -> None:
    with ConnectProxy(status=403) as proxy:
        address = proxy.url.replace("://", f"://user:{SECRET}@")
        found = doctor("--timeout", "2", **at("https://aura.invalid"), HTTPS_PROXY=address)
    assert found.status == 1
    shown = proxy.url.partition("://")[2]
    assert found.line("network").startswith(f"ok the proxy {shown} set by the environment or the system")
    assert found.line("token").startswith("wrong ")


def test_a_proxy_that_is_none_is_wrong(doctor: Callable[..., Finding]) -> None:
    found = doctor(**at("https://aura.invalid"), HTTPS_PROXY=f"gopher://user:{SECRET}@proxy")
    assert found.status == 1
    assert found.line("network").startswith("wrong The environment's proxy is not the URL of")


def test_the_authorities_that_are_trusted_are_named(doctor: Callable[..., Finding], tmp_path: Path) -> None:
    where = at("https://127.0.0.1:1")
    of_the_system = "certificate authorities: the operating system's, through truststore"
    assert doctor(**where).line("network").endswith(of_the_system)
    chosen = certifi.where()
    assert doctor(**where, SSL_CERT_FILE=chosen).line("network").endswith(f"authorities: SSL_CERT_FILE={chosen}")


def test_certificates_that_cannot_be_read_are_wrong(doctor: Callable[..., Finding], tmp_path: Path) -> None:
    found = doctor(**at("https://aura.invalid"), SSL_CERT_FILE=str(tmp_path / "missing.pem"))
    assert found.status == 1
    assert found.line("network").startswith("wrong The certificates of SSL_CERT_FILE or SSL_CERT_DIR cannot be read")
