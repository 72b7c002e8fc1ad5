"""Bash, zsh and fish in a terminal, as far as this machine has them: Debian's packages have these names.

The tests of those it lacks are left out, and the end of the test run says so; where `AURAKIT_REQUIRE_SHELLS` is set
they fail instead.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING, Final

from support.commands import surroundings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from typing import Self

SHELLS: Final[Mapping[str, tuple[str, str]]] = {
    "bash": (
        ".bashrc",
        """
eval "$(aurakit completion bash)"
show() { printf %s "$READLINE_LINE" > "$SHOWN.new"; mv "$SHOWN.new" "$SHOWN"; READLINE_LINE=; READLINE_POINT=0; }
bind -x '"\\C-g": show'
bind 'set show-all-if-ambiguous on'
PS1='rea''dy> '
""",
    ),
    "zsh": (
        ".zshrc",
        """
autoload -Uz compinit && compinit -D -u
eval "$(aurakit completion zsh)"
show() { printf %s "$BUFFER" > "$SHOWN.new"; mv "$SHOWN.new" "$SHOWN"; BUFFER=; }
zle -N show && bindkey '^G' show
PS1='ready> '
""",
    ),
    "fish": (
        ".config/fish/config.fish",
        """
function show
    commandline > $SHOWN.new; mv $SHOWN.new $SHOWN; commandline ''
end
bind \\cg show
function fish_prompt
    printf 'ready> '
end
""",
    ),
}
"""By shell: the file it reads at its start, and what is in it. Ctrl-G puts the line into the file $SHOWN."""
START: Final = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execvp(sys.argv[1], sys.argv[1:])"
)
"""Makes the terminal that of the session, without which fish does not start."""
LIMIT: Final = 30.0


def problem() -> str | None:
    """Which shells are missing, or None."""
    missing = [name for name in SHELLS if shutil.which(name) is None]
    return f"not on the PATH: {', '.join(missing)}" if missing else None


def required() -> bool:
    return bool(os.environ.get("AURAKIT_REQUIRE_SHELLS"))


def left_out() -> str | None:
    """Why tests are left out, or None: they run, and fail where they must not be left out."""
    return None if required() else problem()


def to_try() -> list[str]:
    """The shells that are tried."""
    return [name for name in SHELLS if required() or shutil.which(name)]


class InteractiveShell:
    """A shell in a terminal, set up as docs/cli.md says; what is typed can be looked at before Enter."""

    def __init__(self, name: str, home: Path, environment: Mapping[str, str]) -> None:
        self.name, self._shown = name, home / "shown"
        self._screen = bytearray()
        aurakit = home / "bin" / "aurakit"
        aurakit.parent.mkdir()
        aurakit.write_text(f"#!{sys.executable}\nimport sys\nfrom aurakit.cli.entry import main\nsys.exit(main())\n")
        aurakit.chmod(0o755)
        path = os.pathsep.join([str(aurakit.parent), os.environ["PATH"]])
        more = {"PATH": path, "SHOWN": str(self._shown), "TERM": "xterm", "ZDOTDIR": str(home), **environment}
        self._environment, self._home = surroundings(home, more), home
        file, text = SHELLS[name]
        (home / file).parent.mkdir(parents=True, exist_ok=True)
        (home / file).write_text(text)
        if name == "fish":
            script = home / ".config/fish/completions/aurakit.fish"
            script.parent.mkdir()
            script.write_text(self.run("aurakit completion fish"))

    def run(self, command: str) -> str:
        """What a command of the shell writes, without a terminal."""
        done = subprocess.run(
            [self.name, "-c", command], env=self._environment, cwd=self._home, stdout=subprocess.PIPE,
            encoding="utf-8", timeout=LIMIT, check=True,
        )  # fmt: skip
        return done.stdout

    @property
    def screen(self) -> str:
        """All that the terminal was sent."""
        return self._screen.decode(errors="replace")

    def completed(self, typed: str) -> str:
        """The line after this was typed, and Tab."""
        self._shown.unlink(missing_ok=True)
        os.write(self._master, f"{typed}\t\x07".encode())
        self._wait_for(self._shown.exists, typed)
        return self._shown.read_text().rstrip("\n")

    def offered(self, typed: str, *expected: str) -> None:
        """Wait until these stand on the screen, after this was typed, and Tab."""
        before = len(self._screen)
        os.write(self._master, f"{typed}\t".encode())
        self._wait_for(lambda: all(one.encode() in self._screen[before:] for one in expected), typed)
        self.completed("")

    def _wait_for(self, happened: Callable[[], bool], about: str) -> None:
        ends = time.monotonic() + LIMIT
        while not happened():
            assert time.monotonic() < ends, (about, self.screen)
            time.sleep(0.01)

    def _read(self) -> None:
        with contextlib.suppress(OSError):  # the terminal's other end is closed
            while chunk := os.read(self._master, 4096):
                self._screen += chunk

    def __enter__(self) -> Self:
        import fcntl
        import pty
        import struct
        import termios

        self._master, follower = pty.openpty()
        fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 50, 200, 0, 0))
        self._process = subprocess.Popen(
            [sys.executable, "-c", START, self.name, "-i"], env=self._environment, cwd=self._home, stdin=follower,
            stdout=follower, stderr=follower, start_new_session=True,
        )  # fmt: skip
        os.close(follower)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        try:
            self._wait_for(lambda: "ready> " in self.screen, "the start")
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the shell and what it started."""
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._reader.join(LIMIT)
        os.close(self._master)
