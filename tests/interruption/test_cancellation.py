"""One call of a task, cancelled at every await: nothing but that call is lost. See `test_interruption`."""

from __future__ import annotations

import asyncio
import contextlib
import random
import time
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import AsyncAura
from interruption.setting import ALL, NEW, ROUTES, Setting, check_after, forget_tokens, serving
from support.new_process import as_in_a_new_process

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Generator


# A socket that is interrupted between its creation and the first assignment is closed by the interpreter, which warns.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
CANCELLATIONS = 10_000 if ALL else 150


class Cancelled:
    """Awaits something, and cancels the task when it waits for the n-th time; counts how often it waits."""

    def __init__(self, awaitable: Awaitable[Any], at: int | None) -> None:
        self._awaitable = awaitable
        self._at = at
        self.waits = 0

    def __await__(self) -> Generator[Any, Any, Any]:
        steps = self._awaitable.__await__()
        result: Any = None
        error: BaseException | None = None
        while True:
            try:
                waited_for = steps.send(result) if error is None else steps.throw(error)
            except StopIteration as end:
                return end.value
            self.waits += 1
            if self.waits == self._at:
                task = asyncio.current_task()
                assert task is not None
                task.cancel()
            result, error = None, None
            try:
                result = yield waited_for
            except BaseException as caught:  # noqa: BLE001  # for the call
                error = caught


async def get(aura: AsyncAura) -> object:
    return await aura.instances.get("db1d1234")


async def create(aura: AsyncAura) -> object:
    return await aura.instances.create(**NEW)


async def token(aura: AsyncAura) -> object:
    forget_tokens()
    aura._state.reconnect()
    return await get(aura)


async def wait(aura: AsyncAura) -> object:
    return await aura.wait(await aura.instances.create(**NEW))


async def cancelled(call: Callable[[AsyncAura], Awaitable[object]], setting: Setting, at: int, *, warm: bool) -> None:
    aura = AsyncAura(**setting.options)
    if warm:
        await get(aura)
    posts = setting.server.count("POST")
    task = asyncio.ensure_future(run(call(aura), at))
    with contextlib.suppress(asyncio.CancelledError):
        await task
    began = time.monotonic()
    await get(aura)
    assert time.monotonic() - began < 2.0, f"cancelled at await {at}"
    await aura.aclose()
    del task
    await asyncio.to_thread(check_after, setting.server, posts, f"cancelled at await {at}")


async def run(awaitable: Awaitable[object], at: int | None) -> int:
    counted = Cancelled(awaitable, at)
    await counted
    return counted.waits


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize(
    ("call", "warm"),
    [(get, True), (get, False), (create, True), (create, False), (token, True), (wait, True), (wait, False)],
    ids=["GET", "first GET", "POST", "first POST", "token", "wait", "first wait"],
)
def test_a_cancelled_call_costs_that_call_only(
    call: Callable[[AsyncAura], Awaitable[object]], warm: bool, route: str
) -> None:
    async def main() -> None:
        with serving(route, seconds=0.002) as setting:
            aura = AsyncAura(**setting.options)
            if warm:
                await get(aura)
            waits = 0
            for _ in range(5):  # on a busy machine the response may be there before it is waited for
                waits = waits or await asyncio.ensure_future(run(call(aura), None))
            await aura.aclose()
            assert waits
            for at in range(1, waits + 1):
                if not warm:
                    as_in_a_new_process()
                await cancelled(call, setting, at, warm=warm)

    asyncio.run(main())


@pytest.mark.parametrize("route", ROUTES)
def test_cancellations_at_random_leave_a_client_that_works(route: str) -> None:
    async def main() -> None:
        chance = random.Random(7)
        cancelled = 0
        with serving(route) as setting:
            aura = AsyncAura(**setting.options)
            for _ in range(CANCELLATIONS // 50):
                tasks = [asyncio.ensure_future(get(aura)) for _ in range(50)]
                for task in tasks:
                    asyncio.get_running_loop().call_later(chance.random() * 0.03, task.cancel)
                await asyncio.gather(*tasks, return_exceptions=True)
                cancelled += sum(task.cancelled() for task in tasks)
            began = time.monotonic()
            await asyncio.gather(*(get(aura) for _ in range(150)))  # more than there are connections
            assert time.monotonic() - began < 5.0
            await aura.aclose()
            await asyncio.to_thread(check_after, setting.server, 0, "after all cancellations")
        assert cancelled > CANCELLATIONS / 20

    asyncio.run(main())
