# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, absent, new, obj, scalar, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self


_KNOWN: frozenset[str] = frozenset(("name", "config"))


@attrs.define(weakref_slot=False)
class AlgorithmToEstimate(Model):
    """An algorithm to estimate the memory for, with its settings.

    Attributes:
        name: The name of the algorithm, such as `pagerank`.
        config: Its settings by name, such as `{"max_iterations": 20}`; the defaults if not given.
    """

    name: str
    config: dict[str, Any] | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        source = data if type(data) is dict else obj(data, "AlgorithmToEstimate")
        get = source.get
        self = new(cls)
        try:
            value = source["name"]
            self.name = value if type(value) is str else scalar(value, "AlgorithmToEstimate", "name")
        except KeyError as error:
            raise absent(error, "AlgorithmToEstimate") from None
        value = get("config")
        self.config = None if value is None else obj(value, "AlgorithmToEstimate", "config")
        known = 1 if value is None else 2
        self.additional_properties = NO_FIELDS if len(source) == known else unknown(source, _KNOWN)
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {"name": self.name}
        if self.config is not None:
            result["config"] = self.config
        result.update(self.additional_properties)
        return result
