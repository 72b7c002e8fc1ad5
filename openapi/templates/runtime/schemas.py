"""How pydantic 2, and therefore FastAPI, reads and writes models and enums. Imported when pydantic needs it.

A value is read like a response, so that unknown fields are kept and unknown enum values are accepted; pydantic's own
schema of the fields only describes it, in JSON Schema.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from typing import Any, get_type_hints

import attrs
from pydantic_core import core_schema

from .errors import DecodeError
from .model import APART, Model, name_of
from .values import encoded

_described: set[type] = set()  # models whose fields are being described; they can refer back to these models


def model_schema(cls: type[Model], handler: Any) -> Any:
    """The schema of a model: an instance is accepted as it is, an object is read, and `to_dict` writes it."""
    reference = f"{cls.__module__}.{cls.__qualname__}:{id(cls)}"
    if cls in _described:
        return core_schema.definition_reference_schema(reference)
    _described.add(cls)
    try:
        fields = _fields(cls, handler)
    finally:
        _described.discard(cls)

    def read(value: Any, _: Any) -> Model:
        if isinstance(value, cls):
            return value
        try:
            return cls.from_dict(encoded(value))
        except (DecodeError, TypeError) as error:
            raise ValueError(str(error)) from None

    return core_schema.no_info_wrap_validator_function(
        read,
        core_schema.typed_dict_schema(fields),
        ref=reference,
        serialization=core_schema.plain_serializer_function_ser_schema(_written),
    )


def _written(model: Any) -> Any:
    return model.to_dict() if isinstance(model, Model) else model


def _fields(cls: type[Model], handler: Any) -> dict[str, Any]:
    hints = _hints(cls)
    return {
        cls.wire_names.get(name_of(one), name_of(one)): core_schema.typed_dict_field(
            handler.generate_schema(hints[one.name]), required=one.default is attrs.NOTHING
        )
        for one in attrs.fields(cls)  # type: ignore[arg-type]  # each model is an attrs class
        if one.name in hints and one.name not in APART
    }


def _hints(cls: type[Model]) -> dict[str, Any]:
    """The types of the fields. Models import each other for type checkers only, so their package resolves the names."""
    generated = next(base for base in cls.__mro__ if base.__module__.startswith(__package__ or ""))
    package = import_module(sys.modules[generated.__module__].__package__ or "")
    names: dict[str, Any] = {"Mapping": Mapping, "Secret": str}
    while True:
        try:
            return get_type_hints(generated, localns=names)
        except NameError as error:
            names[str(error.name)] = getattr(package, str(error.name))


def enum_schema(cls: type[Any]) -> Any:
    """The schema of an enum: any text, each as a member."""
    return core_schema.no_info_after_validator_function(
        cls,
        core_schema.str_schema(),
        serialization=core_schema.plain_serializer_function_ser_schema(str),
    )


def enum_description(cls: Any, described: dict[str, Any]) -> dict[str, Any]:
    """Its JSON Schema. The values known today are examples, because the API can add others."""
    return {**described, "title": cls.__name__, "examples": [member.value for member in cls]}
