"""A state machine that drives `Aura` or `AsyncAura` through random operations and random faults over real sockets.

    python tests/faults/machine.py --steps 20000 [--seed 1]

runs it for at least so many steps and prints what it did. A short run of it is one of the tests (`test_machine`). Time
is that of a clock of its own, so nothing waits. What must hold is in `model`; what goes wrong is ordered here.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any, ClassVar, Final

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / folder) for folder in ("overlay", "generated", "tests")]

from hypothesis import HealthCheck, Phase, seed, settings  # noqa: E402  # the path comes first
from hypothesis import strategies as st  # noqa: E402
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test  # noqa: E402

from faults.front import TROUBLES  # noqa: E402
from faults.model import World  # noqa: E402
from faults.operations import CALLS, WRONG, crowd, wait_for, wrong_call  # noqa: E402

STEPS: Final = 50  # of one run of the machine

STATUSES: Final = [400, 401, 402, 403, 405, 409, 420, 429, 429, 500, 502, 503, 503, 504, 520]
PAUSES: Final = [None, None, "0", "3", "25", "soon", "119", "200", "3600", "Wed, 01 Jan 2025 00:05:00 GMT"]
METHODS: Final = [None, "GET", "POST", "DELETE"]
PICK = st.integers(0, 7)
NAMES = st.integers(0, 7).map("name-{}".format)
FAULTS = st.one_of(
    st.tuples(st.just("on the way"), st.sampled_from(TROUBLES), st.sampled_from(["call", "call", "token"])),
    st.tuples(st.just("token refused"), st.sampled_from([401, 404, 429, 500, 503]), st.sampled_from(PAUSES)),
    st.tuples(st.just("response lost"), st.sampled_from([None, 500, 502, 504]), st.sampled_from(METHODS)),
    st.tuples(st.just("late"), st.sampled_from([0.5, 14.0, 16.0, 31.0, 100.0])),
    st.tuples(st.just("tokens expired"), st.sampled_from([401, 403])),
    st.tuples(st.just("operation fails"), st.sampled_from(["create", "overwrite", "snapshot", "key", "session"])),
)


class Machine(RuleBasedStateMachine):
    """Each rule is a step: a call, a fault that is ordered, or time that passes."""

    done: ClassVar[Counter[str]] = Counter()
    """What all machines so far did."""

    @initialize(
        kind=st.sampled_from(["sync", "async"]),
        limited=st.booleans(),
        awkward=st.booleans(),
        retries=st.integers(0, 4),
        lifetime=st.sampled_from([200.0, 3600.0]),
    )
    def begin(self, kind: str, limited: bool, awkward: bool, retries: int, lifetime: float) -> None:
        self.world = World(kind, limited=limited, awkward=awkward, retries=retries, lifetime=lifetime)
        self.done[f"machines, {kind}"] += 1

    @rule(pick=PICK, name=NAMES)
    def create(self, pick: int, name: str) -> None:
        self.done["steps"] += 1
        CALLS["create"](self.world, pick, name)

    @rule(operation=st.sampled_from(sorted(CALLS)), pick=PICK, name=NAMES)
    def call(self, operation: str, pick: int, name: str) -> None:
        self.done["steps"] += 1
        CALLS[operation](self.world, pick, name)

    @rule(operation=st.sampled_from(["ensure", "get", "list", "rename", "delete"]), pick=PICK, name=NAMES)
    def look_or_change(self, operation: str, pick: int, name: str) -> None:
        self.done["steps"] += 1
        CALLS[operation](self.world, pick, name)

    @rule(pick=PICK, timeout=st.sampled_from([5.0, 60.0, 900.0]))
    def wait(self, pick: int, timeout: float) -> None:
        self.done["steps"] += 1
        wait_for(self.world, pick, timeout)

    @rule(times=st.integers(2, 4), pick=PICK)
    def several_at_once(self, times: int, pick: int) -> None:
        self.done["steps"] += 1
        crowd(self.world, times, pick)

    @rule(which=st.integers(0, len(WRONG) - 1))
    def call_wrongly(self, which: int) -> None:
        self.done["steps"] += 1
        wrong_call(self.world, which)

    @rule(fault=FAULTS, times=st.integers(1, 5))
    def order(self, fault: tuple[Any, ...], times: int) -> None:
        self.done["steps"] += 1
        self.done["faults ordered"] += times
        self.world.order(times, *fault)

    @rule(
        status=st.sampled_from(STATUSES),
        pause=st.sampled_from(PAUSES),
        method=st.sampled_from(METHODS),
        times=st.integers(1, 5),
    )
    def refuse(self, status: int, pause: str | None, method: str | None, times: int) -> None:
        self.done["steps"] += 1
        self.done["faults ordered"] += times
        self.world.order(times, "refused", status, pause, method)

    @rule(seconds=st.sampled_from([0.1, 5.0, 59.9, 61.0, 170.0, 900.0, 3541.0]))
    def time_passes(self, seconds: float) -> None:
        self.done["steps"] += 1
        self.world.sandbox.advance(seconds)

    # ------------------------------------------------------------------------------------------------ what holds

    @invariant()
    def nothing_is_wrong(self) -> None:
        self.world.check()

    def teardown(self) -> None:
        world = getattr(self, "world", None)
        if world is None:
            return
        world.close()
        self.done["calls"] += world.calls
        self.done["requests"] += len(world.front.events)
        self.done["token requests"] += sum(event.is_token_request for event in world.front.events)
        self.done["faults that happened"] += world.front.happened + world.faults_taken()
        self.done["instances created"] += world.sandbox.instances.created
        for end, count in world.ended.items():
            self.done[f"ended with {end}"] += count


def run(machines: int, *, number: int, shrink: bool = False) -> Counter[str]:
    """What so many machines did. number: a seed. shrink: look for the shortest way to a failure, for minutes."""
    Machine.done.clear()
    run_state_machine_as_test(
        seed(number)(Machine),
        settings=settings(
            max_examples=machines, stateful_step_count=STEPS, deadline=None, database=None, report_multiple_bugs=False,
            suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
        ),
    )  # fmt: skip
    return Counter(Machine.done)


def main() -> int:
    """Run it for as many steps as asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--steps", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    logging.disable()
    total: Counter[str] = Counter()
    number, began = arguments.seed, time.monotonic()
    while total["steps"] < arguments.steps:
        total += run(20, number=number, shrink=True)
        number += 1
    for name, count in sorted(total.items()):
        print(f"{name:<40} {count:>8,}")
    print(f"No invariant was broken, seeds {arguments.seed} to {number - 1}, {time.monotonic() - began:.0f} s.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
