"""What leaves a call shows the way it came, without frames of libraries below and without variables of ours."""

from __future__ import annotations

import sys
import traceback
from functools import partial
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest

from aurakit._errors.tracebacks import trimmed

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "the-secret-in-a-variable"


def module(name: str, source: str, **known: Any) -> Any:
    """A module of that name, with what it knows of others."""
    made = ModuleType(name)
    vars(made).update(known)
    exec(compile(source, f"{name}.py", "exec"), vars(made))
    return made


CALLS = f"def run(inner):\n    secret = {SECRET!r}\n    return inner()\n"


def through(*names: str, end: Callable[[], object]) -> BaseException:
    """What `end` raises, after it passed a frame of each of the modules, the outermost first."""
    inner = end
    for name in reversed(names):
        inner = partial(module(name, CALLS).run, inner)
    try:
        inner()
    except BaseException as error:  # noqa: BLE001
        return error
    raise AssertionError("nothing was raised")


def fail() -> None:
    raise KeyError("an internal error")


def modules(error: BaseException) -> list[str]:
    """The modules of the frames of a traceback, without those of this test."""
    frames = [frame for frame, _ in traceback.walk_tb(error.__traceback__)]
    names = [str(frame.f_globals["__name__"]) for frame in frames]
    return [name for name in names if name != __name__]


def variables(error: BaseException) -> str:
    return "".join(traceback.TracebackException.from_exception(error, capture_locals=True).format())


def test_frames_of_ours_and_of_the_users_stay_and_those_below_go() -> None:
    error = trimmed(through("program", "aurakit.v1", "httpx", "httpcore._sync", "users_transport", "ssl", end=fail))
    assert modules(error) == ["program", "aurakit.v1", "users_transport"]


@pytest.mark.parametrize(
    "name",
    ["httpx", "httpx2", "httpcore", "httpcore2", "h11", "anyio", "ssl", "socket", "socksio", "contextlib", "json"],
)
def test_every_library_below_is_left_out_with_what_is_inside_it(name: str) -> None:
    assert modules(trimmed(through("aurakit.a", name, f"{name}.inner", end=fail))) == ["aurakit.a"]


def test_a_package_whose_name_begins_like_one_below_is_kept() -> None:
    assert modules(trimmed(through("aurakit.a", "httpx_auth", "jsonschema", end=fail))) == [
        "aurakit.a", "httpx_auth", "jsonschema",
    ]  # fmt: skip


def test_our_own_frames_have_no_variables_and_the_users_keep_theirs() -> None:
    error = trimmed(through("aurakit.v1", "aurakit_raw.types", "aurakit", end=fail))
    assert modules(error) == ["aurakit.v1", "aurakit_raw.types", "aurakit"]
    assert SECRET not in variables(error)
    kept = trimmed(through("program", end=fail))
    assert f"secret = {SECRET!r}" in variables(kept)


def test_the_error_itself_its_type_text_and_last_line_stay() -> None:
    error = trimmed(through("aurakit.v1", "httpx", end=fail))
    assert type(error) is KeyError and error.args == ("an internal error",)
    assert traceback.extract_tb(error.__traceback__)[-1].name == "fail"


class LibraryError(Exception):
    """As one of a library below, whose text quotes a header."""


LibraryError.__module__ = "httpcore._exceptions"


def test_the_error_of_a_library_below_is_neither_cause_nor_context() -> None:
    def wrap() -> None:
        try:
            raise LibraryError(f"illegal header {SECRET}")
        except LibraryError as error:
            raise ConnectionError("no connection") from error

    def meanwhile() -> None:
        try:
            raise LibraryError(f"illegal header {SECRET}")
        except LibraryError:
            raise ConnectionError("no connection")  # noqa: B904

    for way in (wrap, meanwhile):
        error = trimmed(through("aurakit.a", end=way))
        assert (error.__cause__, error.__context__) == (None, None)
        assert SECRET not in variables(error)


def test_causes_and_contexts_that_are_kept_are_trimmed_too() -> None:
    def wrap() -> None:
        try:
            raise through("aurakit.b", "httpx", "users_transport", end=fail)
        except KeyError as error:
            raise RuntimeError from error

    error = trimmed(through("aurakit.a", end=wrap))
    cause = error.__cause__
    assert isinstance(cause, KeyError)
    assert modules(cause) == ["aurakit.b", "users_transport"]
    assert SECRET not in variables(error).replace(f"secret = {SECRET!r}", "", 1)  # once, in the user's own frame


def test_the_errors_of_a_group_are_trimmed_too() -> None:
    inner = through("aurakit.b", "httpx", end=fail)
    error = trimmed(BaseExceptionGroup("several", [inner]))
    assert modules(error.exceptions[0]) == ["aurakit.b"]


def test_errors_that_refer_to_each_other_are_trimmed_once() -> None:
    one, other = through("aurakit.a", end=fail), through("aurakit.b", end=fail)
    one.__context__, other.__context__ = other, one
    assert trimmed(one) is one


def test_the_frame_that_hands_the_error_on_keeps_its_variables() -> None:
    source = (
        "def run(inner):\n"
        "    here = 'kept'\n"
        "    try:\n"
        "        inner()\n"
        "    except BaseException as error:\n"
        "        trimmed(error, sys._getframe())\n"
        "        return here, error\n"
    )
    outer = module("aurakit.outer", source, trimmed=trimmed, sys=sys)
    here, error = outer.run(lambda: (_ for _ in ()).throw(KeyError("x")))
    assert here == "kept" and modules(error) == ["aurakit.outer"]


def test_a_frame_of_ours_that_still_runs_does_not_stop_the_trimming() -> None:
    """A call made inside another one, such as in `on_poll`: both are in the traceback, one still runs."""
    source = (
        "def run(inner):\n    try:\n        inner()\n    except KeyError as error:\n        return trimmed(error)\n"
    )
    outer = module("aurakit.outer", source, trimmed=trimmed)
    error = outer.run(lambda: module("aurakit.inner", CALLS).run(fail))
    assert modules(error) == ["aurakit.outer", "aurakit.inner"]


def test_an_error_without_a_traceback_is_left_as_it_is() -> None:
    error = KeyError("never raised")
    assert trimmed(error) is error
    assert error.__traceback__ is None


def test_ctrl_c_is_trimmed_like_any_other() -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    assert modules(trimmed(through("aurakit.a", "httpcore", end=interrupted))) == ["aurakit.a"]
