"""Options of a client that cannot be used are refused when it is made, with what would be right."""

from __future__ import annotations

from typing import Any

import pytest

from aurakit import AsyncAura, Aura, ConfigurationError


@pytest.mark.parametrize("client", [Aura, AsyncAura])
@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"timeout": 0}, "timeout must be a number of seconds above 0"),
        ({"timeout": "60"}, "timeout must be a number"),
        ({"max_retries": -1}, "max_retries"),
        ({"rate_limit": 125}, r"rate_limit must be None or a RateLimit, such as RateLimit\(125, per=60\.0\), not 125"),
        (
            {"store": "shared.sqlite3"},
            r"store must be None, FileStore\(\), RedisStore\(\.\.\.\) or another aurakit\.stores\.Store, not str",
        ),
        ({"verify": None}, 'verify must be True, False, "system", "certifi", a path'),
        ({"verify": "no-such-file.pem"}, r"no-such-file\.pem cannot be read"),
        ({"max_response_bytes": 0}, "max_response_bytes must be a whole number, 1 or more, not 0"),
        ({"proxy": "ftp://x:1"}, "proxy= is not the URL of an http, https or socks5 proxy"),
        ({"user_agent": "ä"}, "user_agent must be printable ASCII"),
    ],
    ids=str,
)
def test_an_option_that_cannot_be_used_is_refused(client: Any, options: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError, match=told):
        client("an-id", "a-secret", **options)


@pytest.mark.parametrize("client", [Aura, AsyncAura])
def test_a_timeout_larger_than_any_float_is_refused(client: Any) -> None:
    with pytest.raises(ConfigurationError, match="timeout must be a number of seconds"):
        client("an-id", "a-secret", timeout=10**400)
