"""What can go wrong between a response and its model."""

from __future__ import annotations

from typing import Any


class DecodeError(Exception):
    """A successful response that lacks what its model needs.

    `model` and `field` (None for the whole model) say where, `problem` says what is wrong, and `errors` has the errors
    that the response contains instead of data. The text quotes no value of the response.
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
    """A response that is not a success: its `status_code`, and its `content` as received."""

    def __init__(self, status_code: int, content: bytes) -> None:
        super().__init__(status_code, content)
        self.status_code = status_code
        self.content = content

    def __str__(self) -> str:
        return f"the response has status {self.status_code}"
