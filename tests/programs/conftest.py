"""Leaves the programs out where their environments are not made, unless they must run; `tests/conftest.py` tells it."""

from __future__ import annotations

from programs.environments import left_out

collect_ignore = ["test_moving.py", "test_programs.py"] if left_out() else []
