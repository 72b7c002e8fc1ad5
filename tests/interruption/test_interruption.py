"""One call, interrupted at every opcode that it passes: nothing but that call is lost.

After each interruption the next call succeeds, the server has no open connection but the idle one, no slot of the rate
limiter is taken, and no POST arrived twice. By hand all opcodes are tried, in the suite a sample:
`AURAKIT_INTERRUPT_ALL=1 ./scripts/test tests/interruption`.
"""

from __future__ import annotations

import contextlib
import dis
import functools
import os
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import Aura, RateLimit
from interruption.setting import NEW, check_after, secure, serving

if TYPE_CHECKING:
    import types
    from collections.abc import Callable

    from faultserver import FaultServer

# A socket that is interrupted between its creation and the first assignment is closed by the interpreter, which warns.
pytestmark = [
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    # CPython 3.12.1 crashed here with a segmentation fault; other versions are fine.
    pytest.mark.skipif(sys.version_info[:2] == (3, 12), reason="Python 3.12 crashes when opcodes are traced"),
    pytest.mark.skipif(sys.gettrace() is not None, reason="a debugger or coverage traces already"),
]
ALL = bool(os.environ.get("AURAKIT_INTERRUPT_ALL"))
SAMPLE = 40  # of the opcodes of a call
ROOT = Path(__file__).resolve().parents[2]
OURS = (str(ROOT / "overlay"), str(ROOT / "generated"))
LIBRARIES = tuple(f"{os.sep}{name}{os.sep}" for name in ("httpx", "httpcore", "h11", "httpx2", "httpcore2"))


@functools.cache
def leaving(code: types.CodeType) -> frozenset[int]:
    """The opcodes between the end of a `with` block and the call of `__exit__`.

    The interpreter looks for signals after calls, at the beginning of functions and at jumps back only, so none arrives
    there; an exception that did would leave any lock locked.
    """
    instructions = list(dis.get_instructions(code))
    places = {one.offset: number for number, one in enumerate(instructions)}
    found = set()
    bytecode: Any = dis.Bytecode(code)
    for entry in bytecode.exception_entries:
        handler = places[entry.target]
        if [one.opname for one in instructions[handler : handler + 2]] != ["PUSH_EXC_INFO", "WITH_EXCEPT_START"]:
            continue
        for one in instructions[places[entry.end] :]:
            if one.opname not in {"SWAP", "LOAD_CONST", "PRECALL", "CALL"}:
                break
            found.add(one.offset)
            if one.opname == "CALL":
                break
    return frozenset(found)


class Interrupt:
    """Raises KeyboardInterrupt at the n-th opcode of this package and of the libraries below; counts them all."""

    def __init__(self, at: int | None) -> None:
        self.at = at
        self.passed = 0

    def __enter__(self) -> Interrupt:
        sys.settrace(self._enter)
        return self

    def __exit__(self, *_: object) -> None:
        sys.settrace(None)

    def _enter(self, frame: Any, event: str, _: object) -> Any:
        file = frame.f_code.co_filename
        if not (file.startswith(OURS) or any(name in file for name in LIBRARIES)):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return self._step

    def _step(self, frame: Any, event: str, _: object) -> Any:
        if event == "opcode" and frame.f_lasti not in leaving(frame.f_code):
            self.passed += 1
            if self.passed == self.at:
                sys.settrace(None)
                raise KeyboardInterrupt
        return self._step


def get(aura: Aura) -> object:
    return aura.instances.get("db1d1234")


def create(aura: Aura) -> object:
    return aura.instances.create(**NEW)


def wait(aura: Aura) -> object:
    return aura.wait(aura.instances.create(**NEW))


def client(url: str) -> Aura:
    limit = RateLimit(1_000_000, per=60.0)
    return Aura("the-id", "The-Secret-1", base_url=url, rate_limit=limit, timeout=5.0, verify=secure().client)


def at_each(call: Callable[[Aura], object], *, warm: bool, tls: bool) -> None:
    """Interrupt `call` at its opcodes, each time on a client that made a call before (`warm`) or made none."""
    with serving(tls) as server:
        with client(server.url) as first:
            call(first)  # imports are not what is interrupted here
            get(first)
            with Interrupt(None) as counted, client(server.url) if not warm else first as second:
                call(second)
        step = 1 if ALL else max(1, counted.passed // SAMPLE)
        for at in range(1, counted.passed + 1, step):
            interrupted(call, server, at, warm=warm)


def interrupted(call: Callable[[Aura], object], server: FaultServer, at: int, *, warm: bool) -> None:
    aura = client(server.url)
    if warm:
        get(aura)
    posts = server.count("POST", "/v1/instances")

    def interrupt() -> None:
        with contextlib.suppress(KeyboardInterrupt), Interrupt(at):
            call(aura)

    # In a thread of its own: between some opcodes, where no real Ctrl-C comes, the interpreter would go on to take an
    # exception for the one that is being handled, and make it the context of every later one.
    thread = threading.Thread(target=interrupt, daemon=True)
    thread.start()
    thread.join(10.0)
    assert not thread.is_alive(), f"interrupted at opcode {at}"
    began = time.monotonic()
    get(aura)
    assert time.monotonic() - began < 2.0, f"interrupted at opcode {at}"
    aura.close()
    check_after(server, posts, f"interrupted at opcode {at}")


@pytest.mark.parametrize("tls", [False, True], ids=["plain", "TLS"])
@pytest.mark.parametrize("warm", [True, False], ids=["warm", "cold"])
@pytest.mark.parametrize("call", [get, create, wait], ids=["GET", "POST", "wait"])
def test_an_interrupted_call_costs_that_call_only(call: Callable[[Aura], object], warm: bool, tls: bool) -> None:
    at_each(call, warm=warm, tls=tls)
