"""What comes before an operation: tokens, the rate limit, content types, paths, methods; and the headers of answers."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit.sandbox import Awkwardness, ManualClock, Sandbox
from aurakit.sandbox.limits import Window, retry_after
from sandbox.caller import GRANT, Caller, reasons
from support.http_library import httpx


def test_a_token_holds_for_an_hour(calm: Caller) -> None:
    answer = calm.token_request()
    assert answer.status_code == 200
    assert answer.json().keys() == {"access_token", "expires_in", "token_type"}
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness.off()) as sandbox, Caller(sandbox) as caller:
        assert caller.token_request().json()["expires_in"] == 3600
        sandbox.advance(3599.0)
        assert caller.get("/instances").status_code == 200
        sandbox.advance(1.0)
        assert caller.get("/instances").status_code in {401, 403}
        caller.login()
        assert caller.get("/instances").status_code == 200


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ({"auth": ("nobody", "secret")}, 401),
        ({"auth": None}, 401),
        ({"auth": None, "headers": {"Authorization": "Basic !!!"}}, 401),
        ({"data": None}, 404),
        ({"data": None, "json": [GRANT]}, 403),
        ({"data": None, "json": {"grant_type": "password"}}, 400),
        ({"data": None, "content": b"<grant/>", "headers": {"Content-Type": "text/xml"}}, 403),
        ({"data": {"grant_type": "password"}}, 400),
        ({"data": {"nothing": "at all"}}, 400),
    ],
)
def test_a_wrong_token_request_is_refused_with_error_and_description(
    calm: Caller, options: dict[str, object], status: int
) -> None:
    answer = calm.token_request(**options)
    assert (answer.status_code, answer.json().keys()) == (status, {"error", "error_description"})


def test_a_wrong_secret_is_refused(calm: Caller) -> None:
    assert calm.token_request(auth=(calm.sandbox.client_id, "wrong")).status_code == 401


def test_a_request_without_a_good_token_is_refused_in_the_gateways_form(calm: Caller) -> None:
    for authorization in ("", "Bearer nonsense", "Basic abc"):
        answer = calm.get("/instances", headers={"Authorization": authorization})
        assert (answer.status_code, list(answer.json())) == (401, ["error"])
        assert "X-Request-Id" not in answer.headers


@pytest.mark.parametrize("status", [401, 403])
def test_tokens_can_be_made_to_expire(calm: Caller, status: int) -> None:
    calm.sandbox.tokens.expire(status)
    refused = calm.get("/instances")
    assert (refused.status_code, list(refused.json())) == (status, ["error"])
    calm.login()
    assert calm.get("/instances").status_code == 200


def test_tokens_that_run_out_are_refused_with_either_status_and_at_times_early() -> None:
    seen = set()
    with Sandbox(clock=ManualClock(), awkwardness=Awkwardness(expires_early=(60.0, 60.0))) as sandbox:
        for _ in range(2):
            with Caller(sandbox) as caller:
                sandbox.advance(3540.0)
                seen.add(caller.get("/instances").status_code)
    assert seen == {401, 403}


def test_the_sixteenth_token_request_within_an_hour_is_too_many() -> None:
    with Sandbox(clock=ManualClock()) as sandbox:
        caller = Caller(sandbox)
        assert [caller.token_request().status_code for _ in range(16)] == [200] * 15 + [429]
        assert caller.token_request().headers["Retry-After"]
        sandbox.advance(3600.0)
        assert caller.token_request().status_code == 200


def test_request_126_within_a_minute_is_too_many_and_says_when_in_both_forms(awkward: Caller) -> None:
    assert {awkward.get("/instances").status_code for _ in range(125)} == {200}
    awkward.sandbox.advance(20.0)
    seconds, date = awkward.get("/tenants"), awkward.get("/tenants")
    assert (seconds.status_code, date.status_code) == (429, 429)
    assert seconds.headers["Retry-After"] == "40"
    assert parsedate_to_datetime(date.headers["Retry-After"]).timestamp() == awkward.sandbox.clock.wall() + 40.0
    assert list(seconds.json()) == ["error"]
    awkward.sandbox.advance(40.0)
    assert awkward.get("/tenants").status_code == 200


def test_the_date_of_an_answer_is_that_of_the_sandbox(awkward: Caller) -> None:
    sent = parsedate_to_datetime(awkward.get("/instances").headers["Date"]).timestamp()
    assert sent == int(awkward.sandbox.clock.wall())


@given(times=st.lists(st.floats(0.0, 30.0), max_size=60), limit=st.integers(1, 5), per=st.floats(0.1, 60.0))
def test_no_window_of_time_ever_has_more_requests_than_the_limit(times: list[float], limit: int, per: float) -> None:
    window, accepted = Window(limit, per), []
    for now in sorted(times):
        delay = window.delay(now)
        if delay is None:
            accepted.append(now)
        else:
            assert 0.0 < delay <= per
            assert len([one for one in accepted if now - one < per]) == limit
    assert all(later - earlier >= per for earlier, later in zip(accepted, accepted[limit:], strict=False))


@given(seconds=st.floats(0.0, 3600.0), wall=st.floats(1.7e9, 1.8e9))
def test_a_retry_after_is_never_too_early(seconds: float, wall: float) -> None:
    assert int(retry_after(seconds, wall, as_date=False)) >= seconds
    date = parsedate_to_datetime(retry_after(seconds, wall, as_date=True))
    assert 0.0 <= date.timestamp() - (wall + seconds) < 1.0


def test_every_authenticated_answer_has_a_request_id_of_its_own(calm: Caller) -> None:
    answers = [
        calm.get("/instances"),
        calm.get("/instances/00000000"),
        calm.post("/instances", content=b"{"),
        calm.get("/nothing"),
        calm.delete("/instances"),
    ]
    ids = [answer.headers["X-Request-Id"] for answer in answers]
    assert all(re.fullmatch(r"[0-9a-f]{32}/[0-9]{19}", one) for one in ids)
    assert len(set(ids)) == len(ids)
    assert ids == [request.request_id for request in calm.sandbox.requests[1:]]


@pytest.mark.parametrize(
    "path",
    [
        "/instances",
        "/instances/sizing",
        "/instances/00000000/pause",
        "/instances/00000000/resume",
        "/instances/00000000/overwrite",
        "/instances/00000000/upgrade",
        "/instances/00000000/snapshots",
        "/instances/00000000/snapshots/x/restore",
        "/customer-managed-keys",
        "/graph-analytics/sessions",
        "/graph-analytics/sessions/sizing",
    ],
)
def test_a_post_without_the_content_type_is_refused_even_without_a_body(calm: Caller, path: str) -> None:
    assert calm.post(path).status_code == 415
    assert calm.post(path, content=b"{}", headers={"Content-Type": "text/plain"}).status_code == 415
    with_charset = calm.post(path, content=b"{}", headers={"Content-Type": "application/json; charset=utf-8"})
    assert with_charset.status_code in {400, 404}


def test_a_post_that_takes_no_fields_needs_no_body(calm: Caller) -> None:
    path = f"/instances/{calm.running()}/pause"
    assert calm.post(path, headers={"Content-Type": "application/json"}).status_code == 202


def test_another_method_is_refused_and_the_right_ones_are_named(calm: Caller) -> None:
    answer = calm.put("/instances", json={})
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, POST")
    assert calm.head("/instances").status_code == 405
    assert httpx.get(f"{calm.sandbox.base_url}/oauth/token").status_code == 405


@pytest.mark.parametrize("path", ["/nothing", "/instances/", "/instances//pause", "/instances/a/b/c/d"])
def test_another_path_is_not_found(calm: Caller, path: str) -> None:
    assert calm.get(path).status_code == 404


def test_the_version_is_part_of_every_path_but_the_tokens(calm: Caller) -> None:
    answer = httpx.get(f"{calm.sandbox.base_url}/instances", headers=dict(calm.headers))
    assert (answer.status_code, reasons(answer)) == (404, [("not-found", None)])


def test_a_deprecated_version_announces_its_end() -> None:
    expires = "Mon, 03 Mar 2025 00:00:00 UTC"
    with Sandbox(clock=ManualClock(), api_expires=expires) as sandbox, Caller(sandbox) as caller:
        assert caller.get("/instances").headers["X-Tyk-Api-Expires"] == expires
    with Sandbox(clock=ManualClock()) as sandbox, Caller(sandbox) as caller:
        assert "X-Tyk-Api-Expires" not in caller.get("/instances").headers
