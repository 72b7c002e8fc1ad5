"""Leaves the tests with Prism out where it is not installed, unless they must run; `tests/conftest.py` tells it."""

from __future__ import annotations

from contract.prism import left_out

collect_ignore = ["test_prism.py", "test_raw_prism.py", "test_version_prism.py"] if left_out() else []
