"""Checks of a version's texts: every part that users see has one, and none is from the published document.

The published sentences belong to others. Only the fetched document has them, so pull_spec.py compares; the project
contains only the facts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .normal_form import PROSE, VALUES

if TYPE_CHECKING:
    from collections.abc import Iterator

WORDS = 8  # this many words in the same order are a copied sentence, not a name or a term


def undocumented(prepared: dict[str, Any], facts: dict[str, Any]) -> list[str]:
    """The parts of a prepared document (facts.py) without text: `create_agent`, `get_agent(agent_id)`, `Agent.name`."""
    found: list[str] = []
    for item in prepared["paths"].values():
        shared = item.get("parameters", [])
        for operation in (inner for inner in item.values() if isinstance(inner, dict)):
            name = operation["operationId"]
            found += [f"{name}: {text}" for text in ("summary", "description") if not operation.get(text)]
            found += [
                f"{name}({one})" for one in _silent_parameters(prepared, [*shared, *operation.get("parameters", [])])
            ]
            if not facts["operations"][name]["raises"] and not facts["operations"][name]["returns"]:
                found.append(f"{name}: what it returns or raises")
    for name, schema in prepared.get("components", {}).get("schemas", {}).items():
        no_model = name in facts["request_only"] or name in facts["free_form"] or "oneOf" in schema
        if not no_model and not schema.get("description"):
            found.append(name)
        fields = schema.get("properties", {})
        found += [f"{name}.{field}" for field, inner in fields.items() if not inner.get("description")]
    found += [f"the resource {tag}" for tag, text in facts["tags"].items() if text.startswith("The operations on ")]
    return found


def _silent_parameters(prepared: dict[str, Any], parameters: list[dict[str, Any]]) -> Iterator[str]:
    shared = prepared.get("components", {}).get("parameters", {})
    for reference in parameters:
        parameter = shared.get(reference.get("$ref", "").rpartition("/")[2], reference)
        if not parameter.get("description"):
            yield parameter["name"]


def copied(published: dict[str, Any], corrections: dict[str, Any] | None) -> list[str]:
    """The texts of our corrections that share eight words in a row with one of the published document."""
    theirs = {run for text in texts_of(published) for run in _runs(text)}
    ours = texts_of([action.get("update") for action in (corrections or {}).get("actions", ())])
    return [text for text in dict.fromkeys(ours) if not theirs.isdisjoint(_runs(text))]


def texts_of(node: Any) -> list[str]:
    """Every description, summary and similar text in `node`, and the texts of our extensions and its comments."""
    if isinstance(node, list):
        return [text for inner in node for text in texts_of(inner)]
    if not isinstance(node, dict):
        return []
    found: list[str] = []
    for key, value in node.items():
        if isinstance(value, str) and (key in PROSE or str(key).startswith(("x-", "@"))):
            found.append(value)
        elif key == "x-raises" and isinstance(value, dict):
            found += [str(text) for text in value.values()]
        elif key not in VALUES:
            found += texts_of(value)
    return found


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.lower())
    return {tuple(words[at : at + WORDS]) for at in range(len(words) - WORDS + 1)}
