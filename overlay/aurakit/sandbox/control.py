"""Control over HTTP, `/_sandbox/`: what `Sandbox` offers in Python, for programs in other languages and for people.

It needs no token and is not rate limited. `openapi.yaml` beside this module describes it.
"""

from __future__ import annotations

import dataclasses
import datetime
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from .bodies import parsed
from .errors import ErrorResponse, gateway
from .messages import Response

if TYPE_CHECKING:
    from collections.abc import Callable

    from .messages import HttpRequest
    from .records import RecordedRequest
    from .sandbox import Sandbox

PREFIX = "/_sandbox"
RESOURCES = (
    "instances", "databases", "backups", "snapshots", "customer_managed_keys", "sessions",
    "data_apis", "auth_providers", "import_jobs", "virtual_graphs",
)  # fmt: skip
PEOPLE = ("organizations", "users", "invites", "ip_filters")
MAX_CONTROL_BYTES = 256 * 1024 * 1024
"""Enough for a saved world with tens of thousands of instances."""


class Control:
    """Responds to requests below `/_sandbox/` and `/openapi/`.

    Args:
        sandbox: what is controlled.
        enabled: if False, there is only the health endpoint.
    """

    def __init__(self, sandbox: Sandbox, *, enabled: bool) -> None:
        self._sandbox = sandbox
        self._routes: dict[tuple[str, str], Callable[[HttpRequest], object]] = {("GET", "/health"): self._health}
        if enabled:
            self._routes |= self._table()
        self._documents = {f"/openapi/{name}.yaml": name for name in ("v1", "v1beta5", "v2beta1")}

    def _table(self) -> dict[tuple[str, str], Callable[[HttpRequest], object]]:
        return {
            ("GET", "/"): lambda _: _file("page.html", "text/html; charset=utf-8"),
            ("GET", "/openapi.yaml"): lambda _: _file("openapi.yaml", "application/yaml"),
            ("GET", "/environment"): lambda _: self._sandbox.env(),
            ("GET", "/clock"): lambda _: self._clock(),
            ("PUT", "/clock"): self._set_time,
            ("POST", "/advance"): self._advance,
            ("GET", "/requests"): self._requests,
            ("DELETE", "/requests"): lambda _: self._sandbox.requests.clear(),
            ("GET", "/faults"): lambda _: {"faults": [one.order() for one in self._sandbox.faults]},
            ("POST", "/faults"): lambda request: self._sandbox.fail(**_arguments(request)).order(),
            ("DELETE", "/faults"): lambda _: self._sandbox.faults.clear(),
            ("POST", "/failures"): lambda request: self._sandbox.operations.fail(**_arguments(request)),
            ("POST", "/operations/finish"): self._finish,
            ("POST", "/tokens/expire"): lambda request: self._sandbox.tokens.expire(**_arguments(request)),
            ("GET", "/state"): self._state,
            ("POST", "/state"): lambda request: self._sandbox.state.add(_arguments(request)),
            ("POST", "/reset"): lambda _: self._sandbox.state.reset(),
            ("GET", "/world"): lambda _: self._sandbox.state.save(),
            ("PUT", "/world"): lambda request: self._sandbox.state.restore(_arguments(request)),
        }

    def serves(self, path: str) -> bool:
        """Whether a path belongs to the control API."""
        return path == PREFIX or path.startswith((f"{PREFIX}/", "/openapi/"))

    def respond(self, request: HttpRequest) -> Response:
        """The response to a control request."""
        if request.path in self._documents:
            return _api_document(self._documents[request.path])
        path = request.path.removeprefix(PREFIX) or "/"
        methods = [method for method, known in self._routes if known == path]
        try:
            if not methods:
                raise gateway(404, "Not found")
            if request.method not in methods:
                raise gateway(405, "Method not allowed", {"Allow": ", ".join(sorted(methods))})
            if request.body is None:
                raise gateway(413, f"The body must have no more than {MAX_CONTROL_BYTES} bytes")
            _check_origin(request)
            found = self._routes[request.method, path](request)
        except ErrorResponse as refused:
            return refused.response()
        except (ValueError, TypeError, OverflowError) as error:
            return gateway(400, str(error)).response()
        if isinstance(found, Response):
            return found
        return Response(204) if found is None else Response(200, found)

    # ------------------------------------------------------------------------------------------------ what it does

    def _health(self, _: HttpRequest) -> object:
        return {"status": "ok"}

    def _clock(self) -> object:
        clock = self._sandbox.clock
        time = datetime.datetime.fromtimestamp(clock.wall(), tz=datetime.UTC).isoformat(timespec="milliseconds")
        return {"now": clock.now(), "time": time.replace("+00:00", "Z"), "seconds_per_second": clock.seconds_per_second}

    def _advance(self, request: HttpRequest) -> object:
        seconds = _arguments(request).get("seconds")
        if not isinstance(seconds, int | float):
            raise ValueError("seconds must be a number")
        self._sandbox.advance(seconds)
        return self._clock()

    def _set_time(self, request: HttpRequest) -> object:
        self._sandbox.clock.set_time(datetime.datetime.fromisoformat(str(_arguments(request).get("time"))))
        return self._clock()

    def _requests(self, request: HttpRequest) -> object:
        after = int(request.query.get("after", "0"))
        return {"requests": [_request_json(one) for one in self._sandbox.requests if one.number > after]}

    def _finish(self, request: HttpRequest) -> object:
        return {"finished": self._sandbox.operations.finish(**_arguments(request))}

    def _state(self, request: HttpRequest) -> object:
        sandbox = self._sandbox
        last = request.query.get("last")
        if last is not None:
            if not 0 < int(last) < 10**6:
                raise ValueError("last must be a number of instances")
            return {"instances": [dataclasses.asdict(one) for one in sandbox.instances.last(int(last))]}
        found: dict[str, Any] = {
            "projects": [{"id": one.id, "name": one.name} for one in sandbox.projects],
            "creations": sandbox.instances.created,
        }
        found |= {kind: [one._asdict() for one in getattr(sandbox, kind)] for kind in PEOPLE}
        return found | {kind: [dataclasses.asdict(one) for one in getattr(sandbox, kind)] for kind in RESOURCES}


def _arguments(request: HttpRequest) -> dict[str, Any]:
    return parsed(request.body or b"")


def _check_origin(request: HttpRequest) -> None:
    """Refuse requests from pages of other origins: otherwise any web page could reset a visitor's sandbox."""
    origin = request.headers.get("origin")
    if origin is not None and urlsplit(origin).netloc != request.headers.get("host"):
        raise gateway(403, "Requests from pages of other origins are refused")


def _request_json(request: RecordedRequest) -> dict[str, Any]:
    return {**request._asdict(), "body": request.body.decode("utf-8", "replace")}


def _file(name: str, media_type: str) -> Response:
    content = resources.files("aurakit.sandbox").joinpath(name).read_bytes()
    return Response(200, content, (("Content-Type", media_type),))


def _api_document(version: str) -> Response:
    """The corrected OpenAPI document of a version, with this server as its URL."""
    try:
        text = resources.files(f"aurakit_raw.{version}").joinpath("openapi.yaml").read_text(encoding="utf-8")
    except FileNotFoundError:
        return gateway(404, f"This installation does not include the document of {version}").response()
    text = text.replace(f"- url: https://api.neo4j.io/{version}\n", f"- url: /{version}\n")
    return Response(200, text.encode(), (("Content-Type", "application/yaml"),))
