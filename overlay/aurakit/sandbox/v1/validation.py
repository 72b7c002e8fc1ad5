"""The form of request bodies: JSON types, lists of values, lengths, sizes. Their meaning is left to the operations."""

from __future__ import annotations

import datetime
import re
from typing import Any, NamedTuple

from ..errors import error, invalid, refused_for
from ..sizes import gigabytes

PROVIDERS = ("gcp", "aws", "azure")
TYPES = ("enterprise-db", "enterprise-ds", "business-critical", "professional-db", "professional-ds", "free-db")
CDC_MODES = ("OFF", "DIFF", "FULL")
MAX_NAME = 30
MAX_TEXT = 2048
MAX_LONG_TEXT = 60_000


class Field(NamedTuple):
    """A field of a request body. `kind` is text, any text (may be empty), long text, name, size, count, flag
    or texts.
    """

    name: str
    kind: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()


def checked(body: dict[str, Any], fields: tuple[Field, ...], *, within: str = "") -> dict[str, Any]:
    """The valid values of the known fields of a body. Unknown fields are ignored, as the API does.

    Args:
        body: an object of the request.
        fields: the known fields.
        within: the field that contains the object, for error messages; empty for the whole body.

    Raises:
        ErrorResponse: 400 with an entry for each missing or invalid field.
    """
    errors = []
    values = {}
    for field in fields:
        if field.name not in body:
            if field.required:
                errors.append(error(f"{field.name} is required", "validation-error", within or field.name))
            continue
        value = body[field.name]
        if problem := _problem(field, value):
            errors.append(error(f"{field.name} {problem}", "validation-error", within or field.name))
        else:
            values[field.name] = _converted(field, value)
    if errors:
        raise refused_for(errors)
    return values


def checked_object(body: dict[str, Any], name: str, *, required: bool = False) -> dict[str, Any]:
    """The object in a field of a body; an empty one if there is none.

    Raises:
        ErrorResponse: 400, it is not an object, or it is required and missing.
    """
    if name not in body and not required:
        return {}
    found = body.get(name)
    if not isinstance(found, dict):
        raise invalid(f"{name} must be an object" if name in body else f"{name} is required", name)
    return found


def _converted(field: Field, value: Any) -> Any:
    if field.kind == "count":
        return int(value)
    if field.kind == "flag" and isinstance(value, str):
        return value.lower() == "true"
    return value


def _problem(field: Field, value: object) -> str | None:
    if field.kind == "flag":  # the API also accepts booleans as text
        fine = isinstance(value, bool) or (isinstance(value, str) and value.lower() in {"true", "false"})
        return None if fine else "must be a boolean"
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
    if field.kind == "size":
        return _size_problem(value)
    longest = MAX_LONG_TEXT if field.kind == "long text" else MAX_TEXT
    least = 0 if field.kind == "any text" else 1
    return None if least <= len(value) <= longest else f"must have {least} to {longest} characters"


def _count_problem(value: object) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or (isinstance(value, float) and value % 1):
        return "must be a whole number"
    return "must not be negative" if value < 0 else None


def _size_problem(value: str) -> str | None:
    try:
        gigabytes(value)
    except ValueError:
        return "must be a size such as 8GB"
    return None


def _name_problem(value: str) -> str | None:
    if not 0 < len(value) <= MAX_NAME:
        return f"must have 1 to {MAX_NAME} characters"
    return "must not start or end with white space" if value != value.strip() else None


def checked_date(text: str | None) -> datetime.date | None:
    """The date of a query parameter.

    Raises:
        ErrorResponse: 400, it is not a date.
    """
    if text is None:
        return None
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError(text)
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise invalid("date must be a date such as 2025-01-31", "date") from None


_NUMBER = r"([0-9]{1,7}(?:\.[0-9]{1,9})?)"
_TTL = re.compile(rf"(?:{_NUMBER}d)?(?:{_NUMBER}h)?(?:{_NUMBER}m)?(?:{_NUMBER}s)?")
MAX_TTL = 7 * 86400


def checked_ttl(text: str) -> float:
    """A lifetime such as `1d8h1m2s` or `1200.0s` in seconds.

    Raises:
        ErrorResponse: 400, it is not a lifetime, or it is not between one second and seven days.
    """
    found = _TTL.fullmatch(text)
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups()) if found else (0.0, 0.0, 0.0, 0.0)
    total = days * 86400 + hours * 3600 + minutes * 60 + seconds
    if not 0 < total <= MAX_TTL:
        raise invalid("ttl must be a time of at most seven days, such as 30m or 1d8h1m2s", "ttl")
    return total
