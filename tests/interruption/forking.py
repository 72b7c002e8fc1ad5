"""Forks at random moments while other threads make their first calls; each child makes a call. Run by test_forks.

python forking.py URL SEED FORKS   exits with the number of children that failed or hung
"""

from __future__ import annotations

import os
import random
import signal
import sys
import threading
import time

from aurakit import Aura

HANGS = 20  # seconds


def call(url: str) -> None:
    with Aura("the-id", "The-Secret-1", base_url=url, rate_limit=None, timeout=15.0) as aura:
        aura.instances.list()
        aura.instances.get("db1d1234")


def child(url: str, shared: Aura) -> None:
    status = 1
    try:
        signal.alarm(HANGS)
        shared.instances.list()
        call(url)
        status = 0
    finally:
        os._exit(status)


def main(url: str, seed: int, forks: int) -> int:
    chance = random.Random(seed)
    shared = Aura("the-id", "The-Secret-1", base_url=url, rate_limit=None, timeout=15.0)
    threads = [
        threading.Thread(target=shared.instances.list),
        *(threading.Thread(target=call, args=(url,)) for _ in "ab"),
    ]
    for thread in threads:
        thread.start()
    children = []
    for _ in range(forks):
        time.sleep(chance.random() * 0.02)
        number = os.fork()
        if not number:
            child(url, shared)
        children.append(number)
    failed = sum(os.waitpid(number, 0)[1] != 0 for number in children)
    for thread in threads:
        thread.join()
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3])))
