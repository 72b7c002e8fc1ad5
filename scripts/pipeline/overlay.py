"""Applying OpenAPI Overlay 1.1 documents, strictly: an action that no longer fits is an error, never a silent no-op.

On top of the standard (https://spec.openapis.org/overlay/v1.1.0.html) every action must give its reason and may declare
what it relies on, so that a new edition of the published document cannot drift away from our corrections unseen:

    x-count       how many nodes its target selects: a number, or `any`; without it at least one
    x-was         what a repair finds: a value, or a mapping of what it finds; null stands for "absent"
    x-documents   the update adds texts only (`description`, `summary`), and only to what is there
    x-wire        the differences on the wire that the action makes on purpose (read by wire.py)

What the corrections say is in openapi/<version>/corrections.yaml; that they leave the wire alone is proved by wire.py.
"""

from __future__ import annotations

import copy
import re
from typing import Any

import jsonpath_rfc9535 as jsonpath

from . import wire
from .documents import DocumentError

KINDS = ("update", "copy", "remove")
KNOWN = {"target", "description", *KINDS, "x-count", "x-was", "x-documents", "x-wire"}
TEXTS = ("description", "summary")

Location = tuple[int | str, ...]


class OverlayError(DocumentError):
    """An overlay, or one action of it, that does not fit the document; the text names the action and what to do."""


class _MisfitError(Exception):
    """What is wrong with one action, before its name is known."""


def apply(document: dict[str, Any], overlay: dict[str, Any], name: str) -> dict[str, Any]:
    """A copy of `document` with every action of `overlay` applied in order; `name` is what errors call the overlay.

    Raises `OverlayError` for the first action that does not fit, with its number, target and reason.
    """
    document = copy.deepcopy(document)
    for number, action in enumerate(_actions(overlay, name), 1):
        try:
            apply_action(document, action)
        except _MisfitError as misfit:
            reason = " ".join(str(action.get("description", "none given")).split())
            label = f"{name}: action {number}, target {action.get('target')}"
            raise OverlayError(f"{label}: {misfit} (The action's reason: {reason})") from None
    return document


def corrected(interface: dict[str, Any], corrections: dict[str, Any] | None) -> dict[str, Any]:
    """The interface with its corrections applied, the wire proved unchanged but for what they declare."""
    if corrections is None:
        return copy.deepcopy(interface)
    document = apply(interface, corrections, "corrections.yaml")
    wrong = wire.undeclared(interface, document, corrections)
    if wrong:
        lines = "".join(f"\n  {line}" for line in wrong)
        raise OverlayError(f"corrections.yaml changes the wire otherwise than its actions declare (x-wire):{lines}")
    return document


def for_generator(document: dict[str, Any], codegen: dict[str, Any]) -> dict[str, Any]:
    """The document as the generator must see it: without error answers, its texts where the generator looks for them."""
    document = apply(document, codegen, "codegen.yaml")
    for item in document.get("paths", {}).values():
        for operation in item.values() if isinstance(item, dict) else ():
            answers = operation.get("responses", {}) if isinstance(operation, dict) else {}
            for status in [status for status in answers if not str(status).startswith("2")]:
                del answers[status]  # errors and redirects are the overlay package's business
    for parameter in _objects(document, "parameters"):
        # the generator reads a parameter's text from its schema only
        if "description" in parameter and isinstance(parameter.get("schema"), dict):
            parameter["schema"].setdefault("description", parameter["description"])
    _keep_texts_beside_references(document)
    return document


def apply_action(document: dict[str, Any], action: dict[str, Any]) -> None:
    """Change `document` as one action says; the action's own checks come first."""
    _check_form(action)
    locations = _locations(document, action["target"])
    _check_count(action.get("x-count"), len(locations))
    for location in locations:
        if "x-was" in action:
            _check_was(action["x-was"], _at(document, location))
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


# ------------------------------------------------------------------------------------------------ the overlay itself


def _actions(overlay: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(overlay, dict) or not re.fullmatch(r"1\.1\.\d+", str(overlay.get("overlay"))):
        raise OverlayError(f"{name} is not an Overlay 1.1 document: its first field must be `overlay: 1.1.0`")
    info, actions = overlay.get("info"), overlay.get("actions")
    if not isinstance(info, dict) or not info.get("title") or not info.get("version"):
        raise OverlayError(f"{name} needs an `info` with title and version")
    if not isinstance(actions, list) or not actions or not all(isinstance(action, dict) for action in actions):
        raise OverlayError(f"{name} needs a list of `actions`, each a mapping")
    return actions


def _check_form(action: dict[str, Any]) -> None:
    unknown = sorted(str(key) for key in action.keys() - KNOWN)
    if unknown:
        raise _MisfitError(f"has fields that mean nothing here: {', '.join(unknown)}")
    if not isinstance(action.get("target"), str):
        raise _MisfitError("has no target")
    if not isinstance(action.get("description"), str) or not action["description"].strip():
        raise _MisfitError("gives no reason: every action needs a `description`")
    if sum(kind in action for kind in KINDS) != 1 or action.get("remove", True) is not True:
        raise _MisfitError("must have exactly one of `update`, `copy` and `remove: true`")
    count = action.get("x-count", 1)
    if count != "any" and (type(count) is not int or count < 1):
        raise _MisfitError(f"`x-count` must be a number from 1 on, or `any`, not {count!r}")


# ------------------------------------------------------------------------------------------------ selecting


def _locations(document: dict[str, Any], path: str) -> list[Location]:
    try:
        return list(dict.fromkeys(tuple(node.location) for node in jsonpath.find(path, document)))
    except jsonpath.JSONPathError as error:
        raise _MisfitError(f"{path} is not an RFC 9535 path: {error}") from None


def _at(document: Any, location: Location) -> Any:
    for step in location:
        document = document[step]
    return document


def _copied(document: dict[str, Any], path: str) -> Any:
    found = _locations(document, path)
    if len(found) != 1:
        raise _MisfitError(f"copies from {path}, which selects {len(found)} nodes instead of one: adapt this action")
    return copy.deepcopy(_at(document, found[0]))


# ------------------------------------------------------------------------------------------------ checking


def _check_count(declared: Any, found: int) -> None:
    if declared is None and not found:
        raise _MisfitError(
            "selects nothing. What it changes is gone from the published document: delete this action, or adapt its target"
        )
    if isinstance(declared, int) and found != declared:
        raise _MisfitError(
            f"selects {found} nodes and declares {declared}. The published document has changed there:"
            " delete this action, or adapt its target and x-count"
        )


def _check_was(was: Any, value: Any) -> None:
    found = _mismatch(was, value, ())
    if found:
        raise _MisfitError(
            f"the published document now says {found}. When the mistake is gone, delete this correction; else adapt it"
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
        raise _MisfitError(f"documents `{'.'.join(at)}`, which is no object")
    for key, inner in change.items():
        here = (*at, str(key))
        if isinstance(inner, str) and key in TEXTS:
            continue
        if key not in value:
            raise _MisfitError(
                f"documents `{'.'.join(here)}`, which is gone from the published document: delete that text"
            )
        _check_documents_only(value[key], inner, here)


# ------------------------------------------------------------------------------------------------ changing


def _remove(document: dict[str, Any], locations: list[Location]) -> None:
    if () in locations:
        raise _MisfitError("cannot remove the whole document")
    for location in sorted(locations, reverse=True):  # the last first, so that list positions stay true
        del _at(document, location[:-1])[location[-1]]


def _merged(value: Any, change: Any, at: tuple[str, ...]) -> Any:
    """`change` merged into `value` by the standard's rules."""
    if isinstance(value, dict) and isinstance(change, dict):
        for key, inner in change.items():
            value[key] = _merged(value[key], inner, (*at, str(key))) if key in value else inner
        return value
    if isinstance(value, list):
        if at and not isinstance(change, list):  # only a target itself takes a single item
            raise _MisfitError(f"merges {_shown(change)} into the list at `{'.'.join(at)}`")
        return value + (change if isinstance(change, list) else [change])
    if isinstance(value, dict) or isinstance(change, (dict, list)):
        place = f" at `{'.'.join(at)}`" if at else ""
        raise _MisfitError(f"merges {_shown(change)} into {_shown(value)}{place}: their kinds differ")
    return change


# ------------------------------------------------------------------------------------------------ for the generator


def _objects(node: Any, key: str) -> list[dict[str, Any]]:
    """Every object inside a list or mapping called `key`, at any depth."""
    found: list[dict[str, Any]] = []
    if isinstance(node, dict):
        inner = node.get(key)
        members = inner.values() if isinstance(inner, dict) else inner if isinstance(inner, list) else ()
        found += [member for member in members if isinstance(member, dict)]
    for child in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        found += _objects(child, key)
    return found


def _keep_texts_beside_references(document: dict[str, Any]) -> None:
    """OpenAPI 3.0 ignores what stands beside a `$ref`; a text survives beside an `allOf` of it."""
    schemas = [*_objects(document, "properties"), *(p["schema"] for p in _objects(document, "parameters") if "schema" in p)]
    for schema in schemas:
        if "$ref" in schema and "description" in schema:
            schema["allOf"] = [{"$ref": schema.pop("$ref")}]
