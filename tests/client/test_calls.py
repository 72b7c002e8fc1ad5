"""Calls of the SDK against a server that misbehaves: which error, how often it was sent, what it says."""

from __future__ import annotations

import logging
import pickle
import time
from typing import Any

import pytest

from aurakit import (
    APIError,
    AuraError,
    AuthenticationError,
    BadRequestError,
    ConflictError,
    ConnectionFailedError,
    ForbiddenError,
    InvalidArgumentError,
    NotFoundError,
    OutcomeUnknownError,
    PaymentRequiredError,
    RateLimitError,
    RequestTimeoutError,
    ResponseDecodeError,
    ServerError,
    UnauthorizedError,
)
from faultserver import (
    Close,
    Drip,
    FaultServer,
    Garbage,
    Reset,
    Silence,
    Truncate,
    Unreachable,
    response,
    token,
)
from support.driving import CLIENT_ID, SECRET, Driver, QuickClock, both
from support.http_library import httpx
from support.samples import CREATED, INSTANCE, NEW, ONE, api_error, create, delete, get, pause, session, update

# ------------------------------------------------------------------------------------------------ errors


@both
@pytest.mark.parametrize(
    ("status", "error"),
    [
        (400, BadRequestError), (401, UnauthorizedError), (402, PaymentRequiredError), (403, ForbiddenError),
        (404, NotFoundError), (405, APIError), (409, ConflictError), (410, NotFoundError), (415, APIError),
        (418, APIError), (420, APIError), (429, RateLimitError), (500, ServerError), (502, ServerError),
        (503, ServerError), (504, ServerError), (520, ServerError), (301, APIError), (308, APIError),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "body",
    [
        {"errors": [{"message": "Some message", "reason": "some-reason", "field": "name"}]},
        {"error": "Some message"},
        b"",
        b"plain text",
        b"<html><head><title>Bad</title></head></html>",
        b"\xff\xfe",
        b"[" * 100_000,
        {"errors": None},
    ],
    ids=["api", "gateway", "empty", "text", "html", "bytes", "nested", "null"],
)
def test_every_status_is_its_error_whatever_the_body(
    driver: Driver, status: int, error: type[AuraError], body: Any
) -> None:
    with FaultServer(default=response(status, body)) as server:
        caught = driver.fails(server.url, error, pause, max_retries=1)
    assert caught.status_code == status
    assert caught.request_id == "8a35fa95b983aeff3e70394832706f45/12383853214941892751"
    assert caught.request_id in str(caught) and str(status) in str(caught)
    assert (caught.method, caught.path) == ("POST", "/v1/instances/ab12/pause")
    assert "POST /v1/instances/ab12/pause" in str(caught)
    again = pickle.loads(pickle.dumps(caught))
    assert str(again) == str(caught) and vars(again).keys() == vars(caught).keys()
    if isinstance(body, dict) and body.get("errors"):
        assert caught.reason == "some-reason" and caught.errors[0].field == "name" and "some-reason" in str(caught)


@both
def test_a_known_reason_comes_with_what_to_do(driver: Driver) -> None:
    with FaultServer(default=api_error(402, "quota-exceeded", "Quota")) as server:
        caught = driver.fails(server.url, PaymentRequiredError, create)
    assert str(caught).startswith("Quota (field name). Delete what is no longer needed") and ". POST /v1/" in str(
        caught
    )


@both
@pytest.mark.parametrize(
    "body",
    [b"{", b"null", b"[]", b"7", b'{"data": null}', b'{"data": []}', b'{"data": {}}', b"[" * 100_000, b""],
)
def test_a_success_that_cannot_be_read_says_that_it_was_accepted(driver: Driver, body: bytes) -> None:
    with FaultServer(default=response(202, body)) as server:
        caught = driver.fails(server.url, ResponseDecodeError, create)
        assert server.count() == 1
    assert "accepted" in str(caught) and caught.request_id and caught.status_code == 202


@both
def test_a_page_in_place_of_a_success_does_not_say_that_it_was_accepted(driver: Driver) -> None:
    with FaultServer(default=response(202, b"<html>")) as server:
        caught = driver.fails(server.url, ResponseDecodeError, create)
        assert server.count() == 1
    assert "Whether the API got the request is not known" in str(caught) and "was accepted" not in str(caught)


@both
def test_a_broken_gzip_and_a_body_too_large_are_errors_of_their_own(driver: Driver) -> None:
    with FaultServer(default=response(200, b"no gzip", {"Content-Encoding": "gzip"})) as server:
        driver.fails(server.url, ResponseDecodeError, get)
        assert server.count() == 1
    with FaultServer(default=response(200, b"x" * 5000)) as server:
        caught = driver.fails(server.url, ResponseDecodeError, get, max_response_bytes=1000)
    assert "max_response_bytes" in str(caught)


@both
@pytest.mark.parametrize(
    "call",
    [
        lambda aura: aura.instances.get(""),
        lambda aura: aura.instances.get(".."),
        lambda aura: aura.instances.get("../tenants"),
        lambda aura: aura.instances.get("a\nb"),
        lambda aura: aura.instances.get("\ud800"),
        lambda aura: aura.instances.get("x" * 70_000),
        lambda aura: aura.instances.create(**{**NEW, "name": "\ud800"}),
        lambda aura: aura.instances.estimate_size(node_count=float("nan"), relationship_count=1),
        lambda aura: aura.instances.list(tenant_id="\udfff"),
        lambda aura: aura.instances.list(tenant_id="x" * 70_000),
        lambda aura: aura.instances.update("ab12"),
        lambda aura: aura.instances.upgrade("ab12", memory="8GB"),
    ],
)
def test_what_cannot_be_sent_is_refused_before_there_is_a_request(driver: Driver, call: Any) -> None:
    with FaultServer() as server:
        caught = driver.fails(server.url, InvalidArgumentError, call)
        assert server.count() == 0
    assert isinstance(caught, ValueError)


@both
@pytest.mark.parametrize("identifier", ["a?b", "a#b", "a%2Fb", "ä", "a b", "a;b"])
def test_an_odd_id_stays_one_segment_of_the_path(driver: Driver, identifier: str) -> None:
    with FaultServer(default=ONE) as server:
        driver.run(server.url, lambda aura: aura.instances.get(identifier))
        (received,) = server.calls()
    assert httpx.URL(f"http://x{received.target}").path == f"/v1/instances/{identifier}"
    assert "?" not in received.target and received.target.count("/") == 3


# ------------------------------------------------------------------------------------------ retry, and never twice


@both
@pytest.mark.parametrize(
    "fault",
    [
        response(429), response(500), response(502), response(503), response(504), Reset(), Close(), Garbage(),
        Truncate(ONE), Reset(ONE.content[:30]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("call", [get, delete, session])
def test_what_may_be_repeated_is_repeated_until_it_succeeds(driver: Driver, fault: Any, call: Any) -> None:
    good = response(200, {"data": {**INSTANCE, "status": "Ready"}}) if call is session else ONE
    with FaultServer(default=good) as server:
        server.script(fault, fault)
        assert driver.run(server.url, call) is not None
        assert server.count() == 3


@both
@pytest.mark.parametrize("status", [500, 502, 503, 504, 520])
@pytest.mark.parametrize("call", [create, pause, update])
def test_a_post_or_patch_that_got_5xx_is_never_sent_again(driver: Driver, status: int, call: Any) -> None:
    with FaultServer(default=response(202, {"data": CREATED})) as server:
        server.script(response(status))
        caught = driver.fails(server.url, ServerError, call)
        assert server.count() == 1
    assert caught.outcome_unknown


@both
@pytest.mark.parametrize("fault", [Reset(), Close(), Garbage(), Truncate(response(202, {"data": CREATED}))])
@pytest.mark.parametrize("call", [create, pause, update])
def test_a_post_or_patch_without_a_complete_response_is_never_sent_again(driver: Driver, fault: Any, call: Any) -> None:
    with FaultServer(default=response(202, {"data": CREATED})) as server:
        server.script(fault)
        caught = driver.fails(server.url, OutcomeUnknownError, call)
        assert server.count() == 1
    if call is create:
        assert "aura.instances.list(tenant_id=" in str(caught)


@both
@pytest.mark.parametrize("fault", [Silence(), Drip(response(202, {"data": CREATED}))])
def test_a_post_that_ran_out_of_time_is_of_unknown_outcome(driver: Driver, fault: Any) -> None:
    with FaultServer(default=response(202, {"data": CREATED})) as server:
        server.script(fault)
        began = time.monotonic()
        driver.fails(server.url, OutcomeUnknownError, create, timeout=0.4)
        assert time.monotonic() - began < 1.5
        assert server.count() == 1


@both
def test_a_post_that_was_certainly_not_acted_on_is_sent_again(driver: Driver) -> None:
    with FaultServer(default=response(202, {"data": CREATED})) as server:
        server.script(response(429), response(401), response(429, headers={"Retry-After": "1"}))
        created = driver.run(server.url, create)
        assert server.count() == 4 and created.id == "ab12"


@both
def test_no_connection_is_tried_again_for_every_method(driver: Driver) -> None:
    nowhere, clock = Unreachable(), QuickClock()
    caught = driver.fails(nowhere.url, ConnectionFailedError, create, clock=clock, max_retries=2)
    assert len(clock.sleeps) >= 2 and "token" in str(caught).lower()


@both
@pytest.mark.parametrize("lost", [response(500), Reset(), response(503)])
@pytest.mark.parametrize("gone", [404, 410])
def test_a_repeated_delete_that_finds_nothing_has_succeeded(driver: Driver, lost: Any, gone: int) -> None:
    with FaultServer(default=api_error(gone, "db-not-found")) as server:
        server.script(lost)
        assert driver.run(server.url, delete) is None
    with FaultServer(default=api_error(gone, "db-not-found")) as server:
        driver.fails(server.url, NotFoundError, delete)
        server.script(response(429))
        driver.fails(server.url, NotFoundError, delete)


@both
def test_retries_end_and_the_error_has_every_attempt(driver: Driver) -> None:
    with FaultServer(default=response(503)) as server:
        server.script(Reset(), response(429, request_id="first/1"))
        caught = driver.fails(server.url, ServerError, get, max_retries=3)
        assert server.count() == 4
    assert [attempt.status_code for attempt in caught.attempts] == [None, 429, 503, 503]
    assert caught.attempts[1].request_id == "first/1"
    assert all(attempt.wait > 0 for attempt in caught.attempts[:-1]) and caught.attempts[-1].wait == 0


@both
@pytest.mark.parametrize(("header", "least"), [("3", 3.0), ("0", 0.0), ("soon", 0.0), ("-5", 0.0)])
def test_retry_after_is_the_least_wait(driver: Driver, header: str, least: float) -> None:
    clock = QuickClock()
    with FaultServer(default=ONE) as server:
        server.script(response(503, headers={"Retry-After": header}))
        driver.run(server.url, get, clock=clock)
    assert clock.skipped >= least and clock.skipped < least + 2


@both
def test_retry_after_as_a_date_is_understood(driver: Driver) -> None:
    clock = QuickClock()
    when = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 5))
    with FaultServer(default=ONE) as server:
        server.script(response(503, headers={"Retry-After": when}))
        driver.run(server.url, get, clock=clock)
    assert 3.0 < clock.skipped < 6.0


@both
def test_a_wait_that_would_pass_the_timeout_ends_the_call_at_once(driver: Driver) -> None:
    clock = QuickClock()
    with FaultServer(default=ONE) as server:
        server.script(response(503, headers={"Retry-After": "3600"}))
        caught = driver.fails(server.url, ServerError, get, clock=clock)
    assert caught.retry_after == 3600 and clock.skipped == 0


@both
def test_an_attempt_leaves_time_for_the_next(driver: Driver) -> None:
    with FaultServer(default=ONE) as server:
        server.script(Silence())
        began = time.monotonic()
        assert driver.run(server.url, get, timeout=1.0).id == "ab12"
        assert time.monotonic() - began < 1.0


@both
@pytest.mark.parametrize("fault", [Silence(), Drip(ONE, every=0.1), Drip(ONE, every=0.1, body_only=True)])
def test_the_timeout_ends_every_call(driver: Driver, fault: Any) -> None:
    with FaultServer(default=fault) as server:
        began = time.monotonic()
        driver.fails(server.url, RequestTimeoutError, get, timeout=0.5)
        assert time.monotonic() - began < 1.5


# ------------------------------------------------------------------------------------------------ the token


@both
@pytest.mark.parametrize("status", [401, 403])
def test_a_refused_token_is_replaced_once_and_any_method_sent_again(driver: Driver, status: int) -> None:
    with FaultServer(default=response(202, {"data": CREATED})) as server:
        server.script(response(status, {"error": "Key not authorized: token has expired"}))
        assert driver.run(server.url, create).id == "ab12"
        assert (server.count(), server.token_requests) == (2, 2)
        first, second = (received.headers["authorization"] for received in server.calls())
    assert first != second


@both
def test_fifteen_forbidden_calls_cost_one_token_more(driver: Driver) -> None:
    with FaultServer(default=api_error(403, "unauthorized", "Insufficient permissions")) as server:

        def many(aura: Any) -> None:
            for _ in range(15):
                with pytest.raises(ForbiddenError):
                    get(aura)

        async def many_async(aura: Any) -> None:
            for _ in range(15):
                with pytest.raises(ForbiddenError):
                    await get(aura)

        driver.run(server.url, many if driver.kind == "sync" else many_async)
        assert server.token_requests == 2


@both
@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_refused_credentials_are_not_tried_again_and_name_their_source(driver: Driver, status: int) -> None:
    with FaultServer() as server:
        server.token_script(response(status, {"error": "access_denied", "error_description": "Unauthorized"}))
        caught = driver.fails(server.url, AuthenticationError, get)
        assert (server.token_requests, server.count()) == (1, 0)
    assert caught.status_code == status and "argument" in str(caught)
    assert SECRET not in str(caught) and CLIENT_ID not in str(caught)


@both
@pytest.mark.parametrize(
    "fault", [response(429), response(500), response(502), response(503), Reset(), Truncate(token())]
)
def test_the_token_request_is_repeated_like_an_idempotent_call(driver: Driver, fault: Any) -> None:
    with FaultServer(default=ONE) as server:
        server.token_script(fault, fault)
        assert driver.run(server.url, get).id == "ab12"
        assert server.token_requests == 3


@both
@pytest.mark.parametrize(
    "body",
    [b"<html>", b"{", b"[]", {"expires_in": 3600}, {"access_token": ""}, {"access_token": "a\nb"}, {"access_token": 7}],
)
def test_a_response_without_a_usable_token_is_an_authentication_error(driver: Driver, body: Any) -> None:
    with FaultServer() as server:
        server.token_script(*[response(200, body)] * 6)
        caught = driver.fails(server.url, AuthenticationError, get)
        assert server.count() == 0
    assert caught.request_id


@both
def test_a_silent_token_endpoint_ends_with_the_timeout(driver: Driver) -> None:
    with FaultServer() as server:
        server.token_script(*[Silence()] * 6)
        began = time.monotonic()
        driver.fails(server.url, RequestTimeoutError, get, timeout=0.5)
        assert time.monotonic() - began < 1.5


@both
def test_a_token_of_short_life_is_not_asked_for_with_every_call(driver: Driver) -> None:
    with FaultServer(default=ONE) as server:
        server.token_script(token("short", 20))
        driver.run(server.url, get, get, get, get)
        assert server.token_requests == 1


@both
def test_a_token_is_renewed_ahead_of_its_end(driver: Driver) -> None:
    clock = QuickClock()

    def wait(aura: Any) -> Any:
        clock.skipped += 3590

    with FaultServer(default=ONE) as server:
        driver.run(server.url, get, wait, get, clock=clock)
        assert server.token_requests == 2 and server.count() == 2


# ------------------------------------------------------------------------------------------------ redirects


@both
def test_a_redirect_within_the_pinned_version_is_followed_and_no_other(driver: Driver) -> None:
    with FaultServer(default=ONE) as server, FaultServer(default=ONE) as other:
        server.script(response(308, headers={"Location": "/v1/instances/moved"}))
        assert driver.run(server.url, get).id == "ab12"
        assert [received.path for received in server.calls()][-1] == "/v1/instances/moved"
        elsewhere = (f"{other.url}/v1/instances/x", "/v2/instances/x", "/v1/../v2/x", "//evil.example/v1/x", "")
        for location in (*elsewhere, "/v1/" + "x" * 70_000):
            server.script(response(308, headers={"Location": location} if location else {}))
            caught = driver.fails(server.url, APIError, get)
            assert caught.status_code == 308
        assert other.requests == []


@both
def test_a_redirect_loop_ends(driver: Driver) -> None:
    with FaultServer(default=response(307, headers={"Location": "/v1/instances/ab12"})) as server:
        driver.fails(server.url, APIError, get)
        assert server.count() == 6


@both
@pytest.mark.parametrize("status", [301, 302, 303])
def test_a_post_is_never_turned_into_a_get(driver: Driver, status: int) -> None:
    with FaultServer(default=response(status, headers={"Location": "/v1/instances/other"})) as server:
        driver.fails(server.url, APIError, create)
        assert [received.method for received in server.calls()] == ["POST"]


@both
def test_the_token_endpoint_s_redirect_never_takes_the_secret_elsewhere(driver: Driver) -> None:
    with FaultServer(default=ONE) as server, FaultServer() as other:
        server.token_script(response(307, headers={"Location": f"{other.url}/oauth/token"}))
        with pytest.raises(AuraError):
            driver.run(server.url, get)
        assert other.requests == []


# ------------------------------------------------------------------------------------------------ what is sent and told


@both
def test_a_request_has_what_the_api_wants(driver: Driver) -> None:
    with FaultServer(default=ONE) as server:
        driver.run(server.url, pause, get, user_agent="nightly/1.0")
        posted, got = server.calls()
        (asked,) = [received for received in server.requests if received.is_token_request]
    assert posted.headers["content-type"] == "application/json" and posted.body == {}
    assert "content-type" not in got.headers and got.headers["accept"] == "application/json"
    assert got.headers["authorization"].startswith("Bearer token-")
    assert got.headers["accept-encoding"] == "gzip"
    assert got.headers["user-agent"].startswith("nightly/1.0") and "aurakit/" in got.headers["user-agent"]
    assert asked.content == b"grant_type=client_credentials" and asked.headers["authorization"].startswith("Basic ")


@both
def test_every_attempt_is_logged_at_debug_and_every_repetition_at_warning(
    driver: Driver, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG, "aurakit"), FaultServer(default=ONE) as server:
        server.script(response(503))
        driver.run(server.url, get)
    told = [(record.levelname, record.getMessage()) for record in caplog.records if record.name == "aurakit"]
    debug = [text for level, text in told if level == "DEBUG"]
    (warning,) = [text for level, text in told if level == "WARNING"]
    assert len(debug) == 3 and "GET /v1/instances/ab12" in debug[1] and "503" in debug[1] and "200" in debug[2]
    assert "503" in warning and "8a35fa95" in warning and " s" in warning


@both
def test_netrc_is_not_looked_at(driver: Driver, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login other password other")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    with FaultServer(default=ONE) as server:
        driver.run(server.url, get)
        assert all("other" not in str(received.headers) for received in server.requests)
