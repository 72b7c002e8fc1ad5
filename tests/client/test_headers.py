"""Headers that a user adds to every request: what may be given, where it goes, and what does not show it."""

from __future__ import annotations

import gc
import json
from itertools import chain
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import AsyncAura, Aura, AuthenticationError, ConfigurationError, NotFoundError
from aurakit._client.headers import RESERVED, checked_headers, masked
from aurakit._client.state import SharedState
from faultserver import FaultServer, response, token
from support.driving import Driver, both
from support.paced import instance

if TYPE_CHECKING:
    from aurakit._errors.secret import Secret

ONE = response(200, {"data": instance("ab12")})
KEY = "Key-Of-The-Gateway-71"


def checked(headers: Any) -> dict[str, Secret]:
    return checked_headers(masked(headers))


@both
def test_they_are_sent_with_every_request_token_requests_too(driver: Driver) -> None:
    headers = {"X-Team": "data platform", "Ocp-Apim-Subscription-Key": KEY}
    with FaultServer(default=ONE) as server:
        server.script(response(503))
        driver.run(
            server.url,
            lambda aura: aura.instances.get("ab12"),
            lambda aura: aura.instances.pause("ab12"),
            lambda aura: aura.with_options(max_retries=0).instances.get("ab12"),
            lambda aura: aura.raw.http.get("/instances/ab12"),
            default_headers=headers,
        )
        sent = server.requests
    assert [one.is_token_request for one in sent] == [True, *[False] * (len(sent) - 1)]
    assert len(sent) == 6
    for one in sent:
        assert (one.headers["x-team"], one.headers["ocp-apim-subscription-key"]) == ("data platform", KEY)
        assert one.headers["user-agent"].startswith("aurakit/")


@both
def test_they_follow_a_redirect_that_is_followed(driver: Driver) -> None:
    with FaultServer(default=ONE) as server:
        server.script(response(307, None, {"Location": f"{server.url}/v1/instances/ab12/"}))
        driver.run(server.url, lambda aura: aura.instances.get("ab12"), default_headers={"X-Team": "data"})
        assert [one.headers["x-team"] for one in server.requests] == ["data"] * 3


@pytest.mark.parametrize("name", sorted(RESERVED | {"Authorization", "HOST", "Content-Length"}))
def test_a_header_that_is_not_the_user_s_to_choose_is_refused(name: str) -> None:
    with pytest.raises(ConfigurationError, match="is set by this package and cannot be changed$"):
        checked({name: "x"})


def test_the_user_agent_has_an_argument_of_its_own() -> None:
    with pytest.raises(ConfigurationError, match="use user_agent= to begin User-Agent"):
        checked({"user-agent": "x"})


@pytest.mark.parametrize("name", ["", " ", "X Y", "X:", "X\r\nEvil", "Ü", "X\x00", "x" * 201, 5, None, b"X-Team"])
def test_a_name_that_is_none_is_refused(name: Any) -> None:
    with pytest.raises(ConfigurationError, match="is not a valid header name$"):
        checked({name: "x"})


@pytest.mark.parametrize("value", ["a\r\nX-Evil: 1", "a\nb", "\x00", "a\tb", "\x7f", "naïve", " a", "a ", "x" * 8_001])
def test_a_value_that_is_none_is_refused_and_not_quoted(value: str) -> None:
    with pytest.raises(ConfigurationError, match="the value of X-Team must be printable ASCII text") as caught:
        checked({"X-Team": value})
    assert len(value) < 3 or value not in str(caught.value)


@pytest.mark.parametrize("value", [None, 5, b"x", ["x"], True])
def test_a_value_that_is_no_text_is_refused(value: Any) -> None:
    with pytest.raises(ConfigurationError, match="the value of X-Team must be text, not "):
        checked({"X-Team": value})


def test_a_name_in_two_spellings_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="x-team is given twice"):
        checked({"X-Team": "a", "x-team": "b"})


@pytest.mark.parametrize("headers", ["X-Team: data", [("X-Team", "data")], 5])
def test_what_is_no_mapping_is_refused_by_type(headers: Any) -> None:
    with pytest.raises(ConfigurationError, match="must be a mapping such as"):
        checked(headers)


@pytest.mark.parametrize("kind", [Aura, AsyncAura])
def test_a_client_refuses_them_when_it_is_made(kind: type) -> None:
    with pytest.raises(ConfigurationError, match="Authorization"):
        kind("id", "secret", default_headers={"Authorization": "Bearer x"})


def test_an_empty_value_and_no_headers_are_fine() -> None:
    assert checked({"X-Empty": ""})["X-Empty"].reveal() == ""
    assert checked(None) == checked({}) == {}


@both
@pytest.mark.parametrize("name", ["X-Api-Key", "Ocp-Apim-Subscription-Key", "X-Auth", "Cookie", "X-Signature"])
def test_a_value_whose_name_says_that_it_is_secret_is_in_no_error(driver: Driver, name: str) -> None:
    echo = {"errors": [{"message": f"no route for {KEY}", "reason": "nope"}]}
    with FaultServer(default=response(404, echo)) as server:
        error = driver.fails(
            server.url, NotFoundError, lambda aura: aura.instances.get("x"), default_headers={name: KEY}
        )
        server.token_script(response(401, {"error": "x", "error_description": f"bad {KEY}"}))
        refused = driver.fails(
            server.url, AuthenticationError, lambda aura: aura.instances.get("x"), default_headers={name: KEY},
            client_secret="another",
        )  # fmt: skip
    assert KEY not in f"{error}{error.errors}{refused}"
    assert "[hidden]" in str(error)


@pytest.mark.parametrize("kind", [Aura, AsyncAura])
def test_no_reporter_that_walks_through_a_client_s_headers_sees_their_values(kind: type) -> None:
    aura = kind("id", "secret", default_headers={"X-Api-Key": KEY})
    held = [one.headers_of_json for one in gc.get_objects() if isinstance(one, SharedState)]
    assert any((b"X-Api-Key", KEY.encode()) in headers for headers in held)
    assert KEY not in f"{held} {aura}" + json.dumps([*map(str, chain(*chain(*held)))])


@both
def test_another_value_is_left_in_texts(driver: Driver) -> None:
    with FaultServer(default=response(404, {"errors": [{"message": "no data platform"}]})) as server:
        server.token_script(token())
        error = driver.fails(
            server.url, NotFoundError, lambda aura: aura.instances.get("x"), default_headers={"X-Team": "data platform"}
        )
    assert "no data platform" in str(error)
