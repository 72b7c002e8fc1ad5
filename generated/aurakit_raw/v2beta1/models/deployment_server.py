# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.

from __future__ import annotations

import builtins
import datetime
from typing import TYPE_CHECKING, Any

import attrs

from ...types import NO_FIELDS, Model, array, iso_time, keep_text, new, obj, scalar, time_in, time_text, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Self

    from .server_license import ServerLicense
    from .server_plugin import ServerPlugin

_KNOWN: frozenset[str] = frozenset(
    (
        "address",
        "deployment_id",
        "id",
        "jvm_vendor",
        "jvm_version",
        "last_ping",
        "license",
        "mode_constraint",
        "name",
        "os_arch",
        "os_name",
        "os_version",
        "plugin_version",
        "plugins",
        "state",
        "status",
        "version",
    )
)

_covers = _KNOWN.issuperset


@attrs.define(weakref_slot=False)
class DeploymentServer(Model):
    """A server of a self-managed deployment.

    Attributes:
        address: Its address for drivers.
        deployment_id: The id of the deployment, a UUID.
        id: The id of the server, a UUID.
        jvm_vendor: The vendor of the Java runtime.
        jvm_version: The version of the Java runtime.
        last_ping: When it last reported.
        license: Its licence.
        mode_constraint: What it can host: primaries, secondaries or both.
        name: Its name.
        os_arch: The architecture of the processor.
        os_name: The operating system.
        os_version: The version of the operating system.
        plugin_version: The version of Fleet Manager's own plugin.
        plugins: The plugins that are installed.
        state: Whether it is part of the cluster.
        status: Whether it is up.
        version: The version of Neo4j.
    """

    address: str | None = None
    deployment_id: str | None = None
    id: str | None = None
    jvm_vendor: str | None = None
    jvm_version: str | None = None
    last_ping: datetime.datetime | None = None
    license: ServerLicense | None = None
    mode_constraint: str | None = None
    name: str | None = None
    os_arch: str | None = None
    os_name: str | None = None
    os_version: str | None = None
    plugin_version: str | None = None
    plugins: builtins.list[ServerPlugin] | None = None
    state: str | None = None
    status: str | None = None
    version: str | None = None
    additional_properties: Mapping[str, Any] = attrs.field(default=NO_FIELDS, repr=False)

    @classmethod
    def from_dict(cls, data: object) -> Self:
        """The model in a JSON object. Raises `DecodeError` for a missing field or a value of the wrong type."""
        from .server_license import ServerLicense
        from .server_plugin import ServerPlugin

        source = data if type(data) is dict else obj(data, "DeploymentServer")
        get = source.get
        self = new(cls)
        value = get("address")
        self.address = value if type(value) is str or value is None else scalar(value, "DeploymentServer", "address")
        value = get("deployment_id")
        self.deployment_id = None if value is None else scalar(value, "DeploymentServer", "deployment_id")
        value = get("id")
        self.id = None if value is None else scalar(value, "DeploymentServer", "id")
        value = get("jvm_vendor")
        self.jvm_vendor = (
            value if type(value) is str or value is None else scalar(value, "DeploymentServer", "jvm_vendor")
        )
        value = get("jvm_version")
        self.jvm_version = (
            value if type(value) is str or value is None else scalar(value, "DeploymentServer", "jvm_version")
        )
        value = get("last_ping")
        try:
            self.last_ping = None if value is None else iso_time(value) if value[19:] == "Z" else time_in(value)
        except (KeyError, TypeError, ValueError):
            self.last_ping = time_in(value)
        value = get("license")
        self.license = None if value is None else ServerLicense.from_dict(value)
        value = get("mode_constraint")
        self.mode_constraint = (
            value if type(value) is str or value is None else scalar(value, "DeploymentServer", "mode_constraint")
        )
        value = get("name")
        self.name = value if type(value) is str or value is None else scalar(value, "DeploymentServer", "name")
        value = get("os_arch")
        self.os_arch = value if type(value) is str or value is None else scalar(value, "DeploymentServer", "os_arch")
        value = get("os_name")
        self.os_name = value if type(value) is str or value is None else scalar(value, "DeploymentServer", "os_name")
        value = get("os_version")
        self.os_version = (
            value if type(value) is str or value is None else scalar(value, "DeploymentServer", "os_version")
        )
        value = get("plugin_version")
        self.plugin_version = (
            value if type(value) is str or value is None else scalar(value, "DeploymentServer", "plugin_version")
        )
        value = get("plugins")
        self.plugins = (
            None if value is None else [*map(ServerPlugin.from_dict, array(value, "DeploymentServer", "plugins"))]
        )
        value = get("state")
        self.state = value if type(value) is str or value is None else scalar(value, "DeploymentServer", "state")
        value = get("status")
        self.status = value if type(value) is str or value is None else scalar(value, "DeploymentServer", "status")
        value = get("version")
        self.version = value if type(value) is str or value is None else scalar(value, "DeploymentServer", "version")
        self.additional_properties = NO_FIELDS if _covers(source) else unknown(source, _KNOWN)
        if self.last_ping is None:
            keep_text(self, source, "last_ping")
        return self

    def to_dict(self) -> dict[str, Any]:
        """The JSON object, without absent fields."""
        result: dict[str, Any] = {}
        if self.address is not None:
            result["address"] = self.address
        if self.deployment_id is not None:
            result["deployment_id"] = self.deployment_id
        if self.id is not None:
            result["id"] = self.id
        if self.jvm_vendor is not None:
            result["jvm_vendor"] = self.jvm_vendor
        if self.jvm_version is not None:
            result["jvm_version"] = self.jvm_version
        if self.last_ping is not None:
            result["last_ping"] = time_text(self.last_ping)
        if self.license is not None:
            result["license"] = self.license.to_dict()
        if self.mode_constraint is not None:
            result["mode_constraint"] = self.mode_constraint
        if self.name is not None:
            result["name"] = self.name
        if self.os_arch is not None:
            result["os_arch"] = self.os_arch
        if self.os_name is not None:
            result["os_name"] = self.os_name
        if self.os_version is not None:
            result["os_version"] = self.os_version
        if self.plugin_version is not None:
            result["plugin_version"] = self.plugin_version
        if self.plugins is not None:
            result["plugins"] = [item.to_dict() for item in self.plugins]
        if self.state is not None:
            result["state"] = self.state
        if self.status is not None:
            result["status"] = self.status
        if self.version is not None:
            result["version"] = self.version
        result.update(self.additional_properties)
        return result
