"""Two processes on one store, driven through random steps while the store, the server and they themselves go wrong.

    python tests/faults/sharing.py --steps 25000 [--seed 1] [--store file|redis]

One process is synchronous, one asynchronous. They call at the same time, are interrupted, stopped, killed and started
anew; the server refuses, throttles and hangs up; a Redis goes away and comes back without what it knew. A short run is
one of the tests (`test_sharing`). What must hold is checked in `Watch`, on what the server saw. Time is real.
"""

from __future__ import annotations

import argparse
import json
import random
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / folder) for folder in ("overlay", "generated", "tests")]

from faultserver import FaultServer, Received, Reset, Stall, response  # noqa: E402  # the path comes first
from stores.redis_server import RedisServer  # noqa: E402
from support.children import environment  # noqa: E402
from support.fakes import most_in_any  # noqa: E402
from support.samples import CREATED, INSTANCE  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

    from faultserver.actions import Action

LIMIT: Final = 60
PER: Final = 0.15
TIMEOUT: Final = 8.0
LONGEST: Final = 60.0  # seconds until a process that says nothing is taken to hang
AGAIN: Final = 0.3  # seconds after which a store that failed is tried again, in place of five


class Process:
    """One of the two."""

    def __init__(self, kind: str, url: str, store: str) -> None:
        self.kind = kind
        program = str(Path(__file__).with_name("sharing_process.py"))
        self._arguments = [sys.executable, "-X", "faulthandler", program, kind, url, store]
        self._start()

    def _start(self) -> None:
        self._process = subprocess.Popen(
            [*self._arguments, str(LIMIT), str(PER), str(TIMEOUT), str(AGAIN)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment(),
        )  # fmt: skip

    def order(self, **order: Any) -> None:
        """Begin something."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()

    def done(self) -> list[str]:
        """How each call of what was ordered last ended."""
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], LONGEST)
        if not ready:
            self._process.send_signal(signal.SIGABRT)  # it then says where
        assert ready, f"the {self.kind} process hangs"
        line = self._process.stdout.readline()
        assert line, f"the {self.kind} process has ended by itself"
        ended: list[str] = json.loads(line)
        return ended

    def stop(self, seconds: float) -> None:
        """Let it stand still."""
        self._process.send_signal(signal.SIGSTOP)
        time.sleep(seconds)
        self._process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """End it as the system does when memory is short, and start it anew."""
        self.end()
        self._start()

    def end(self) -> None:
        """End it."""
        self._process.kill()
        self._process.communicate()


class Watch:
    """What the server saw, and what must hold of it."""

    def __init__(self, server: FaultServer) -> None:
        self._server = server
        self._seen = 0
        self.faults: list[tuple[str, Action]] = []
        self.acted: Counter[str] = Counter()  # creations by name
        self._at: list[float] = []
        self.tokens = 0
        self.tokens_allowed = 1
        self.loose_until = 0.0  # the store was away, or came back empty: each process keeps to the limit by itself
        self.most = 0

    def rule(self, received: Received) -> Action:
        """What a request gets."""
        fault, action = self.faults.pop() if self.faults else ("", None)
        if received.method == "POST" and fault not in {"401", "429"}:
            self.acted[received.body["name"]] += 1
        if fault == "401":
            self.tokens_allowed += 2  # both processes may have been refused it
        if action is not None:
            return action
        return response(202, {"data": CREATED}) if received.method == "POST" else response(200, {"data": INSTANCE})

    def check(self, now: float) -> None:
        """No creation was doubled, the limit was kept to, and no token asked for without need."""
        doubled = [name for name, times in list(self.acted.items()) if times > 1]  # others add to it
        assert not doubled, f"{doubled} were sent again"
        new = self._server.requests[self._seen :]
        self._seen += len(new)
        self.tokens += sum(one.is_token_request for one in new)
        self._at = [one for one in self._at if one > now - 3 * PER] + [
            one.at for one in new if not one.is_token_request
        ]
        most = most_in_any(self._at, PER)
        self.most = max(self.most, most)
        allowed = 2 * LIMIT if now < self.loose_until else LIMIT
        assert most <= allowed, f"{most} requests in {PER} s, {allowed} allowed"
        assert self.tokens <= self.tokens_allowed, f"{self.tokens} token requests, {self.tokens_allowed} allowed"
        self.tokens_allowed = min(self.tokens_allowed, self.tokens + 4)  # what was not needed is not saved up

    def loosen(self) -> None:
        """The store forgets, or cannot be asked, until it is tried again."""
        self.loose_until = time.monotonic() + AGAIN + 2 * PER + 0.5


class Play:
    """All of it, for so many steps."""

    def __init__(self, number: int, store: str, server: FaultServer, redis: RedisServer | None) -> None:
        self.chance = random.Random(number)
        self.watch = Watch(server)
        server.rule(self.watch.rule)
        self.done: Counter[str] = Counter()
        self.redis = redis
        self.redis_is_there = True
        self.processes = [Process(kind, server.url, store) for kind in ("sync", "async")]
        self.steps: list[str] = []
        self._names = 0

    def step(self) -> None:
        """One step: mostly calls of both processes at once, sometimes a fault."""
        kinds: list[tuple[Callable[[], None], int]] = [
            (self.calls, 60), (self.interrupts, 10), (self.fault, 20), (self.new_clients, 5), (self.stands_still, 2),
        ]  # fmt: skip
        if self.redis is not None:
            kinds.append((self.redis_comes_or_goes, 1))
        if self.chance.random() < 0.003:
            kinds = [(self.is_killed, 1)]
        [(chosen)] = self.chance.choices([kind for kind, _ in kinds], [weight for _, weight in kinds])
        self.steps = [*self.steps[-29:], chosen.__name__]
        chosen()
        self.done[chosen.__name__.replace("_", " ")] += 1
        if not self.redis_is_there:
            self.watch.loosen()
        self.watch.check(time.monotonic())

    def _call(self, process: Process, do: str, **more: Any) -> None:
        self._names += 1
        process.order(do=do, name=f"name-{self._names}", **more)

    def _ended(self, processes: list[Process]) -> None:
        for process in processes:
            for end in process.done():
                self.done[f"ended with {end}"] += 1

    def calls(self) -> None:
        """A few calls of each, at the same time; sometimes more than the limit allows."""
        many = LIMIT if self.chance.random() < 0.02 else 3
        for process in self.processes:
            self._call(process, self.chance.choice(["get", "get", "create"]), times=self.chance.randint(1, many))
        self._ended(self.processes)

    def interrupts(self) -> None:
        """Ctrl-C, or a cancellation, in the middle of calls."""
        process = self.chance.choice(self.processes)
        do = self.chance.choice(["get", "create"])
        self._call(process, do, times=3, interrupt=0.0005 + self.chance.random() * 0.01)
        self._ended([process])

    def fault(self) -> None:
        """The next request goes wrong."""
        faults: list[tuple[str, Action]] = [
            ("401", response(401, {"errors": []})), ("429", response(429, headers={"Retry-After": "0"})),
            ("503", response(503)), ("reset", Reset()), ("slow", Stall(response(200, {"data": INSTANCE}), 0.05)),
        ]  # fmt: skip
        self.watch.faults.append(self.chance.choice(faults))

    def new_clients(self) -> None:
        """Close the client and make another one."""
        process = self.chance.choice(self.processes)
        process.order(do="new client")
        self._ended([process])

    def stands_still(self) -> None:
        """One process is stopped in the middle of its calls, while the other goes on."""
        first, second = self.chance.sample(self.processes, 2)
        self._call(first, "get", times=3)
        self._call(second, "get", times=3)
        first.stop(0.03)
        self._ended(self.processes)

    def is_killed(self) -> None:
        """One process ends in the middle of its calls, and another one takes its place."""
        process = self.chance.choice(self.processes)
        self._call(process, "get", times=5)
        time.sleep(self.chance.random() * 0.01)
        process.kill()
        self.watch.tokens_allowed += 1  # it may have died with one that nobody else has, or begin without a store
        if not self.redis_is_there:
            self.watch.loosen()

    def redis_comes_or_goes(self) -> None:
        """It goes away, or comes back and knows nothing."""
        assert self.redis is not None
        if self.redis_is_there:
            self.redis.stop()
        else:
            self.redis.start()
            self.watch.tokens_allowed += 2  # what each has meanwhile may be refused, or renewed
        self.redis_is_there = not self.redis_is_there
        self.watch.loosen()

    def end(self) -> None:
        """Both still work."""
        self.watch.faults.clear()
        if self.redis is not None and not self.redis_is_there:
            self.redis.start()
        time.sleep(AGAIN + 0.1)
        for process in self.processes:
            self._call(process, "get", times=2)
        for process in self.processes:
            assert process.done() == ["success", "success"]


def run(steps: int, *, number: int, store: str, folder: Path) -> Counter[str]:
    """What so many steps did. number: a seed. store: `file` or `redis`."""
    redis = RedisServer(folder) if store == "redis" else None
    if redis is not None:
        redis.start()
    with FaultServer() as server:
        made = f"FileStore({str(folder)!r})" if redis is None else f"RedisStore({redis.url!r})"
        play = Play(number, made, server, redis)
        try:
            for _ in range(steps):
                play.step()
            play.end()
        except BaseException as error:
            error.add_note(f"seed {number}, {store}; the last steps: {', '.join(play.steps)}")
            raise
        finally:
            for process in play.processes:
                process.end()
            if redis is not None:
                redis.stop()
        play.done["requests"] = len(server.requests)
        play.done["token requests"] = play.watch.tokens
        play.done["most requests in a window"] = play.watch.most
    return play.done


def main() -> int:
    """Run it for as many steps as asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=25_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--store", choices=["file", "redis"], default="file")
    arguments = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        done = run(arguments.steps, number=arguments.seed, store=arguments.store, folder=Path(folder))
    for name, count in sorted(done.items()):
        print(f"{name:<40} {count:>8,}")
    print(f"Nothing was broken in {arguments.steps:,} steps, {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
