"""What follows from a look at a resource that is waited for. Pure; the states themselves are a version's tables.

The first responses can be stale: after an update, an overwrite, a restore or an upgrade they can still show the state
before it, and a new resource can be not found for some seconds.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from .quantities import same_size

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE: Final = "gone"
SETTLES_WITHIN: Final = 45.0
"""Seconds after which a state that shows no sign of the operation is taken for the state after it."""
FOUND_WITHIN: Final = 60.0
"""Seconds within which a new resource may be not found."""
CONFIRMED_AFTER: Final = 5.0
"""Seconds from a look that contradicts the others to the one that confirms it."""


class States(NamedTuple):
    """The states of one kind of resource, in lower case: the API's spelling varies."""

    leads_to: Mapping[str, str]
    """The state that each state on the way ends in."""
    resting: frozenset[str]
    failed: frozenset[str]
    unannounced: frozenset[str]
    """States on the way that a look can still miss, so that the state they lead to does not count at once."""
    new: frozenset[str]
    """States of what was just created."""
    gone: frozenset[str] = frozenset()
    """States that say that it is no longer there, in place of a 404."""
    expected: Mapping[str, str] = MappingProxyType({})
    """How long it takes from a state, in words, where the API's documentation says so."""


class Goal(NamedTuple):
    """What a wait is for."""

    states: States
    start: str
    """The state handed in, which tells the way."""
    wanted: str
    """The state it ends in, `GONE`, or empty for whichever comes to rest first."""
    values: Mapping[str, Any]
    """The values that must be reported at the end."""


class Look(NamedTuple):
    """One look at the resource."""

    state: str
    """In lower case; `GONE` when it was not found."""
    values: Mapping[str, Any]
    """What it reports of the goal's values; None for what it does not report."""
    problem: str | None = None
    """Errors that the response gave beside the resource."""


class Verdict(NamedTuple):
    """What follows from a look."""

    word: Literal["wait", "done", "failed"]
    reason: str = ""
    contrary: bool = False
    """It contradicts what was seen or asked for, and so may be stale: another look must confirm it."""


WAIT: Final = Verdict("wait")
DONE: Final = Verdict("done")


def goal_of(states: States, state: str | None, values: Mapping[str, Any], wanted: str | None = None) -> Goal:
    """The goal of something handed in with this state; without one it is new. `wanted` if the state does not tell."""
    start = state.lower() if state else min(states.new)
    if wanted is None:
        wanted = start if start in states.resting else states.leads_to.get(start, "")
    return Goal(states, start, wanted, values)


def judge(goal: Goal, look: Look, *, elapsed: float, moved: bool, found: bool) -> Verdict:
    """What a look means.

    elapsed: seconds since the wait began. moved: whether a look showed that the operation had begun. found: whether any
    look found the resource.
    """
    states = goal.states
    if look.state == GONE:
        return _not_found(goal, elapsed=elapsed, found=found)
    if goal.wanted == GONE:
        return DONE if look.state in states.gone else WAIT  # a session that failed shows so until it is gone
    if look.problem is not None:
        return Verdict("failed", look.problem)
    settled = moved or elapsed >= SETTLES_WITHIN
    if look.state in states.failed:
        # What could not be loaded is repaired by an overwrite or a restore, and this can be the state before it.
        before = not settled and goal.start in states.unannounced
        return WAIT if before else Verdict("failed", f"its state is {look.state!r}")
    if look.state in states.gone:
        return Verdict("failed", f"its state is {look.state!r}")
    if states.leads_to.get(look.state) == GONE:
        return Verdict("failed", "it is being deleted")
    if look.state not in states.resting:
        return WAIT
    if goal.wanted in ("", look.state):
        return _arrived(goal, look, settled=settled)
    return Verdict("failed", f"it is {look.state!r} instead of {goal.wanted!r}", contrary=True) if settled else WAIT


def under_way(goal: Goal, look: Look) -> bool:
    """Whether a look shows that the operation has begun: a state that is on the way to another."""
    return look.state not in goal.states.resting | goal.states.failed | goal.states.gone | {GONE}


def _not_found(goal: Goal, *, elapsed: float, found: bool) -> Verdict:
    if goal.wanted == GONE:
        return DONE
    if not found and goal.start in goal.states.new and elapsed < FOUND_WITHIN:
        return WAIT
    if not found:
        return Verdict("failed", "it was not found")
    return Verdict("failed", "it no longer exists: somebody deleted it", contrary=True)


def _arrived(goal: Goal, look: Look, *, settled: bool) -> Verdict:
    """It rests where it should; what was asked for must show too."""
    if any(not _shows(name, asked, look.values.get(name)) for name, asked in goal.values.items()):
        return WAIT
    reported = goal.values and all(look.values.get(name) is not None for name in goal.values)
    if reported or settled or goal.start not in goal.states.unannounced:
        return DONE
    return WAIT


def _shows(name: str, asked: Any, reported: Any) -> bool:
    """Whether a value asked for is there. A new name may differ from the old one in case alone."""
    return reported is None or asked == reported if name == "name" else same(asked, reported)


def same(asked: Any, reported: Any) -> bool:
    """Whether a reported value is the asked one; what is not reported is not different."""
    if reported is None or asked == reported:
        return True
    if not (isinstance(asked, str) and isinstance(reported, str)):
        return False
    return asked.lower() == reported.lower() or same_size(asked, reported)
