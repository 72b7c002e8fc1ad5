"""The names of a version's package, each imported when it is first used: `import aurakit.v1` stays cheap."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from .._calls.imports import importing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def exported(package: str, modules: Mapping[str, Sequence[str]], models: Any) -> Callable[[str], Any]:
    """The `__getattr__` of a package. modules: the names that each module defines. models: the module that has all
    others."""
    homes = {name: module for module, names in modules.items() for name in names}

    def getattribute(name: str) -> Any:
        if name not in homes:
            return getattr(models, name)
        from importlib import import_module

        with importing:
            value = getattr(import_module(homes[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return getattribute
