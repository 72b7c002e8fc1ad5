"""The HTTP library that the tests run with: httpx, or httpx2 where AURAKIT_HTTP_LIBRARY says so.

With httpx2 the other one cannot be imported (`tests/conftest.py`), so that a test proves that nobody needs it.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import TYPE_CHECKING, Final

NAME: Final = os.environ.get("AURAKIT_HTTP_LIBRARY") or "httpx"

if TYPE_CHECKING:
    import httpcore as httpcore
    import httpx as httpx
else:
    httpx = import_module(NAME)
    httpcore = import_module(NAME.replace("httpx", "httpcore"))
