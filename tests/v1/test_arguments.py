"""The typed dictionaries of arguments have what the methods take, sync and async."""

from __future__ import annotations

import inspect
from typing import Any, get_type_hints

import pytest

import aurakit
import aurakit.v1
from aurakit.v1 import AsyncInstances, InstanceCreateParams, InstanceEnsureParams, Instances

PAIRS = [(InstanceCreateParams, method) for method in (Instances.create, AsyncInstances.create)] + [
    (InstanceEnsureParams, method) for method in (Instances.ensure, AsyncInstances.ensure)
]


@pytest.mark.parametrize(("arguments", "method"), PAIRS)
def test_the_dictionary_has_the_arguments_of_the_method(arguments: Any, method: Any) -> None:
    taken = {name: one for name, one in inspect.signature(method).parameters.items() if name != "self"}
    assert arguments.__required_keys__ == {name for name, one in taken.items() if one.default is one.empty}
    assert arguments.__optional_keys__ == {name for name, one in taken.items() if one.default is not one.empty}
    names = {name: getattr(aurakit.v1, name) for name in aurakit.v1.__all__} | {"Ensured": aurakit.Ensured}
    hints = get_type_hints(method, localns=names)
    assert {name: hints[name] for name in taken} == get_type_hints(arguments)


def test_the_classes_of_resources_are_those_of_the_clients() -> None:
    for client, prefix in ((aurakit.v1.Aura, ""), (aurakit.v1.AsyncAura, "Async")):
        aura = client("id", "secret")
        for name in ("Instances", "Snapshots", "Projects", "Sessions", "CustomerManagedKeys"):
            attribute = "customer_managed_keys" if name == "CustomerManagedKeys" else name.lower()
            assert type(getattr(aura, attribute)) is getattr(aurakit.v1, prefix + name)
