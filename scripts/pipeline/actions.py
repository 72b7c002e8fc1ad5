"""Applying one action of an overlay to a document, after checking that it still fits.

The extensions to an Overlay 1.1 action are described in overlay.py, which runs whole overlays.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import jsonpath_rfc9535 as jsonpath

KINDS = ("update", "copy", "remove")
KNOWN = {"target", "description", *KINDS, "x-count", "x-was", "x-documents", "x-wire"}
TEXTS = ("description", "summary")

Location = tuple[int | str, ...]


class MisfitError(Exception):
    """What is wrong with an action, and what to do; the caller knows which action it is."""


def apply_action(document: dict[str, Any], action: dict[str, Any]) -> None:
    """Apply one action to `document`, after the action's own checks."""
    _check_form(action)
    locations = _locations(document, action["target"])
    _check_count(action.get("x-count"), len(locations))
    for location in locations if "x-was" in action else ():
        _check_was(action["x-was"], _at(document, location), location if len(locations) > 1 else ())
    if action.get("remove"):
        _remove(document, locations)
        return
    change = action["update"] if "update" in action else _copied(document, action["copy"])
    for location in locations:
        value = _at(document, location)
        if action.get("x-documents"):
            _check_documents_only(value, change, ())
        merged = _merged(value, copy.deepcopy(change), ())
        if location:
            _at(document, location[:-1])[location[-1]] = merged


def _check_form(action: dict[str, Any]) -> None:
    unknown = sorted(str(key) for key in action.keys() - KNOWN)
    if unknown:
        raise MisfitError(f"has unknown fields: {', '.join(unknown)}")
    if not isinstance(action.get("target"), str):
        raise MisfitError("has no target")
    if not isinstance(action.get("description"), str) or not action["description"].strip():
        raise MisfitError("gives no reason: every action needs a `description`")
    if sum(kind in action for kind in KINDS) != 1 or action.get("remove", True) is not True:
        raise MisfitError("must have exactly one of `update`, `copy` and `remove: true`")
    count = action.get("x-count", 1)
    if count != "any" and (type(count) is not int or count < 1):
        raise MisfitError(f"`x-count` must be a number of 1 or more, or `any`, not {count!r}")


# ------------------------------------------------------------------------------------------------ selecting


def _locations(document: dict[str, Any], path: str) -> list[Location]:
    try:
        return list(dict.fromkeys(tuple(node.location) for node in _query(path).find(document)))
    except jsonpath.JSONPathError as error:
        raise MisfitError(f"{path} is not an RFC 9535 path: {error}") from None


@cache
def _query(path: str) -> jsonpath.JSONPathQuery:
    """A path that was read; the same ones are applied to edition after edition."""
    return jsonpath.compile(path)


def _at(document: Any, location: Location) -> Any:
    for step in location:
        document = document[step]
    return document


def _copied(document: dict[str, Any], path: str) -> Any:
    found = _locations(document, path)
    if len(found) != 1:
        raise MisfitError(f"copies from {path}, which selects {len(found)} nodes instead of one: adapt this action")
    return copy.deepcopy(_at(document, found[0]))


# ------------------------------------------------------------------------------------------------ checking


def _check_count(declared: Any, found: int) -> None:
    if declared is None and not found:
        raise MisfitError(
            "selects nothing. What it changes is gone from the published document: delete this action, or adapt it"
        )
    if isinstance(declared, int) and found != declared:
        raise MisfitError(
            f"selects {found} nodes and declares {declared}. The published document has changed there:"
            " delete this action, or adapt its target and x-count"
        )


def _check_was(was: Any, value: Any, location: Location) -> None:
    found = _mismatch(was, value, ())
    if found:
        place = f", at {' > '.join(str(step) for step in location)}," if location else ""
        raise MisfitError(
            f"the published document now says{place} {found}."
            " If the mistake is gone, delete this correction; otherwise adapt it"
        )


def _mismatch(was: Any, value: Any, at: tuple[str, ...]) -> str:
    """How `value` differs from what `was` describes, in words; empty when it does not."""
    place = f"`{'.'.join(at)}` " if at else ""
    if isinstance(was, dict) and was and isinstance(value, dict):
        for key, expected in was.items():
            here = (*at, str(key))
            if expected is None and key in value:
                return f"`{'.'.join(here)}` {_shown(value[key])} where this action repairs its absence"
            if expected is not None and key not in value:
                return f"nothing at `{'.'.join(here)}` where this action repairs {_shown(expected)}"
            found = _mismatch(expected, value[key], here) if expected is not None else ""
            if found:
                return found
        return ""
    same = type(was) is type(value) and was == value
    return "" if same else f"{place}{_shown(value)} where this action repairs {_shown(was)}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:157]}..."


def _check_documents_only(value: Any, change: Any, at: tuple[str, ...]) -> None:
    if not isinstance(value, dict) or not isinstance(change, dict):
        raise MisfitError(f"documents `{'.'.join(at)}`, which is not an object")
    for key, inner in change.items():
        here = (*at, str(key))
        if isinstance(inner, str) and key in TEXTS:
            continue
        if key not in value:
            raise MisfitError(
                f"documents `{'.'.join(here)}`, which is gone from the published document: delete that text"
            )
        _check_documents_only(value[key], inner, here)


# ------------------------------------------------------------------------------------------------ changing


def _remove(document: dict[str, Any], locations: list[Location]) -> None:
    if () in locations:
        raise MisfitError("cannot remove the whole document")
    for location in sorted(locations, reverse=True):  # the last first, so that list positions stay valid
        del _at(document, location[:-1])[location[-1]]


def _merged(value: Any, change: Any, at: tuple[str, ...]) -> Any:
    """`change` merged into `value` by the standard's rules."""
    if isinstance(value, dict) and isinstance(change, dict):
        for key, inner in change.items():
            value[key] = _merged(value[key], inner, (*at, str(key))) if key in value else inner
        return value
    if isinstance(value, list):
        if at and not isinstance(change, list):  # only a target itself takes a single item
            raise MisfitError(f"merges {_shown(change)} into the list at `{'.'.join(at)}`")
        return value + (change if isinstance(change, list) else [change])
    if isinstance(value, dict) or isinstance(change, (dict, list)):
        place = f" at `{'.'.join(at)}`" if at else ""
        raise MisfitError(f"merges {_shown(change)} into {_shown(value)}{place}: their kinds differ")
    return change
