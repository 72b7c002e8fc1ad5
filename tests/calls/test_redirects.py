"""Where a redirect may lead: looked at by itself, beside the calls of `test_call`."""

from __future__ import annotations

import pytest

from aurakit._calls.redirects import is_within, redirect_target

BASE = "https://api.test/v1"


@pytest.mark.parametrize(
    ("url", "base", "within"),
    [
        ("https://api.test/v1/x", BASE, True),
        ("https://api.test/v1/x", f"{BASE}/", True),
        ("https://api.test/oauth/token", "https://api.test", True),
        ("http://localhost:80/v1/x", "http://localhost/v1", True),
        ("https://api.test:443/v1/x", BASE, True),
        ("http://localhost:81/v1/x", "http://localhost/v1", False),
        ("https://api.test:80/v1/x", BASE, False),
        ("https://api.test/v1/x", "https://api.test:8443/v1", False),
        ("https://other.test/v1/x", BASE, False),
        ("https://user@api.test/v1/x", BASE, False),
        ("https://api.test:port/v1/x", BASE, False),
        ("https://api.test/v1/./x", BASE, False),
        ("https://api.test/v1/%2e/x", BASE, False),
        ("https://api.test/v1/../x", BASE, False),
        ("https://api.test/y", "https://api.test/X", False),
        ("https://api.test/v1", BASE, False),
    ],
)
def test_a_place_is_within_another_by_its_origin_and_the_parts_of_its_path(url: str, base: str, within: bool) -> None:
    assert is_within(url, base) is within


@pytest.mark.parametrize("location", ["/v1/a\\b", "/v1/%2e/x", "/v1/a b", "/v1/é", "/v1/\x00", "https://[", None, ""])
def test_a_location_that_may_be_read_in_two_ways_is_not_followed(location: str | None) -> None:
    assert redirect_target("GET", 302, f"{BASE}/instances", location, BASE) is None


def test_a_location_of_more_than_4000_characters_is_not_followed() -> None:
    longest = f"/v1/{'x' * 3_996}"
    assert redirect_target("GET", 302, f"{BASE}/instances", longest, BASE) == f"https://api.test{longest}"
    assert redirect_target("GET", 302, f"{BASE}/instances", longest + "x", BASE) is None
