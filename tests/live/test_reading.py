"""Reading from a real account: nothing is created, nothing changes, nothing costs."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, Any

import pytest

from aurakit import APIError, AsyncAura, Aura
from aurakit._auth.tokens import store_key
from aurakit_raw.v1.api.projects import list_projects

if TYPE_CHECKING:
    from aurakit.v1 import ProjectSummary

pytestmark = pytest.mark.live

NO_INSTANCE = "00000000"
LOOKED_AT = 3


def test_the_project_is_listed(aura: Aura, project_id: str) -> None:
    assert project_id in [project.id for project in aura.projects.list()]


def test_the_project_tells_what_can_be_created_in_it(aura: Aura, project_id: str) -> None:
    project = aura.projects.get(project_id)
    assert project.id == project_id
    assert all(offer.type and offer.memory and offer.region for offer in project.instance_configurations)
    assert project.instance_configurations


def test_listed_instances_are_of_the_project_and_can_be_looked_at(aura: Aura, project_id: str) -> None:
    listed = aura.instances.list(tenant_id=project_id)
    assert {instance.tenant_id for instance in listed} <= {project_id}
    for instance in listed[:LOOKED_AT]:
        assert aura.instances.get(instance.id).id == instance.id


def test_a_size_is_estimated(aura: Aura) -> None:
    estimate = aura.instances.estimate_size(
        node_count=1_000_000, relationship_count=5_000_000, instance_type="enterprise-ds"
    )
    assert re.fullmatch(r"\d+(GB|Gi)", estimate.recommended_size)


def test_the_raw_client_gives_headers_and_the_request_id(aura: Aura) -> None:
    response = aura.raw.call(list_projects.request())
    assert response.status_code == 200
    assert response.headers["content-type"].startswith("application/json")
    assert response.request_id
    assert response.request_id == response.headers["x-request-id"]


def test_an_instance_that_is_not_there_is_an_error_with_a_request_id(aura: Aura) -> None:
    with pytest.raises(APIError) as caught:
        aura.instances.get(NO_INSTANCE)
    assert 400 <= caught.value.status_code < 500
    assert caught.value.request_id
    assert caught.value.request_id in str(caught.value)


def test_the_async_client_reads_the_same(aura: Aura, async_options: dict[str, Any]) -> None:
    async def projects() -> list[ProjectSummary]:
        async with AsyncAura(**async_options) as client:
            return await client.projects.list()

    assert sorted(one.id for one in asyncio.run(projects())) == sorted(one.id for one in aura.projects.list())


def test_one_token_serves_another_client(aura: Aura, options: dict[str, Any]) -> None:
    store, key = options["store"], store_key(aura._state.base.token_url, aura._state.credentials.client_id)
    aura.projects.list()
    before = store.load(key, 5.0)
    with Aura(**options) as another:
        another.projects.list()
    assert before is not None and store.load(key, 5.0) == before
