"""The JSON object in a request's body."""

from __future__ import annotations

import json
from typing import Any

from .errors import invalid

MAX_BODY_BYTES = 64 * 1024


def parsed(content: bytes) -> dict[str, Any]:
    """The object in a body; an empty body counts as an empty object.

    Raises:
        ErrorResponse: 400, if it is not JSON or not an object.
    """
    if not content:
        return {}
    try:
        body = json.loads(content, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise invalid("The request body is not valid JSON") from None
    if not isinstance(body, dict):
        raise invalid("The request body must be a JSON object")
    return body


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
