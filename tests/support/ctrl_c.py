"""Ctrl-C for a process of a test."""

from __future__ import annotations

import signal
import subprocess
import time
from typing import AnyStr


def press_ctrl_c(process: subprocess.Popen[AnyStr], timeout: float = 60.0) -> tuple[AnyStr, AnyStr]:
    """Send Ctrl-C and wait until the process ends. Returns what it wrote that was not read before.

    CPython loses a KeyboardInterrupt that comes in a callback of its import system (`Exception ignored in: <function
    _get_module_lock…`), so a process that has just written what the test was waiting for gets time to import what it
    needs next.
    """
    time.sleep(0.2)
    process.send_signal(signal.SIGINT)
    return rest_of(process, timeout)


def rest_of(process: subprocess.Popen[AnyStr], timeout: float) -> tuple[AnyStr, AnyStr]:
    """Wait until a process that got a signal ends, and return the rest of what it wrote. One that goes on is killed:
    the end of a `with` block would wait for it without end."""
    try:
        return process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired:
        process.kill()
        output, errors = process.communicate()
        raise AssertionError(f"the signal did not end it: {output!r} {errors!r}") from None
