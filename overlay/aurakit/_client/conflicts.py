"""Repeating a call while another operation is running on the same resource, if the user asked for that. Pure.

A request refused with 409 had no effect, so every method can safely be sent again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from .._calls.log import fields_of_error, logger
from .._calls.steps import Pause
from ..errors import ConflictError
from .waiting import GROWTH, LONGEST_PAUSE, varied

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from .._calls.steps import Step
    from ..clock import Clock

T = TypeVar("T")

WAITED_OUT: Final = "ongoing-database-operation"
"""The one reason of a 409 that passes with time. Others, such as `multi-db-only`, are permanent."""
FIRST_PAUSE: Final = 2.0
"""Seconds. Further pauses grow like those between the polls of a wait."""


def unhindered_steps(
    call: Callable[[], Generator[Step, Any, T]], seconds: float, clock: Clock, random: Callable[[], float]
) -> Generator[Step, Any, T]:
    """The steps of a call that is repeated while another operation is running, for at most `seconds`.

    Raises what the call raised; a 409 after that time has a note that says how long the call waited.
    """
    began, pause = clock.now(), FIRST_PAUSE
    while True:
        try:
            return (yield from call())
        except ConflictError as error:
            if error.reason != WAITED_OUT:
                raise
            left = began + seconds - clock.now()
            if left <= 0:
                error.add_note(f"The call waited {seconds:g} s for it, as set by `wait_for_operations`.")
                raise
            if pause == FIRST_PAUSE:
                logger.info(
                    "%s %s waits for another operation to end: %s",
                    error.method,
                    error.path,
                    error.reason,
                    extra=fields_of_error(error),
                )
        yield Pause(min(left, varied(pause, random)))
        pause = min(LONGEST_PAUSE, pause * GROWTH)
