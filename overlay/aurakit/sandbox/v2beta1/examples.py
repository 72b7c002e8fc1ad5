"""Stateless operations: they respond with the examples of the corrected document, and a header that says so.

If the document has no example, one is derived from its schema. Ids in the path replace those in the example,
so that a client gets what it requested; paged lists have a few more items.
"""

from __future__ import annotations

import datetime
import functools
import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from ..errors import ErrorResponse, error, refused_for
from ..messages import Response
from ..routing import Route
from . import lookup
from .paging import linked_page
from .samples import resolved, sample

if TYPE_CHECKING:
    from ..messages import Request

HEADER = ("X-Sandbox-Example", "true")
"""The header of every response that is an example."""
PAGED_ITEMS = 7
_JSON = "application/json"
_IDS = {"organization_id": "organization_id", "org_id": "organization_id", "project_id": "project_id"}
"""Fields that repeat an id of the path: the name in the path, and the name of the field."""


def example_route(method: str, path: str, quota: str | None = None) -> Route:
    """The route of an operation, which responds with its example."""

    def respond(request: Request) -> Response:
        return _respond(request, method, path)

    return Route(method, path, respond, quota)


def _respond(request: Request, method: str, path: str) -> Response:
    if "project_id" in request.path:
        lookup.project(request)
    else:
        lookup.organization(request)
    operation = _document()["paths"][path][method.lower()]
    parameters = [resolved(_document(), one) for one in operation.get("parameters", ())]
    _check(request, operation, parameters)
    status = min(operation["responses"])
    body = _example(status, method, path)
    if body is None:
        return Response(int(status), None, (HEADER,))
    body = json.loads(body)
    _put_ids(request, path, body)
    if any(one["name"] == "page_token" for one in parameters):
        items, links = linked_page(_more(body["data"]), request)
        body |= {"data": items, "links": links}
    return Response(int(status), body, (HEADER,))


@functools.cache
def _document() -> dict[str, Any]:
    from ruamel.yaml import YAML

    text = resources.files("aurakit_raw.v2beta1").joinpath("openapi.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return found


@functools.cache
def _example(status: str, method: str, path: str) -> str | None:
    """The body of a response as JSON; None for a response without one."""
    document = _document()
    response = resolved(document, document["paths"][path][method.lower()]["responses"][status])
    media = response.get("content", {}).get(_JSON)
    if media is None:
        return None
    examples = media.get("examples", {})
    if examples:
        value = next(iter(examples.values()))["value"]
    else:
        value = media.get("example", sample(document, media["schema"]))
    return json.dumps(value, default=_as_text)


def _as_text(value: object) -> str:
    """A date in a YAML document as the API writes it."""
    return value.isoformat().replace("+00:00", "Z") if isinstance(value, datetime.date) else str(value)


def _check(request: Request, operation: dict[str, Any], parameters: list[dict[str, Any]]) -> None:
    """Refuse a request without a required value, or with an invalid timestamp.

    Raises:
        ErrorResponse: 400, in the format that the operation documents.
    """
    problems = []
    for one in parameters:
        name, value = one["name"], request.query.get(one["name"])
        if one["in"] == "query" and one.get("required") and value is None:
            problems.append((name, f"{name} is required"))
        elif value is not None and one["schema"].get("format") == "date-time" and not _is_time(value):
            problems.append((name, f"{name} must be a timestamp in the format of RFC 3339"))
    body = resolved(_document(), operation.get("requestBody", {})).get("content", {}).get(_JSON, {}).get("schema", {})
    problems += [
        (name, f"{name} is required")
        for name in resolved(_document(), body).get("required", ())
        if name not in request.body
    ]
    if problems and operation.get("x-quota") == "billing":
        raise ErrorResponse(400, {"errors": [{"error": "bad-request", "message": text} for _, text in problems]})
    if problems:
        raise refused_for(error(text, "validation-error", name) for name, text in problems)


def _is_time(text: str) -> bool:
    try:
        return datetime.datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        return False


def _put_ids(request: Request, path: str, body: Any) -> None:
    """Give the returned object the organization and project in the path, and the last id in the path."""
    items = body.get("data", body) if isinstance(body, dict) else body
    last = path.rpartition("/")[2]
    for item in items if isinstance(items, list) else [items]:
        for name, parameter in _IDS.items():
            if name in item and parameter in request.path:
                item[name] = request.path[parameter]
        if last.startswith("{") and "id" in item:
            item["id"] = request.path[last[1:-1]]


def _more(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Enough distinct items for some pages."""
    return [_varied(items[number % len(items)], number) for number in range(max(PAGED_ITEMS, len(items)))]


def _varied(item: dict[str, Any], number: int) -> dict[str, Any]:
    """The item with another id or, if it has none, on another day."""
    if "id" in item:
        return item | {"id": f"{item['id'][:-1]}{number}"}
    for name, value in item.items():
        if isinstance(value, str) and _is_time(value):
            day = datetime.datetime.fromisoformat(value) + datetime.timedelta(days=number)
            return item | {name: day.isoformat().replace("+00:00", "Z")}
    return item
