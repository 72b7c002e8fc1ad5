"""A synchronous client in green threads of eventlet: calls overlap, because its sockets give way."""

from __future__ import annotations

import sys
from typing import Any

import eventlet

eventlet.monkey_patch()
# trio, which is here for other tests, cannot be imported after that, and httpcore imports it where it is installed.
modules: dict[str, Any] = sys.modules
modules["trio"] = None

from aurakit import Aura  # noqa: E402

with Aura() as aura:
    pool = eventlet.GreenPool(10)
    assert [str(one.status) for one in pool.imap(aura.instances.get, ["ab12"] * 20)] == ["running"] * 20
