"""Scenarios of the connection: how it breaks, how long it takes, how much comes, and the token it begins with."""

from __future__ import annotations

import ssl
from typing import TYPE_CHECKING, Any

import trustme

from aurakit import (
    AuthenticationError,
    ConnectionFailedError,
    ForbiddenError,
    OutcomeUnknownError,
    RateLimitError,
    RequestTimeoutError,
    ResponseDecodeError,
    ServerError,
    UnauthorizedError,
)
from faults.calls import at_once, create, create_in_project, delete, get, pause, rename, session, swallowing
from faults.play import (
    NEW_INSTANCE,
    ONE,
    CountingServer,
    Order,
    Play,
    Seen,
    error_of,
    fails,
    in_sandbox,
    on_server,
    seen,
    survives,
)
from faultserver import (
    Close,
    ConnectProxy,
    Drip,
    FaultServer,
    Garbage,
    Reset,
    Silence,
    Truncate,
    Unreachable,
    bomb,
    large,
    raw,
    response,
    token,
)
from support.samples import api_error
from support.searching import CLIENT_SECRET, PROXY_PASSWORD, PROXY_USER, TOKEN, TOKENS

if TYPE_CHECKING:
    from support.driving import Driver, Step

HEAD = NEW_INSTANCE.content.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"


def nowhere(call: Step, **options: Any) -> Play:
    """A call to a port that nobody listens at."""
    return lambda driver: seen(error_of(lambda: driver.run(Unreachable().url, call, **options)), [], 0)


def untrusted(driver: Driver) -> Seen:
    """A server whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost").configure_cert(context)
    with FaultServer(tls=context) as server:
        return seen(error_of(lambda: driver.run(server.url, create, max_retries=0)), [], 0)


def refused_by_the_proxy(driver: Driver) -> Seen:
    """A proxy that does not accept the password."""
    with ConnectProxy(status=407) as proxy:
        url = proxy.url.replace("//", f"//{PROXY_USER}:{PROXY_PASSWORD.replace('/', '%2F')}@")
        error = error_of(lambda: driver.run("https://localhost:1", create, proxy=url, max_retries=0))
        assert proxy.targets
        return seen(error, [], 0)


def gone_in_between(call: Step) -> Play:
    """A server that ends after the first call and before the second."""

    def play(driver: Driver) -> Seen:
        counting = CountingServer((), None, TOKENS)
        with counting.server as server:

            def leave(aura: Any) -> None:
                server.__exit__()

            error = error_of(lambda: driver.run(server.url, get, leave, call, client_secret=CLIENT_SECRET))
        return counting.seen(error)

    return play


TRANSPORT = (
    fails("nobody listens", "the error says that nothing was sent", ConnectionFailedError, nowhere(create),
          request_id=False, tokens=0, requests=0),
    fails("the certificate is not trusted", "the error says so; nothing was sent", ConnectionFailedError,
          untrusted, request_id=False, tokens=0, requests=0),
    fails("the proxy refuses the password", "the error names the proxy without its password",
          ConnectionFailedError, refused_by_the_proxy, request_id=False, tokens=0, requests=0),
    fails("server stopped before a create", "it was certainly not sent, so the outcome is known", ConnectionFailedError,
          gone_in_between(create), request_id=False),
    survives("idle connection closed, then a create", "noticed in time: a new connection, one creation",
             on_server(get, create, then=[raw(ONE.content, close=True)]), requests=2, posts=1, creations=1),
    survives("reset twice, GET", "retried", on_server(get, then=[Reset(), Reset()]), requests=3),
    fails("always reset, GET", "fails after all retries", ConnectionFailedError, on_server(get, always=Reset()),
          request_id=False, requests=5),
    fails("reset, create", "never sent again: the outcome is unknown", OutcomeUnknownError,
          on_server(create, then=[Reset()]), request_id=False, posts=1, creations=1),
    fails("reset after the head, create", "never sent again; the error has the request id from the head",
          OutcomeUnknownError, on_server(create, then=[Reset(HEAD)]), posts=1, creations=1),
    fails("reset, pause", "never sent again", OutcomeUnknownError, on_server(pause, then=[Reset()]),
          request_id=False, posts=1),
    fails("reset, rename (PATCH)", "never sent again", OutcomeUnknownError, on_server(rename, then=[Reset()]),
          request_id=False),
    survives("reset, session create", "retried: it is get-or-create", on_server(session, then=[Reset()]),
             requests=2, posts=2),
    survives("reset, DELETE; then 404", "the first request deleted it: success",
             on_server(delete, then=[Reset(), api_error(404, "db-not-found")]), requests=2),
    survives("closed without a response, GET", "retried", on_server(get, then=[Close()]), requests=2),
    fails("closed without a response, create", "never sent again", OutcomeUnknownError,
          on_server(create, then=[Close()]), request_id=False, posts=1, creations=1),
    survives("cut off in the body, GET", "retried", on_server(get, then=[Truncate(ONE)]), requests=2),
    survives("cut off in a chunk, GET", "retried", on_server(get, then=[Truncate(ONE, chunked=True)]), requests=2),
    survives("cut off in the head, GET", "retried", on_server(get, then=[Truncate(ONE, keep=20)]), requests=2),
    fails("cut off in the body, create", "never sent again; the error has the response's request id",
          OutcomeUnknownError, on_server(create, then=[Truncate(NEW_INSTANCE)]), posts=1, creations=1),
    survives("not HTTP at all, GET", "retried", on_server(get, then=[Garbage()]), requests=2),
    fails("not HTTP at all, create", "never sent again", OutcomeUnknownError, on_server(create, then=[Garbage()]),
          request_id=False, posts=1, creations=1),
    fails("response lost after the create", "one instance exists, and the error says how to find it",
          OutcomeUnknownError, in_sandbox(Order(lambda sandbox: sandbox.fail(lose_response=True)), create_in_project),
          request_id=False, posts=1, creations=1),
)  # fmt: skip

SOON = 0.5  # seconds of real time, of which the call before it, which fetches the token, needs none
DEADLINE = (
    survives("one silent response, GET", "the attempt ends early enough for another one",
             on_server(get, get, then=[ONE, Silence()], timeout=2.0), requests=3),
    fails("always silent, GET", "the timeout ends it", RequestTimeoutError,
          on_server(get, get, then=[ONE], always=Silence(), timeout=1.2, max_retries=1), request_id=False, requests=3),
    fails("silent, create", "the timeout ends it; never sent again", OutcomeUnknownError,
          on_server(get, create, then=[ONE, Silence()], timeout=SOON),
          request_id=False, requests=2, posts=1, creations=1),
    fails("head byte by byte, GET", "the timeout ends it although bytes arrive", RequestTimeoutError,
          on_server(get, get, then=[ONE, Drip(ONE)], timeout=SOON, max_retries=0), request_id=False, requests=2),
    fails("body byte by byte, GET", "the timeout ends it; the error has the request id from the head",
          RequestTimeoutError,
          on_server(get, get, then=[ONE, Drip(ONE, body_only=True)], timeout=SOON, max_retries=0), requests=2),
    fails("body byte by byte, create", "the timeout ends it; never sent again", OutcomeUnknownError,
          on_server(get, create, then=[ONE, Drip(NEW_INSTANCE, body_only=True)], timeout=SOON),
          requests=2, posts=1, creations=1),
    fails("token endpoint silent", "one timeout covers token and call", RequestTimeoutError,
          on_server(create, tokens=[Silence()], timeout=SOON, max_retries=0), request_id=False, requests=0),
    fails("Retry-After longer than the timeout", "fails at once; the error says how long to wait", ServerError,
          on_server(get, then=[response(503, headers={"Retry-After": "3600"})])),
    fails("no time left for another retry", "the error is that of the last response", ServerError,
          on_server(get, always=response(503, headers={"Retry-After": "4"})), requests=3),
)  # fmt: skip

SIZE = (
    fails("body larger than the limit", "reading stops at the limit, which the error names", ResponseDecodeError,
          on_server(get, then=[large(200_000)], max_response_bytes=1000)),
    fails("200 MB from a small gzip body", "decompression stops at the limit", ResponseDecodeError,
          on_server(get, then=[bomb(200_000_000)])),
    fails("large response to a create", "accepted, so not sent again", ResponseDecodeError,
          on_server(create, then=[large(200_000, 202)], max_response_bytes=1000), posts=1, creations=1),
    fails("error with a large body", "the status decides the error; the body is not read", ServerError,
          on_server(pause, then=[large(200_000, 500)], max_response_bytes=1000), posts=1),
    survives("head of 200 KB, GET", "rejected as invalid HTTP, and retried",
             on_server(get, then=[response(200, {"data": []}, {"X-Filler": "x" * 200_000})]), requests=2),
)  # fmt: skip

TOKEN_ENDPOINT = (
    fails("credentials refused", "requested once; the error names the source of the credentials", AuthenticationError,
          on_server(create, tokens=[response(401, {"error": "access_denied"})]), requests=0),
    fails("token endpoint 403", "requested once", AuthenticationError,
          on_server(create, tokens=[response(403)]), requests=0),
    survives("token endpoint 500, reset, then a token", "retried; the create is sent once",
             on_server(create, tokens=[response(500), Reset(), token(TOKEN)]), tokens=3, posts=1, creations=1),
    survives("token endpoint 429 with Retry-After", "retried after that delay",
             on_server(create, tokens=[response(429, headers={"Retry-After": "3"}), token(TOKEN)]),
             tokens=2, posts=1, creations=1),
    fails("token endpoint always 503", "fails after all retries", ServerError,
          on_server(create, tokens=[response(503)] * 9), tokens=5, requests=0),
    fails("token endpoint always resets", "fails after all retries", ConnectionFailedError,
          on_server(create, tokens=[Reset()] * 9), request_id=False, tokens=5, requests=0),
    fails("an HTML page in place of a token", "the error says so", AuthenticationError,
          on_server(create, tokens=[response(200, b"<html><title>Login</title>")]), requests=0),
    fails("a token with a line break", "never put into a header", AuthenticationError,
          on_server(create, tokens=[token("a\nb")]), requests=0),
    survives("a short-lived token", "not requested again for every call",
             on_server(get, get, get, tokens=[token(TOKEN, 20)]), requests=3),
    survives("token expired, 401 to a create", "new token, sent again: the first request was not acted on",
             on_server(create, then=[response(401)]), tokens=2, requests=2, posts=2, creations=1),
    survives("token expired, 403 to a create", "new token, sent again: the first request was not acted on",
             on_server(create, then=[response(403)]), tokens=2, requests=2, posts=2, creations=1),
    survives("tokens expire between two calls", "new token; both instances exist",
             in_sandbox(create_in_project, Order(lambda sandbox: sandbox.tokens.expire(403)), create_in_project),
             tokens=2, requests=3, posts=3, creations=2),
    fails("401 to every token", "the token is replaced once, then an error", UnauthorizedError,
          on_server(create, always=response(401)), tokens=2, requests=2, posts=2),
    fails("403 with every token", "the token is replaced once; then it is a lack of permission", ForbiddenError,
          on_server(create, always=api_error(403, "forbidden")), tokens=2, requests=2, posts=2),
    fails("403 for three calls", "one new token in total, not one for each call", ForbiddenError,
          on_server(swallowing(get), swallowing(get), get, always=api_error(403, "forbidden")),
          tokens=2, requests=4),
    survives("20 calls at once, no token yet", "one token request", on_server(at_once(get, 20)), requests=20),
    fails("token requests used up", "fails at once: the pause is too long to wait for", RateLimitError,
          in_sandbox(create_in_project, token_limit=0), request_id=False, requests=0),
)  # fmt: skip
