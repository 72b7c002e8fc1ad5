"""Which of the two clients, sync or async, tries which response of an operation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

KINDS = ("sync", "async")
both = pytest.mark.parametrize("kind", KINDS)


def by_turns(cases: Iterable[Any], label: Callable[[Any], str]) -> pytest.MarkDecorator:
    """The mark for `case` and `kind`: of each operation, the clients take the responses by turns.

    The one that begins changes from operation to operation, so that no status falls to the same client always.
    """
    turns: dict[int, int] = {}
    parameters = []
    for case in cases:
        turn = turns[id(case.operation)] = turns.get(id(case.operation), len(turns)) + 1
        kind = KINDS[turn % 2]
        parameters.append(pytest.param(case, kind, id=f"{label(case)}-{kind}"))
    return pytest.mark.parametrize(("case", "kind"), parameters)
