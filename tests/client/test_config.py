"""What a client is configured with: its options, those that cannot be used, and how it names itself to the server."""

from __future__ import annotations

import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from aurakit._client import config
from aurakit._client.config import DEFAULT_RATE_LIMIT, MAX_RESPONSE_BYTES, Arguments, Options
from aurakit._version import __version__
from aurakit.errors import ConfigurationError

user_agent = partial(config.user_agent, version="v1")


def test_the_version_is_that_of_the_distribution() -> None:
    project = tomllib.loads(Path(__file__, "../../../pyproject.toml").resolve().read_text(encoding="utf-8"))
    assert project["project"]["version"] == __version__


def test_the_user_agent_names_the_package_the_python_and_the_version() -> None:
    python = ".".join(str(part) for part in sys.version_info[:3])
    assert user_agent(None) == f"aurakit/{__version__} (python {python}; api v1)"
    assert user_agent(" my-app/2 ").startswith(f"my-app/2 aurakit/{__version__} (")


@pytest.mark.parametrize("text", ["", " ", "a\r\nX-Evil: 1", "naïve", "\x00", "x" * 501])
def test_a_user_agent_that_is_no_header_value_is_refused(text: str) -> None:
    with pytest.raises(ConfigurationError, match=r"^user_agent must be printable ASCII .* at most 500 characters$"):
        user_agent(text)


def test_a_user_agent_that_is_no_text_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="^user_agent must be text, not "):
        user_agent(5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="not int$"):
        user_agent(5)  # type: ignore[arg-type]


def test_a_user_agent_may_have_five_hundred_characters() -> None:
    assert user_agent("x" * 500).startswith("x" * 500 + " aurakit/")
    with pytest.raises(ConfigurationError):
        user_agent("x" * 501)


def test_the_user_agent_names_the_version_of_the_api_that_the_client_is_for() -> None:
    assert config.user_agent(None, "v2beta1").endswith("; api v2beta1)")


# ------------------------------------------------------------------------------------------------ options


def test_options_are_the_seconds_of_a_call_and_how_often_it_is_repeated() -> None:
    options = Options.checked(30, 2)
    assert (options.timeout, options.policy.max_retries) == (30.0, 2)
    assert isinstance(options.timeout, float)


def test_changed_options_are_a_copy_with_what_is_given_changed() -> None:
    options = Options.checked(30, 2)
    assert options.changed(None, None, None) == options
    assert options.changed(5.0, None, None) == Options.checked(5.0, 2)
    assert options.changed(None, 0, None) == Options.checked(30, 0)
    assert options == Options.checked(30, 2)
    patient = options.changed(None, None, 120)
    assert (patient.wait_for_operations, options.wait_for_operations) == (120.0, 0.0)
    assert patient.changed(5.0, None, None).wait_for_operations == 120.0
    assert patient.changed(None, None, 0) == options


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), "60", True, [60]])
def test_a_time_to_wait_for_operations_that_is_none_is_refused(seconds: Any) -> None:
    with pytest.raises(ConfigurationError, match="wait_for_operations must be a number of seconds, 0 or more"):
        Options.checked(30, 2).changed(None, None, seconds)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf"), 10**400, "60", None, True, [60]])
def test_a_timeout_that_is_no_number_of_seconds_is_refused(timeout: Any) -> None:
    with pytest.raises(ConfigurationError, match="^timeout must be a number of seconds above 0, not "):
        Options.checked(timeout, 4)


def test_a_timeout_of_more_digits_than_python_writes_is_refused_in_words() -> None:
    with pytest.raises(ConfigurationError, match="not so long a number$"):
        Options.checked(10**5000, 4)


@pytest.mark.parametrize("max_retries", [-1, 1.5, "4", None, True])
def test_retries_that_are_no_whole_number_are_refused(max_retries: Any) -> None:
    with pytest.raises(ConfigurationError, match="max_retries"):
        Options.checked(60, max_retries)


# ------------------------------------------------------------------------------------------------ arguments


def arguments(**changed: Any) -> Arguments:
    given = dict.fromkeys(Arguments._fields) | {
        "rate_limit": DEFAULT_RATE_LIMIT, "max_response_bytes": MAX_RESPONSE_BYTES, "verify": True, "trust_env": True,
    }  # fmt: skip
    return Arguments(**{**given, **changed})


def test_the_defaults_can_be_used() -> None:
    arguments().check()
    arguments(rate_limit=None).check()


@pytest.mark.parametrize("size", [0, -1, 1.5, "5", None, True])
def test_a_size_of_responses_that_is_no_whole_number_is_refused(size: Any) -> None:
    with pytest.raises(ConfigurationError, match="^max_response_bytes must be a whole number, 1 or more, not "):
        arguments(max_response_bytes=size).check()


@pytest.mark.parametrize("limit", [125, (125, 60.0), "125"])
def test_a_rate_limit_of_another_type_is_refused(limit: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"such as RateLimit\(125, per=60.0\), not"):
        arguments(rate_limit=limit).check()


def test_a_store_without_the_methods_of_one_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="not str$"):
        arguments(store="shared.sqlite3").check()
