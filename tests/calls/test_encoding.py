"""Arguments that cannot be sent are refused before there is a request, and the others are sent exactly."""

from __future__ import annotations

import json
import math
from decimal import Decimal
from enum import Enum, IntEnum
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from aurakit._calls.encoding import check_body, check_length, check_path_value, check_query, encode_json
from aurakit.errors import InvalidArgumentError
from support.http_library import httpx

if TYPE_CHECKING:
    from collections.abc import Callable


class Color(str, Enum):  # noqa: UP042 - as the generated ones are
    RED = "red"


class Size(IntEnum):
    BIG = 8


@pytest.mark.parametrize(
    ("value", "segment"),
    [
        ("24d18db5", "24d18db5"),
        ("3e5e6e27-bf0a-4898-abb8-5f3050cac418", "3e5e6e27-bf0a-4898-abb8-5f3050cac418"),
        ("a?b", "a%3Fb"),
        ("a#b", "a%23b"),
        ("a%2Fb", "a%252Fb"),
        ("%2e%2e", "%252e%252e"),
        ("a;b=c", "a%3Bb%3Dc"),
        ("a b", "a%20b"),
        ("é", "%C3%A9"),
        ("..a", "..a"),
        ("...", "..."),
        ("{x}", "%7Bx%7D"),
        ("x" * 1_000, "x" * 1_000),
    ],
)
def test_a_value_of_the_path_is_one_encoded_segment(value: str, segment: str) -> None:
    assert check_path_value("instance_id", value) == segment


@pytest.mark.parametrize(
    "value",
    ["", " ", "\t", ".", "..", "../tenants", "a/b", "/", "..\\tenants", "a\nb", "a\r\nX: y", "\x00", "a\x7f", "\x85",
     "\ud800", "a\udfffb", "x" * 1_001, "x" * 70_000],
)  # fmt: skip
def test_a_value_that_could_be_another_path_is_refused(value: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        check_path_value("instance_id", value)
    text = str(caught.value)
    assert text.startswith("instance_id cannot be sent: ")
    assert text.endswith("No request was made.")
    assert text.isprintable()
    assert len(text) < 1_000
    assert isinstance(caught.value, ValueError)


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (" ", "it is empty (' ')"),
        ("a\nb", "it has a control character in it ('a\\nb')"),
        ("\ud800", "it has half a surrogate pair in it, which no encoding has ('\\ud800')"),
        ("..", "it would name another path ('..')"),
        ("a/b", "it has a slash or backslash in it, so it would name another path ('a/b')"),
        ("x" * 1_001, "it has 1001 characters, more than 1000"),
        ("/" * 100, f"it has a slash or backslash in it, so it would name another path ('{'/' * 100}')"),
        ("/" * 101, "it has a slash or backslash in it, so it would name another path"),
    ],
)
def test_the_message_says_what_is_wrong_and_shows_a_short_value(value: str, problem: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        check_path_value("id", value)
    assert str(caught.value) == f"id cannot be sent: {problem}. No request was made."


@pytest.mark.parametrize("value", [None, 5, b"24d18db5", ["24d18db5"], object()])
def test_a_value_of_the_path_that_is_no_text_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match="instance_id must be text"):
        check_path_value("instance_id", value)


def test_a_member_of_an_enum_is_sent_as_its_value() -> None:
    assert check_path_value("color", Color.RED) == "red"
    assert type(check_path_value("color", Color.RED)) is str
    assert check_query("color", Color.RED) == "red"
    assert encode_json({"color": Color.RED, "size": Size.BIG}) == b'{"color":"red","size":8}'


@given(st.text(max_size=60))
@example("../v2/tenants?x=1#y")
def test_any_accepted_value_is_one_segment_that_decodes_to_itself(value: str) -> None:
    try:
        segment = check_path_value("id", value)
    except InvalidArgumentError:
        return
    assert unquote(segment) == value
    assert segment.isascii()
    assert not set(segment) & set("/\\?#;@: \r\n")
    url = f"https://api.test/v1/instances/{segment}/pause"
    for path in (urlsplit(url).path, httpx.URL(url).raw_path.decode()):
        assert path == f"/v1/instances/{segment}/pause"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a b&c=d", "a b&c=d"),
        ("", ""),
        (True, "true"),
        (False, "false"),
        (17, "17"),
        (-5, "-5"),
        (2.5, "2.5"),
        (["a", 1], ["a", "1"]),
        (("a",), ["a"]),
    ],
)
def test_a_value_of_the_query_becomes_text(value: object, text: object) -> None:
    assert check_query("filter", value) == text


@pytest.mark.parametrize(
    "value", ["\ud800", ["a", "\udc00"], math.nan, math.inf, -math.inf, pytest.param(10**5_000, id="huge")]
)
def test_a_value_of_the_query_that_cannot_be_sent_is_refused(value: object) -> None:
    with pytest.raises(InvalidArgumentError, match=r"^filter cannot be sent: "):
        check_query("filter", value)


@pytest.mark.parametrize("value", [None, b"x", {"a": 1}, {1}, Decimal(1), [["a"]]])
def test_a_value_of_the_query_of_another_type_is_a_type_error(value: object) -> None:
    with pytest.raises(TypeError, match=r"filter must be"):
        check_query("filter", value)


def test_a_body_is_compact_json_in_utf8() -> None:
    body = {
        "name": "größe €",
        "memory": "8GB",
        "count": 5,
        "ratio": 0.5,
        "on": True,
        "off": False,
        "none": None,
        "l": (1,),
    }
    assert encode_json(body) == (
        '{"name":"größe €","memory":"8GB","count":5,"ratio":0.5,"on":true,"off":false,"none":null,"l":[1]}'.encode()
    )


@pytest.mark.parametrize(
    "value", ["\ud800", "a\udfff", math.nan, math.inf, -math.inf, pytest.param(10**5_000, id="huge")]
)
@pytest.mark.parametrize("place", ["field", "list", "deep"])
def test_a_value_without_a_form_in_json_is_refused_by_its_name(value: object, place: str) -> None:
    body = {"field": {"name": value}, "list": {"name": ["ok", value]}, "deep": {"a": [{"b": [{"name": value}]}]}}[place]
    for check in (check_body, encode_json):
        with pytest.raises(InvalidArgumentError, match=r"^name cannot be sent: .* No request was made") as caught:
            check(body)
        assert str(caught.value).isprintable()
        assert caught.value.__context__ is None or not isinstance(caught.value.__context__, UnicodeError)


@pytest.mark.parametrize("value", [b"x", bytearray(b"x"), {1}, Decimal("1.5"), object(), iter([]), 1j])
def test_a_type_that_json_does_not_have_is_a_type_error_that_does_not_show_the_value(value: object) -> None:
    for check in (check_body, encode_json):
        with pytest.raises(TypeError, match=rf"^name must be .* not {type(value).__name__}$"):
            check({"list": [{"name": value}]})


@pytest.mark.parametrize("key", [1, None, 2.5, b"x", ("a",)])
def test_a_key_that_is_no_text_is_a_type_error(key: object) -> None:
    with pytest.raises(TypeError) as caught:
        encode_json({"plugin": {key: 1}})
    assert str(caught.value) == f"plugin must have text for its keys, not {type(key).__name__}"


def test_a_key_that_cannot_be_sent_is_refused() -> None:
    with pytest.raises(InvalidArgumentError, match=r"^a key of plugin cannot be sent"):
        encode_json({"plugin": {"\ud800": 1}})


def test_a_name_that_cannot_be_shown_is_escaped() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        encode_json({"a\nb" * 200: math.nan})
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (math.nan, "it is not finite, and JSON has no NaN and no infinity"),
        pytest.param(10**5_000, "it has too many digits", id="huge"),
        ("\udc00", "it has half a surrogate pair in it, which no encoding has"),
    ],
)
def test_a_body_without_a_name_of_its_own_is_called_so(value: object, problem: str) -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        check_body(value)
    assert str(caught.value) == f"body cannot be sent: {problem}. No request was made."


def test_a_long_name_is_cut_to_a_hundred_characters() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        check_body(math.nan, "n" * 200)
    assert str(caught.value).startswith("n" * 100 + " cannot be sent: ")


@pytest.mark.parametrize("wrap", [lambda inner: [inner], lambda inner: {"a": inner}], ids=["lists", "dicts"])
def test_a_body_may_be_nested_a_hundred_deep(wrap: Callable[[Any], Any]) -> None:
    body: Any = 1
    for _ in range(100):
        body = wrap(body)
    check_body(body)
    with pytest.raises(InvalidArgumentError, match="nested more than 100 deep"):
        check_body(wrap(body))


def test_what_contains_itself_or_is_nested_too_deep_is_refused() -> None:
    loop: list[Any] = []
    loop.extend((loop, loop))
    ring: dict[str, Any] = {}
    ring["self"] = ring
    deep: Any = 1
    for _ in range(100_000):
        deep = [deep]
    for body in (loop, ring, deep):
        with pytest.raises(InvalidArgumentError, match="nested more than 100 deep, or contains itself"):
            encode_json(body)
    while isinstance(deep, list):  # taken apart, since freeing it whole would go as deep
        deep = deep.pop()


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4)
)


@given(VALUES)
def test_any_accepted_body_reads_back_the_same(body: Any) -> None:
    try:
        sent = encode_json(body)
    except InvalidArgumentError:
        assert not math.isfinite(first_odd_float(body))
        return
    assert json.loads(sent) == body


def first_odd_float(value: Any) -> float:
    """The first number that is not finite, else 0.0."""
    if isinstance(value, float):
        return value if not math.isfinite(value) else 0.0
    items = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return next((odd for odd in map(first_odd_float, items) if not math.isfinite(odd)), 0.0)


def test_a_type_error_names_the_type() -> None:
    with pytest.raises(TypeError, match="must be text, not int$"):
        check_path_value("instance_id", 5)
    with pytest.raises(TypeError, match="not object$"):
        check_query("filter", object())


def test_what_is_nested_too_deep_is_refused_by_its_name() -> None:
    value: object = "x"
    for _ in range(200):
        value = {"in": [value]}
    for body in (value, {"settings": value}):  # too deep is a list, or an object
        with pytest.raises(InvalidArgumentError, match="^in cannot be sent: it is nested more than"):
            check_body(body)


def test_a_query_of_16_000_characters_is_sent_and_a_longer_one_refused() -> None:
    assert check_length("q" * 16_000) == "q" * 16_000
    with pytest.raises(InvalidArgumentError) as caught:
        check_length("q" * 16_001)
    assert (
        str(caught.value) == "the query cannot be sent: it has 16001 characters, more than 16000. No request was made."
    )
