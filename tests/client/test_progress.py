"""Progress of waits: lines that change on a terminal, plain lines elsewhere; nothing that a program prints is lost."""

from __future__ import annotations

import contextlib
import io
import os
import re
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from rich.console import Console

import aurakit
from aurakit import WaitAllError
from aurakit._client import progress as module
from aurakit._client.live_display import Live, Notebook
from aurakit._client.progress import Lines, Progress, display_for
from aurakit._client.progress_rows import minutes
from aurakit.sandbox import Durations, ManualClock, Sandbox
from support.driving import both

if TYPE_CHECKING:
    from collections.abc import Iterator

    from aurakit.v1 import CreatedInstance
    from support.driving import Driver

KIND: dict[str, str] = {
    "type": "enterprise-db", "version": "5", "memory": "4GB", "cloud_provider": "gcp", "region": "europe-west1"
}  # fmt: skip


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    durations = Durations()._replace(create=(180.0, 600.0))
    with Sandbox(clock=ManualClock(), durations=durations, seed=1) as sandbox:
        yield sandbox


def on(sandbox: Sandbox) -> dict[str, Any]:
    return {"clock": sandbox.clock, "client_id": sandbox.client_id, "client_secret": sandbox.client_secret}


def new(sandbox: Sandbox, *names: str) -> list[CreatedInstance]:
    aura = sandbox.client()
    return [aura.instances.create(name=name, tenant_id=sandbox.project_id, **KIND) for name in names]  # type: ignore[arg-type]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


# ------------------------------------------------------------------------------------------------ plain lines


@both
def test_where_there_is_no_terminal_each_change_is_a_line(sandbox: Sandbox, driver: Driver) -> None:
    (created,) = new(sandbox, "orders")
    file = io.StringIO()
    driver.run(sandbox.base_url, lambda aura: aura.wait(created, on_poll=aurakit.progress(file)), **on(sandbox))
    lines = file.getvalue().splitlines()
    assert lines[0] == f"orders ({created.id}): creating, expected: up to 10 min"
    assert lines[-1].startswith(f"orders ({created.id}): running after ")
    beats = [line for line in lines if line.startswith("After ")]
    assert beats and all(line.endswith(f": orders ({created.id}) creating") for line in beats)
    assert len([line for line in lines if ": running" in line]) == 1


@both
def test_many_waits_are_told_apart_and_a_failure_is_named(sandbox: Sandbox, driver: Driver) -> None:
    sandbox.operations.fail("create")
    given = new(sandbox, "bad", "good", "late")
    file = io.StringIO()
    driver.fails(
        sandbox.base_url,
        WaitAllError,
        lambda aura: aura.wait_all(given, on_poll=aurakit.progress(file)),
        **on(sandbox),
    )
    lines = file.getvalue().splitlines()
    assert sum(line.startswith(f"bad ({given[0].id}): failed, loading failed after ") for line in lines) == 1
    assert sum(f"good ({given[1].id}): running after " in line for line in lines) == 1
    assert any(line.startswith("After ") and line.count(" creating") > 1 for line in lines)


def test_a_wait_that_is_out_of_time_or_stopped_says_so(sandbox: Sandbox) -> None:
    aura, given = sandbox.client(), new(sandbox, "a", "b")
    file = io.StringIO()
    with pytest.raises(WaitAllError):
        aura.wait_all(given, timeout=100.0, on_poll=aurakit.progress(file))
    assert file.getvalue().splitlines()[-1].endswith("creating, out of time after 1:40")

    class Stopped(Progress):
        def after_poll(self, wait: Any) -> None:
            raise KeyboardInterrupt

    file = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        aura.wait_all(given, on_poll=Stopped(file))
    assert [line for line in file.getvalue().splitlines() if "no longer waited for" in line]


def test_polls_that_fail_are_shown(sandbox: Sandbox) -> None:
    (created,) = new(sandbox, "a")
    sandbox.advance(60.0)
    sandbox.fail(method="GET", status=503, times=4)
    file = io.StringIO()
    sandbox.client(max_retries=0).wait(created, on_poll=aurakit.progress(file))
    assert "creating (last poll: ServerError) after 0:00" in file.getvalue()


def test_a_name_moves_no_cursor(sandbox: Sandbox) -> None:
    (created,) = new(sandbox, "a\x1b[2Jb")
    file = io.StringIO()
    sandbox.client().wait(created, on_poll=aurakit.progress(file))
    assert "\x1b" not in file.getvalue()
    assert file.getvalue().startswith("a?[2Jb (")


def test_a_stream_that_takes_no_more_ends_no_wait(sandbox: Sandbox) -> None:
    (created,) = new(sandbox, "a")
    file = io.StringIO()
    file.close()
    assert sandbox.client().wait(created, on_poll=aurakit.progress(file)).status == "running"


def test_one_progress_serves_waits_one_after_another_and_at_the_same_time(sandbox: Sandbox) -> None:
    aura, given = sandbox.client(), new(sandbox, "a", "b", "c")
    file = io.StringIO()
    shown = aurakit.progress(file)
    aura.wait(given[0], on_poll=shown)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda one: aura.wait(one, on_poll=shown), given[1:]))
    ended = [line.partition(" ")[0] for line in file.getvalue().splitlines() if ": running after" in line]
    assert sorted(ended) == ["a", "b", "c"]
    assert (shown._rows, shown._watched, shown._display) == ({}, 0, None)


def test_what_is_settled_already_shows_nothing(sandbox: Sandbox) -> None:
    (created,) = new(sandbox, "a")
    running = sandbox.client().wait(created)
    file = io.StringIO()
    sandbox.client().wait_all([running, None], on_poll=aurakit.progress(file))
    assert file.getvalue() == ""


@pytest.mark.parametrize(("seconds", "text"), [(0.0, "0:00"), (59.9, "0:59"), (60.0, "1:00"), (3723.0, "62:03")])
def test_times_are_in_minutes_and_seconds(seconds: float, text: str) -> None:
    assert minutes(seconds) == text


# ------------------------------------------------------------------------------------------------ which display


def test_a_terminal_gets_lines_that_change_and_a_file_plain_ones() -> None:
    assert isinstance(display_for(Terminal(), {}), Live)
    assert isinstance(display_for(io.StringIO(), {}), Lines)


def test_a_terminal_without_rich_or_that_is_dumb_gets_plain_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setenv("TERM", "dumb")
        assert isinstance(display_for(Terminal(), {}), Lines)
    monkeypatch.delitem(sys.modules, "aurakit._client.live_display")
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    assert isinstance(display_for(Terminal(), {}), Lines)


class Handle:
    """What IPython's `display` returns: an output of a cell that can be replaced."""

    def __init__(self) -> None:
        self.drawn: list[dict[str, str]] = []

    def display(self, data: dict[str, str], *, raw: bool, display_id: bool) -> Handle:
        assert (raw, display_id, self.drawn) == (True, True, [])
        self.drawn.append(data)
        return self

    def update(self, data: dict[str, str], *, raw: bool) -> None:
        assert raw
        self.drawn.append(data)


@pytest.fixture
def cell(monkeypatch: pytest.MonkeyPatch) -> Handle:
    """A cell that runs in a notebook's kernel."""
    handle = Handle()
    shell = SimpleNamespace(kernel=object())
    monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda: shell))
    monkeypatch.setitem(sys.modules, "IPython.display", SimpleNamespace(display=handle.display))
    return handle


def test_a_notebook_gets_lines_that_change_and_plain_ones_below_the_cell_without_rich(
    cell: Handle, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert isinstance(display_for(None, {}), Notebook)
    assert isinstance(display_for(io.StringIO(), {}), Lines)
    monkeypatch.delitem(sys.modules, "aurakit._client.live_display")
    monkeypatch.setitem(sys.modules, "rich", None)
    monkeypatch.setitem(sys.modules, "rich.console", None)
    display = display_for(None, {})
    assert isinstance(display, Lines) and display._file is sys.stdout


def test_ipython_without_a_kernel_is_no_notebook(monkeypatch: pytest.MonkeyPatch) -> None:
    for shell in (None, SimpleNamespace()):
        monkeypatch.setitem(sys.modules, "IPython", SimpleNamespace(get_ipython=lambda shell=shell: shell))
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        assert isinstance(display_for(None, {}), Lines)


def test_a_notebooks_cell_has_one_output_that_ends_with_the_last_state_and_keeps_what_is_printed(
    sandbox: Sandbox, cell: Handle, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("aurakit._client.live_display.EVERY", 0.001)
    given, shown = new(sandbox, "a<b", "c"), aurakit.progress()
    poll = shown.after_poll

    def told(wait: Any) -> None:
        print("a result")
        poll(wait)

    monkeypatch.setattr(shown, "after_poll", told)
    sandbox.client().wait_all(given, on_poll=shown)
    ended = len(cell.drawn)
    assert ended > 1
    assert "creating" in cell.drawn[0]["text/plain"]
    last = cell.drawn[-1]
    assert "creating" not in last["text/plain"] and "2 of 2 done" in last["text/plain"]
    assert "a&lt;b (" in last["text/html"] and "<b (" not in last["text/html"]
    out, err = capsys.readouterr()
    assert set(out.splitlines()) == {"a result"} and err == ""
    for thread in threading.enumerate():
        if thread.name == "aurakit-progress":
            thread.join(10.0)
    assert len(cell.drawn) == ended


# ------------------------------------------------------------------------------------------------ drawn by rich


def recorded(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch, names: list[str], height: int = 20) -> str:
    """What is on a terminal when all waits have ended."""
    console = Console(file=Terminal(), force_terminal=True, width=90, height=height, record=True)
    monkeypatch.setattr(module, "display_for", lambda file, rows: Live(rows, console.file, console))
    given = new(sandbox, *names)
    sandbox.advance(30.0)
    if len(given) == 1:
        sandbox.client().wait(given[0], on_poll=aurakit.progress())
    else:
        with contextlib.suppress(WaitAllError):
            sandbox.client().wait_all(given, on_poll=aurakit.progress())
    return console.export_text()


def test_one_wait_is_one_line_with_name_state_and_times(sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    text = recorded(sandbox, monkeypatch, ["orders"])
    last = text.rindex("✓")
    assert re.match(r".  orders \([0-9a-f]{8}\)  creating  0:00  up to 10 min", text)
    assert re.fullmatch(r"✓  orders \([0-9a-f]{8}\)  running  [0-9]:[0-9]{2}\s*", text[last:])


def test_several_waits_are_a_table_that_fits_the_terminal_with_failures_first(
    sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    sandbox.operations.fail("create")
    text = recorded(sandbox, monkeypatch, list("xbcdef"), height=8)
    end = [line.rstrip() for line in text[text.rindex("   name") :].splitlines()]
    assert end[0].split() == ["name", "state", "time", "expected"]
    assert len(end) == 6  # head, four rows, and what is left out
    assert end[1].startswith("✗  x (") and "loading failed" in end[1]
    assert all(line.startswith("✓") and "running" in line for line in end[2:-1])
    assert end[-1] == "5 of 6 done, 2 not shown"


# ------------------------------------------------------------------------------------------------ what a program prints

PROGRAM = """
import sys
import aurakit
from aurakit.sandbox import ManualClock, Sandbox

with Sandbox(clock=ManualClock()) as sandbox:
    aura = sandbox.client()
    created = aura.instances.create(name="orders", tenant_id=sandbox.project_id, type="enterprise-db", version="5",
                                    memory="4GB", cloud_provider="gcp", region="europe-west1")
    shown = aurakit.progress()
    poll = shown.after_poll
    def told(wait):
        print("a result", flush=True)
        poll(wait)
    shown.after_poll = told
    aura.wait(created, on_poll=shown)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
@pytest.mark.parametrize("piped", [True, False], ids=["stdout piped", "all on the terminal"])
def test_nothing_that_a_program_prints_is_lost(piped: bool) -> None:
    import pty

    ours, theirs = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "90", "LINES": "20"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stdin=theirs, stderr=theirs,
        stdout=subprocess.PIPE if piped else theirs, encoding="utf-8",
    ) as process:  # fmt: skip
        os.close(theirs)
        drawn = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            drawn += part
        printed = process.stdout.read() if process.stdout else ""
    os.close(ours)
    shown = drawn.decode(errors="replace")
    assert process.returncode == 0, shown
    assert "orders (" in shown and "running" in shown
    if piped:
        assert set(printed.split("\n")) == {"a result", ""} and "a result" not in shown
    else:
        assert shown.count("a result") > 5
