"""A small document of our own with what a document of another version may have that v1's has not."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pipeline.documents import ROOT, dump
from pipeline.normal_form import normal_form

if TYPE_CHECKING:
    from pathlib import Path

JSON = "application/json"


def taking(schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    """A request body."""
    return {"required": True, "content": {JSON: {"schema": schema, **more}}}


def giving(schema: dict[str, Any], status: str = "200") -> dict[str, Any]:
    """Responses with one success."""
    return {status: {"content": {JSON: {"schema": schema}}}}


def data(schema: dict[str, Any], **beside: Any) -> dict[str, Any]:
    return {"type": "object", "required": ["data"], "properties": {"data": schema, **beside}}


def in_path(*names: str) -> list[dict[str, Any]]:
    return [{"in": "path", "name": name, "required": True, "schema": {"type": "string"}} for name in names]


def reference(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


def shape(kind: str, **fields: str) -> dict[str, Any]:
    properties = {"kind": {"type": "string", "enum": [kind]}, **{name: {"type": one} for name, one in fields.items()}}
    return {"type": "object", "required": ["kind", *fields], "properties": properties}


TEXT = {"type": "string"}
DOCUMENT: dict[str, Any] = {
    "openapi": "3.0.3",
    "info": {"title": "Trees", "version": "v7", "description": "Not ours."},
    "servers": [{"url": "https://api.example.com/v7"}],
    "paths": {
        "/forests/{forest_id}/trees": {
            "parameters": in_path("forest_id"),
            "get": {
                "tags": ["trees"],
                "operationId": "list-trees",
                "x-scope": ["forest_id"],
                "parameters": [
                    {"in": "query", "name": "page_limit", "schema": {"type": "integer"}},
                    {"in": "query", "name": "page_token", "schema": TEXT},
                ],
                "responses": giving(
                    data(
                        {"type": "array", "items": reference("Tree")},
                        links={"type": "object", "properties": {"next": {"type": ["string", "null"]}}},
                    )
                ),
            },
            "post": {
                "tags": ["trees"],
                "operationId": "plant-tree",
                "x-scope": ["forest_id"],
                "requestBody": taking(
                    {
                        "oneOf": [
                            {
                                "type": "object",
                                "required": ["forest_id", "name", "seed"],
                                "properties": {"forest_id": TEXT, "name": TEXT, "seed": TEXT},
                            },
                            {
                                "type": "object",
                                "required": ["name", "cutting"],
                                "properties": {"name": TEXT, "cutting": {"type": "integer"}},
                            },
                        ]
                    }
                ),
                "responses": {201: {"content": {JSON: {"schema": data(reference("TallTree"))}}}, "202": {}},
            },
        },
        "/shapes": {
            "get": {
                "tags": ["shapes"],
                "operationId": "get-shape",
                "responses": giving(
                    data({"oneOf": [reference("Round"), reference("Square")], "@comment": "A sentence of theirs."})
                ),
            },
            "post": {
                "tags": ["shapes"],
                "operationId": "guess-shape",
                "responses": giving(
                    data({"oneOf": [reference("Dot"), reference("Disc")]}, links={"type": "object", "properties": {}})
                ),
            },
            "put": {
                "tags": ["shapes"],
                "operationId": "set-shape",
                "requestBody": {"$ref": "#/components/requestBodies/Tagged"},
                "responses": {"204": {}},
            },
        },
    },
    "components": {
        "requestBodies": {
            "Tagged": taking({"allOf": [reference("Round"), {"properties": {"tags": {"type": "object"}}}]}),
        },
        "schemas": {
            "Tree": {
                "type": "object",
                "required": ["id", "felled", "height"],
                "properties": {
                    "id": TEXT,
                    "felled": {"type": "string", "format": "date-time", "nullable": True},
                    "height": {"type": ["number", "null"]},
                    "either": {"type": ["integer", "string"]},
                    "notes": {"type": "object", "additionalProperties": True},
                    "roots": {
                        "x-model": "Roots",
                        "type": "object",
                        "required": ["depth"],
                        "properties": {"depth": {"type": "integer"}},
                    },
                    "sap": {"const": "green"},
                    "api_token": {"type": "string", "format": "password"},
                    "rootPassword": {"type": ["string", "null"]},
                    "secret_leaves": {"type": "integer"},
                },
            },
            "TallTree": {
                "allOf": [
                    reference("Tree"),
                    {"type": "object", "required": ["top"], "properties": {"top": {"type": "number"}}},
                ]
            },
            "Round": shape("round", radius="number"),
            "Square": shape("square", side="number"),
            "Dot": shape("round", place="string"),
            "Disc": shape("round", area="number"),
        },
    },
}
DOCUMENTATION = 'documentation = "https://example.com/trees"\n'


def laid_out(folder: Path, document: dict[str, Any]) -> Path:
    """The folder `openapi/` for a document, which is put into normal form but for our own words."""
    openapi = folder / "openapi"
    version = openapi / document["info"]["version"]
    version.mkdir(parents=True)
    for name in ("templates", "codegen.yaml"):
        (openapi / name).symlink_to(ROOT / "openapi" / name)
    (version / "interface.yaml").write_text(dump(ours_kept(document)), encoding="utf-8")
    (version / "source.toml").write_text(DOCUMENTATION, encoding="utf-8")
    return openapi


def ours_kept(document: dict[str, Any]) -> dict[str, Any]:
    """The normal form with `x-…` as corrections would add them."""
    renamed = json.loads(json.dumps(document).replace('"x-', '"our-'))
    found: dict[str, Any] = json.loads(json.dumps(normal_form(renamed)).replace('"our-', '"x-'))
    return found
