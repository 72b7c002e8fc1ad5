"""The version pin: the addresses that a base URL stands for, and what is refused."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurakit._client import base_url
from aurakit._client.base_url import PinnedURL
from aurakit.errors import ConfigurationError

pinned_base_url = partial(base_url.pinned_base_url, version="v1")

DEFAULT = PinnedURL("https://api.neo4j.io", "https://api.neo4j.io/v1", "https://api.neo4j.io/oauth/token")


def test_without_a_base_url_the_default_is_used() -> None:
    assert pinned_base_url(None, {}) == DEFAULT


def test_the_environment_is_asked_when_no_base_url_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    assert pinned_base_url(None, {"AURA_BASE_URL": "https://a.example"}).url == "https://a.example/v1"
    assert pinned_base_url("https://b.example", {"AURA_BASE_URL": "https://a.example"}).url == "https://b.example/v1"
    monkeypatch.setenv("AURA_BASE_URL", "https://c.example")
    assert pinned_base_url().url == "https://c.example/v1"


@pytest.mark.parametrize(
    ("url", "origin", "prefix"),
    [
        ("https://api.neo4j.io", "https://api.neo4j.io", ""),
        ("https://api.neo4j.io/", "https://api.neo4j.io", ""),
        ("https://api.neo4j.io/v1", "https://api.neo4j.io", ""),
        ("https://api.neo4j.io/v1/", "https://api.neo4j.io", ""),
        ("https://api.neo4j.io//v1//", "https://api.neo4j.io", ""),
        ("HTTPS://API.Neo4j.IO:443/v1", "https://api.neo4j.io", ""),
        ("https://gw.corp/aura", "https://gw.corp", "/aura"),
        ("https://gw.corp/aura/", "https://gw.corp", "/aura"),
        ("https://gw.corp/aura/v1", "https://gw.corp", "/aura"),
        ("https://gw.corp:8443/a/b-c_d/v1/", "https://gw.corp:8443", "/a/b-c_d"),
        ("https://gw.corp/vpn", "https://gw.corp", "/vpn"),
        ("https://10.0.0.1/v1", "https://10.0.0.1", ""),
        ("https://[2001:db8::1]:444", "https://[2001:db8::1]:444", ""),
        ("http://localhost:8080", "http://localhost:8080", ""),
        ("http://LOCALHOST", "http://localhost", ""),
        ("http://127.0.0.1:1/v1", "http://127.0.0.1:1", ""),
        ("http://127.8.9.10:80", "http://127.8.9.10", ""),
        ("http://[::1]:8080/x", "http://[::1]:8080", "/x"),
    ],
)
def test_the_version_is_added_once_and_the_token_endpoint_is_under_none(url: str, origin: str, prefix: str) -> None:
    assert pinned_base_url(url, {}) == PinnedURL(origin, f"{origin}{prefix}/v1", f"{origin}{prefix}/oauth/token")


def test_another_version_is_another_value() -> None:
    assert pinned_base_url("https://gw.corp/v2beta1", {}, version="v2beta1").url == "https://gw.corp/v2beta1"
    with pytest.raises(ConfigurationError, match=r"names the version v1, and this client speaks v2beta1"):
        pinned_base_url("https://gw.corp/v1", {}, version="v2beta1")


@pytest.mark.parametrize("base", ["https://api.neo4j.io", "https://gw.corp/aura"])
def test_another_version_is_at_the_same_place_with_the_same_token_endpoint(base: str) -> None:
    pinned = pinned_base_url(base, {})
    assert pinned.of_version("v2beta1") == pinned_base_url(base, {}, version="v2beta1")


@pytest.mark.parametrize(
    "path", ["v2", "v2/", "V1", "v1beta5", "v2beta1", "v1.1", "v1-beta", "v10", "aura/v2", "v2/instances", "v2/v1"]
)
def test_another_version_in_the_path_is_refused(path: str) -> None:
    with pytest.raises(ConfigurationError, match="this client speaks v1"):
        pinned_base_url(f"https://api.neo4j.io/{path}", {})


@pytest.mark.parametrize("path", ["v1/instances", "v1/v1", "v1/aura/v1"])
def test_a_path_that_goes_on_after_the_version_is_refused(path: str) -> None:
    with pytest.raises(ConfigurationError, match="it must end there"):
        pinned_base_url(f"https://api.neo4j.io/{path}", {})


@pytest.mark.parametrize(
    "host",
    ["api.neo4j.io", "10.0.0.1", "192.168.1.1", "128.0.0.1", "[::2]", "0.0.0.0", "localhost.evil.example",
     "127.0.0.1.evil.example", "127.1", "2130706433", "0x7f.0.0.1", "[::ffff:10.0.0.1]", "notlocalhost", "a.localhost"],
)  # fmt: skip
def test_http_is_refused_for_every_host_but_loopback(host: str) -> None:
    with pytest.raises(ConfigurationError, match="must begin with https://"):
        pinned_base_url(f"http://{host}:8080", {})


@pytest.mark.parametrize(
    ("given", "variable", "allowed"),
    [(True, None, True), (True, "0", True), (False, "1", False), (None, None, False), (None, "", False),
     (None, "1", True), (None, " TRUE ", True), (None, "yes", True), (None, "0", False), (None, "off", False)],
)  # fmt: skip
@pytest.mark.parametrize("address", ["http://sandbox:8080", "http://10.0.0.7", "http://[2001:db8::1]:80"])
def test_http_is_allowed_where_the_user_says_so(
    address: str, given: bool | None, variable: str | None, allowed: bool
) -> None:
    environ = {} if variable is None else {"AURAKIT_ALLOW_HTTP": variable}
    if allowed:
        assert pinned_base_url(address, environ, allow_http=given).url.startswith("http://")
    else:
        with pytest.raises(ConfigurationError, match="set allow_http=True or AURAKIT_ALLOW_HTTP=1$"):
            pinned_base_url(address, environ, allow_http=given)


@pytest.mark.parametrize("said", ["2", "maybe", "http://sandbox"])
def test_a_variable_that_says_neither_yes_nor_no_is_refused(said: str) -> None:
    with pytest.raises(ConfigurationError, match="AURAKIT_ALLOW_HTTP must be 1 or 0, not "):
        pinned_base_url("http://sandbox:8080", {"AURAKIT_ALLOW_HTTP": said})
    assert pinned_base_url("http://localhost", {"AURAKIT_ALLOW_HTTP": said}).origin == "http://localhost"


@pytest.mark.parametrize("given", ["yes", 1, 0])
def test_an_argument_that_is_neither_true_nor_false_is_refused(given: object) -> None:
    with pytest.raises(ConfigurationError, match="allow_http must be True, False or None, not "):
        pinned_base_url("http://sandbox:8080", {}, allow_http=given)  # type: ignore[arg-type]


def test_allowing_http_allows_no_other_scheme_and_changes_no_other_rule() -> None:
    for address in ("ftp://sandbox", "http://user@sandbox", "http://sandbox/v2beta1", "http://sand box"):
        with pytest.raises(ConfigurationError):
            pinned_base_url(address, {}, allow_http=True)


@pytest.mark.parametrize(
    "url",
    [
        "",
        " ",
        "api.neo4j.io",
        "//api.neo4j.io",
        "/v1",
        "https://",
        "https:///v1",
        "https://:443",
        "https:api.neo4j.io",
        "ftp://api.neo4j.io",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://api.neo4j.io:x",
        "https://api.neo4j.io:99999",
        "https://api.neo4j.io:0",
        "https://[::1",
        "https://[fe80::1%25eth0]",
        "https://[v1.x]",
        "https://[localhost]",
        "https://[::1]evil.example",
        "https://[::1]evil.example:443",
        "https://a..b",
        "https://-a.example",
        "https://exa mple",
        "https://api.neo4j.io\r",
        "https://api.neo4j.io\n/v1",
        "https://api.neo4j.io\x00",
        " https://api.neo4j.io",
        "https://api.neo4j.io\\@evil.example",
        "https://api.neo4j.io/v1?",
        "https://api.neo4j.io/v1?x=1",
        "https://api.neo4j.io/#",
        "https://api.neo4j.io/../v1",
        "https://api.neo4j.io/./v1",
        "https://api.neo4j.io/%76%32",
        "https://api.neo4j.io/%2e%2e/v1",
        "https://bücher.example",
        "https://api.neo4j.io/é",
        "https://api。neo4j.io",
        "https://api.neo4j.io/" + "x" * 1_000,
    ],
)
def test_what_is_no_plain_address_is_refused_in_a_printable_text(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        pinned_base_url(url, {})
    assert str(caught.value).startswith("base_url ")
    assert str(caught.value).isprintable()


def test_an_address_may_have_a_thousand_characters() -> None:
    assert pinned_base_url(f"https://a/{'x' * 990}", {}).origin == "https://a"


def test_an_empty_variable_is_refused_by_its_name() -> None:
    with pytest.raises(ConfigurationError) as caught:
        pinned_base_url(None, {"AURA_BASE_URL": ""})
    assert str(caught.value) == (
        "AURA_BASE_URL is empty: give an address such as https://api.neo4j.io, or leave it out"
    )


SIGNS = (
    "has a space, a control character, a backslash or a letter outside ASCII in it: write the host in its ASCII form, "
    "and nothing before or after the address"
)
NAMED = "must not hold a user name or password: remove what stands before the `@`; credentials are given by client_id "
HTTP = (
    "over http the secret and the token can be read on the way. If that is acceptable, as for a sandbox in a "
    "container, set allow_http=True or AURAKIT_ALLOW_HTTP=1"
)


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://api.neo4j.io/ä", SIGNS),
        ("https://api.neo4j.io/\\x", SIGNS),
        ("https://api.neo4j.io/\x7f", SIGNS),
        ("https://api.neo4j.io/\x01", SIGNS),
        ("https://api.neo4j.io/a b", SIGNS),
        ("https://user@api.neo4j.io", f"{NAMED}and client_secret"),
        ("https:///v1", "must begin with https:// and a host, such as https://api.neo4j.io"),
        ("ftp://api.neo4j.io", "must begin with https:// and a host, such as https://api.neo4j.io"),
        ("http://10.0.0.1", f"must begin with https:// for the host 10.0.0.1: {HTTP}"),
        (f"http://{'h' * 100}", f"must begin with https:// for the host {'h' * 79}…: {HTTP}"),
        (f"https://a/{'x' * 991}", "is longer than 1000 characters: give an address such as https://api.neo4j.io"),
        ("https://api.neo4j.io/v1/x", "goes on after /v1: it must end there"),
        (
            f"https://api.neo4j.io/v2-{'b' * 30}",
            f"names the version v2-{'b' * 16}…, and this client speaks v1: remove it, since /v1 is added",
        ),
    ],
)
def test_each_refusal_says_what_is_wrong_with_the_address(url: str, problem: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        pinned_base_url(url, {})
    assert str(caught.value) == f"base_url {problem}"


@pytest.mark.parametrize(
    "url",
    [
        "https://user:hunter2@api.neo4j.io",
        "https://hunter2@api.neo4j.io/v1",
        "http://user:hunter2@localhost",
        "user:hunter2@api.neo4j.io",
        "hunter2://user@api.neo4j.io",
        "https://api.neo4j.io?token=hunter2",
        "https://user:hunter2@api.neo4j.io:port",
        "https://user:hunter2@[::1",
        "https://user:hunter2@api.neo4j.io\n",
        "https:///user:hunter2@api.neo4j.io",
    ],
)
def test_a_password_in_the_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        pinned_base_url(url, {})
    assert "hunter2" not in str(caught.value)
    assert caught.value.__context__ is None


def test_an_address_that_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="base_url must be text, not bytes"):
        pinned_base_url(b"https://api.neo4j.io", {})  # type: ignore[arg-type]


@given(st.text(alphabet=st.sampled_from("htps:/.@[]%?#\\v12aA-_ \n\x00é0localst7"), max_size=40))
@example("https://a/")
def test_any_text_gives_an_address_under_the_version_or_is_refused(tail: str) -> None:
    for url in (tail, f"https://{tail}", f"http://localhost/{tail}", f"https://gw.corp/{tail}"):
        try:
            pinned = pinned_base_url(url, {})
        except ConfigurationError:
            continue
        assert pinned.url.startswith(pinned.origin + "/")
        assert pinned.url.endswith("/v1")
        assert pinned.token_url == pinned.url.removesuffix("/v1") + "/oauth/token"
        assert pinned_base_url(pinned.url, {}) == pinned
