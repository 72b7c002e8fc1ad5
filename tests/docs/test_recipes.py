"""What the recipes on the page of logging write: fields for programs, metrics by operation."""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import Aura
from aurakit.hooks import AttemptEnded, Event
from docs.test_docs import blocks_of
from faultserver import FaultServer, response
from support.driving import SECRET, options_for

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def logger() -> Iterator[logging.Logger]:
    logger = logging.getLogger("aurakit")
    before = logger.level, logger.handlers[:], logger.propagate
    logger.setLevel(logging.DEBUG)
    logger.propagate = False
    yield logger
    logger.setLevel(before[0])
    logger.handlers[:] = before[1]
    logger.propagate = before[2]


def recipe(word: str) -> str:
    """The block of the page that imports something."""
    (code,) = [block.code for block in blocks_of("logging.md") if word in block.code]
    return code


def calls(**options: Any) -> None:
    """A call that is repeated once, and one that is not."""
    with FaultServer(default=response(200, {"data": []})) as server:
        server.script(response(503, request_id="first"))
        with Aura(**options_for(server.url, **options)) as aura:
            aura.projects.list()
            aura.projects.list()


@pytest.mark.usefixtures("logger")
@pytest.mark.parametrize("word", ["import structlog", "from pythonjsonlogger"])
def test_a_json_formatter_writes_the_fields_of_every_record(word: str, capsys: pytest.CaptureFixture[str]) -> None:
    exec(recipe(word), {"logging": logging})
    calls()
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert len(lines) == 5
    failed = next(line for line in lines if line["operation"] == "list_projects")
    assert (failed["route"], failed["version"], failed["status"], failed["request_id"], failed["attempt"]) == (
        "/tenants", "v1", 503, "first", 1,
    )  # fmt: skip
    assert isinstance(failed["duration"], float)
    assert SECRET not in json.dumps(lines)


def test_the_recipe_for_prometheus_counts_attempts_retries_and_the_queue() -> None:
    code, _, _ = recipe("prometheus_client").partition("\nwith Aura(")
    names: dict[str, Any] = {"Event": Event, "AttemptEnded": AttemptEnded}
    exec(code, names)
    calls(hooks=[names["measure"]])
    value = names["registry"].get_sample_value
    labels = {"operation": "list_projects"}
    assert value("aura_attempt_seconds_count", {**labels, "outcome": "ok"}) == 2
    assert value("aura_attempt_seconds_count", {**labels, "outcome": "503"}) == 1
    assert value("aura_attempt_seconds_count", {"operation": "token", "outcome": "ok"}) == 1
    assert value("aura_retries_total", labels) == 1
    assert value("aura_queue_seconds_count") == 3
