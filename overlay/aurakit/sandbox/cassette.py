"""Recorded sessions in the format of vcrpy, which `compare` reads."""

from __future__ import annotations

import json
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class Recorded(NamedTuple):
    """One request and its response as recorded."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    media_type: str
    status: int
    content: Any
    date: float | None

    @property
    def version(self) -> str:
        """The version of the API, such as `v1`."""
        return self.path.strip("/").partition("/")[0]

    @property
    def entries(self) -> list[dict[str, Any]]:
        """The objects in the response: for a list, each item."""
        data = self.content.get("data", self.content) if isinstance(self.content, dict) else self.content
        return [entry for entry in (data if isinstance(data, list) else [data]) if isinstance(entry, dict)]

    @property
    def sent(self) -> dict[str, Any]:
        """The JSON object in the request, an empty one if there is none."""
        found = content_of(self.body)
        return found if isinstance(found, dict) else {}


def read(path: Path) -> list[Recorded]:
    """The requests of a cassette.

    Raises:
        ValueError: the file is not a cassette.
    """
    from .seeds import loaded

    interactions = loaded(path).get("interactions")
    if not isinstance(interactions, list):
        raise ValueError(f"{path} has no list of interactions")
    try:
        return [_recorded(one) for one in interactions]
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"{path} has an interaction that is not in the form of vcrpy: {error!r}") from None


def pairs_of(value: Any) -> Iterator[tuple[str, Any]]:
    """The fields of a JSON value, at any depth."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield name, inside
            yield from pairs_of(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from pairs_of(inside)


def content_of(content: bytes) -> Any:
    """A body: the JSON value if it is JSON, otherwise text; None if it is empty."""
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def _recorded(interaction: Mapping[str, Any]) -> Recorded:
    request, response = interaction["request"], interaction["response"]
    url = urlsplit(request["uri"])
    headers = {name.lower(): _first(value) for name, value in (request.get("headers") or {}).items()}
    answered = {name.lower(): _first(value) for name, value in (response.get("headers") or {}).items()}
    date, status = answered.get("date"), response["status"]
    return Recorded(
        request["method"], url.path, dict(parse_qsl(url.query, keep_blank_values=True)), _bytes(_body(request)),
        headers.get("content-type", ""), int(status["code"] if isinstance(status, dict) else status),
        content_of(_bytes(_body(response))),
        None if date is None else parsedate_to_datetime(date).timestamp(),
    )  # fmt: skip


def _body(message: Mapping[str, Any]) -> Any:
    """The body, in the forms that vcrpy and its common serializers write: `body`, `body.string`, `json` or `text`."""
    body = message.get("body", message.get("json", message.get("text")))
    return body["string"] if isinstance(body, dict) and body.keys() & {"string"} else body


def _first(value: Any) -> str:
    return str(value[0] if isinstance(value, list) and value else value)


def _bytes(value: Any) -> bytes:
    if isinstance(value, dict | list):
        return json.dumps(value).encode()
    return value if isinstance(value, bytes) else str(value or "").encode()
