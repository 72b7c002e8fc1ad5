"""A token: when it is renewed, what can be one, and what it is kept under."""

from __future__ import annotations

import copy
import hashlib
import json
import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._auth.oauth import LONGEST_LIFETIME
from aurakit._auth.tokens import Token, sendable, sound, store_key
from aurakit._errors.secret import Secret

NOW = 1_700_000_000.0
TOKEN = Token(Secret("token-value"), NOW, NOW + 3600)


def test_no_repr_shows_a_token() -> None:
    assert "token-value" not in f"{TOKEN} {TOKEN!r} {[TOKEN]}"
    assert repr(TOKEN) == f"<Token that expires at {NOW + 3600:.0f}>"


def test_a_tokens_lifetime_is_from_when_it_was_obtained_until_it_expires() -> None:
    assert TOKEN.lifetime == 3600.0
    assert Token(Secret("t"), 1000.0, 1010.0).renew_at == 1009.0


@pytest.mark.parametrize(("lifetime", "ahead"), [(3600, 60), (600, 60), (300, 30), (10, 1), (0.5, 0.05)])
def test_a_token_is_renewed_a_minute_ahead_or_a_tenth_of_a_short_lifetime(lifetime: float, ahead: float) -> None:
    assert Token(Secret("t"), 0.0, lifetime).renew_at == pytest.approx(lifetime - ahead)


@given(st.floats(min_value=1e-3, max_value=LONGEST_LIFETIME))
def test_however_short_a_lifetime_most_of_it_is_used(lifetime: float) -> None:
    assert Token(Secret("t"), 0.0, lifetime).renew_at >= 0.89 * lifetime


@pytest.mark.parametrize(
    "bad",
    [
        None,
        ("t", 0.0, 1.0),
        Token(Secret(""), 0.0, 1.0),
        Token(Secret("a\n"), 0.0, 1.0),
        Token(5, 0.0, 1.0),  # type: ignore[arg-type]
        Token(copy.copy(Secret("t")), 0.0, 1.0),
        Token("t", 0.0, 1.0),  # type: ignore[arg-type]
        Token(Secret("t"), 1.0, 1.0),
        Token(Secret("t"), 0.0, float("nan")),
        Token(Secret("t"), float("-inf"), 1.0),
        Token(Secret("t"), "0", 1.0),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_a_token_is_not_taken_from_a_store(bad: object) -> None:
    assert sound(bad) is None
    assert sound(TOKEN) is TOKEN


def test_a_header_takes_a_value_of_one_to_sixteen_thousand_characters() -> None:
    assert [sendable("x" * length) for length in (0, 1, 16_000, 16_001)] == [False, True, True, False]


def test_a_stores_key_stays_the_same_so_that_a_new_release_finds_the_tokens_of_the_old_one() -> None:
    assert store_key("a", "b") == hashlib.sha256(b"a\nb").hexdigest()


def test_a_stores_key_hides_the_client_id_and_tells_places_and_clients_apart() -> None:
    keys = {store_key(url, client) for url in ("https://a/v1", "https://b/v1") for client in ("one", "two")}
    assert len(keys) == 4 and all(len(key) == 64 and int(key, 16) for key in keys)


def test_a_token_that_is_taken_apart_or_serialised_shows_nothing() -> None:
    texts = [str(tuple(TOKEN)), str(TOKEN._asdict()), json.dumps(TOKEN, default=str), repr(list(TOKEN.value))]
    assert all("token-value" not in text for text in texts)
    assert b"token-value" not in pickle.dumps(TOKEN)
    assert TOKEN.value.reveal() == "token-value"
