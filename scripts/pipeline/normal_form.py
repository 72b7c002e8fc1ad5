"""The normal form of a published document: its facts without its prose; other documents are refused.

Descriptions, summaries, titles of schemas, names of examples, terms, contacts, pointers to further reading, extensions
(`x-…`), comments (`@…`) and sentences in examples are left out. Everything else is kept, in the document's order;
alternative notations of OpenAPI are unified. So two editions that differ only in wording have the same normal form, and
none of the authors' sentences gets into this project.
"""

from __future__ import annotations

import re
from typing import Any

from .dialect import as_3_0
from .documents import METHODS, DocumentError, parse
from .structure import is_remark, malformed

PROSE = {"description", "summary", "title", "termsOfService", "contact", "license", "externalDocs"}
# What is below these is a value: a `description` in it is data.
VALUES = {"default", "enum", "example", "required", "value"}
# The keys of these are names that the API gave; only their values are parts of the document.
NAMED = {
    "callbacks", "content", "headers", "links", "mapping", "parameters", "paths", "properties", "requestBodies",
    "responses", "schemas", "scopes", "securitySchemes", "variables",
}  # fmt: skip
SENTENCE = 8  # words from which on the text of an example counts as a sentence, not as a sample value
LARGEST = 200_000  # nodes; the document has 9,000. YAML aliases can make a few lines arbitrarily large.


def read(content: bytes, version: str | None, name: str) -> dict[str, Any]:
    """The published document in `content`, still with its prose; `name` is its name in errors.

    Raises `DocumentError` unless it is a complete OpenAPI 3.0 document of this version of the API, or of any version if
    `version` is None.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise DocumentError(f"{name} is not text in UTF-8") from None
    if not text.strip():
        raise DocumentError(f"{name} is empty")
    if text.lstrip().startswith("<"):
        raise DocumentError(f"{name} is an HTML or XML page, not an OpenAPI document")
    document = parse(text, name)
    if not isinstance(document, dict):
        raise DocumentError(f"{name} is not an OpenAPI document: its top level is not a mapping")
    _check_kind(document, version, name)
    problem = _problem(document)
    if problem:
        raise DocumentError(f"{name} is incomplete, perhaps after an interrupted download: {problem}")
    if problem := malformed(document):
        raise DocumentError(f"{name} is not a correct OpenAPI document: {problem}")
    return document


def normal_form(document: dict[str, Any]) -> dict[str, Any]:
    """The facts of `document`."""
    facts: dict[str, Any] = _Walk().part(document)
    facts["info"] = {key: document["info"][key] for key in ("title", "version") if key in document["info"]}
    return facts


def check_sections(document: dict[str, Any], before: dict[str, Any], name: str) -> None:
    """Refuse a document that lacks a section of the previous edition: it is probably truncated."""
    lost = [key for key in before if before[key] and not document.get(key)]
    if lost:
        raise DocumentError(
            f"{name} is incomplete, perhaps after an interrupted download: the last edition had `{lost[0]}`"
        )


class _Walk:
    """One walk over a document, which counts its size."""

    def __init__(self) -> None:
        self._nodes = 0

    def part(self, node: Any) -> Any:
        """The facts of a part of the document."""
        self._count()
        if isinstance(node, list):
            return [self.part(member) for member in node if not _is_comment(member)]
        if not isinstance(node, dict):
            return node
        kept = {key: value for key, value in node.items() if key not in PROSE and not str(key).startswith(("x-", "@"))}
        return {key: self._below(key, value) for key, value in as_3_0(kept).items()}

    def _below(self, key: str, value: Any) -> Any:
        if key in VALUES:
            return self._value(value)
        if key == "examples" and isinstance(value, dict):
            examples = [inner for name, inner in value.items() if not is_remark(name, inner)]
            return {f"example{number}": self.part(inner) for number, inner in enumerate(examples, 1)}
        if key == "scopes" and isinstance(value, dict):
            return dict.fromkeys(value, "")
        if key in NAMED and isinstance(value, dict):
            # A status may be a number, which YAML distinguishes from text and JSON cannot.
            return {str(name): self.part(inner) for name, inner in value.items() if not is_remark(name, inner)}
        return self.part(value)

    def _value(self, node: Any) -> Any:
        self._count()
        if isinstance(node, list):
            return [self._value(member) for member in node]
        if isinstance(node, str) and len(node.split()) >= SENTENCE:
            return f"(a text of {len(node.split())} words)"
        return {key: self._value(inner) for key, inner in node.items()} if isinstance(node, dict) else node

    def _count(self) -> None:
        self._nodes += 1
        if self._nodes > LARGEST:
            raise DocumentError(f"the document has more than {LARGEST} parts")


def _is_comment(member: Any) -> bool:
    """Whether a member of a list is nothing but a comment."""
    return isinstance(member, dict) and bool(member) and all(str(key).startswith("@") for key in member)


# ------------------------------------------------------------------------------------------------ what is refused


def _check_kind(document: dict[str, Any], version: str | None, name: str) -> None:
    if "swagger" in document:
        raise DocumentError(f"{name} is a Swagger {document['swagger']} document; OpenAPI 3.0 is needed")
    found = document.get("openapi")
    if not isinstance(found, str) or not re.fullmatch(r"3\.0\.\d+", found):
        said = f"OpenAPI {found}" if found else "not an OpenAPI document (it has no `openapi` field)"
        raise DocumentError(f"{name} is {said}; OpenAPI 3.0 is needed")
    info = document.get("info")
    described = info.get("version") if isinstance(info, dict) else None
    if version is None and not isinstance(described, str):
        raise DocumentError(f"{name} does not say which version of the API it describes")
    if version is not None and described != version:
        raise DocumentError(f"{name} describes version {described} of the API; {version} is pinned here")


def _problem(document: dict[str, Any]) -> str:
    """What is missing or malformed according to OpenAPI; empty if nothing is."""
    paths = document.get("paths")
    if not isinstance(paths, dict) or not paths:
        return "it has no paths"
    for path, item in paths.items():
        if is_remark(path, item):
            continue
        operations = [item[method] for method in METHODS if method in item] if isinstance(item, dict) else []
        if not operations:
            return f"{path} has no operations"
        for operation in operations:
            if not isinstance(operation, dict) or not _has_responses(operation.get("responses")):
                return f"an operation of {path} has no responses"
    components = document.get("components", {})
    if not isinstance(components, dict) or not all(
        isinstance(part, dict) for name, part in components.items() if not is_remark(name, part)
    ):
        return "its components are not mappings"
    security = document.get("security", [])
    schemes = components.get("securitySchemes", {})
    if not isinstance(security, list) or not all(
        isinstance(one, dict) and one.keys() <= schemes.keys() for one in security
    ):
        return "its security refers to an undeclared scheme"
    return _dangling(document)


def _has_responses(responses: Any) -> bool:
    return isinstance(responses, dict) and any(
        isinstance(one, dict) and not str(status).startswith(("x-", "@")) for status, one in responses.items()
    )


def _dangling(document: dict[str, Any]) -> str:
    waiting: list[Any] = [document]
    visited: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in visited:  # an alias
            continue
        if isinstance(node, (dict, list)):
            visited.add(id(node))
        waiting += node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        reference = node.get("$ref") if isinstance(node, dict) else None
        if isinstance(reference, str) and not _stands(document, reference):
            return f"`{reference}` is referenced but missing"
    return ""


def _stands(document: dict[str, Any], reference: str) -> bool:
    node: Any = document
    for step in reference.removeprefix("#/").split("/"):
        node = node.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(node, dict) else None
    return isinstance(node, dict)
