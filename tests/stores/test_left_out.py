"""When the tests with Redis are left out, and why."""

from __future__ import annotations

import pytest

from . import redis_server


@pytest.fixture(autouse=True)
def machine_without_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: None)
    monkeypatch.delenv("AURAKIT_REQUIRE_REDIS", raising=False)


def test_without_redis_they_are_left_out() -> None:
    assert redis_server.left_out() == "redis-server is not on the PATH"


def test_with_redis_they_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda name: f"/bin/{name}")
    assert redis_server.left_out() is None


def test_where_they_are_required_they_are_not_left_out_and_the_problem_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AURAKIT_REQUIRE_REDIS", "1")
    assert redis_server.left_out() is None
    assert redis_server.problem() is not None
