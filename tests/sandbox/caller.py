"""Plain HTTP against a sandbox: the tests of the sandbox do not lean on the client."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from support.http_library import httpx

if TYPE_CHECKING:
    from types import TracebackType

    from aurakit.sandbox import Sandbox

GRANT = {"grant_type": "client_credentials"}


class Caller(httpx.Client):
    """A client with a token, whose paths are below `/v1`."""

    def __init__(self, sandbox: Sandbox) -> None:
        super().__init__(
            base_url=f"{sandbox.base_url}/v1", timeout=10.0, verify=False
        )  # loading certificates takes 30 ms
        self.sandbox = sandbox

    def __enter__(self) -> Self:
        self.login()
        return super().__enter__()

    def __exit__(
        self,
        exc_type: type[BaseException] | None = None,
        exc_value: BaseException | None = None,
        traceback: TracebackType | None = None,
    ) -> None:
        super().__exit__(exc_type, exc_value, traceback)

    def token_request(self, **options: Any) -> httpx.Response:
        """A request for a token, a right one unless the options say otherwise."""
        sandbox = self.sandbox
        defaults: dict[str, Any] = {"auth": (sandbox.client_id, sandbox.client_secret), "data": GRANT}
        return httpx.post(f"{sandbox.base_url}/oauth/token", **defaults | options)

    def login(self) -> None:
        """Take a new token."""
        self.headers["Authorization"] = f"Bearer {self.token_request().raise_for_status().json()['access_token']}"

    def action(self, path: str) -> httpx.Response:
        """A POST with an empty object."""
        return self.post(path, json={})

    def data(self, path: str) -> Any:
        """What a GET that succeeds has in `data`."""
        return self.get(path).raise_for_status().json()["data"]

    def instance_body(self, **changes: Any) -> dict[str, Any]:
        """The body of a create."""
        return {
            "version": "5",
            "region": "europe-west1",
            "memory": "4GB",
            "name": "Instance01",
            "type": "enterprise-db",
            "tenant_id": self.sandbox.project_id,
            "cloud_provider": "gcp",
        } | changes

    def create(self, **changes: Any) -> str:
        """The id of a new instance, which is being created."""
        answer = self.post("/instances", json=self.instance_body(**changes))
        assert answer.status_code == 202, answer.text
        return str(answer.json()["data"]["id"])

    def running(self, **changes: Any) -> str:
        """The id of a new instance, which runs."""
        instance_id = self.create(**changes)
        self.sandbox.advance(601.0)
        assert self.actual(instance_id) == "running"
        return instance_id

    def snapshot(self, instance_id: str) -> str:
        """The id of a new snapshot, which is completed."""
        answer = self.action(f"/instances/{instance_id}/snapshots")
        assert answer.status_code == 202, answer.text
        self.sandbox.advance(91.0)
        return str(answer.json()["data"]["snapshot_id"])

    def actual(self, instance_id: str) -> str | None:
        """The status an instance really has; None when it is gone."""
        found = [one.status for one in self.sandbox.instances if one.id == instance_id]
        return found[0] if found else None

    def shown(self, instance_id: str) -> str:
        """The status a GET shows."""
        return str(self.data(f"/instances/{instance_id}")["status"])


def reasons(response: httpx.Response) -> list[tuple[str, str | None]]:
    """Reason and field of every error in an answer of the API's form."""
    return [(one["reason"], one.get("field")) for one in response.json()["errors"]]
