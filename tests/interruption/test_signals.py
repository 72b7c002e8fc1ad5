"""Ctrl-C at random moments, as the interpreter delivers it: no connection, slot or lock is lost, no POST is doubled."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import Aura
from faultserver import FaultServer, response
from interruption.setting import ALL, INSTANCE, NEW, ROUTES, check_after, forget_tokens, serving
from support.children import environment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from faultserver import Received
    from faultserver.actions import Action

pytestmark = [
    # A socket that is interrupted between its creation and the first assignment is closed by the interpreter, which
    # warns; so it does of an interrupt that comes while it collects garbage.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows has no timers that interrupt"),
]
ROOT = Path(__file__).resolve().parents[2]
SIGNALS = 3_000 if ALL else 60
PROCESSES = 60 if ALL else 3
AT_MOST = 200  # calls until the signal: one that came while garbage was collected is lost


def _interrupt(number: int, frame: FrameType | None) -> None:
    """A Ctrl-C, but a little later in the code of coverage, which would keep its own lock for ever."""
    at = frame
    while at is not None:
        if Path(at.f_code.co_filename).parent.name == "coverage":
            signal.setitimer(signal.ITIMER_REAL, 0.0005)
            return
        at = at.f_back
    signal.default_int_handler(number, frame)


@pytest.fixture(autouse=True)
def _ctrl_c_by_a_timer() -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, _interrupt)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def interrupted(action: Callable[[], object], seconds: float) -> bool:
    """Do it again and again until a Ctrl-C comes, once, after so many seconds."""
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        for _ in range(AT_MOST):
            action()
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        return True
    return False


@pytest.mark.parametrize("route", ROUTES)
def test_ctrl_c_at_random_leaves_a_client_that_works(route: str) -> None:
    chance = random.Random(11)
    creations = came = 0
    over = threading.Event()
    with serving(route) as setting:
        aura = Aura(**setting.options)

        def create() -> None:
            nonlocal creations
            creations += 1
            arguments: dict[str, Any] = {**NEW, "name": f"n{creations}"}
            aura.instances.create(**arguments)

        def a_client_of_its_own() -> None:
            forget_tokens()
            with Aura(**setting.options) as other:
                other.instances.get("db1d1234")

        def beside() -> None:
            while not over.wait(0.002):
                aura.instances.get("db1d1234")

        actions: list[Callable[[], Any]] = [lambda: aura.instances.get("db1d1234"), create, a_client_of_its_own]
        thread = threading.Thread(target=beside)
        thread.start()
        try:
            for number in range(SIGNALS):
                came += interrupted(actions[number % 3], 0.0001 + chance.random() * 0.012)
        finally:
            over.set()
            thread.join(10.0)
        assert not thread.is_alive()
        began = time.monotonic()
        aura.instances.get("db1d1234")
        assert time.monotonic() - began < 2.0
        aura.close()
        posts = setting.server.count("POST")
        names = [one.body["name"] for one in setting.server.calls("POST")]
        assert len(set(names)) == len(names) == posts <= creations
        check_after(setting.server, posts, "after all signals")
    assert came > 0.9 * SIGNALS


def test_ctrl_c_during_first_calls_harms_none_of_the_other_threads() -> None:
    """In processes of their own, which have everything to import yet."""
    chance = random.Random(5)
    program = str(Path(__file__).with_name("first_calls.py"))

    def rule(request: Received) -> Action | None:
        found = INSTANCE if request.path.endswith("db1d1234") else []
        return None if request.is_token_request else response(200, {"data": found})

    with FaultServer() as server:
        server.rule(rule)
        for _ in range(PROCESSES):
            seconds = chance.random() * 0.5
            done = subprocess.run(
                [sys.executable, program, server.url, str(seconds)],
                env=environment(), capture_output=True, text=True, timeout=60, check=False,
            )  # fmt: skip
            assert done.returncode == 0, (seconds, done.stderr)
