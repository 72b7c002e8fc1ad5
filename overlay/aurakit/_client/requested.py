"""Models with the values that an update requested. Its method returns them, so that they can be waited for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


class Requested:
    """Added to a model whose values were requested and may not be in effect yet; `requested` has them by name.

    Each version has a class of its own for each such model and declares that field there: a class with slots that has
    fields cannot be combined with another one.
    """

    __slots__ = ()

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object, with nothing requested: JSON does not hold what was."""
        self = super().from_dict(data)  # type: ignore[misc]  # the model's, which comes next
        for field in attrs.fields(cls):  # type: ignore[arg-type]
            if not field.inherited:
                setattr(
                    self, field.name, field.default.factory() if hasattr(field.default, "factory") else field.default
                )
        return self  # type: ignore[no-any-return]

    @classmethod
    def of(cls, model: Any, values: Mapping[str, Any], **others: Any) -> Self:
        """`model` with `values` in place of its own. others: further fields."""
        return cls(**{**values_of(model, cls), **values, "requested": values, **others})


def values_of(model: Any, cls: type) -> dict[str, Any]:
    """The fields of a model, as arguments of a class derived from its own."""
    return {field.alias: getattr(model, field.name) for field in attrs.fields(cls) if field.inherited}
