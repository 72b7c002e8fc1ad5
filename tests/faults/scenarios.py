"""The table of faults: everything that can go wrong with a call, and what then happens, one line each.

`test_faults` plays every line through both clients, `report` writes them down.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from faults import life, network, responses
from support.driving import Driver

if TYPE_CHECKING:
    from faults.play import Scenario

TABLE: dict[str, tuple[Scenario, ...]] = {
    "Transport": network.TRANSPORT,
    "Deadline": network.DEADLINE,
    "Size": network.SIZE,
    "Status": responses.STATUS,
    "Body": responses.BODY,
    "Redirect": responses.REDIRECT,
    "Token": network.TOKEN_ENDPOINT,
    "Interruption": life.CANCELLATION,
    "Fork and pickling": life.PROCESSES,
    "Secrets": life.SECRETS,
    "Arguments and life": life.ARGUMENTS,
    "Waiting": life.WAITING,
}
SCENARIOS = tuple(scenario for scenarios in TABLE.values() for scenario in scenarios)
PLAYS = [
    (scenario, Driver(kind))
    for scenario in SCENARIOS
    if scenario.name != life.FORKS or hasattr(os, "fork")
    for kind in scenario.kinds
]
"""What is played on this platform: not all can fork."""
