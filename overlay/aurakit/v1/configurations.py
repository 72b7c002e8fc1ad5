"""Checks which types and sizes of instances are available to a project, before a request is made. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from .._calls.imports import importing
from .._client.quantities import Quantity, same_size
from ..errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping, Sequence

    from aurakit_raw.v1.models import InstanceConfiguration

    from .._calls.steps import Step
    from .._client.version import Call


UPGRADED_TYPE: Final = "business-critical"


def check_upgrade(memory: str | None, storage: str | None) -> None:
    """Raise InvalidArgumentError for one of the two without the other, which the API would refuse."""
    if (memory is None) != (storage is None):
        raise InvalidArgumentError("Give memory and storage together, or neither, to keep the size.")


def upgraded(asked: dict[str, Any]) -> dict[str, Any]:
    """The configuration that an upgrade requests: the new type, and memory and storage together."""
    check_upgrade(asked["memory"], asked["storage"])
    if asked["type"] is not None and not _same(UPGRADED_TYPE, asked["type"]):
        raise InvalidArgumentError(f"An upgrade leads to type {UPGRADED_TYPE!r}, not to {text_of(asked['type'])!r}.")
    return {**asked, "type": UPGRADED_TYPE}


def check_steps(
    tenant_id: str, asked: dict[str, Any], call: Call, *, upgrade: bool
) -> Generator[Step, Any, list[InstanceConfiguration]]:
    """The steps of one check; see `Instances.check`."""
    with importing:
        from aurakit_raw.v1.api.projects import get_project

    if upgrade:
        asked = upgraded(asked)
    project = (yield from call(get_project.request(tenant_id))).parsed
    return fitting(project.instance_configurations, asked)


def fitting(configurations: Sequence[InstanceConfiguration], asked: Mapping[str, Any]) -> list[InstanceConfiguration]:
    """The configurations that have every requested value; None accepts any.

    Raises InvalidArgumentError. It names the first value, in the order of `asked`, that is not available together with
    those before it, and the values that are.
    """
    left = list(configurations)
    chosen: list[str] = []
    for name, value in asked.items():
        if value is None:
            continue
        fit = [configuration for configuration in left if _same(getattr(configuration, name), value)]
        if not fit:
            raise InvalidArgumentError(_refusal(name, value, left, chosen))
        left = fit
        chosen.append(f"{name} {text_of(value)}")
    return left


def _same(available: Any, asked: Any) -> bool:
    if available is None:
        return False
    return text_of(available).lower() == text_of(asked).lower() or same_size(text_of(available), text_of(asked))


def text_of(value: Any) -> str:
    """A value as the API writes it, whatever kind of enum it is."""
    return str(getattr(value, "value", value))


def _refusal(name: str, value: Any, left: list[InstanceConfiguration], chosen: list[str]) -> str:
    available = sorted({text_of(getattr(one, name)) for one in left if getattr(one, name) is not None}, key=_by_size)
    place = f" with {', '.join(chosen)}" if chosen else ""
    if not available:
        return f"No {name} is available to this project{place}: `aura.projects.get(id)` lists what is."
    return f"{name} {text_of(value)!r} is not available to this project{place}; available: {', '.join(available)}."


def _by_size(text: str) -> tuple[Quantity, str]:
    return Quantity.parse(text) or Quantity(0.0, "K"), text
