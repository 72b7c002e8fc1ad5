"""Drives graphdatascience: the Aura API client below its `GdsSessions`, which has no argument for another address."""

from __future__ import annotations

import time
from datetime import timedelta

from graphdatascience.session import AlgorithmCategory, CloudLocation, SessionMemory
from graphdatascience.session.aura_api import AuraApi
from steps import BASE_URL, CLIENT_ID, CLIENT_SECRET, PROJECT_ID, Steps, check

AuraApi.base_uri = staticmethod(lambda aura_env=None: BASE_URL)
MEMORY = SessionMemory.m_8GB.value

steps = Steps()


def connect() -> AuraApi:
    api = AuraApi(CLIENT_ID, CLIENT_SECRET, PROJECT_ID)
    check(api.list_instances() == [], "there are instances")
    return api


def create(api: AuraApi) -> str:
    created = api.create_instance("from-gds", MEMORY, "gcp", "europe-west1", "enterprise-ds")
    check(created.password and created.username, "no initial credentials")
    return created.id


def wait(api: AuraApi, instance_id: str) -> str:
    for _ in range(100):
        result = api.wait_for_instance_running(instance_id, sleep_time=0.1, max_sleep_time=0.5, max_wait_time=60)
        if "not found" not in result.error:  # it calls a new instance that is not found yet a failure
            break
        time.sleep(0.1)
    check(not result.error, result.error)
    check(result.connection_url.startswith("neo4j+s://"), result.connection_url)
    return instance_id


def session(api: AuraApi) -> str:
    location = CloudLocation("gcp", "europe-west1")
    made = api.get_or_create_session("from-gds", MEMORY, ttl=timedelta(minutes=20), cloud_location=location)
    again = api.get_or_create_session("from-gds", MEMORY, ttl=timedelta(minutes=20), cloud_location=location)
    check(made.id == again.id, "two sessions of one name")
    return made.id


def ready(api: AuraApi, session_id: str) -> None:
    result = api.wait_for_session_running(session_id, sleep_time=0.1, max_sleep_time=0.5, max_wait_time=60)
    check(not result.error, result.error)


def listed(api: AuraApi, session_id: str) -> None:
    check(session_id in [one.id for one in api.list_sessions()], "not listed")


def estimate(api: AuraApi) -> None:
    estimated = api.estimate_size(100, 1, 1, 100, 1, [AlgorithmCategory.CENTRALITY])
    check(estimated.recommended_size, "no size")


def delete(api: AuraApi, instance_id: str) -> None:
    api.delete_instance(instance_id)
    for _ in range(200):
        if api.list_instance(instance_id) is None:
            return
        time.sleep(0.1)
    raise AssertionError("it is still there")


steps.run("token and list", connect)
steps.run("configurations", lambda api: check(api.project_details().cloud_locations, "none"), "token and list")
steps.run("create", create, "token and list")
steps.run("wait", wait, "token and list", "create")
steps.run("size of a session", estimate, "token and list")
steps.run("session", session, "token and list")
steps.run("wait for session", ready, "token and list", "session")
steps.run("list sessions", listed, "token and list", "session")
steps.run("delete session", lambda api, one: check(api.delete_session(one), "refused"), "token and list", "session")
steps.run("delete", delete, "token and list", "create")
