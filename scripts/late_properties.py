"""Shows the properties that `LateProperty` makes as properties in the reference; griffe takes them for methods."""

from __future__ import annotations

from typing import Any

import griffe


class LateProperties(griffe.Extension):
    """An extension of griffe, named in zensical.toml."""

    def on_class_members(self, *, cls: griffe.Class, **_: Any) -> None:
        """Replace the methods that are properties."""
        for name, member in list(cls.members.items()):
            if isinstance(member, griffe.Function) and any(
                str(decorator.value) == "LateProperty" for decorator in member.decorators
            ):
                shown = griffe.Attribute(
                    name, annotation=member.returns, docstring=member.docstring, lineno=member.lineno
                )
                shown.labels |= {"property", "cached"}
                cls.set_member(name, shown)
