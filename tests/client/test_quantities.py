"""Sizes are compared as quantities, however they are written."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._client.quantities import Quantity, same_size
from aurakit._client.wait_rules import same

EIGHT = ["8G", "8GB", "8 GB", "8Gi", "8GiB", "8gb", " 8 GiB ", "8.0GB", "8192MB", "8192 Mi"]


@pytest.mark.parametrize("text", EIGHT)
@pytest.mark.parametrize("other", EIGHT)
def test_spellings_of_a_size_are_the_same(text: str, other: str) -> None:
    assert same_size(text, other)
    assert same(text, other)
    assert str(Quantity.parse(text)) == "8GB"


@pytest.mark.parametrize(
    "text",
    ["", "G", "8", "eight GB", "8XB", "8GBs", "-8GB", "8GB16GB", "1e9GB", "8GB/s", None, 8, "8" * 13 + "GB", "orders"],
)
def test_what_is_no_size_is_the_same_as_no_size(text: object) -> None:
    assert Quantity.parse(text) is None
    assert not same_size(text, "8GB")
    assert not same_size(text, text)


def test_a_size_is_shown_as_the_api_writes_it() -> None:
    assert repr(Quantity.parse("8192 Mi")) == "Quantity('8GB')"


@pytest.mark.parametrize("text", ["1PB", "1024PB", "1TB"])
def test_the_largest_unit_is_the_last(text: str) -> None:
    assert str(Quantity.parse(text)) == text


def test_sizes_have_an_order() -> None:
    sizes = [Quantity.parse(text) for text in ("512MB", "1GB", "2 Gi", "16G", "1TB")]
    assert all(a is not None and b is not None and a < b for a, b in pairwise(sizes))


@given(st.integers(1, 4096), st.sampled_from("KMGT"))
def test_the_text_of_a_size_stands_for_that_size(number: int, unit: str) -> None:
    size = Quantity(number, unit)
    assert Quantity.parse(str(size)) == size
    assert hash(Quantity.parse(str(size))) == hash(size)


@pytest.mark.parametrize(("asked", "reported"), [("8GB", "16GB"), ("orders", "Orders2"), (8, "8GB"), (True, False)])
def test_different_values_are_different(asked: object, reported: object) -> None:
    assert not same(asked, reported)
