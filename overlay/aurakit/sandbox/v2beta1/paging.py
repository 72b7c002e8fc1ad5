"""The two kinds of paging: by number, and by a token in the link to the next page."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

from ..errors import invalid

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..messages import Request

T = TypeVar("T")
LONGEST = 100
"""The default and the maximum number of items in a page."""


def numbered_page(items: Sequence[T], query: Mapping[str, str]) -> Sequence[T]:
    """The page that `page` and `page_size` select. The first page is 1; 0 is accepted for it, too.

    Raises:
        ErrorResponse: 400, they are not valid numbers.
    """
    size = _number(query, "page_size", LONGEST, least=1)
    start = max(0, _number(query, "page", 1, least=0) - 1) * size
    return items[start : start + size]


def linked_page(items: Sequence[T], request: Request) -> tuple[Sequence[T], dict[str, str | None]]:
    """The page that `page_token` and `page_limit` select, and its `links`.

    Raises:
        ErrorResponse: 400, they are not valid.
    """
    limit = _number(request.query, "page_limit", LONGEST, least=1)
    token = request.query.get("page_token", "")
    start = _start(token)
    last = start + limit >= len(items)
    return items[start : start + limit], {
        "first": _link(request, None),
        "self": _link(request, token or None),
        "next": None if last else _link(request, f"after-{start + limit}"),
    }


def _start(token: str) -> int:
    """The index of the first item of the page for a token.

    Raises:
        ErrorResponse: 400, the token was not issued here.
    """
    number = token.removeprefix("after-") or "0"
    if token and (number == token or not number.isdecimal() or len(number) > 9):
        raise invalid("page_token is not valid", "page_token")
    return int(number)


def _link(request: Request, token: str | None) -> str:
    """The URL of a page."""
    query = {name: value for name, value in request.query.items() if name != "page_token"}
    if token is not None:
        query["page_token"] = token
    return request.url + (f"?{urlencode(query)}" if query else "")


def _number(query: Mapping[str, str], name: str, default: int, *, least: int) -> int:
    text = query.get(name)
    if text is None:
        return default
    if not text.isdecimal() or len(text) > 9 or not least <= int(text):
        raise invalid(f"{name} must be a whole number from {least}", name)
    return min(int(text), LONGEST) if name != "page" else int(text)
