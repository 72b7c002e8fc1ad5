"""The situations that the errors of programs are compared in. The sandbox was told what to respond for these ids."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

BASE_URL, CLIENT_ID, CLIENT_SECRET, CLOSED_PORT = (sys.argv + [""] * 4)[1:5]
NOBODY = ("nobody", "no-secret")
STATUSES = {str(status): f"00000{status}" for status in (400, 401, 402, 403, 404, 405, 409, 410, 415, 420, 429, 500)}
SLOW, NO_JSON = "0000000a", "0000000b"


def report(situations: dict[str, Callable[[], Any]]) -> None:
    """Print the class of what each raises, or `nothing`."""
    raised = {}
    for name, call in situations.items():
        try:
            call()
            raised[name] = "nothing"
        except Exception as error:  # noqa: BLE001 - whatever a program raises is what is reported
            raised[name] = type(error).__name__
    print(json.dumps(raised))
