"""`scripts/pull_spec.py` as it is run: what it writes, what it refuses, and what its exit status says."""

from __future__ import annotations

import hashlib
import json
import shutil
import ssl
import time
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import trustme

import pull_spec
from editions import INTERFACE, changed, operation, schema
from faultserver import FaultServer, Unreachable, raw, response
from pipeline.documents import ROOT, DocumentError, dump, versions
from pipeline.fetch import fetch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TEXT = dump(INTERFACE)
VERSIONS = versions(ROOT / "openapi")


@pytest.fixture
def openapi(tmp_path: Path) -> Path:
    """A copy of `openapi/` to write into."""
    return shutil.copytree(ROOT / "openapi", tmp_path / "openapi")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Pull:
    """Runs the command in a folder, on an edition in a file."""

    def __init__(self, openapi: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.openapi = openapi
        self._capsys = capsys
        self.out = self.err = ""

    def __call__(self, edition: str | bytes | dict[str, Any] | None, *arguments: str) -> int:
        source: list[str] = []
        if edition is not None:
            path = self.openapi.parent / "edition.yaml"
            text = json.dumps(edition) if isinstance(edition, dict) else edition  # JSON is YAML, written faster
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
            source = ["--from", str(path)]
        self._capsys.readouterr()
        status = pull_spec.main([*source, "--openapi", str(self.openapi), *arguments])
        self.out, self.err = self._capsys.readouterr()
        return status

    def rest(self) -> tuple[str, str]:
        """What was printed by a run that did not return."""
        out, err = self._capsys.readouterr()
        return out, err


@pytest.fixture
def pull(openapi: Path, capsys: pytest.CaptureFixture[str]) -> Pull:
    return Pull(openapi, capsys)


def lose_azure(document: dict[str, Any]) -> None:
    schema(document, "CloudProvider")["enum"].remove("azure")


def gain_oci(document: dict[str, Any]) -> None:
    schema(document, "CloudProvider")["enum"].append("oci")


# ------------------------------------------------------------------------------------------------ writing


def test_an_edition_is_written_in_normal_form_with_where_it_came_from(pull: Pull) -> None:
    edition = dump(changed(gain_oci)).encode()
    assert pull(edition) == 0
    assert pull.out == "added: CloudProvider: value oci\n"
    written = (pull.openapi / "v1" / "interface.yaml").read_text(encoding="utf-8")
    assert written.startswith("# Written by `python scripts/pull_spec.py`.")
    assert written.endswith(dump(changed(gain_oci)))
    source = tomllib.loads((pull.openapi / "v1" / "source.toml").read_text(encoding="utf-8"))
    assert source["sha256"] == hashlib.sha256(edition).hexdigest()
    assert source["url"] == pull_spec.PUBLISHED.format(version="v1")


def test_running_it_twice_changes_nothing(pull: Pull, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pull(TEXT) == 0
    before = contents(pull.openapi)
    monkeypatch.setattr(pull_spec, "SOURCE", "another day: {date} {url} {sha256} {documentation}")
    assert pull(TEXT) == 0
    assert pull.out == "The interface is unchanged.\n"
    assert contents(pull.openapi) == before


def test_other_wording_is_recorded_as_another_source_of_the_same_interface(pull: Pull) -> None:
    interface = (pull.openapi / "v1" / "interface.yaml").read_bytes()
    source = (pull.openapi / "v1" / "source.toml").read_bytes()
    assert pull(changed(lambda document: document["info"].update(description="Other words."))) == 0
    assert (pull.openapi / "v1" / "interface.yaml").read_bytes() == interface
    assert (pull.openapi / "v1" / "source.toml").read_bytes() != source


def test_what_is_in_the_repository_is_what_it_writes(pull: Pull) -> None:
    assert pull(TEXT) == 0
    written = (pull.openapi / "v1" / "interface.yaml").read_bytes()
    assert written == (ROOT / "openapi" / "v1" / "interface.yaml").read_bytes()


def test_one_command_begins_a_version_from_a_file(pull: Pull, tmp_path: Path) -> None:
    path = tmp_path / "v9.yaml"
    path.write_text(dump(changed(lambda document: document["info"].update(version="v9"))), encoding="utf-8")
    assert pull(None, "--new", "v9", str(path)) == 0
    assert pull.out.count(": operation, ") == 26
    assert (pull.openapi / "v9" / "interface.yaml").is_file()
    source = tomllib.loads((pull.openapi / "v9" / "source.toml").read_text(encoding="utf-8"))
    assert source["url"].endswith("aura_api_spec_v9.yaml")
    assert source["documentation"] == pull_spec.DOCUMENTATION


def test_one_command_begins_a_version_from_a_url(pull: Pull, secure: FaultServer) -> None:
    secure.script(served(dump(changed(lambda document: document["info"].update(version="v9beta1"))).encode()))
    assert pull(None, "--new", "v9beta1", f"{secure.url}/spec.json") == 0
    source = tomllib.loads((pull.openapi / "v9beta1" / "source.toml").read_text(encoding="utf-8"))
    assert source["url"] == f"{secure.url}/spec.json"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--new", "v1", "x.yaml"), "v1 already exists"),
        (("--new", "../v9", "x.yaml"), "is not a version name"),
        (("--new", "v9", "x.yaml", "--version", "v1"), "takes the version and the source itself"),
        (("--version", "v9"), "there is no version v9 ("),
    ],
)
def test_a_version_is_neither_begun_twice_nor_mistyped(pull: Pull, arguments: tuple[str, ...], words: str) -> None:
    with pytest.raises(SystemExit) as caught:
        pull(None, *arguments)
    assert caught.value.code == 2
    _, err = pull.rest()
    assert words in err


def test_the_edition_in_a_file_is_of_the_version_that_it_says(pull: Pull) -> None:
    for version in VERSIONS:
        interface = pull.openapi / version / "interface.yaml"
        before = interface.read_bytes()
        assert pull(before) == 0
        assert pull.out == "The interface is unchanged.\n"
        assert interface.read_bytes() == before


def test_without_a_source_every_version_is_downloaded_from_its_own(pull: Pull, secure: FaultServer) -> None:
    editions = {version: (pull.openapi / version / "interface.yaml").read_bytes() for version in VERSIONS}
    for version in VERSIONS:
        (pull.openapi / version / "source.toml").write_text(f'url = "{secure.url}/{version}"\n', encoding="utf-8")
    secure.script(*(served(editions[version]) for version in VERSIONS))
    assert pull(None, "--check") == 0
    assert [request.target for request in secure.requests] == [f"/{version}" for version in VERSIONS]
    assert pull.out.splitlines() == [f"{version}: The interface is unchanged." for version in VERSIONS]


def test_a_bad_edition_of_one_version_leaves_all_as_they_are(pull: Pull, secure: FaultServer) -> None:
    for version in VERSIONS:
        (pull.openapi / version / "source.toml").write_text(f'url = "{secure.url}/{version}"\n', encoding="utf-8")
    before = contents(pull.openapi)
    grown = dump(changed(gain_oci)).encode()
    secure.script(served(grown), *(served(b"<html>") for _ in VERSIONS[1:]))
    assert pull(None) == 1
    assert contents(pull.openapi) == before


def test_corrections_that_repeat_the_published_text_are_refused(pull: Pull) -> None:
    sentence = "Lists every one of the instances that somebody like you may ever want to see."
    edition = changed(lambda document: operation(document, "GET /instances").update(description=sentence))
    corrections = pull.openapi / "v1" / "corrections.yaml"
    text = corrections.read_text(encoding="utf-8")
    assert pull(edition, "--check") == 0
    old = "List the instances you have access to."
    taken = "It lists every one of the instances that somebody like me may see."
    corrections.write_text(text.replace(old, taken), encoding="utf-8")
    assert pull(edition, "--check") == 1
    assert "contain text of the published document" in pull.err and "every one of the instances" in pull.err


# ------------------------------------------------------------------------------------------------ checking


@pytest.mark.parametrize(
    ("change", "status", "line"),
    [
        (lambda document: None, 0, "The interface is unchanged."),
        (lambda document: document["info"].update(description="Other words."), 0, "The interface is unchanged."),
        (gain_oci, 3, "added: CloudProvider: value oci"),
        (lose_azure, 4, "breaking: CloudProvider: value azure removed"),
    ],
    ids=["unchanged", "other words", "compatible", "breaking"],
)
def test_check_writes_nothing_and_its_status_says_what_the_edition_means(
    pull: Pull, change: Callable[[dict[str, Any]], object], status: int, line: str
) -> None:
    before = contents(pull.openapi)
    assert pull(changed(change), "--check") == status
    assert pull.out.splitlines() == [line]
    assert contents(pull.openapi) == before


def test_the_report_is_the_same_as_markdown(pull: Pull, tmp_path: Path) -> None:
    report = tmp_path / "reports" / "report.md"
    assert pull(changed(lose_azure), "--check", "--report", str(report)) == 4
    assert "## Breaking changes\n\n- `CloudProvider`: value azure removed\n" in report.read_text(encoding="utf-8")


def test_a_correction_that_no_longer_fits_is_named(pull: Pull) -> None:
    edition = changed(lambda document: document["paths"].pop("/instances/{instanceId}/pause"))
    assert pull(edition, "--check") == 4
    assert pull.out.startswith("breaking: instances.pause: operation removed\n")
    assert "corrections.yaml: action" in pull.err and "/pause" in pull.err


# ------------------------------------------------------------------------------------------------ refusing


@pytest.mark.parametrize(
    "edition",
    [
        "<html><body>Not found</body></html>",
        "openapi: [3.0.0",
        "swagger: '2.0'\ninfo: {version: v1}\n",
        changed(lambda document: document["info"].update(version="v2")),
        TEXT[: len(TEXT) // 2],
        TEXT.rpartition("security:")[0],
    ],
    ids=["HTML", "not YAML", "Swagger 2", "another version", "cut in two", "the end cut off"],
)
@pytest.mark.parametrize("arguments", [(), ("--check",)], ids=["write", "check"])
def test_bad_input_is_refused_and_nothing_is_touched(
    pull: Pull, edition: str | dict[str, Any], arguments: tuple[str, ...]
) -> None:
    before = contents(pull.openapi)
    assert pull(edition, *arguments) == 1
    assert pull.err.startswith("pull_spec: ") and len(pull.err.splitlines()) == 1
    assert contents(pull.openapi) == before


def test_a_file_that_is_not_there_is_said_to_be_so(pull: Pull, tmp_path: Path) -> None:
    assert pull(None, "--from", str(tmp_path / "nowhere.yaml")) == 1
    assert "nowhere.yaml cannot be read: No such file" in pull.err


def test_wrong_usage_exits_with_2(pull: Pull) -> None:
    with pytest.raises(SystemExit) as caught:
        pull(None, "--form", "x")
    assert caught.value.code == 2


# ------------------------------------------------------------------------------------------------ downloading


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[FaultServer]:
    """An https server that downloads trust."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    monkeypatch.setenv("NO_PROXY", "*")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    with FaultServer(tls=context) as server:
        yield server


def served(content: bytes, *headers: tuple[str, str], status: int = 200) -> Any:
    """An answer with these bytes."""
    lines = [
        f"HTTP/1.1 {status} X",
        f"Content-Length: {len(content)}",
        *(f"{name}: {value}" for name, value in headers),
    ]
    return raw("\r\n".join(lines).encode() + b"\r\n\r\n" + content)


def test_without_a_source_it_downloads_what_source_toml_names(pull: Pull, secure: FaultServer) -> None:
    url = f"{secure.url}/spec.yaml"
    (pull.openapi / "v1" / "source.toml").write_text(f'url = "{url}"\n', encoding="utf-8")
    secure.script(served(TEXT.encode()))
    assert pull(None, "--version", "v1") == 0
    assert [request.target for request in secure.requests] == ["/spec.yaml"]
    assert url in (pull.openapi / "v1" / "source.toml").read_text(encoding="utf-8")


def test_a_redirect_is_followed_to_https_only(secure: FaultServer) -> None:
    secure.script(served(b"", ("Location", "/moved"), status=302), served(b"found"))
    assert fetch(f"{secure.url}/a") == b"found"
    secure.script(served(b"", ("Location", "http://127.0.0.1:1/plain"), status=302))
    with pytest.raises(DocumentError, match="not an https URL"):
        fetch(f"{secure.url}/a")


def test_plain_http_is_refused_before_a_request(pull: Pull) -> None:
    with FaultServer() as server:
        assert pull(None, "--from", f"{server.url}/spec.yaml", "--check") == 1
        assert server.requests == []
    assert "is not an https URL" in pull.err


def test_a_status_other_than_200_is_refused(secure: FaultServer) -> None:
    secure.script(response(404, b"<html>gone</html>"))
    with pytest.raises(DocumentError, match="responds with status 404"):
        fetch(f"{secure.url}/spec.yaml")


def test_more_than_the_largest_size_is_refused(secure: FaultServer, tmp_path: Path) -> None:
    secure.script(served(b"x" * 5000))
    with pytest.raises(DocumentError, match="larger than 4,000 bytes"):
        fetch(f"{secure.url}/spec.yaml", largest=4000)
    (tmp_path / "large").write_bytes(b"x" * 5000)
    with pytest.raises(DocumentError, match="larger than 4,000 bytes"):
        fetch(str(tmp_path / "large"), largest=4000)


def test_a_download_that_ends_before_its_announced_length_is_refused(secure: FaultServer) -> None:
    secure.script(raw(b"HTTP/1.1 200 X\r\nContent-Length: 99\r\n\r\nopenapi: 3.0.0", close=True))
    with pytest.raises(DocumentError, match="cannot be downloaded"):
        fetch(f"{secure.url}/spec.yaml")


def test_a_download_that_drips_is_given_up(secure: FaultServer) -> None:
    class Drip:
        def __call__(self, connection: Any, stop: Any) -> bool:
            connection.sendall(b"HTTP/1.1 200 X\r\nContent-Length: 1000\r\n\r\n")
            while not stop.wait(0.02):
                connection.sendall(b"x")
            return False

    secure.script(Drip())
    started = time.monotonic()
    with pytest.raises(DocumentError, match=r"not downloaded within 0\.3 seconds"):
        fetch(f"{secure.url}/spec.yaml", seconds=0.3)
    assert time.monotonic() - started < 2


def test_offline_it_says_what_to_do(pull: Pull) -> None:
    url = Unreachable().url.replace("http://", "https://")
    assert pull(None, "--from", url) == 1
    assert pull.err.startswith(f"pull_spec: {url} cannot be downloaded: ")
    assert "give a file: --from PATH" in pull.err
