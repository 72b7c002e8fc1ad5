# Written by `python scripts/generate.py` from openapi/templates/runtime/. Do not edit.
"""What all models have besides their fields: conversions for JSON, pandas, notebooks and pydantic.

What a conversion needs is imported when it is used, so that a model itself stays cheap.
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
"""Fields of a model that do not come from the API."""


def name_of(field: Any) -> str:
    """The name by which users know a field of a model: that of the argument, and of the property if it is private."""
    return str(field.alias)


class Model:
    """What all models have in common.

    A model can be changed and is compared by its values, so it has no hash: use its `id` as a key.
    """

    __slots__ = ()

    wire_names: ClassVar[Mapping[str, str]] = {}
    """The names of fields in JSON, where they differ from those of the attributes."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        raise NotImplementedError

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        raise NotImplementedError

    def to_json(self, *, indent: int | None = None) -> str:
        """The JSON text of `to_dict`, without absent fields. It includes a password, if the model has one.

        Args:
            indent: number of spaces for each level, each value on its own line; everything on one line if None.
        """
        return json.dumps(self.to_dict(), indent=indent)

    def _repr_html_(self) -> str:
        """The HTML that a notebook shows: a card, without secrets."""
        from .notebook import card

        return card(self)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> Any:
        """How pydantic, and therefore FastAPI, reads and writes it."""
        from .schemas import model_schema

        return model_schema(cls, handler)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: Any, handler: Any) -> dict[str, Any]:
        described: dict[str, Any] = handler(schema)
        handler.resolve_ref_schema(described)["title"] = cls.__name__
        return described


class ModelWithSecrets(Model):
    """A model that holds passwords, keys or tokens in `Secret`s. Pickles and copies of it are made without them."""

    __slots__ = ()

    def __copy__(self) -> Self:  # without it, a shallow copy would share its secrets
        import attrs

        from .secret import Secret, masked_secret

        made = object.__new__(type(self))
        for one in attrs.fields(type(self)):  # type: ignore[arg-type]  # each model is an attrs class
            value = getattr(self, one.name)
            setattr(made, one.name, masked_secret() if isinstance(value, Secret) else value)
        return made


class _AsDataclass:
    """A class attribute that makes a model look like a dataclass, created when it is first used.

    pandas and FastAPI support dataclasses but not attrs. Secrets, and fields that do not come from the API, are left
    out, because JSON loggers turn dataclasses into dicts of all their fields.
    """

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, instance: object, owner: type) -> Any:
        if not hasattr(owner, "__attrs_attrs__"):
            raise AttributeError(f"type object {owner.__name__!r} has no attribute {self._name!r}")
        return getattr(_dataclass_like(owner), self._name)


if not TYPE_CHECKING:  # for a type checker, a model is only an attrs class
    for _name in ("__dataclass_fields__", "__dataclass_params__"):
        _attribute = _AsDataclass()
        _attribute.__set_name__(Model, _name)
        setattr(Model, _name, _attribute)


@cache
def _dataclass_like(cls: type) -> type:
    """A dataclass with those fields of a model that may be shown."""
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
