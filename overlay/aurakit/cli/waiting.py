"""`aurakit wait`: waits for existing resources, even if another program changed them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from . import options as shared
from .app import MAIN_VERSION, LazyGroup, commands_of, dashed, groups_of, other_versions
from .operations import ids_of
from .target import Target
from .waitable import is_waitable

if TYPE_CHECKING:
    from collections.abc import Mapping


class WaitGroup(LazyGroup):
    """A command for each resource of a version that can be waited for."""

    def __init__(self, version: str, text: str) -> None:
        super().__init__(name="wait" if version == MAIN_VERSION else version, help=text)
        self._version = version

    def lines(self) -> Mapping[str, Mapping[str, str]]:
        found = {}
        for group in groups_of(self._version):
            get = commands_of(self._version, group).get("get")
            if get is not None and is_waitable(self._version, get):
                found[dashed(group)] = f"Wait until {dashed(group).replace('-', ' ')} have no operation in progress."
        others = [
            version for version in other_versions() if self._version == MAIN_VERSION and WaitGroup(version, "").any()
        ]
        versions = {version: f"The resources of version {version}." for version in others}
        return {"Resources": found, **({"Other versions of the API": versions} if versions else {})}

    def any(self) -> bool:
        """Whether there is something to wait for."""
        return bool(self.lines()["Resources"])

    def make(self, name: str) -> click.Command:
        if name in other_versions():
            return WaitGroup(name, f"Wait until a resource of version {name} is ready.")
        group = name.replace("-", "_")
        target = Target(self._version, group, "get", commands_of(self._version, group)["get"])

        def callback(**values: Any) -> None:
            from .running import execute

            execute(click.get_current_context(), target, {**values, "wait": True})

        scope = [one for one in target.command.options if one.name in target.command.scope]
        from .operations import api_option

        return shared.CommonCommand(
            name=name,
            params=[*ids_of(target), *map(api_option, scope), shared.WAIT_LIMIT, *shared.common()],
            callback=callback,
            help=f"{self.lines()['Resources'][name]}\n\nIt returns at once if there is nothing to wait for. The exit "
            "status is 10 if the operation failed, and 11 if it is still running after the timeout.",
        )


command = WaitGroup(MAIN_VERSION, "Wait until a resource is ready, even if another program changed it.")
