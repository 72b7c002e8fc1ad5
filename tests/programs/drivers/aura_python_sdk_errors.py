"""What aura-python-sdk raises, by situation, as one JSON object."""

from __future__ import annotations

from functools import partial

from aura_python_sdk import AuraClient
from situations import BASE_URL, CLIENT_ID, CLIENT_SECRET, CLOSED_PORT, NO_JSON, NOBODY, SLOW, STATUSES, report


def client(client_id: str, client_secret: str, base_url: str = BASE_URL) -> AuraClient:
    return AuraClient(
        client_id=client_id, client_secret=client_secret, base_url=base_url, allow_insecure_base_url=True, max_retries=0
    )


aura = client(CLIENT_ID, CLIENT_SECRET)
report({
    **{status: partial(aura.instances.get, instance_id) for status, instance_id in STATUSES.items()},
    "credentials refused": client(*NOBODY).tenants.list,
    "no connection": client(*NOBODY, CLOSED_PORT).tenants.list,
    "timeout": lambda: aura.with_options(timeout=0.3).instances.get(SLOW),
    "response is not JSON": lambda: aura.instances.get(NO_JSON),
    "no credentials": AuraClient.from_env,
})  # fmt: skip
