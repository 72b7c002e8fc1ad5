"""No secret survives the filter of the recordings, wherever it stands; what is none stays as it was."""

from __future__ import annotations

import base64
import gzip
import json
import string
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, quote, quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st
from vcr.request import Request

from recordings.scrubbing import SCRUBBED, UNREADABLE, Scrubber, is_secret

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = 's3cr3t-Vä&=%/\\"lue'  # every character that some encoding changes
PLAIN = "letMeIn-0123456789"
SCRUBBER = Scrubber()

# Letters that stand in no name, address or number of these tests, so that what is found is the secret.
secrets = st.text(alphabet="qxzQXZ!$&=%+/\\\"' äß€", min_size=8, max_size=40).filter(lambda text: text.strip() == text)
names = st.sampled_from(
    ["password", "Password", "client_secret", "clientSecret", "access_token", "refresh-token", "apiKey", "api_key",
     "CLIENT_ID", "authorization", "private_key", "db_password", "credentials", "NEO4J_PASSWORD"]
)  # fmt: skip
plain = st.none() | st.booleans() | st.integers(0, 9) | st.sampled_from(["running", "neo4j", "2f49c2b3"])
keys = st.sampled_from(["data", "name", "items", "inner"])


@st.composite
def buried(draw: st.DrawFn) -> tuple[str, Any]:
    """A secret, and a JSON value that has it under a secret's name at some depth, as a text, in a list or an object."""
    secret, name = draw(secrets), draw(names)
    value: Any = {name: draw(st.sampled_from([secret, [secret], {"value": secret}, [[{"value": [1, secret]}]]]))}
    for _ in range(draw(st.integers(0, 6))):
        other = draw(plain)
        value = draw(st.sampled_from([[value], [other, value], {draw(keys): value}, {"a": other, "b": value}]))
    return secret, value


def asked(
    *, url: str = "http://127.0.0.1:4711/v1/instances", headers: dict[str, str] | None = None, body: bytes = b""
) -> Any:
    return SCRUBBER.request(Request("POST", url, body, headers or {}))


def answered(body: bytes, headers: dict[str, list[str]] | None = None, scrubber: Scrubber = SCRUBBER) -> dict[str, Any]:
    return scrubber.response(
        {"status": {"code": 200, "message": "OK"}, "headers": headers or {}, "body": {"string": body}}
    )


def everything(thing: Any) -> str:
    """All text of a request or an answer, JSON decoded."""
    if not isinstance(thing, dict):
        thing = {"url": thing.uri, "headers": dict(thing.headers), "body": thing.body}
    return repr(thing) + _strings(thing)


def _strings(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(f"{name}\n{_strings(inner)}\n" for name, inner in value.items())
    if isinstance(value, list):
        return "".join(f"{_strings(inner)}\n" for inner in value)
    if isinstance(value, bytes):
        try:
            return value.decode() + _strings(json.loads(value))
        except ValueError:
            return value.decode()
    return str(value)


# ------------------------------------------------------------------------------------------------ where secrets stand


@given(buried())
def test_no_secret_of_a_json_body_survives_at_any_depth(case: tuple[str, Any]) -> None:
    secret, value = case
    body = json.dumps(value).encode()
    headers = {"Content-Type": "application/json"}
    for seen in (asked(headers=headers, body=body), answered(body, {"content-type": ["application/json"]})):
        text = everything(seen)
        assert secret not in text
        assert json.dumps(secret)[1:-1] not in text
        assert SCRUBBED in text


@given(secrets, names)
def test_no_secret_of_a_form_survives(secret: str, name: str) -> None:
    form = urlencode({"grant_type": "client_credentials", name: secret})
    seen = asked(headers={"Content-Type": "application/x-www-form-urlencoded"}, body=form.encode())
    assert dict(parse_qsl(seen.body.decode())) == {"grant_type": "client_credentials", name: SCRUBBED}
    assert quote_plus(secret) not in everything(seen)


@given(secrets, names)
def test_no_secret_of_a_url_survives(secret: str, name: str) -> None:
    query = urlencode({"tenantId": "p1", name: secret})
    seen = asked(url=f"https://someone:{quote(secret, safe='')}@api.neo4j.io/v1/instances?{query}#{quote(secret)}")
    assert dict(parse_qsl(seen.uri.partition("?")[2])) == {"tenantId": "p1", name: SCRUBBED}
    assert seen.uri.startswith("https://api.neo4j.io/v1/instances?")
    assert quote(secret, safe="") not in everything(seen)


@given(
    st.text(alphabet=string.ascii_letters + string.digits + "-._~+/=", min_size=8, max_size=60),
    st.sampled_from(
        ["Authorization", "authorization", "Proxy-Authorization", "Cookie", "Set-Cookie", "X-Api-Key", "X-Auth-Token"]
    ),
    st.sampled_from(["", "Bearer ", "Basic ", "bearer  "]),
)
def test_no_secret_of_a_header_survives(secret: str, name: str, scheme: str) -> None:
    sent = asked(headers={name: scheme + secret}).headers
    received = answered(b"", {name: [scheme + secret, secret]})["headers"]
    assert sent[name.lower()] in {SCRUBBED, f"{scheme.strip()} {SCRUBBED}"}
    assert received[name.lower()][1] == SCRUBBED


@pytest.mark.parametrize(
    "text",
    [
        f"the header was Bearer {PLAIN}",
        f"Authorization: basic {PLAIN}==",
        f"password={PLAIN}; more",
        f"<p>client_secret: {PLAIN}</p>",
        f'"access_token": "{PLAIN}"',
        f"try https://neo4j:{PLAIN}@host.example/db",
        f"neo4j+s://neo4j:p@{PLAIN}@host.example",
        f"refused first-part-of-it.{PLAIN}.third-part-of-it",
    ],
)
def test_what_looks_like_a_secret_in_a_text_is_removed(text: str) -> None:
    for body in (text.encode(), json.dumps({"errors": [{"message": text, "reason": ""}]}).encode()):
        assert PLAIN not in everything(answered(body))


def spelled(text: str) -> list[tuple[str, bytes]]:
    raw = text.encode()
    return [
        ("as it is", raw),
        ("in JSON", json.dumps({"message": f"not {text}"}).encode()),
        ("in JSON with letters as they are", json.dumps([text], ensure_ascii=False).encode()),
        ("in a URL", quote(text, safe="").encode()),
        ("in a form", f"a={quote_plus(text)}".encode()),
        ("in base64", base64.b64encode(raw)),
        ("in base64 for URLs", base64.urlsafe_b64encode(raw)),
        ("in an unfinished object", f'{{"message": "{text}'.encode()),
        ("as a name", json.dumps({text: 1}).encode()),
        ("in another encoding", b"\xff" + raw),
    ]


@pytest.mark.parametrize(("where", "body"), spelled(SECRET), ids=lambda value: value if isinstance(value, str) else "")
def test_a_secret_it_is_told_is_removed_wherever_it_stands(where: str, body: bytes) -> None:
    text = everything(answered(body, scrubber=Scrubber([SECRET])))
    for _, other in spelled(SECRET)[:1] + spelled(SECRET)[3:4] + spelled(SECRET)[5:7]:
        assert other.decode().rstrip("=") not in text


def test_a_secret_it_is_told_is_removed_from_paths_and_headers_too() -> None:
    scrubber = Scrubber([SECRET])
    seen = scrubber.request(Request("GET", f"https://h/v1/{quote(SECRET, safe='')}", b"", {"X-More": SECRET}))
    assert seen.uri == f"https://api.neo4j.io/v1/{SCRUBBED}"
    assert seen.headers["x-more"] == SCRUBBED


# ------------------------------------------------------------------------------------------------ fails closed


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (f'{{"password": "{PLAIN}"'.encode(), ""),
        (b'[["' + PLAIN.encode(), ""),
        (b"[" * 5000 + f'"{PLAIN}"'.encode() + b"]" * 5000, ""),
        (PLAIN.encode("utf-16"), ""),
        (PLAIN.encode(), "br"),
        (PLAIN.encode(), "gzip"),
        (gzip.compress(PLAIN.encode(), mtime=0)[:-9], "gzip"),
    ],
)
def test_a_body_that_cannot_be_read_is_left_out_whole(body: bytes, encoding: str) -> None:
    assert answered(body, {"Content-Encoding": [encoding]})["body"]["string"] == UNREADABLE.encode()


def test_a_compressed_body_is_read() -> None:
    body = gzip.compress(json.dumps({"password": PLAIN}).encode())
    seen = answered(body, {"Content-Encoding": ["gzip"]})
    assert seen["body"]["string"] == json.dumps({"password": SCRUBBED}, separators=(",", ":")).encode()
    assert "content-encoding" not in seen["headers"]


# ------------------------------------------------------------------------------------------------ what stays


def test_what_is_no_secret_stays_as_it_was() -> None:
    value = {
        "token_type": "bearer",
        "expires_in": 3600,
        "name": "Größe 1",
        "list": [1, None, True, 2.5],
        "password": None,
    }
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    query = "date=2025-01-01&name=a%20b+c&empty="
    seen = asked(url=f"http://127.0.0.1:4711/v1/instances?{query}", headers={"Accept": "application/json"}, body=body)
    assert seen.body == body
    assert seen.uri == f"https://api.neo4j.io/v1/instances?{query}"
    assert dict(seen.headers) == {"accept": "application/json"}


def test_what_differs_from_run_to_run_is_left_out() -> None:
    agent = "aurakit/0.1.0 (python 3.13.1; api v1)"
    sent = asked(headers={"Host": "127.0.0.1:4711", "Content-Length": "2", "User-Agent": agent}).headers
    received = answered(b"", {"Date": ["now"], "Server": ["uvicorn"], "Content-Length": ["2"], "X-Request-Id": ["1/2"]})
    assert dict(sent) == {"content-length": "2", "user-agent": "aurakit/x (python x; api v1)"}
    assert received["headers"] == {"x-request-id": ["1/2"]}


def test_ids_get_their_stand_ins_where_they_stand_alone() -> None:
    scrubber = Scrubber(stand_ins={"93bd04cf": "1a2b3c4d"})
    body = json.dumps({"id": "93bd04cf", "url": "neo4j+s://93bd04cf.example", "other": "x93bd04cf"}).encode()
    seen = json.loads(answered(body, scrubber=scrubber)["body"]["string"])
    assert seen == {"id": "1a2b3c4d", "url": "neo4j+s://1a2b3c4d.example", "other": "x93bd04cf"}
    assert scrubber.url("http://h/v1/instances/93bd04cf/pause") == "https://api.neo4j.io/v1/instances/1a2b3c4d/pause"


def test_what_it_is_given_stays_as_it_was() -> None:
    request = Request("POST", "http://h/v1", b'{"password":"x"}', {"Authorization": "Bearer x"})
    SCRUBBER.request(request)
    assert (request.body, request.headers["Authorization"]) == (b'{"password":"x"}', "Bearer x")


@given(buried())
def test_scrubbing_twice_is_scrubbing_once(case: tuple[str, Any]) -> None:
    once: Callable[[bytes], bytes] = SCRUBBER.body
    scrubbed = once(json.dumps(case[1]).encode())
    assert once(scrubbed) == scrubbed


@pytest.mark.parametrize(
    "name", ["tenant_id", "id", "key_id", "token_type", "name", "X-Request-Id", "Accept", "user_id"]
)
def test_these_names_are_no_secrets(name: str) -> None:
    assert not is_secret(name)
