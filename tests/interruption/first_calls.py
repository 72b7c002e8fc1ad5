"""A Ctrl-C at a random moment of a process's first call, while other threads make theirs. Run by test_signals.

python first_calls.py URL SECONDS   exits with 0 if the other threads' calls, and the next one, succeed
"""

from __future__ import annotations

import faulthandler
import signal
import sys
import threading
import time
from typing import Any

import aurakit

HANGS = 30  # seconds


def call(url: str) -> None:
    with aurakit.Aura("the-id", "The-Secret-1", base_url=url, rate_limit=None, timeout=15.0) as aura:
        aura.instances.get("db1d1234")
        aura.projects.list()
        aura.v2beta1.organizations.list()


def main(url: str, seconds: float) -> int:
    done: list[bool] = []
    begin = threading.Barrier(3)

    def beside() -> None:
        begin.wait()
        call(url)
        done.append(True)

    threads = [threading.Thread(target=beside, daemon=True) for _ in "ab"]
    for thread in threads:
        thread.start()
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    faulthandler.dump_traceback_later(HANGS, exit=True)  # says where it hangs
    begin.wait()
    came: Any = None
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds)
        call(url)
        signal.setitimer(signal.ITIMER_REAL, 0)
        time.sleep(0)
    except KeyboardInterrupt as error:
        came = error
    for thread in threads:
        thread.join()
    call(url)
    print("interrupted" if came else "not interrupted")
    return 0 if len(done) == len(threads) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
