"""The tour's first half: the client against a loopback server that responds with the document's example values."""

from __future__ import annotations

import asyncio
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from aurakit import AsyncAura, Aura
from pipeline.documents import ROOT
from pipeline.generator import document_of
from pipeline.references import operations_of

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = {"access_token": "example", "expires_in": 3600, "token_type": "bearer"}


def example_responses() -> dict[tuple[str, str], tuple[int, Any]]:
    """For each method and path template: a successful status and its example value."""
    document = document_of("v1", ROOT / "openapi")
    found: dict[tuple[str, str], tuple[int, Any]] = {}
    for path, method, operation in operations_of(document):
        for status, response in operation["responses"].items():
            content = response.get("content", {}).get("application/json", {})
            values = [one["value"] for one in content.get("examples", {}).values() if "value" in one]
            if str(status).startswith("2") and values:
                found.setdefault((method.upper(), path), (int(status), values[0]))
    return found


@contextmanager
def example_server() -> Iterator[str]:
    """A server on loopback, by its base URL."""
    responses = example_responses()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def response(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            self.rfile.read(length)
            status, value = 200, TOKEN
            if self.path != "/oauth/token":
                template = self.path.partition("?")[0].removeprefix("/v1")
                if template.startswith("/instances/"):
                    template = "/instances/{instanceId}"
                status, value = responses[self.command, template]
            content = json.dumps(value).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = response  # noqa: N815 - the names the standard library asks for

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


def show_examples() -> None:
    """Call two operations, sync and async, and print what they return."""
    with example_server() as url:
        with Aura("tour", "tour", base_url=url) as aura:
            listed = aura.instances.list()
            print(f"   Aura().instances.list()             {len(listed)} × {type(listed[0]).__name__}")
            print(f"      {listed[0]}")

        async def detail() -> None:
            async with AsyncAura("tour", "tour", base_url=url) as aura:
                instance = await aura.instances.get(listed[0].id)
                print(f"   await AsyncAura().instances.get(…)  {type(instance).__name__}")
                print(f"      status={instance.status!r}")
                print(f"      memory={instance.memory!r}  created_at={instance.created_at!r}")

        asyncio.run(detail())
