"""Whether a request's body is what the operation takes: JSON types, lists of values, lengths. Not its meaning."""

from __future__ import annotations

import datetime
import json
import re
from typing import Any, NamedTuple

from .errors import error, invalid, refused_for

PROVIDERS = ("gcp", "aws", "azure")
TYPES = ("enterprise-db", "enterprise-ds", "business-critical", "professional-db", "professional-ds", "free-db")
CDC_MODES = ("OFF", "DIFF", "FULL")
MAX_BODY_BYTES = 64 * 1024
MAX_NAME = 30
MAX_TEXT = 2048


class Field(NamedTuple):
    """A field of a request's body. `kind` is text, name, count, flag or texts."""

    name: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


def parsed(content: bytes) -> dict[str, Any]:
    """The object a body holds; an empty body is an empty object.

    Raises:
        Refusal: 400, it is not JSON or not an object.
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


def checked(body: dict[str, Any], fields: tuple[Field, ...]) -> dict[str, Any]:
    """The known fields of a body, every one as it should be. What nobody knows is ignored, as the API does.

    Raises:
        Refusal: 400 with an entry for each field that is missing or wrong.
    """
    errors = []
    values = {}
    for field in fields:
        if field.name not in body:
            if field.required:
                errors.append(error(f"{field.name} is required", "validation-error", field.name))
            continue
        value = body[field.name]
        if problem := _problem(field, value):
            errors.append(error(f"{field.name} {problem}", "validation-error", field.name))
        else:
            values[field.name] = int(value) if field.kind == "count" else value
    if errors:
        raise refused_for(errors)
    return values


def _problem(field: Field, value: object) -> str | None:
    if field.kind == "flag":
        return None if isinstance(value, bool) else "must be a boolean"
    if field.kind == "count":
        return _count_problem(value)
    if field.kind == "texts":
        fine = isinstance(value, list) and all(isinstance(item, str) for item in value)
        return None if fine else "must be a list of strings"
    if not isinstance(value, str):
        return "must be a string"
    if field.choices and value not in field.choices:
        return f"must be one of {', '.join(field.choices)}"
    if field.kind == "name":
        return _name_problem(value)
    return None if 0 < len(value) <= MAX_TEXT else f"must have 1 to {MAX_TEXT} characters"


def _count_problem(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and value % 1):
        return "must be a whole number"
    return "must not be negative" if value < 0 else None


def _name_problem(value: str) -> str | None:
    if not 0 < len(value) <= MAX_NAME:
        return f"must have 1 to {MAX_NAME} characters"
    return "must not start or end with white space" if value != value.strip() else None


def checked_date(text: str | None) -> datetime.date | None:
    """The date of a query parameter.

    Raises:
        Refusal: 400, it is no date.
    """
    if text is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise invalid("date must be a date such as 2025-01-31", "date") from None


_TTL = re.compile(r"(?:([0-9]{1,4})d)?(?:([0-9]{1,4})h)?(?:([0-9]{1,6})m)?(?:([0-9]{1,7})s)?")
_SIZE = re.compile(r"[1-9][0-9]{0,3}(GB|Gi)")
MAX_TTL = 7 * 86400


def checked_ttl(text: str) -> int:
    """The seconds a lifetime such as `1d8h1m2s` stands for.

    Raises:
        Refusal: 400, it is none, or it is not between one second and seven days.
    """
    found = _TTL.fullmatch(text)
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()) if found else (0, 0, 0, 0)
    total = days * 86400 + hours * 3600 + minutes * 60 + seconds
    if not 0 < total <= MAX_TTL:
        raise invalid("ttl must be a time of at most seven days, such as 30m or 1d8h1m2s", "ttl")
    return total


def checked_size(text: str, field: str) -> str:
    """A size such as `8GB`.

    Raises:
        Refusal: 400, it is none.
    """
    if not _SIZE.fullmatch(text):
        raise invalid(f"{field} must be a size such as 8GB", field)
    return text
