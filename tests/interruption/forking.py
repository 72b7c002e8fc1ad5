"""Forks at random moments while other threads make their first calls; each child makes calls. Run by test_forks.

python forking.py URL SEED FORKS CA_FILE   exits with the number of children that failed or hung
"""

from __future__ import annotations

import asyncio
import faulthandler
import os
import random
import sys
import threading
import time
import traceback
from typing import Any

import aurakit

HANGS = 30  # seconds


def client(cls: Any, url: str) -> Any:
    return cls("the-id", "The-Secret-1", base_url=url, rate_limit=None, timeout=15.0, verify=sys.argv[4])


def call(url: str) -> None:
    with client(aurakit.Aura, url) as aura:
        aura.instances.list()
        aura.instances.get("db1d1234")


def call_others(url: str) -> None:
    with client(aurakit.Aura, url) as aura:
        aura.projects.list()
        aura.v2beta1.organizations.list()


def call_in_task(url: str) -> None:
    async def main() -> None:
        async with client(aurakit.AsyncAura, url) as aura:
            await aura.instances.get("db1d1234")

    asyncio.run(main())


def child(url: str, shared: Any) -> None:
    status = 1
    try:
        faulthandler.dump_traceback_later(HANGS, exit=True)  # says where it hangs
        if shared is not None:
            shared.instances.list()
        for function in (call, call_others):
            function(url)
        status = 0
    except BaseException:  # noqa: BLE001  # whatever it is, for the one who reads the output
        traceback.print_exc()
    finally:
        os._exit(status)


def main(url: str, seed: int, forks: int) -> int:
    chance = random.Random(seed)
    # Without one, the threads make the first clients of the process, too.
    shared = client(aurakit.Aura, url) if seed % 2 else None
    threads = [threading.Thread(target=one, args=(url,)) for one in (call, call, call_others, call_in_task)]
    if shared is not None:
        threads.append(threading.Thread(target=shared.instances.list))
    for thread in threads:
        thread.start()
    children = []
    for _ in range(forks):
        time.sleep(chance.random() * 0.04)
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
