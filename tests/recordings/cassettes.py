"""How cassettes are made and played: vcrpy, the filter, a form that people can read, and what has to be the same."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import vcr
from vcr.errors import CannotOverwriteExistingCassetteException
from vcr.record_mode import RecordMode

from pipeline.documents import dump, parse
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .scrubbing import Scrubber

    Change = Callable[[httpx.Request], None]

CASSETTES = Path(__file__).resolve().parent / "cassettes"
HEADER = "Written by `python tests/recordings/record.py`, against the sandbox. Do not edit."
# All of the request as the filter leaves it: the address with its query, every header that matters, the body.
SAME = ("method", "uri", "headers", "body")

CONTEXT = httpx.create_ssl_context()  # one for all transports: making it takes longer than a replay


class Readable:
    """The serializer: a JSON body as the value it is, not as a text of one line."""

    @staticmethod
    def serialize(cassette: Mapping[str, Any]) -> str:
        """The text of a cassette."""
        interactions = []
        for recorded in cassette["interactions"]:
            request, response = recorded["request"], recorded["response"]
            interactions.append(
                {
                    "request": {
                        "method": request["method"],
                        "uri": request["uri"],
                        "headers": {name: value[0] for name, value in request["headers"].items()},
                        **_shown(request["body"]),
                    },
                    "response": {
                        "status": response["status"]["code"],
                        "headers": {
                            name: value if value[1:] else value[0] for name, value in response["headers"].items()
                        },
                        **_shown(response["body"]["string"]),
                    },
                }
            )
        text = dump({"version": cassette["version"], "interactions": interactions}, HEADER)
        return re.sub(" +$", "", text, flags=re.MULTILINE)

    @staticmethod
    def deserialize(text: str) -> dict[str, Any]:
        """What vcrpy wants of a text."""
        cassette = parse(text, "the cassette")
        for recorded in cassette["interactions"]:
            request, response = recorded["request"], recorded["response"]
            request["body"] = _content(request)
            response["body"] = {"string": _content(response)}
            response["status"] = {"code": response["status"], "message": ""}
            response["headers"] = {
                name: value if isinstance(value, list) else [value] for name, value in response["headers"].items()
            }
        return dict(cassette)


def _shown(content: bytes | str | None) -> dict[str, Any]:
    text = content.decode("utf-8") if isinstance(content, bytes) else content
    if not text:
        return {}
    try:
        value = json.loads(text)
    except ValueError:
        return {"text": text}
    return {"json": value} if isinstance(value, (dict, list)) else {"text": text}


def _content(side: dict[str, Any]) -> bytes:
    text = side.pop("text", "")
    if "json" in side:
        text = json.dumps(side.pop("json"), ensure_ascii=False, separators=(",", ":"))
    return str(text).encode()


def player(scrubber: Scrubber, folder: Path = CASSETTES, *, record: bool = False) -> vcr.VCR:
    """A player of the cassettes in `folder`, or a recorder that replaces them."""
    machine = vcr.VCR(
        cassette_library_dir=str(folder),
        path_transformer=vcr.VCR.ensure_suffix(".yaml"),
        record_mode=RecordMode.ALL if record else RecordMode.NONE,
        match_on=SAME,
        before_record_request=scrubber.request,
        before_record_response=scrubber.response,
        serializer="readable",
    )
    machine.register_serializer("readable", Readable)
    return machine


class Transport(httpx.HTTPTransport):
    """httpx's own, which vcrpy replaces (the SDK's connections are not httpx's); notes what no cassette has."""

    def __init__(self, change: Change | None = None) -> None:
        """change: what to do to each request before it goes out."""
        super().__init__(verify=CONTEXT)
        self.change = change
        self.refused: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        if self.change is not None:
            self.change(request)
        try:
            return super().handle_request(request)
        except CannotOverwriteExistingCassetteException as error:
            self.refused.append(str(error))
            raise


class AsyncTransport(httpx.AsyncHTTPTransport):
    """The asynchronous twin."""

    def __init__(self, change: Change | None = None) -> None:
        super().__init__(verify=CONTEXT)
        self.change = change
        self.refused: list[str] = []

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if self.change is not None:
            self.change(request)
        try:
            return await super().handle_async_request(request)
        except CannotOverwriteExistingCassetteException as error:
            self.refused.append(str(error))
            raise
