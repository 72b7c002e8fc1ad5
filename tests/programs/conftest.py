"""Leaves the programs out where their environments are not made, unless they must run; `tests/conftest.py` tells it."""

from __future__ import annotations

from programs.environments import left_out

NEED_THEM = ["test_command_lines.py", "test_moving.py", "test_names.py", "test_programs.py"]
collect_ignore = NEED_THEM if left_out() else []
