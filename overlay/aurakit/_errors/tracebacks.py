"""The traceback of an exception that leaves a call: this package's frames, without their variables.

Variables in the frames of httpx and the layers below hold headers with the token; those of decoding hold a response
with an initial password. Crash reporters and rich print variables, so they are removed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeVar

if TYPE_CHECKING:
    from types import FrameType, TracebackType

E = TypeVar("E", bound=BaseException)

# The frames of these packages are removed. `ssl` and `socket` are below them; frames of the user's own transport are
# kept.
_BELOW: Final = frozenset(
    ("httpx", "httpx2", "httpcore", "httpcore2", "h11", "anyio", "ssl", "socket", "socksio", "contextlib", "json")
)
_OURS: Final = frozenset(("aurakit", "aurakit_raw"))


def trimmed(error: E, boundary: FrameType | None = None) -> E:
    """`error` and its causes, without the frames below this package and without the variables of ours.

    boundary: the frame that raises the error again; it is still running, so its variables remain, and must not hold a
    secret.
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
    if not kept:  # never raised, or raised only below this package
        return None
    for one, following in zip(kept, [*kept[1:], None], strict=True):
        one.tb_next = following
    return kept[0]


def _clear(frame: FrameType) -> None:
    try:
        frame.clear()
    except RuntimeError:  # it is still running: a call made inside another one, such as in `on_poll`
        return


def _package(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__")).partition(".")[0]


def _is_below(error: BaseException) -> bool:
    """Whether an exception is from a library below, so that its text or attributes may quote a header."""
    return type(error).__module__.partition(".")[0] in _BELOW
