"""Forks at any moment, in the middle of another thread's first call too, whose imports a child would wait for."""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import pytest

from aurakit import Aura
from faults import loads
from faultserver import FaultServer, response
from interruption.setting import ALL, INSTANCE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(not hasattr(os, "fork"), reason="Windows cannot fork")
def test_no_child_hangs_that_is_forked_during_first_calls(tmp_path: Path) -> None:
    assert loads.forks(400 if ALL else 20, tmp_path) == 0


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timers that interrupt")
def test_a_signal_handler_may_make_calls_and_close_clients_on_the_thread_it_interrupts() -> None:
    made: list[int] = []
    with FaultServer(default=response(200, {"data": INSTANCE})) as server:
        aura = Aura("the-id", "The-Secret-1", base_url=server.url, rate_limit=None, timeout=5.0)
        aura.instances.get("db1d1234")

        def handle(*_: object) -> None:
            aura.instances.get("db1d1234")
            with Aura("the-id", "The-Secret-1", base_url=server.url, timeout=5.0) as other:
                other.instances.get("db1d1234")
            made.append(threading.get_ident())

        before = signal.signal(signal.SIGALRM, handle)
        try:
            for number in range(150):
                signal.setitimer(signal.ITIMER_REAL, 0.00005 * (number % 40 + 1))  # once: the handler takes longer
                aura.instances.get("db1d1234")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)
        aura.close()
    assert len(made) > 15
