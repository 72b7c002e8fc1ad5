"""Clients of every version against one sandbox, and the help that `Sandbox` gives."""

from __future__ import annotations

import asyncio
import pydoc
from typing import Any

from aurakit.sandbox import ManualClock, Sandbox

INSTANCE: dict[str, Any] = {
    "name": "orders", "type": "business-critical", "cloud_provider": "gcp", "region": "europe-west1",
    "memory": "8GB", "multi_database": True,
}  # fmt: skip
SCREEN = 60


def test_the_help_fits_on_a_screen() -> None:
    assert len(pydoc.render_doc(Sandbox).splitlines()) <= SCREEN


def test_an_instance_is_the_same_one_for_clients_of_every_version() -> None:
    with Sandbox(clock=ManualClock()) as sandbox:
        v1, v2beta1, v1beta5 = sandbox.client(), sandbox.client("v2beta1"), sandbox.client("v1beta5")
        instance = v2beta1.wait(v2beta1.instances.create(**INSTANCE))
        assert v1.instances.get(instance.id).status == "running"
        assert v1beta5.data_apis.list(instance.id) == []
        assert [one.id for one in v1.v2beta1.instances.list()] == [instance.id]
        v1.wait(v1.instances.delete(instance.id))
        assert v2beta1.instances.list() == []


def test_async_clients_have_the_organization_and_project_of_the_sandbox() -> None:
    async def names(sandbox: Sandbox) -> list[str]:
        async with sandbox.async_client("v2beta1") as v2beta1:
            return [one.name for one in await v2beta1.projects.list()]

    with Sandbox(clock=ManualClock()) as sandbox:
        assert asyncio.run(names(sandbox)) == ["Sandbox"]
