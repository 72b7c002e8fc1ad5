"""What an exception that leaves a call shows of the way it came: this package's frames, without their variables.

The variables of the frames of httpx and of the layers below hold headers with the token; those of the decoding hold a
response with an initial password. Crash reporters and rich print variables, so they must be gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from types import FrameType, TracebackType

E = TypeVar("E", bound=BaseException)

# Their frames are left out. `ssl` and `socket` are below them; frames of the user's own transport are kept.
_BELOW: Final = frozenset(
    ("httpx", "httpx2", "httpcore", "httpcore2", "h11", "anyio", "ssl", "socket", "socksio", "contextlib", "json")
)
_OURS: Final = frozenset(("aurakit", "aurakit_raw"))


def trimmed(error: E, boundary: FrameType | None = None) -> E:
    """`error`, and those it came from, without the frames below this package and without the variables of our own.

    boundary: the frame that hands the error on; it still runs, so its variables stay, and must hold no secret.
    """
    seen: set[int] = set()
    waiting: list[BaseException] = [error]
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        one.__traceback__ = _trimmed(one.__traceback__, boundary)
        if one.__cause__ is not None and _is_below(one.__cause__):
            one.__cause__ = None
            one.__suppress_context__ = True
        if one.__context__ is not None and _is_below(one.__context__):
            one.__context__ = None
        waiting += [other for other in (one.__cause__, one.__context__) if other is not None]
        if isinstance(one, BaseExceptionGroup):
            waiting += one.exceptions
    return error


def _trimmed(trace: TracebackType | None, boundary: FrameType | None) -> TracebackType | None:
    kept: list[TracebackType] = []
    while trace is not None:
        package = _package(trace.tb_frame)
        if package in _OURS and trace.tb_frame is not boundary:
            _clear(trace.tb_frame)
        if package not in _BELOW:
            kept.append(trace)
        trace = trace.tb_next
    if not kept:  # never raised, or below this package only
        return None
    for one, following in zip(kept, [*kept[1:], None], strict=True):
        one.tb_next = following
    return kept[0]


def _clear(frame: FrameType) -> None:
    try:
        frame.clear()
    except RuntimeError:  # it still runs: a call made inside another one, such as in `on_poll`
        return


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__")).partition(".")[0]


def _is_below(error: BaseException) -> bool:
    """Whether an exception is one of a library below, whose text or attributes may quote a header."""
    return type(error).__module__.partition(".")[0] in _BELOW
