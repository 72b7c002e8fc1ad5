"""A plain `Aura()` and `AsyncAura()` under vcrpy, which knows both httpx and httpx2: no request gets past it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import vcr
from vcr.errors import CannotOverwriteExistingCassetteException

from mocking.setting import BASE, CREATED, INSTANCE, NEW, TOKEN, Flavour, both, made

if TYPE_CHECKING:
    from pathlib import Path


@both
@made
def test_vcrpy_replays_the_token_request_and_the_calls(flavour: Flavour, made: str, tmp_path: Path) -> None:
    recorded = tmp_path / "cassette.yaml"
    recorded.write_text(json.dumps({"version": 1, "interactions": list(map(interaction, RECORDED))}), encoding="utf-8")
    client = flavour.client() if made == "before" else None
    with vcr.use_cassette(str(recorded), record_mode="none") as cassette:
        client = client or flavour.client()
        created = flavour.run(client, lambda aura: aura.instances.create(**NEW))
        assert flavour.run(client, lambda aura: aura.wait(created)).status == "running"
        assert cassette.all_played


@both
def test_vcrpy_refuses_what_is_not_recorded(flavour: Flavour, tmp_path: Path) -> None:
    with (
        vcr.use_cassette(str(tmp_path / "empty.yaml"), record_mode="none"),
        pytest.raises(CannotOverwriteExistingCassetteException),
    ):
        flavour.run(flavour.client(), lambda aura: aura.instances.list())


RECORDED: list[tuple[str, str, int, Any]] = [
    ("POST", "/oauth/token", 200, TOKEN),
    ("POST", "/v1/instances", 202, CREATED),
    ("GET", "/v1/instances/db1d1234", 200, {"data": {**INSTANCE, "status": "creating"}}),
    ("GET", "/v1/instances/db1d1234", 200, {"data": INSTANCE}),
]


def interaction(of: tuple[str, str, int, Any]) -> dict[str, Any]:
    method, path, status, body = of
    return {
        "request": {"method": method, "uri": BASE + path, "body": "", "headers": {}},
        "response": {
            "status": {"code": status, "message": ""},
            "headers": {"Content-Type": ["application/json"]},
            "body": {"string": json.dumps(body)},
        },
    }
