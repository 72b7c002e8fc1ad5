"""A client belongs to one process: pickling it says what to do, and what it hands out can go to other processes."""

from __future__ import annotations

import copy
import pickle
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import AsyncAura, Aura

if TYPE_CHECKING:
    from collections.abc import Callable

CLIENTS: list[Callable[[], Any]] = [lambda: Aura("id", "Secret-1"), lambda: AsyncAura("id", "Secret-1")]


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("copied", [pickle.dumps, copy.copy, copy.deepcopy], ids=lambda one: one.__name__)
@pytest.mark.parametrize(
    "part",
    [lambda aura: aura, lambda aura: aura.raw, lambda aura: aura.instances, lambda aura: aura.with_options(timeout=1)],
    ids=["client", "raw", "resources", "sibling"],
)
def test_a_client_that_is_pickled_or_copied_says_what_to_do(
    client: Callable[[], Any], copied: Callable[[Any], Any], part: Callable[[Any], Any]
) -> None:
    aura = client()
    what = part(aura)
    if copied is copy.copy and what is aura.instances:
        assert copied(what)._client is what._client  # shares the client, which is harmless
        return
    with pytest.raises(TypeError) as caught:
        copied(what)
    assert "cannot be pickled or copied" in str(caught.value)
    assert "`initializer` of a `multiprocessing.Pool` or a `ProcessPoolExecutor`" in str(caught.value)
    assert "Secret-1" not in str(caught.value)
