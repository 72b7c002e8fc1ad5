# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, new, obj, scalar, unknown
from .import_type import ImportType

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .import_job_info import ImportJobInfo
    from .import_source import ImportSource
    from .import_target import ImportTarget

_KNOWN: frozenset[str] = frozenset(("aura_target", "data_source", "id", "import_type", "info", "user_id"))

_covers = _KNOWN.issuperset
_import_type = ImportType.known()


@attrs.define(weakref_slot=False)
class ImportJob(Model):
    """An import job.

    Attributes:
        aura_target: Where it writes to.
        data_source: Where it reads from.
        id: The id of the job, a UUID.
        import_type: How it runs.
        info: Its progress, and how it ended.
        user_id: The id of the user who started it.
    """

    aura_target: ImportTarget | None = None
    data_source: ImportSource | None = None
    id: str | None = None
    import_type: ImportType | None = None
    info: ImportJobInfo | None = None
    user_id: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)
    path_values: Mapping[str, str] = attrs.field(default=NO_FIELDS, repr=False, eq=False)
    """The ids in the path of the request that returned it, with which it can be requested again."""

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .import_job_info import ImportJobInfo
        from .import_source import ImportSource
        from .import_target import ImportTarget

        source = data if type(data) is dict else obj(data, "ImportJob")
        get = source.get
        self = new(cls)
        value = get("aura_target")
        self.aura_target = None if value is None else ImportTarget.from_dict(value)
        value = get("data_source")
        self.data_source = None if value is None else ImportSource.from_dict(value)
        value = get("id")
        self.id = value if type(value) is str or value is None else scalar(value, "ImportJob", "id")
        value = get("import_type")
        self.import_type = (
            None
            if value is None
            else (type(value) is str and _import_type(value))
            or (None if value == "" else ImportType.decode(value, "ImportJob", "import_type"))
        )
        value = get("info")
        self.info = None if value is None else ImportJobInfo.from_dict(value)
        value = get("user_id")
        self.user_id = value if type(value) is str or value is None else scalar(value, "ImportJob", "user_id")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        self.path_values = NO_FIELDS
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.aura_target is not None:
            result["aura_target"] = self.aura_target.to_dict()
        if self.data_source is not None:
            result["data_source"] = self.data_source.to_dict()
        if self.id is not None:
            result["id"] = self.id
        if self.import_type is not None:
            result["import_type"] = self.import_type.value
        if self.info is not None:
            result["info"] = self.info.to_dict()
        if self.user_id is not None:
            result["user_id"] = self.user_id
        result.update(self.additional_properties)
        return result
