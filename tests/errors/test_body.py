"""Bodies of error responses are understood in every form they come in."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._errors.body import details_in, error_details, is_page, page_title
from aurakit._errors.redaction import Secrets
from aurakit._errors.secret import Secret
from aurakit.errors import ErrorDetail

if TYPE_CHECKING:
    from collections.abc import Callable

API = {"errors": [{"message": "DB not found: 24d18db5", "reason": "db-not-found", "field": "id"}]}
ENTRY = ErrorDetail("DB not found: 24d18db5", "db-not-found", "id")


@pytest.mark.parametrize(
    ("value", "details"),
    [
        (API, (ENTRY,)),
        ({"errors": [*API["errors"], {"message": "second", "reason": ""}]}, (ENTRY, ErrorDetail("second"))),
        ({"error": "Key not authorized: token has expired"}, (ErrorDetail("Key not authorized: token has expired"),)),
        (
            {"error": "invalid_client", "error_description": "unknown client"},
            (ErrorDetail("unknown client", "invalid_client"),),
        ),
        ({"message": "API not found"}, (ErrorDetail("API not found"),)),
        ({"detail": "Not Found"}, (ErrorDetail("Not Found"),)),
        ({"errors": ["first", "second"]}, (ErrorDetail("first"), ErrorDetail("second"))),
        ({"errors": API["errors"][0]}, (ENTRY,)),
        ({"errors": "all in one text"}, (ErrorDetail("all in one text"),)),
        ({"error": {"message": "inner", "reason": "why"}}, (ErrorDetail("inner", "why"),)),
        ({"errors": [API]}, (ENTRY,)),
        ({"errors": None}, ()),
        ({"errors": []}, ()),
        ({"errors": [None, {}, "", []]}, ()),
        ({"errors": None, "message": "beside"}, (ErrorDetail("beside"),)),
        ({"errors": [{"message": None, "reason": None}]}, ()),
        ({"errors": [{"reason": "quota-exceeded"}]}, (ErrorDetail("", "quota-exceeded"),)),
        ({"errors": [{"message": 5, "reason": 7, "field": ["a"]}]}, (ErrorDetail("5", "7", '["a"]'),)),
        ({"errors": [{"message": {"text": "x"}, "reason": "r"}]}, (ErrorDetail('{"text": "x"}', "r"),)),
        ({"errors": [{"message": {"größe": 1}}]}, (ErrorDetail('{"größe": 1}'),)),
        ({"errors": [], "message": "beside"}, (ErrorDetail("beside"),)),
        (
            {"errors": {"memory": {"message": "too big"}, "name": ["too long", "odd"]}, "reason": "validation-error"},
            (
                ErrorDetail("too big", None, "memory"),
                ErrorDetail("too long", None, "name"),
                ErrorDetail("odd", None, "name"),
                ErrorDetail("", "validation-error"),
            ),
        ),
        ({"errors": {"memory": {"message": "m", "field": "size"}}}, (ErrorDetail("m", None, "size"),)),
        ({"errors": {"memory": 5}}, (ErrorDetail('{"memory": 5}'),)),
        (
            {"errors": [{"message": "one"}], "message": "beside", "reason": "multi-db-only"},
            (ErrorDetail("one"), ErrorDetail("beside", "multi-db-only")),
        ),
        ({"Message": "Capital", "Reason": "db-not-found"}, (ErrorDetail("Capital", "db-not-found"),)),
        ({"Errors": [{"MESSAGE": "m", "Reason": "r", "Field": "f"}]}, (ErrorDetail("m", "r", "f"),)),
        ({"message": "bare", "reason": "quota-exceeded"}, (ErrorDetail("bare", "quota-exceeded"),)),
        ({"error": ""}, ()),
        ({"error": None}, ()),
        ({"errors": [{"message": "m", "reason": "\x00", "field": " "}]}, (ErrorDetail("m"),)),
        ([[[[[[{"message": "six deep"}]]]]]], (ErrorDetail("six deep"),)),
        ({"error": {"error": {"error": {"error": {"error": {"message": "five"}}}}}}, (ErrorDetail("five"),)),
        ({"a": {"b": {"c": {"d": {"e": {"message": "m", "reason": "r"}}}}}}, (ErrorDetail("m", "r"),)),
        ({"response": {"message": "m", "reason": "r"}, "status": "400"}, (ErrorDetail("m", "r"),)),
        ({"status": 400, "result": {"fault": {"errors": [{"message": "m", "reason": "r"}]}}}, (ErrorDetail("m", "r"),)),
        ({"result": [{"id": 1}, {"message": "m"}], "ok": False}, (ErrorDetail("m"),)),
        (
            {"errors": {"memory": {"message": "m", "reason": "r"}, "message": "top"}},
            (ErrorDetail("m", "r", "memory"), ErrorDetail("top")),
        ),
        ({"errors": {"message": {"message": "too long", "reason": "r"}}}, (ErrorDetail("too long", "r", "message"),)),
        (
            {"errors": {"code": {"message": "m"}, "title": ["n"]}},
            (ErrorDetail("m", None, "code"), ErrorDetail("n", None, "title")),
        ),
        ({"errors": {"message": "m", "loc": ["body", "memory"]}}, (ErrorDetail("m", None, "memory"),)),
        ({"errors": {"message": "m", "loc": ["memory"]}}, (ErrorDetail("m", None, "memory"),)),
        ({"errors": [{"message": "m", "reason": "r"}], "reason": "r"}, (ErrorDetail("m", "r"),)),
        ({"message": "m", "details": {"memory": "bad"}}, (ErrorDetail("bad", None, "memory"), ErrorDetail("m"))),
        ({"message": "m", "errors": [{"message": "m", "reason": "r"}]}, (ErrorDetail("m", "r"),)),
        ({"error": "Bad", "errors": [{"message": "m", "reason": "r"}]}, (ErrorDetail("m", "r"), ErrorDetail("Bad"))),
        (
            {"statusCode": 400, "message": ["one", "two"], "error": "Bad Request"},
            (ErrorDetail("one"), ErrorDetail("two"), ErrorDetail("Bad Request")),
        ),
        ({"message": {"Message": "m", "Reason": "r"}}, (ErrorDetail("m", "r"),)),
        ({"errorMessage": "m", "error_code": "r"}, (ErrorDetail("m", "r"),)),
        ({"Error-Description": "d", "ERROR": "invalid_client"}, (ErrorDetail("d", "invalid_client"),)),
        (
            {"fault": {"faultstring": "Too many", "detail": {"errorcode": "policies.QuotaViolation"}}},
            (ErrorDetail("", "policies.QuotaViolation"), ErrorDetail("Too many")),
        ),
        ({"code": 17}, (ErrorDetail('{"code": 17}'),)),
        ({"error": {"message": "inner", "code": "why"}}, (ErrorDetail("inner", "why"),)),
        (
            {"detail": [{"loc": ["body", 0, "memory"], "msg": "field required", "type": "missing"}]},
            (ErrorDetail("field required", None, "memory"),),
        ),
        ({"detail": [{"loc": "memory", "msg": "m"}, {"loc": [1], "msg": "n"}]}, (ErrorDetail("m"), ErrorDetail("n"))),
        ({"Details": {"Message": "m", "Reason": "r"}}, (ErrorDetail("m", "r"),)),
        (
            {"type": "about:blank", "title": "Forbidden", "status": 403, "detail": "no access"},
            (ErrorDetail("no access"),),
        ),
        ({"title": "Bad Request", "status": 400}, (ErrorDetail("Bad Request"),)),
        ({"msg": "short"}, (ErrorDetail("short"),)),
        ({"fault": {"faultstring": "Rate limit", "code": 4}}, (ErrorDetail("Rate limit"),)),
        ({"response": {"Errors": [{"message": "m", "reason": "r"}]}}, (ErrorDetail("m", "r"),)),
        ({"data": None, "errors": [{"id": "", "message": "No session", "reason": ""}]}, (ErrorDetail("No session"),)),
        ([API["errors"][0]], (ENTRY,)),
        ("just text", (ErrorDetail("just text"),)),
        (None, ()),
    ],
)
def test_every_form_of_json_gives_its_entries(value: Any, details: tuple[ErrorDetail, ...]) -> None:
    assert details_in(json.dumps(value).encode()) == details


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"upstream connect error", "upstream connect error"),
        (b"<html><head><title>502 Bad Gateway</title></head><body><h1>x</h1></body></html>", "502 Bad Gateway"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><TITLE lang='en'>Error &amp; more</TITLE>", "Error & more"),
        (b"<html><style>p {color: red}</style><body><h2>Access denied</h2><p>Ray 5</body>", "Access denied"),
        (b"<html><script>alert('x')</script><p>Some <b>bold</b> words</p><script>never closed", "Some bold words"),
        (b"<title></title><p>text", "text"),
        (b"<title> </title><h1>the heading</h1>", "the heading"),
        (b"<SCRIPT>\nnot this\n</SCRIPT><p>only this", "only this"),
        (b"<p>" + b" " * 19_996 + b"ab", "a"),
        (b"5 &lt; 6 <b>", "5 &lt; 6 <b>"),
        (b"Xylophone", "Xylophone"),
        (b'X{"error": "y"}', 'X{"error": "y"}'),
        (b'\xef\xbb\xbf\xef\xbb\xbf{"error": "with two marks"}', "with two marks"),
        (b'{"error": "just a megabyte"}'.ljust(1_000_000), "just a megabyte"),
        (b'{"error": "more"}'.ljust(1_000_001), '{"error": "more"}'),
        (b'{"errors": [{"message": "cut of', '{"errors": [{"message": "cut of'),
        ('{"error": "größer"}'.encode("latin-1"), "gr\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}er"),
        ('{"error": "größer"}'.encode("utf-16"), "größer"),
        (b'\xef\xbb\xbf{"error": "with a mark"}', "with a mark"),
        (b'{"error": "lone \\ud800 half"}', "lone half"),
    ],
)
def test_other_bodies_give_one_short_message(content: bytes, message: str) -> None:
    assert details_in(content) == (ErrorDetail(message),)


@pytest.mark.parametrize("content", [b"", b"  \r\n ", b"<html></html>", b"null", b"\x00\x01\x02"])
def test_a_body_that_says_nothing_gives_no_entries(content: bytes) -> None:
    assert details_in(content) == ()


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 100_000,
        b'{"errors":' * 100_000,
        b'{"error":{"message":' * 400 + b'"x"' + b"}}" * 400,
        b'{"errors":[{"message":' + b"9" * 100_000 + b"}]}",
        b'{"errors":["' + b"x" * 5_000_000 + b'"]}',
        b"<" * 1_000_000,
        b"<title" * 200_000,
        b"<!--" * 200_000,
    ],
)
def test_a_hostile_body_is_read_as_far_as_it_can_be(content: bytes) -> None:
    for detail in details_in(content):
        assert len(detail.message) <= 1_000


def test_many_entries_are_cut_to_twenty() -> None:
    details = details_in(json.dumps({"errors": [{"message": str(n), "reason": "r"} for n in range(1_000)]}).encode())
    assert [detail.message for detail in details] == [str(n) for n in range(20)]
    assert len(error_details([["x"] * 20, ["y"] * 20])) == 20


def test_a_message_is_cut_to_a_thousand_characters_and_a_reason_and_a_field_to_a_hundred() -> None:
    (detail,) = error_details({"message": "m" * 2_000, "reason": "r" * 2_000, "field": "f" * 2_000})
    assert [len(text or "") for text in detail] == [1_000, 100, 100]


def test_known_secrets_are_hidden_in_every_field() -> None:
    content = json.dumps({"errors": [{"message": "m tok3n", "reason": "r tok3n", "field": "f tok3n"}]}).encode()
    assert details_in(content, Secrets([Secret("tok3n")])) == (ErrorDetail("m [hidden]", "r [hidden]", "f [hidden]"),)


def test_errors_that_were_read_already_are_understood_the_same() -> None:
    assert error_details(API["errors"]) == (ENTRY,)
    assert error_details({"message": "m"}) == (ErrorDetail("m"),)
    assert error_details(None) == ()


def test_a_message_that_is_nested_too_deep_is_left_out() -> None:
    assert error_details({"message": 10**5_000, "reason": "why"}) == (ErrorDetail("", "why"),)
    deep: list[Any] = []
    for _ in range(100_000):
        deep = [deep]
    assert error_details({"message": deep, "reason": "why"}) == (ErrorDetail("", "why"),)
    while deep:  # taken apart, since freeing it whole would go as deep
        deep = deep.pop()


@pytest.mark.parametrize(
    ("content", "page"),
    [
        (b"<html>", True),
        (b"\xef\xbb\xbf \n<!doctype html>", True),
        (b'{"a": "<html>"}', False),
        (b"X<", False),
        (b"", False),
        (b"<".rjust(1_000), True),
        (b"<".rjust(1_001), False),
    ],
)
def test_a_page_is_known_by_its_first_sign(content: bytes, page: bool) -> None:
    assert is_page(content) is page


def test_the_title_of_a_page_is_its_first_hundred_characters() -> None:
    assert page_title(b"<title>" + b"t" * 200) == "t" * 99 + "…"
    assert page_title(b"<title>gr\xf6\xdfer</title>") == "gr\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER}er"


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["errors", "error", "message", "reason", "field", "x"]), inner, max_size=4)
    ),
    max_leaves=15,
)


@given(st.binary() | JSON.map(lambda value: json.dumps(value).encode()))
def test_any_body_gives_bounded_printable_entries(content: bytes) -> None:
    details = details_in(content)
    assert len(details) <= 20
    for detail in details:
        assert detail.message or detail.reason
        for text in detail:
            assert text is None or text.isprintable()


def test_a_secret_that_stands_far_into_a_page_is_hidden_before_the_page_is_cut() -> None:
    hidden = Secrets([Secret("s3cret-text-of-some-length")])
    for before in range(19_970, 20_001):
        content = b"<p>" + b" " * before + b"s3cret-text-of-some-length"
        assert all("s3c" not in detail.message for detail in details_in(content, hidden))


def test_a_title_does_not_show_what_is_hidden() -> None:
    assert "s3cret-text" not in page_title(b"<title>for s3cret-text</title>", Secrets([Secret("s3cret-text")]))


def test_of_errors_keyed_by_field_at_most_twenty_are_read() -> None:
    body = {"errors": {f"field{number}": "is wrong" for number in range(30)}}
    assert [entry.field for entry in details_in(json.dumps(body).encode())] == [
        f"field{number}" for number in range(20)
    ]


MANY: dict[str, Any] = {f"n{number}": number for number in range(100)}


@pytest.mark.parametrize(
    "body",
    [
        {**MANY, "Message": "m"},
        {**MANY, "fault": {"message": "m"}},
        {"errors": {**MANY, "memory": "m"}},
    ],
)
def test_of_an_object_a_hundred_names_are_read(body: dict[str, Any]) -> None:
    (entry,) = error_details(body)
    assert entry.message.startswith('{"n0": 0')
    assert entry.field is None


def test_a_text_after_a_hundred_names_does_not_make_the_first_ones_part_of_it() -> None:
    first, second = error_details({"errors": {"size": "wrong", **MANY, "message": "top"}})
    assert (first.message, first.field) == ("wrong", "size")
    assert second.message.startswith('{"n0": 0')


NESTINGS = [
    (2, lambda inner: {"errors": {"memory": inner}}),
    (1, lambda inner: {"error": inner}),
    (1, lambda inner: {"errors": inner}),
    (1, lambda inner: {"fault": inner, "status": 400}),
    (1, lambda inner: [inner]),
]


@pytest.mark.parametrize("depth", [1, 8, 9, 16, 17, 20])
@pytest.mark.parametrize(("levels", "nest"), NESTINGS)
def test_an_error_is_found_sixteen_levels_deep_and_one_below_is_shown_as_json(
    levels: int, nest: Callable[[Any], Any], depth: int
) -> None:
    value: Any = {"message": "is wrong", "reason": "odd"}
    for _ in range(depth):
        value = nest(value)
    (entry,) = details_in(json.dumps(value).encode())
    if levels * depth <= 16:
        assert entry[:2] == ("is wrong", "odd")
    else:
        assert entry.reason is None
        assert '"message": "is wrong"' in entry.message


def test_a_title_that_spells_a_secret_by_entities_does_not_show_it() -> None:
    hidden = Secrets([Secret("s3cret&value")])
    assert page_title(b"<title>It is s3cret&#38;value</title>", hidden) == "It is [hidden]"
