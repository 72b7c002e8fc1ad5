"""What follows from a poll of a resource. Pure; the states themselves are tables of each version.

The first responses can be stale: after an update, an overwrite, a restore or an upgrade they can show the earlier
state, and a new resource can be missing for some seconds.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from .quantities import same_size

if TYPE_CHECKING:
    from collections.abc import Mapping

GONE: Final = "gone"
SETTLES_WITHIN: Final = 45.0
"""Seconds after which a state without a sign of the operation is taken as the state after it."""
FOUND_WITHIN: Final = 60.0
"""Seconds for which a new resource may be missing."""
CONFIRMED_AFTER: Final = 5.0
"""Seconds between a poll that contradicts the others and the poll that confirms it."""


_FAILURES: Final = ("failed", "failure", "error")


class States(NamedTuple):
    """The states of one kind of resource, in lower case: the API's spelling varies."""

    leads_to: Mapping[str, str]
    """The state that each transitional state leads to."""
    resting: frozenset[str]
    failed: frozenset[str]
    unannounced: frozenset[str]
    """Transitional states that a poll can miss, so that the state they lead to does not count at once."""
    new: frozenset[str]
    """States of a resource that was just created."""
    gone: frozenset[str] = frozenset()
    """States that mean that the resource is gone, like a 404."""
    expected: Mapping[str, str] = MappingProxyType({})
    """How long it takes from a state, in words, where the API's documentation gives it."""

    def has_failed(self, state: str) -> bool:
        """Whether a state means a failure; one that is not known does if it ends with such a word.

        The API has states that its document does not, and they lead nowhere either.
        """
        spaced = state.replace("_", " ").replace("-", " ")
        return state in self.failed or spaced in self.failed or spaced.endswith(_FAILURES)


class Goal(NamedTuple):
    """What a wait is for."""

    states: States
    start: str
    """The state of the resource that was passed in, which decides what to wait for."""
    wanted: str
    """The final state, `GONE`, or empty for whichever resting state comes first."""
    values: Mapping[str, Any]
    """The values that must be reported in the end."""


class PollResult(NamedTuple):
    """One poll of the resource."""

    state: str
    """In lower case; `GONE` when it was not found."""
    values: Mapping[str, Any]
    """The reported values of those in the goal; None for those not reported."""
    problem: str | None = None
    """Errors in the response beside the resource."""


class Verdict(NamedTuple):
    """What follows from a poll."""

    word: Literal["wait", "done", "failed"]
    reason: str = ""
    contrary: bool = False
    """It contradicts what was seen or requested, so it may be stale: another poll must confirm it."""


WAIT: Final = Verdict("wait")
DONE: Final = Verdict("done")


def goal_of(states: States, state: str | None, values: Mapping[str, Any], wanted: str | None = None) -> Goal:
    """The goal for a resource passed in with this state; without one it is new. wanted: the final state, where the
    state does not decide it."""
    start = state.lower() if state else min(states.new)
    if wanted is None:
        wanted = start if start in states.resting else states.leads_to.get(start, "")
    return Goal(states, start, wanted, values)


def judge(goal: Goal, result: PollResult, *, elapsed: float, moved: bool, found: bool) -> Verdict:
    """What a poll means.

    elapsed: seconds since the wait began. moved: whether a poll showed that the operation had begun. found: whether any
    poll found the resource.
    """
    states = goal.states
    if result.state == GONE:
        return _not_found(goal, elapsed=elapsed, found=found)
    if goal.wanted == GONE:
        return DONE if result.state in states.gone else WAIT  # a session that failed shows so until it is gone
    if result.problem is not None:
        return Verdict("failed", result.problem)
    settled = moved or elapsed >= SETTLES_WITHIN
    if states.has_failed(result.state):
        # An overwrite or a restore repairs an instance that could not be loaded, so this can be the earlier state.
        before = not settled and goal.start in states.unannounced
        return WAIT if before else Verdict("failed", f"its state is {result.state!r}")
    if result.state in states.gone:
        return Verdict("failed", f"its state is {result.state!r}")
    if states.leads_to.get(result.state) == GONE:
        return Verdict("failed", "it is being deleted")
    if result.state not in states.resting:
        return WAIT
    if goal.wanted in ("", result.state):
        return _arrived(goal, result, settled=settled)
    return Verdict("failed", f"it is {result.state!r} instead of {goal.wanted!r}", contrary=True) if settled else WAIT


def under_way(goal: Goal, result: PollResult) -> bool:
    """Whether a poll shows that the operation has begun: a transitional state."""
    states = goal.states
    return result.state not in states.resting | states.gone | {GONE} and not states.has_failed(result.state)


def _not_found(goal: Goal, *, elapsed: float, found: bool) -> Verdict:
    if goal.wanted == GONE:
        return DONE
    if not found and goal.start in goal.states.new and elapsed < FOUND_WITHIN:
        return WAIT
    if not found:
        return Verdict("failed", "it was not found")
    return Verdict("failed", "it no longer exists: somebody deleted it", contrary=True)


def _arrived(goal: Goal, result: PollResult, *, settled: bool) -> Verdict:
    """It is in the right state; the requested values must be reported too."""
    if any(not _shows(name, asked, result.values.get(name)) for name, asked in goal.values.items()):
        return WAIT
    reported = goal.values and all(result.values.get(name) is not None for name in goal.values)
    if reported or settled or goal.start not in goal.states.unannounced:
        return DONE
    return WAIT


def _shows(name: str, asked: Any, reported: Any) -> bool:
    """Whether a requested value is in effect. A new name may differ from the old one only in case."""
    return reported is None or asked == reported if name == "name" else same(asked, reported)


def same(asked: Any, reported: Any) -> bool:
    """Whether a reported value equals the requested one; a value that is not reported does not differ."""
    if reported is None or asked == reported:
        return True
    if not (isinstance(asked, str) and isinstance(reported, str)):
        return False
    return asked.lower() == reported.lower() or same_size(asked, reported)
