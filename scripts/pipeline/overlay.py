"""Applying OpenAPI Overlay 1.1 documents, strictly: an action that no longer fits is an error, never a silent no-op.

Beyond the standard (https://spec.openapis.org/overlay/v1.1.0.html) every action must give its reason and may declare
what it relies on, so that a new edition of the published document cannot drift from our corrections unnoticed:

    x-count       how many nodes its target selects: a number, or `any`; without it at least one
    x-was         what a repair finds: a value, or a mapping of what it finds; null stands for "absent"
    x-documents   the update adds texts only (`description`, `summary`), and only to what is there
    x-wire        the differences on the wire that the action makes on purpose (read by wire.py)

The corrections are in openapi/<version>/corrections.yaml, or in several files under corrections/; actions.py applies
one action, and wire.py proves that together they do not change the wire format. Besides texts, they add the following
to the document for the generated code:

    x-idempotent  of an operation: sending it twice has the effect of sending it once, though its method does not say so
    x-completes   of an operation: the type that its method returns, by way of a client's `complete`, because the
                  response may be empty or too thin to wait on
    x-empty       of an operation with `x-completes`: its response may lack the body that the document has, which is no
                  failure, because nothing that is needed is in it alone; the raw result is None then
    x-scope       of an operation: ids in its path that a client may hold, which become optional keyword arguments
    x-quota       of an operation: the limit that it is counted against, if it is not the API's general one; the first
                  id of `x-scope` says whose limit it is
    x-paged       of an operation: `token` or `number`, how its list comes in pages; `links` beside `data` say `token`
    x-destructive of an operation: it loses data permanently, so a command line asks first; a DELETE always does
    x-returns, x-raises   of an operation: texts for its documentation, the latter by exception
    x-model, x-model-description   of a schema: its name, and what the model is (inline.py)
    x-placed      of a schema: its objects keep the path values of their request, being found again by them only
"""

from __future__ import annotations

import copy
import re
from typing import Any

from . import wire
from .actions import MisfitError, apply_action
from .documents import DocumentError
from .inline import hoist


class OverlayError(DocumentError):
    """An overlay or an action that does not fit the document; the message names the action and what to do."""


def apply(document: dict[str, Any], overlay: dict[str, Any], name: str) -> dict[str, Any]:
    """A copy of `document` with every action of `overlay` applied in order; `name` is the overlay's name in errors.

    Raises `OverlayError` for the first action that does not fit, with its number, target and reason.
    """
    document = copy.deepcopy(document)
    for number, action in enumerate(_actions(overlay, name), 1):
        try:
            apply_action(document, action)
        except MisfitError as misfit:
            reason = " ".join(str(action.get("description", "none given")).split())
            files = overlay.get("x-files", ())
            place = files[number - 1] if files else f"{name}: action {number}"
            label = f"{place}, target {action.get('target')}"
            raise OverlayError(f"{label}: {misfit} (The action's reason: {reason})") from None
    return document


def corrected(interface: dict[str, Any], corrections: dict[str, Any] | None) -> dict[str, Any]:
    """The interface with its corrections applied, after a check that only declared wire changes were made."""
    if corrections is None:
        return copy.deepcopy(interface)
    document = apply(interface, corrections, "corrections.yaml")
    wrong = wire.undeclared(interface, document, corrections)
    if wrong:
        lines = "".join(f"\n  {line}" for line in wrong)
        raise OverlayError(f"corrections.yaml changes the wire in ways its actions do not declare (x-wire):{lines}")
    return document


def _actions(overlay: Any, name: str) -> list[dict[str, Any]]:
    if not isinstance(overlay, dict) or not re.fullmatch(r"1\.1\.\d+", str(overlay.get("overlay"))):
        raise OverlayError(f"{name} is not an Overlay 1.1 document: its first field must be `overlay: 1.1.0`")
    info, actions = overlay.get("info"), overlay.get("actions")
    if not isinstance(info, dict) or not info.get("title") or not info.get("version"):
        raise OverlayError(f"{name} needs an `info` with title and version")
    if not isinstance(actions, list) or not actions or not all(isinstance(action, dict) for action in actions):
        raise OverlayError(f"{name} needs a list of `actions`, each a mapping")
    return actions


# ------------------------------------------------------------------------------------------------ for the generator


def for_generator(document: dict[str, Any], codegen: dict[str, Any]) -> dict[str, Any]:
    """The document as the generator needs it: no error responses, and each text where the generator expects it."""
    document = copy.deepcopy(document)
    _null_is_absent(document)
    document = apply(document, codegen, "codegen.yaml")
    hoist(document)
    for item in document.get("paths", {}).values():
        for operation in item.values():
            if isinstance(operation, dict) and "responses" in operation:
                _leave_out_errors(operation["responses"])
    for parameter in _objects(document, "parameters"):
        if "description" in parameter and isinstance(parameter.get("schema"), dict):
            parameter["schema"].setdefault("description", parameter["description"])  # the generator reads it only there
    schemas = [*_objects(document, "properties"), *(one.get("schema", {}) for one in _objects(document, "parameters"))]
    for schema in schemas:
        if "$ref" in schema and "description" in schema:  # OpenAPI 3.0 ignores everything beside a reference
            schema["allOf"] = [{"$ref": schema.pop("$ref")}]
    return document


def _null_is_absent(node: Any) -> None:
    """Make a required nullable field optional, as models treat it."""
    if isinstance(node, dict):
        fields, required = node.get("properties"), node.get("required")
        if isinstance(fields, dict) and isinstance(required, list):
            node["required"] = [name for name in required if fields.get(name, {}).get("nullable") is not True]
            if not node["required"]:
                del node["required"]
    for item in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
        _null_is_absent(item)


def _leave_out_errors(responses: dict[str, Any]) -> None:
    for status in [status for status in responses if not str(status).startswith("2")]:
        del responses[status]


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
