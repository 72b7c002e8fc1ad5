"""What processes share: tokens in a file. See `FileTokenStore`."""

from __future__ import annotations

from .file import FileTokenStore

__all__ = ["FileTokenStore"]
