"""One of the processes of `sharing`: does what it is told by lines of JSON, and says how each call ended.

python sharing_process.py KIND URL STORE LIMIT PER TIMEOUT AGAIN
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import signal
import sys
from typing import Any

from aurakit import AsyncAura, Aura, AuraError, FileStore, RateLimit
from aurakit._calls import store_access
from aurakit.stores import RedisStore

kind, url, store, limit, per, timeout, again = sys.argv[1:]
store_access.TRY_AGAIN = float(again)  # type: ignore[misc]  # a test has no time for five seconds
shared = eval(store, {"FileStore": FileStore, "RedisStore": RedisStore})
NEW = {
    "tenant_id": "t", "version": "5", "region": "europe-west1", "memory": "8GB", "type": "enterprise-db",
    "cloud_provider": "gcp",
}  # fmt: skip


def client(cls: Any) -> Any:
    return cls(
        "client-id", "secret-value", base_url=url, timeout=float(timeout), store=shared,
        rate_limit=RateLimit(int(limit), per=float(per)), random=lambda: 0.0,
    )  # fmt: skip


def begun(aura: Any, order: dict[str, Any], number: int) -> Any:
    if order["do"] == "create":
        return aura.instances.create(name=f"{order['name']}-{number}", **NEW)
    return aura.instances.get("ab12")


def in_thread(aura: Aura, order: dict[str, Any]) -> list[str]:
    ended = []
    try:
        if seconds := order.get("interrupt"):
            signal.setitimer(signal.ITIMER_REAL, seconds)
        for number in range(order["times"]):
            try:
                begun(aura, order, number)
                ended.append("success")
            except AuraError as error:
                ended.append(type(error).__name__)
        signal.setitimer(signal.ITIMER_REAL, 0)
    except KeyboardInterrupt:
        ended.append("an interrupt")
    return ended


async def in_tasks(aura: AsyncAura, order: dict[str, Any]) -> list[str]:
    async def one(number: int) -> str:
        try:
            await begun(aura, order, number)
        except AuraError as error:
            return type(error).__name__
        return "success"

    tasks = [asyncio.ensure_future(one(number)) for number in range(order["times"])]
    if seconds := order.get("interrupt"):
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await asyncio.wait(tasks)
        for task in tasks:
            task.cancel()
    ended = await asyncio.gather(*tasks, return_exceptions=True)
    return ["an interrupt" if isinstance(end, asyncio.CancelledError) else str(end) for end in ended]


def main() -> None:
    logging.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    with asyncio.Runner() as runner:
        aura = client(Aura if kind == "sync" else AsyncAura)
        for line in sys.stdin:
            order = json.loads(line)
            ended: list[str] = []
            if order["do"] == "new client":
                if kind == "sync":
                    aura.close()
                else:
                    runner.run(aura.aclose())
                aura = client(type(aura))
            else:
                ended = in_thread(aura, order) if kind == "sync" else runner.run(in_tasks(aura, order))
            print(json.dumps(ended), flush=True)


main()
