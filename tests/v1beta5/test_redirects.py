"""The 308 that v1beta5 documents: a redirect, because an endpoint moved or HTTP was used in place of HTTPS.

Every operation of every version with a documented redirect is called, sync and async: one within the version is
followed with method and body. Any other, tried with those of v1beta5, is an error: the token must not go there.
"""

from __future__ import annotations

import pytest

from aurakit.errors import APIError
from raw_operations import ALL, Documented, name_of
from support.calling import TOKEN, called
from support.http_library import httpx

REDIRECTED = [one for one in ALL if "308" in one.responses]
ELSEWHERE = [
    "http://api.example/{version}/moved", "https://other.example/{version}/moved", "https://api.example/v9/moved",
]  # fmt: skip

both = pytest.mark.parametrize("kind", ["sync", "async"])
each = pytest.mark.parametrize("one", REDIRECTED, ids=name_of)


class Moved:
    """An API that redirects every request to one place, where it responds with an error that tells that it arrived."""

    def __init__(self, location: str | None) -> None:
        self.location = location
        self.requests: list[httpx.Request] = []
        self.transport = httpx.MockTransport(self.respond)

    def respond(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/oauth/token"):
            return httpx.Response(200, json=TOKEN)
        self.requests.append(request)
        if request.url.path.endswith("/moved"):
            return httpx.Response(400, json={"errors": [{"message": "arrived", "reason": "validation-error"}]})
        return httpx.Response(308, headers={} if self.location is None else {"Location": self.location})


def test_every_operation_of_v1beta5_documents_it() -> None:
    assert sum(one.version == "v1beta5" for one in REDIRECTED) == 12


@both
@each
def test_a_redirect_within_the_version_is_followed_with_method_and_body(one: Documented, kind: str) -> None:
    moved = Moved(f"/{one.version}/moved")
    with pytest.raises(APIError, match="arrived"):
        called(kind, one, moved.transport)
    first, second = moved.requests
    assert second.url == f"https://api.example/{one.version}/moved"
    assert (second.method, second.content) == (first.method, first.content) and first.method == one.operation.method
    assert second.headers["Authorization"] == first.headers["Authorization"] == "Bearer t"


@both
@pytest.mark.parametrize("location", [*ELSEWHERE, None])
@pytest.mark.parametrize("one", [one for one in REDIRECTED if one.version == "v1beta5"], ids=name_of)
def test_a_redirect_to_elsewhere_is_an_error_that_says_so(one: Documented, location: str | None, kind: str) -> None:
    moved = Moved(location and location.format(version=one.version))
    with pytest.raises(APIError) as caught:
        called(kind, one, moved.transport)
    assert (caught.value.status_code, len(moved.requests)) == (308, 1)
    told = "redirects to another address, which is not followed" if location else "308"
    assert told in str(caught.value)
