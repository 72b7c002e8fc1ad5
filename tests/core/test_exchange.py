"""What one attempt came to, shown without what it holds."""

from __future__ import annotations

import pytest

from aurakit.exchange import Answer, Failure


def test_an_answer_is_shown_without_its_body() -> None:
    assert repr(Answer(200, {}, b'{"password": "x"}')) == "<Answer 200, 17 bytes>"


def test_a_failure_is_shown_by_its_kind_and_text() -> None:
    assert repr(Failure("network", "reset", sent=True)) == "<Failure network: reset>"


@pytest.mark.parametrize(("header", "request_id"), [("id-1", "id-1"), ("", None), (None, None)])
def test_an_empty_request_id_is_none(header: str | None, request_id: str | None) -> None:
    assert Answer(200, {} if header is None else {"X-Request-Id": header}, b"").request_id == request_id
