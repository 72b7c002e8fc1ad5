"""`python -m aurakit`, run as a user runs it: on a setup that is well, and on each way a setup can be wrong."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from aurakit.sandbox import Project, Sandbox
from faultserver import ConnectProxy, FaultServer, Silence, Unreachable, answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "aurakit"]
OURS = ("AURA_", "SSL_CERT_", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "XDG_", "PYTHONPATH")
SECRET = "the-secret-of-the-doctor"
ID = "the-id-of-the-doctor"


class Finding(NamedTuple):
    """What the command wrote and returned."""

    status: int
    output: str
    errors: str

    def line(self, name: str) -> str:
        """The line of one check, without its name."""
        for line in self.output.splitlines():
            state, _, rest = line.partition(" ")
            if rest.lstrip().startswith(f"{name} "):
                return f"{state} {rest.lstrip().removeprefix(name).lstrip()}"
        raise AssertionError(f"no line for {name} in {self.output}")

    @property
    def json(self) -> dict[str, Any]:
        return {check["name"]: check for check in json.loads(self.output)["checks"]}


def surroundings(home: Path, more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a user who has set nothing but `more`."""
    plain = {name: value for name, value in os.environ.items() if not name.upper().startswith(OURS)}
    places = {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home)}
    path = os.pathsep.join(str(ROOT / folder) for folder in ("overlay", "generated"))
    return {**plain, **places, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8", "PYTHON_COLORS": "0", **more}


@pytest.fixture
def doctor(tmp_path: Path) -> Callable[..., Finding]:
    """Runs the command with nothing set but the given variables."""

    def run(*arguments: str, **environment: str) -> Finding:
        done = subprocess.run(
            [*COMMAND, *arguments], env=surroundings(tmp_path, environment), cwd=tmp_path, capture_output=True,
            encoding="utf-8", timeout=60.0, check=False,
        )  # fmt: skip
        assert SECRET not in done.stdout + done.stderr
        return Finding(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as sandbox:
        yield sandbox


def at(url: str) -> dict[str, str]:
    return {"AURA_BASE_URL": url, "AURA_CLIENT_ID": ID, "AURA_CLIENT_SECRET": SECRET}


# ------------------------------------------------------------------------------------------------ a setup that is well


def test_a_good_setup_is_well_in_every_line(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor(**sandbox.env())
    assert (found.status, found.errors) == (0, "")
    *lines, empty, last = found.output.splitlines()
    assert [line.split()[0] for line in lines] == ["ok"] * len(lines)
    assert (empty, last) == ("", "All is well.")
    assert found.line("credentials").endswith("from the environment variables AURA_CLIENT_ID and AURA_CLIENT_SECRET")
    assert found.line("address") == f"ok {sandbox.base_url}/v1 (AURA_BASE_URL), pinned to version v1"
    assert found.line("token") == "ok a fresh one, valid for 60 minutes, not kept"
    assert found.line("projects") == "ok 1 can be seen: Sandbox"
    assert found.line("rate limit").startswith("ok 125 requests in any 60 s")
    assert found.line("end of version") == "ok none is announced for v1"


def test_the_request_id_is_that_of_the_answer(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor(**sandbox.env())
    assert sandbox.requests[-1].request_id
    assert found.line("request id").startswith(f"ok {sandbox.requests[-1].request_id} ")


def test_as_much_of_the_client_id_is_shown_as_tells_it_apart_and_nothing_of_the_secret(
    doctor: Callable[..., Finding], sandbox: Sandbox
) -> None:
    for found in (doctor(**sandbox.env()), doctor("--json", **sandbox.env())):
        assert sandbox.client_id[:4] in found.output
        assert sandbox.client_id[:6] not in found.output
        assert sandbox.client_secret[:6] not in found.output


def test_it_makes_one_call_and_changes_nothing(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    doctor(**sandbox.env())
    assert [(request.method, request.path) for request in sandbox.requests] == [
        ("POST", "/oauth/token"),
        ("GET", "/v1/tenants"),
    ]
    assert list(tmp_path.iterdir()) == []


def test_programs_get_the_same_as_json(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor("--json", **sandbox.env())
    assert (found.status, found.errors) == (0, "")
    assert json.loads(found.output)["ok"] is True
    assert {check["state"] for check in found.json.values()} == {"ok"}
    assert found.json["projects"]["facts"]["count"] == 1
    assert found.json["request id"]["facts"]["request_id"] == sandbox.requests[-1].request_id
    assert found.json["rate limit"]["facts"] == {"limit": 125, "per": 60.0}


def test_credentials_of_the_consoles_download_are_named_by_their_file(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    download = tmp_path / "download.txt"
    download.write_text(f"CLIENT_ID={sandbox.client_id}\nCLIENT_SECRET={sandbox.client_secret}\n")
    found = doctor(AURA_BASE_URL=sandbox.base_url, AURA_CREDENTIALS_FILE=str(download))
    assert found.status == 0
    assert found.line("credentials").endswith(f"from the file {download} that AURA_CREDENTIALS_FILE names")


def test_many_projects_are_counted_and_the_first_named(doctor: Callable[..., Finding]) -> None:
    with Sandbox(projects=[Project(id=f"project-{number}", name=f"Team {number}") for number in range(5)]) as sandbox:
        found = doctor(**sandbox.env())
    assert found.line("projects") == "ok 5 can be seen: Team 0, Team 1, Team 2 and 2 more"


def test_a_name_that_the_console_cannot_show_does_not_end_it(doctor: Callable[..., Finding]) -> None:
    with Sandbox(projects=[Project(name="Größe\u001b[31m→🚀")]) as sandbox:
        found = doctor(**sandbox.env(), PYTHONIOENCODING="ascii")
    assert (found.status, found.errors) == (0, "")
    assert "\u001b" not in found.output


# ------------------------------------------------------------------------------------------------ the token's store


def test_a_token_is_kept_when_a_store_is_named_and_used_the_next_time(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    store = tmp_path / "mine.json"
    first = doctor("--token-store", str(store), **sandbox.env())
    second = doctor("--token-store", str(store), **sandbox.env())
    assert (first.status, second.status) == (0, 0)
    assert first.line("token") == f"ok a fresh one, valid for 60 minutes, now kept in {store}"
    assert second.line("token").startswith(f"note the one kept in {store}, valid for ")
    assert [request.path for request in sandbox.requests].count("/oauth/token") == 1


def test_the_store_of_the_users_own_is_looked_at_without_a_path(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    found = doctor("--token-store", "--json", **sandbox.env())
    assert found.json["token"]["facts"] == {"fresh": True, "minutes": 60, "stored": True}
    assert len(list(tmp_path.rglob("tokens.json"))) == 1


def test_a_stored_token_that_the_api_refuses_is_replaced(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    doctor("--token-store", str(tmp_path), **sandbox.env())
    sandbox.expire_tokens()
    assert doctor("--token-store", str(tmp_path), **sandbox.env()).status == 0


def test_a_store_that_cannot_be_written_is_wrong_and_the_call_is_tried_all_the_same(
    doctor: Callable[..., Finding], sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("NAME=value\n")
    found = doctor("--token-store", str(tmp_path / "file" / "tokens.json"), **sandbox.env())
    assert (found.status, found.errors) == (1, "")
    assert found.line("token").startswith("wrong a fresh one, but it cannot be kept: choose another file or folder.")
    assert found.line("projects") == "ok 1 can be seen: Sandbox"


# ------------------------------------------------------------------------------------------------ what can be wrong


def test_without_credentials_it_says_where_they_may_be_given(doctor: Callable[..., Finding]) -> None:
    found = doctor()
    assert (found.status, found.errors) == (1, "")
    assert found.line("credentials").startswith("wrong No API credentials found: create them in the Aura console")
    assert found.line("address") == "ok https://api.neo4j.io/v1 (the default), pinned to version v1"
    assert found.line("token") == "skipped not known: the credentials must be mended first"
    assert found.output.endswith("\nTo be mended: credentials.\n")


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
    assert found.line("projects") == "skipped not known: there is no token"
    assert found.output.endswith("\nTo be mended: token.\n")


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
    assert found.line("address").endswith("if this is not a gateway of yours, leave it out")
    assert found.line("network").startswith("ok no proxy")
    assert found.line("token").startswith("wrong ")


@pytest.mark.skipif(sys.platform == "win32", reason="no head there")
def test_it_ends_quietly_when_its_reader_has_seen_enough(tmp_path: Path) -> None:
    command = f"'{COMMAND[0]}' -m aurakit | head -n 0"
    done = subprocess.run(
        ["sh", "-c", command], env=surroundings(tmp_path, {}), capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")


def test_everything_that_is_wrong_is_told_at_once(doctor: Callable[..., Finding]) -> None:
    found = doctor(AURA_BASE_URL="http://aura.example")
    assert found.status == 1
    assert found.line("address").startswith("wrong AURA_BASE_URL must begin with https://")
    assert found.output.endswith("\nTo be mended: credentials, address.\n")


def test_an_address_where_something_else_answers_is_told(doctor: Callable[..., Finding]) -> None:
    with FaultServer() as server:
        server.token_script(answer(404, b"<html><title>Our intranet</title></html>", {"Content-Type": "text/html"}))
        found = doctor(**at(server.url))
    assert found.status == 1
    assert "There is no token endpoint" in found.line("token")
    assert "check `base_url`" in found.line("token")


def test_a_server_that_is_down_is_told(doctor: Callable[..., Finding]) -> None:
    found = doctor(**at(Unreachable().url))
    assert (found.status, found.errors) == (1, "")
    assert found.line("token").startswith("wrong No connection: check the network, the proxy settings and `base_url`")
    assert found.line("request id") == "skipped not known: no answer had one"


def test_a_server_that_says_nothing_is_given_up_in_time(doctor: Callable[..., Finding]) -> None:
    with FaultServer() as server:
        server.token_script(Silence(), Silence())
        found = doctor("--timeout", "0.3", **at(server.url))
    assert found.status == 1
    assert found.line("token").startswith("wrong The time given by `timeout` is over")


def test_a_failing_call_is_told_with_its_request_id(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    sandbox.fail(path="/tenants", status=500, times=2)
    found = doctor(**sandbox.env())
    assert (found.status, found.errors) == (1, "")
    assert found.line("token").startswith("ok ")
    assert found.line("projects").startswith("wrong ")
    assert found.line("request id").startswith(f"ok {sandbox.requests[-1].request_id} ")
    assert found.output.endswith("\nTo be mended: projects.\n")


def test_credentials_that_see_no_project_are_wrong(doctor: Callable[..., Finding]) -> None:
    with FaultServer(default=answer(200, {"data": []})) as server:
        found = doctor(**at(server.url))
    assert found.status == 1
    assert found.line("projects").startswith("wrong these credentials see no project")


def test_an_answer_without_request_id_is_noted_and_not_wrong(doctor: Callable[..., Finding]) -> None:
    with FaultServer(default=answer(200, {"data": [{"id": "p", "name": "P"}]}, request_id=None)) as server:
        found = doctor(**at(server.url))
    assert found.status == 0
    assert found.line("request id").startswith("note the answer has none")


@pytest.mark.parametrize(
    ("header", "told"),
    [("Mon, 03 Mar 2025 00:00:00 UTC", "on 2025-03-03 00:00 UTC"), ("soon", "at a time written as 'soon'")],
)
def test_an_announced_end_of_the_version_is_noted_and_not_wrong(
    doctor: Callable[..., Finding], header: str, told: str
) -> None:
    with Sandbox(api_expires=header) as sandbox:
        found = doctor(**sandbox.env())
    assert (found.status, found.errors) == (0, "")
    assert found.line("end of version").startswith(f"note version v1 of the API ends {told}: update aurakit")


def test_a_proxy_of_the_environment_is_named_without_its_password(doctor: Callable[..., Finding]) -> None:
    with ConnectProxy(status=403) as proxy:
        address = proxy.url.replace("://", f"://user:{SECRET}@")
        found = doctor("--timeout", "2", **at("https://aura.invalid"), HTTPS_PROXY=address)
    assert found.status == 1
    shown = proxy.url.partition("://")[2]
    assert found.line("network").startswith(f"ok the proxy {shown} of the environment or the system")
    assert found.line("token").startswith("wrong ")


def test_a_proxy_that_is_none_is_wrong(doctor: Callable[..., Finding]) -> None:
    found = doctor(**at("https://aura.invalid"), HTTPS_PROXY=f"gopher://user:{SECRET}@proxy")
    assert found.status == 1
    assert found.line("network").startswith("wrong the environment's proxy is not the URL of")


def test_certificates_that_cannot_be_read_are_wrong(doctor: Callable[..., Finding], tmp_path: Path) -> None:
    found = doctor(**at("https://aura.invalid"), SSL_CERT_FILE=str(tmp_path / "missing.pem"))
    assert found.status == 1
    assert found.line("network").startswith("wrong The certificates of SSL_CERT_FILE or SSL_CERT_DIR cannot be read")


def test_json_tells_what_is_wrong_too(doctor: Callable[..., Finding], sandbox: Sandbox) -> None:
    found = doctor("--json", **(sandbox.env() | {"AURA_CLIENT_SECRET": SECRET}))
    assert found.status == 1
    assert json.loads(found.output)["ok"] is False
    token = found.json["token"]
    assert (token["state"], token["facts"]["error"]) == ("wrong", "AuthenticationError")
    assert token["facts"]["status_code"] == 401


# ------------------------------------------------------------------------------------------------ usage


@pytest.mark.parametrize("arguments", [["--no-such-option"], ["--timeout", "0"], ["--timeout", "soon"], ["extra"]])
def test_wrong_usage_has_a_status_of_its_own(doctor: Callable[..., Finding], arguments: list[str]) -> None:
    found = doctor(*arguments)
    assert (found.status, found.output) == (2, "")
    assert found.errors.startswith("usage: python -m aurakit")


@pytest.mark.skipif(sys.platform == "win32", reason="no way to send Ctrl-C to one process there")
def test_ctrl_c_ends_it_with_a_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FaultServer() as server:
        server.token_script(Silence(), Silence())
        with subprocess.Popen(
            COMMAND, env=surroundings(tmp_path, at(server.url)), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            encoding="utf-8",
        ) as process:  # fmt: skip
            while not server.requests and process.poll() is None:
                pass
            process.send_signal(signal.SIGINT)
            output, errors = process.communicate(timeout=20.0)
    assert (process.returncode, output) == (130, "")
    assert errors.strip() == "Stopped. Nothing was changed in Aura."
