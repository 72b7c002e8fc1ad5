"""Responses that say too little to wait on, completed."""

from __future__ import annotations

from typing import Any

import pytest

from aurakit_raw.v1.models import DeletedSession
from faultserver import FaultServer, response
from support.driving import Driver, both

NOT_FOUND = response(404, {"errors": [{"message": "gone", "reason": "session-not-found"}]})


@both
@pytest.mark.parametrize("body", [None, {}, {"data": {}}, {"data": {"id": None}}, {"data": {"id": "s-1"}}], ids=str)
def test_a_deleted_session_can_be_waited_on_whatever_the_response_says(driver: Driver, body: Any) -> None:
    with FaultServer() as server:
        server.script(response(202, body), response(200, {"data": {"id": "s-1", "name": "s"}}), NOT_FOUND)
        deleted = driver.run(server.url, lambda aura: aura.sessions.delete("s-1"))
        assert isinstance(deleted, DeletedSession) and deleted.id == "s-1"
        assert driver.run(server.url, lambda aura: aura.wait(deleted)) is None
        assert server.count("GET", "/v1/graph-analytics/sessions/s-1") == 2


@both
def test_a_session_that_a_repeated_deletion_finds_gone_is_none(driver: Driver) -> None:
    with FaultServer() as server:
        server.script(response(502, None), NOT_FOUND)
        assert driver.run(server.url, lambda aura: aura.sessions.delete("s-1")) is None
