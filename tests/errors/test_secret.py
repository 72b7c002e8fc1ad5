"""A secret shows itself to nobody who does not ask for it by name."""

from __future__ import annotations

import copy
import gc
import json
import logging
import pickle
import sys
import traceback
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._errors.secret import LIKE_AN_ID, MASK, MaskedBytes, Secret

TEXT = "hunter2-and-more"
SECRET = Secret(TEXT)


def test_it_is_revealed_when_it_is_asked_for() -> None:
    assert SECRET.reveal() == TEXT


@pytest.mark.parametrize(
    "shown",
    [
        str(SECRET),
        repr(SECRET),
        f"{SECRET}",
        f"{SECRET!r:>30}",
        f"{SECRET:>30}",
        "%s %r" % (SECRET, SECRET),  # noqa: UP031
        "{0} {0!s}".format(SECRET),  # noqa: UP032
        repr([SECRET]),
        repr({"secret": SECRET}),
        "".join(SECRET),
        repr(list(SECRET)),
        json.dumps({"secret": SECRET}, default=str),
        json.dumps({"secret": SECRET}, default=list),
        repr(dir(SECRET)),
    ],
)
def test_whatever_prints_iterates_serialises_or_copies_it_gets_the_mask(shown: str) -> None:
    assert TEXT not in shown


def test_a_format_applies_to_the_mask() -> None:
    assert f"{SECRET:>30}" == MASK.rjust(30)
    assert f"{SECRET}" == MASK


@pytest.mark.parametrize("protocol", range(pickle.HIGHEST_PROTOCOL + 1))
def test_no_pickle_holds_it(protocol: int) -> None:
    assert TEXT.encode() not in pickle.dumps((SECRET, [SECRET]), protocol)


@pytest.mark.parametrize(
    "copied",
    [lambda it: pickle.loads(pickle.dumps(it)), copy.copy, lambda it: copy.deepcopy({"secret": it})["secret"],
     lambda it: copy.copy(copy.copy(it))],
    ids=["pickle", "copy", "deepcopy", "copy of a copy"],
)  # fmt: skip
def test_a_copy_knows_that_it_has_lost_the_text_and_says_so_when_it_is_asked_for_it(copied: Any) -> None:
    left = copied(SECRET)
    assert type(left) is Secret and left.is_masked and not SECRET.is_masked
    with pytest.raises(ValueError, match="copied or pickled.*from the original object, in the process that has it"):
        left.reveal()
    assert (repr(left), f"{left:>5}", left.like_an_id, bool(left)) == (MASK, "  ***", False, True)


def test_a_copy_is_equal_to_other_copies_and_to_no_secret_with_a_text() -> None:
    left = copy.copy(SECRET)
    assert left == copy.deepcopy(SECRET) and hash(left) == hash(copy.deepcopy(SECRET))
    assert left not in (SECRET, Secret(MASK), MASK) and Secret(MASK) != left
    assert Secret(MASK).reveal() == MASK


def test_json_does_not_write_it() -> None:
    with pytest.raises(TypeError):
        json.dumps(SECRET)


def test_it_has_no_dictionary_of_attributes_that_a_crash_reporter_could_walk_through() -> None:
    with pytest.raises(TypeError):
        vars(SECRET)
    assert not hasattr(SECRET, "__dict__")


def test_no_slot_holds_the_text_since_debuggers_walk_through_slots_too() -> None:
    assert TEXT not in repr([getattr(SECRET, name) for name in Secret.__slots__ if name != "__weakref__"])
    assert TEXT not in repr(SECRET.__getstate__())


@pytest.mark.parametrize("kind", [str, StrEnum])
def test_the_text_of_a_kind_of_text_is_its_value(kind: type[str]) -> None:
    text: str = StrEnum("Kind", {"one": TEXT}).one if kind is StrEnum else TEXT  # type: ignore[attr-defined]
    assert type(Secret(text).reveal()) is str
    assert Secret(text).reveal() == TEXT


@pytest.mark.parametrize("show", [repr, str, "{}".format, "{!r:>9}".format, lambda it: json.dumps(it, default=str)])
def test_masked_bytes_are_shown_as_the_mask_and_sent_as_they_are(show: Any) -> None:
    masked = MaskedBytes(TEXT.encode())
    assert MASK in show(masked) and TEXT not in show([(b"name", masked)][0][1])
    assert masked == TEXT.encode() and masked.decode() == TEXT and b"".join([masked]) == TEXT.encode()


def test_a_traceback_with_variables_does_not_show_it() -> None:
    def fails(secret: Secret, pair: tuple[str, Secret]) -> None:
        raise RuntimeError(f"no use for {secret} in {pair}")

    with pytest.raises(RuntimeError) as caught:
        fails(SECRET, ("id", SECRET))
    shown = "".join(traceback.TracebackException.from_exception(caught.value, capture_locals=True).format())
    assert MASK in shown and TEXT not in shown


def test_a_log_record_does_not_show_it(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("a program").warning("made with %s, %r", SECRET, {"secret": SECRET})
    assert TEXT not in caplog.text


def test_its_length_is_that_of_the_mask() -> None:
    assert len(SECRET) == len(Secret("x")) == len(MASK)


@given(st.text(), st.text())
def test_two_are_equal_when_their_texts_are(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) is (one == other)
    assert Secret(one) == Secret(one) and hash(Secret(one)) == hash(Secret(one))


def test_texts_that_no_encoding_can_write_are_compared_too() -> None:
    assert Secret("\udc80") == Secret("\udc80")
    assert Secret("\udc80") != Secret("another")
    assert Secret("another") != Secret("\udc80")


def test_it_is_equal_to_no_text() -> None:
    assert SECRET not in (TEXT, MASK)


def test_an_empty_one_is_false() -> None:
    assert Secret("x") and not Secret("")


def test_only_a_text_becomes_one() -> None:
    assert Secret.of(TEXT) == SECRET
    for other in (None, 5, b"bytes", ["a"]):
        assert Secret.of(other) is other


@pytest.mark.parametrize(
    ("text", "like"),
    [("8a35fa95", True), ("8a35/123", True), ("abc-def", True), ("", True), ("hunter2", False), ("8A35", False)],
)
def test_it_knows_whether_it_could_be_part_of_a_request_id(text: str, like: bool) -> None:
    assert Secret(text).like_an_id is like
    assert (LIKE_AN_ID(text) is not None) is like


def test_it_can_be_referred_to_weakly_so_that_caches_do_not_keep_it() -> None:
    import weakref

    secret: Any = Secret("for a moment")
    reference = weakref.ref(secret)
    assert sys.getrefcount(secret) == 2
    del secret
    gc.collect()
    assert reference() is None
