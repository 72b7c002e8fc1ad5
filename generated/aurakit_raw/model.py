# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.
"""What all models have besides their fields: forms for JSON, pandas, notebooks and pydantic.

What a form needs is imported when it is asked for, so that a model costs nothing more.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

T = TypeVar("T")

APART: frozenset[str] = frozenset(("additional_properties", "path_values"))
"""Fields of a model that are not the API's."""


class Model:
    """What all models have in common.

    A model can be changed and is compared by its values, so it has no hash: use its `id` as a key.
    """

    __slots__ = ()

    wire_names: ClassVar[Mapping[str, str]] = {}
    """The names of fields in JSON, where they differ from those of the attributes."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object; raises `DecodeError` for a missing field or a value of a wrong kind."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without what is absent."""
        raise NotImplementedError

    def to_json(self, *, indent: int | None = None) -> str:
        """The JSON text of `to_dict`, without what is absent; a password is in it.

        Args:
            indent: spaces for each level, on lines of their own; all in one line if None.
        """
        return json.dumps(self.to_dict(), indent=indent)

    def _repr_html_(self) -> str:
        """How a notebook shows it: a card, without secrets."""
        from .notebook import card

        return card(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic, and so FastAPI, reads and writes it."""
        from .schemas import model_schema

        return model_schema(cls, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        described: dict[str, Any] = handler(schema)
        handler.resolve_ref_schema(described)["title"] = cls.__name__
        return described


class _AsDataclass:
    """A class attribute by which others take a model for a dataclass, made when it is asked for.

    pandas and FastAPI know dataclasses and not attrs. Secrets and what is not the API's are left out, since JSON
    loggers turn dataclasses into dicts of all their fields.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        if not hasattr(owner, "__attrs_attrs__"):
            raise AttributeError(f"type object {owner.__name__!r} has no attribute {self._name!r}")
        return getattr(_dataclass_like(owner), self._name)


if not TYPE_CHECKING:  # to a checker a model is an attrs class only
    for _name in ("__dataclass_fields__", "__dataclass_params__"):
        _attribute = _AsDataclass()
        _attribute.__set_name__(Model, _name)
        setattr(Model, _name, _attribute)


@cache
def _dataclass_like(cls: type) -> type:
    """A dataclass with the fields of a model that may be shown."""
    import dataclasses

    import attrs

    fields: list[tuple[str, Any, Any]] = []
    for one in attrs.fields(cls):
        if one.repr and one.name not in APART:
            field = dataclasses.field() if one.default is attrs.NOTHING else dataclasses.field(default=None)
            fields.append((one.name, one.type, field))
    return dataclasses.make_dataclass(cls.__name__, fields, repr=False, kw_only=True)


class ModelList(list[T]):
    """A list of models, which a notebook shows as a table."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        from .notebook import table

        return table(self)
