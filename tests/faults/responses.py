"""Scenarios of complete responses: their status, their body, where they point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from aurakit import (
    APIError,
    BadRequestError,
    ConflictError,
    NotFoundError,
    PaymentRequiredError,
    RateLimit,
    RateLimitError,
    ResponseDecodeError,
    ServerError,
)
from faults.calls import create, create_in_project, delete, get, pause, rename, session
from faults.play import CountingServer, Order, Scenario, Seen, error_of, fails, in_sandbox, on_server, survives
from faultserver import FaultServer, response
from support.samples import CREATED, INSTANCE, api_error
from support.searching import CLIENT_SECRET, TOKENS

if TYPE_CHECKING:
    from support.driving import Driver

PAGE = b"<html><head><title>Bad gateway</title></head></html>"
TWO_MINUTES = {"Retry-After": "121"}


def refused(status: int, error: type[Exception], expectation: str = "not sent again") -> Scenario:
    """A create that gets an error of the API."""
    play = on_server(create, then=[api_error(status)])
    return fails(f"{status}, create", expectation, error, play, posts=1)


def doubtful(status: int) -> Scenario:
    """A create that gets an error of the server."""
    play = on_server(create, then=[response(status, PAGE)])
    return fails(
        f"{status}, create", "never sent again; `outcome_unknown` is true", ServerError, play, posts=1, creations=1
    )


STATUS = (
    refused(400, BadRequestError, "not sent again; `errors` names the field"),
    fails("402, create", "the error gives advice about the quota; nothing created", PaymentRequiredError,
          in_sandbox(Order(lambda sandbox: sandbox.fail(status=402)), create_in_project), posts=1),
    refused(404, NotFoundError),
    refused(405, APIError),
    refused(409, ConflictError),
    refused(410, NotFoundError),
    refused(415, APIError),
    refused(420, APIError),
    refused(451, APIError, "an undocumented status: not sent again"),
    doubtful(500), doubtful(502), doubtful(503), doubtful(504), doubtful(520),
    fails("500, rename (PATCH)", "never sent again", ServerError, on_server(rename, then=[response(500)])),
    survives("502, 503, 504, GET", "retried", on_server(get, then=[response(502), response(503), response(504)]),
             requests=4),
    fails("always 503, GET", "fails after all retries", ServerError,
          on_server(get, always=response(503)), requests=5),
    survives("500, session create", "retried: it is get-or-create", on_server(session, then=[response(500)]),
             requests=2, posts=2),
    survives("500, DELETE; then 404", "the first request deleted it: success",
             on_server(delete, then=[response(500), api_error(404)]), requests=2),
    fails("404, DELETE", "there was nothing to delete", NotFoundError, on_server(delete, then=[api_error(404)])),
    survives("429, create", "not acted on, so sent again: one creation", on_server(create, then=[response(429)]),
             requests=2, posts=2, creations=1),
    survives("429, 401, 429, create", "none of them was acted on: one creation",
             on_server(create, then=[response(429), response(401), response(429)]),
             tokens=2, requests=4, posts=4, creations=1),
    fails("always 429, create", "fails after all retries; nothing created", RateLimitError,
          on_server(create, always=response(429)), requests=5, posts=5),
    fails("429 with a pause over 120 s", "fails at once, with `retry_after`", RateLimitError,
          on_server(get, then=[response(429, headers=TWO_MINUTES)])),
    survives("more calls than the server allows", "a 429 pauses all of them, and then all succeed",
             in_sandbox(create_in_project, *[create_in_project] * 3, request_limit=2,
                        client={"rate_limit": RateLimit(125, per=60.0), "timeout": 70.0}),
             requests=5, posts=5, creations=4),
    survives("a client-side limit", "the queue keeps to it: no 429 at all",
             in_sandbox(*[create_in_project] * 4, request_limit=2, client={"rate_limit": RateLimit(2, per=60.0)}),
             requests=4, posts=4, creations=4),
    fails("500 after the create was done", "one instance exists; never sent again", ServerError,
          in_sandbox(Order(lambda sandbox: sandbox.fail(status=500, lose_response=True)), create_in_project),
          posts=1, creations=1),
)  # fmt: skip


def accepted(name: str, body: Any, expectation: str = "accepted, so not sent again; the error says so") -> Scenario:
    """A create whose success cannot be read."""
    play = on_server(create, then=[response(202, body)])
    return fails(f"{name}, create", expectation, ResponseDecodeError, play, posts=1, creations=1)


BODY = (
    accepted("an HTML page", PAGE),
    accepted("no body", b""),
    accepted("JSON cut off", b'{"data": {"id": "ab12", '),
    accepted("a list in place of an object", b"[]"),
    accepted("data is null", {"data": None}),
    accepted("an id is missing", {"data": {**CREATED, "id": None}}),
    survives("an invalid time, create", "its text is kept, and the password is not lost",
             on_server(create, then=[response(202, {"data": {**CREATED, "created_at": "yesterday"}})]),
             posts=1, creations=1),
    accepted("100,000 brackets", b"[" * 100_000),
    accepted("bytes that are not UTF-8", b'{"data": {"id": "\xff\xfe"}}'),
    fails("broken gzip, GET", "the error says so, with the request id", ResponseDecodeError,
          on_server(get, then=[response(200, b"no gzip", {"Content-Encoding": "gzip"})])),
    fails("an unrequested encoding, GET", "the error says so, with the request id", ResponseDecodeError,
          on_server(get, then=[response(200, b"x", {"Content-Encoding": "br"})])),
    survives("valid gzip, GET", "decompressed",
             on_server(get, then=[response(200, {"data": INSTANCE}, compress=True)])),
    fails("errors in place of data, session", "the error has the API's message, although the status is 200", APIError,
          on_server(session, then=[response(200, {"errors": [{"message": "Busy", "reason": "busy"}]})]), posts=1),
    survives("an unknown status", "kept as it is",
             on_server(get, then=[response(200, {"data": {**INSTANCE, "status": "levitating"}})])),
    survives("unknown fields", "kept as they are",
             on_server(get, then=[response(200, {"data": {**INSTANCE, "mood": {"of": ["the", "day"]}}, "more": 1})])),
    survives("null in optional fields", "the same as absent",
             on_server(get, then=[response(200, {"data": {**INSTANCE, "memory": None, "storage": None}})])),
    fails("error with an HTML page", "the error has the page's title, not the page", ServerError,
          on_server(pause, then=[response(502, PAGE)]), posts=1),
    fails("error with errors: null", "still the error of its status", ConflictError,
          on_server(pause, then=[response(409, {"errors": None})]), posts=1),
    fails("error without a body or request id", "still the error of its status", ConflictError,
          on_server(pause, then=[response(409, request_id=None)]), request_id=False, posts=1),
    fails("error message of 1 MB", "shortened", BadRequestError,
          on_server(create, then=[api_error(400, "r" * 100_000, "m" * 1_000_000)]), posts=1),
)  # fmt: skip


def elsewhere(*, token: bool) -> Any:
    """A redirect, of the token request or the call, to another origin: which must never hear of it."""

    def play(driver: Driver) -> Seen:
        with FaultServer() as other:
            away = response(307, headers={"Location": f"{other.url}/v1/instances"})
            counting = CountingServer(() if token else (away,), None, (away,) if token else TOKENS)
            with counting.server as server:
                error = error_of(lambda: driver.run(server.url, create, client_secret=CLIENT_SECRET))
            assert not other.connections
            return counting.seen(error)

    return play


def redirect(status: int, location: str) -> Any:
    """A response that points elsewhere."""
    return response(status, headers={"Location": location})


REDIRECT = (
    survives("308 within the version, GET", "followed", on_server(get, then=[redirect(308, "/v1/instances/moved")]),
             requests=2),
    survives("307 within the version, create", "followed with method and body: one creation",
             on_server(create, then=[redirect(307, "/v1/instances")]), requests=2, posts=2, creations=1),
    fails("302, create", "never repeated as a GET", APIError, on_server(create, then=[redirect(302, "/v1/instances")]),
          posts=1),
    fails("307 to another origin, create", "not followed: it would carry the token there", APIError,
          elsewhere(token=False), posts=1),
    fails("307 of the token request to another origin", "not followed: it would carry the secret there", APIError,
          elsewhere(token=True), requests=0),
    fails("308 to another version, GET", "not followed", APIError,
          on_server(get, then=[redirect(308, "/v2/instances")])),
    fails("308 that leaves the version through `..`, GET", "not followed", APIError,
          on_server(get, then=[redirect(308, "/v1/%2e%2e/v2/instances")])),
    fails("308 without a Location, GET", "the error of its status", APIError, on_server(get, then=[response(308)])),
    fails("307 in a loop, GET", "ends after five redirects", APIError,
          on_server(get, always=redirect(307, "/v1/instances/x")), requests=6),
    survives("307, then reset, then 503, GET", "each is handled by its own rule",
             on_server(get, then=[redirect(307, "/v1/instances/x"), response(503)]), requests=3),
)  # fmt: skip
