# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.
"""What can go wrong between a response and its model."""

from __future__ import annotations

from typing import Any


class DecodeError(Exception):
    """A successful response that does not hold what its model needs.

    `model` and `field` (None for the whole) say where, `problem` what; `errors` are those the response gave in place of
    data. No value of the response is in the text.
    """

    def __init__(self, model: str, field: str | None, problem: str, errors: Any = None) -> None:
        super().__init__(model, field, problem, errors)
        self.model = model
        self.field = field
        self.problem = problem
        self.errors = errors

    def __str__(self) -> str:
        return f"{self.model}.{self.field} {self.problem}" if self.field else f"{self.model} {self.problem}"


class UnexpectedStatusError(Exception):
    """A response that is not a success: `status_code`, and `content` as it came."""

    def __init__(self, status_code: int, content: bytes) -> None:
        super().__init__(status_code, content)
        self.status_code = status_code
        self.content = content

    def __str__(self) -> str:
        return f"the response has status {self.status_code}"
