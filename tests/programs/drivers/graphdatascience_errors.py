"""What the Aura API client of graphdatascience raises, by situation, as one JSON object."""

from __future__ import annotations

from functools import partial

from graphdatascience.session import AuraAPICredentials
from graphdatascience.session.aura_api import AuraApi
from situations import BASE_URL, CLIENT_ID, CLIENT_SECRET, CLOSED_PORT, NO_JSON, NOBODY, SLOW, STATUSES, report


def client(client_id: str, client_secret: str, base_url: str = BASE_URL) -> AuraApi:
    AuraApi.base_uri = staticmethod(lambda aura_env=None: base_url)
    return AuraApi(client_id, client_secret, "a project")


def slow() -> None:
    api = client(CLIENT_ID, CLIENT_SECRET)
    api._auth._auth_token()
    AuraApi.DEFAULT_TIMEOUT = (0.3, 0.3)  # it has no argument for it
    try:
        api.list_instance(SLOW)
    finally:
        AuraApi.DEFAULT_TIMEOUT = (10.0, 120.0)


aura = client(CLIENT_ID, CLIENT_SECRET)
report({
    **{status: partial(aura.list_instance, instance_id) for status, instance_id in STATUSES.items()},
    "credentials refused": client(*NOBODY).list_instances,
    "no connection": client(*NOBODY, CLOSED_PORT).list_instances,
    "timeout": slow,
    "response is not JSON": lambda: aura.list_instance(NO_JSON),
    "no credentials": AuraAPICredentials.from_env,
})  # fmt: skip
