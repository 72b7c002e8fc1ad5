"""The normal form: every fact of a published document, none of its prose; and what is no such document."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editions import INTERFACE
from pipeline.documents import DocumentError, dump, parse
from pipeline.normal_form import PROSE, VALUES, check_sections, normal_form, read

SENTENCE = "A sentence of the authors."


def told(document: Any, version: str = "v1") -> str:
    """Why a document, or text, or bytes, is refused."""
    content = document if isinstance(document, bytes) else document if isinstance(document, str) else dump(document)
    content = content if isinstance(content, bytes) else content.encode()
    with pytest.raises(DocumentError) as caught:
        read(content, version, "spec.yaml")
    return str(caught.value)


def with_prose(document: dict[str, Any]) -> dict[str, Any]:
    """The document as its authors publish it: a sentence wherever OpenAPI allows one, and names for examples."""
    written = copy.deepcopy(document)
    written["info"] |= {"description": SENTENCE, "termsOfService": "https://example.org", "contact": {"name": "Us"}}
    written["externalDocs"] = {"url": "https://example.org", "description": SENTENCE}
    for item in written["paths"].values():
        for operation in (inner for inner in item.values() if isinstance(inner, dict)):
            operation |= {"summary": SENTENCE, "description": SENTENCE, "x-note": SENTENCE}
            for answer in operation["responses"].values():
                if "$ref" not in answer:
                    answer["description"] = SENTENCE
                for content in answer.get("content", {}).values():
                    named = content.get("examples", {})
                    content["examples"] = {
                        f"Example of {name}": {**one, "summary": SENTENCE} for name, one in named.items()
                    }
                    if not named:
                        del content["examples"]
    for schema in written["components"]["schemas"].values():
        schema |= {"title": "A title", "description": SENTENCE}
    return written


# ------------------------------------------------------------------------------------------------ facts and prose


def test_editions_that_differ_in_wording_only_have_the_same_normal_form() -> None:
    published = with_prose(INTERFACE)
    assert dump(published).count(SENTENCE) > 100
    assert dump(normal_form(published)) == dump(INTERFACE)


def test_the_normal_form_is_a_normal_form() -> None:
    assert dump(normal_form(INTERFACE)) == dump(INTERFACE)


def test_the_interface_in_the_repository_has_no_prose() -> None:
    found: list[str] = []

    def look(node: Any, *, named: bool) -> None:
        for key, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            if key in PROSE and not named and not isinstance(node, list):
                found.append(f"{key}: {value}")
            if key not in VALUES or named:
                look(value, named=isinstance(value, dict) and key in {"properties", "headers", "schemas"} and not named)

    look({key: value for key, value in INTERFACE.items() if key != "info"}, named=False)
    assert found == []


def test_a_property_or_an_example_value_called_description_is_a_fact() -> None:
    document = copy.deepcopy(INTERFACE)
    schema = document["components"]["schemas"]["ProjectSummary"]
    schema["properties"] |= {"description": {"type": "string", "description": SENTENCE}, "title": {"type": "string"}}
    schema["example"] = {"description": "of the project", "x-kept": 1}
    found = normal_form(document)["components"]["schemas"]["ProjectSummary"]
    assert found["properties"]["description"] == {"type": "string"}
    assert found["properties"]["title"] == {"type": "string"}
    assert found["example"] == {"description": "of the project", "x-kept": 1}


def test_headers_whose_names_begin_with_x_are_kept_and_extensions_are_not() -> None:
    document = {"info": {}, "headers": {"X-Request-Id": {"x-note": SENTENCE, "schema": {"type": "string"}}}}
    assert normal_form(document)["headers"] == {"X-Request-Id": {"schema": {"type": "string"}}}


def test_the_texts_of_scopes_go_and_their_names_stay() -> None:
    assert normal_form({"info": {}, "scopes": {"read": SENTENCE}})["scopes"] == {"read": ""}


PLAIN = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=5)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["description", "type", "x-a", "summary", "items"]), inner, max_size=4),
    ),
    max_leaves=12,
)


@given(PLAIN)
def test_an_example_value_is_kept_as_it_is_whatever_it_holds(value: Any) -> None:
    assert normal_form({"info": {}, "schema": {"example": value}})["schema"]["example"] == value


@given(PLAIN)
def test_what_is_left_has_no_prose_and_does_not_change_again(value: Any) -> None:
    once = normal_form({"info": {}, "schema": value})
    assert normal_form(once) == once
    assert "'description'" not in repr(once) and "'x-a'" not in repr(once)


# ------------------------------------------------------------------------------------------------ what is refused


def test_a_whole_document_is_read() -> None:
    assert read(dump(INTERFACE).encode(), "v1", "spec.yaml") == INTERFACE


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \n", "is empty"),
        (b"<!DOCTYPE html><html><body>404</body></html>", "is an HTML or XML page"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (b"openapi: [3.0.0", "is not readable YAML"),
        (b"openapi: 3.0.0\nopenapi: 3.0.0\n", "is not readable YAML"),
        (b"just a sentence", "its top level is not a mapping"),
        (b"- a\n- b\n", "its top level is not a mapping"),
        (b"swagger: '2.0'\ninfo: {version: v1}\n", "Swagger 2.0"),
        (b"openapi: 3.1.0\ninfo: {version: v1}\n", "OpenAPI 3.1.0; OpenAPI 3.0 is needed"),
        (b"info: {version: v1}\n", "it has no `openapi` field"),
        (b"openapi: 3.0.0\n", "describes version None"),
        (b"openapi: 3.0.0\ninfo: {version: v1}\n", "it has no paths"),
        (b"openapi: 3.0.0\ninfo: {version: v1}\npaths:\n  /a:\n", "/a has no operations"),
        (b"openapi: 3.0.0\ninfo: {version: v1}\npaths:\n  /a:\n    get:\n", "of /a has no responses"),
        (b"a: " + b"[" * 3_000, "is not readable YAML"),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_such_document_is_refused_with_what_is_wrong(content: bytes, reason: str) -> None:
    assert reason in told(content)


def test_another_version_of_the_api_is_refused() -> None:
    assert "describes version v1 of the API; v2beta1 is pinned here" in told(INTERFACE, "v2beta1")


def test_aliases_that_unfold_without_end_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    document = parse("\n".join(lines), "spec.yaml")
    with pytest.raises(DocumentError, match="more than 200000 parts"):
        normal_form(document)


def test_a_download_that_broke_off_is_refused_wherever_it_did() -> None:
    text = dump(INTERFACE)
    lines = text.splitlines(keepends=True)
    taken = []
    for end in range(0, len(lines), 197):
        cut = "".join(lines[:end])
        try:
            check_sections(normal_form(read(cut.encode(), "v1", "spec.yaml")), INTERFACE, "spec.yaml")
        except DocumentError:
            continue
        taken.append(end)
    assert taken == []


@pytest.mark.parametrize("lost", [2, 20, 60])
def test_a_download_that_lacks_its_last_bytes_is_refused(lost: int) -> None:
    content = dump(INTERFACE).encode()[:-lost]
    with pytest.raises(DocumentError):
        check_sections(normal_form(read(content, "v1", "spec.yaml")), INTERFACE, "spec.yaml")
