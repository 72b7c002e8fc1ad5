"""The errors beside `data` are seen however the envelope, and what is in it, are put together."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from pipeline.documents import ROOT, load
from pipeline.facts import prepare
from pipeline.overlay import for_generator
from pipeline.references import JSON, resolved
from small_documents import DOCUMENT, TEXT, data, giving, ours_kept, reference

ERRORS = {"type": "array", "items": {"type": "object", "properties": {"message": TEXT}}}
BESIDE = {"type": "object", "properties": {"errors": ERRORS}}
ENVELOPES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "data by name": (data(reference("Tree"), errors=ERRORS), {}),
    "data of a joined schema": (data(reference("TallTree"), errors=ERRORS), {}),
    "data behind allOf": (data({"allOf": [reference("Tree")], "description": "The tree."}, errors=ERRORS), {}),
    "data joined in place": (data({"allOf": [reference("Tree"), {"properties": {"top": TEXT}}]}, errors=ERRORS), {}),
    "an envelope joined in place": ({"allOf": [data(reference("Tree")), BESIDE]}, {}),
    "a joined envelope by name": (
        reference("Envelope"),
        {"Envelope": {"allOf": [reference("Beside"), data(reference("Tree"))]}, "Beside": BESIDE},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", ENVELOPES)
def test_errors_beside_data_become_a_field_of_what_is_in_it(name: str) -> None:
    envelope, schemas = ENVELOPES[name]
    document = copy.deepcopy(DOCUMENT)
    responses = giving(envelope)
    document["paths"]["/tree"] = {"get": {"tags": ["trees"], "operationId": "get-tree", "responses": responses}}
    document["components"]["schemas"].update(copy.deepcopy(schemas))
    codegen = load(ROOT / "openapi" / "codegen.yaml")
    found, facts = prepare(for_generator(ours_kept(document), codegen), "v7")
    operation = facts["operations"]["get_tree"]
    assert (operation["envelope"], operation["errors"], operation["required"]) == (True, True, True)
    schema = found["paths"]["/tree"]["get"]["responses"]["200"]["content"][JSON]["schema"]
    assert {"id", "errors"} <= resolved(found, schema)["properties"].keys()
