"""Spans and metrics of calls over real sockets, with the SDK's own exporters in memory."""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode, get_current_span

from aurakit import AsyncAura, AuraError, NotFoundError, RateLimit, otel
from faultserver import Close, FaultServer, Silence, response
from support.driving import both, options_for
from support.paced import instance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from opentelemetry.sdk.trace import ReadableSpan

    from support.driving import Driver

ONE = response(200, {"data": instance("ab12")}, request_id="an-id")
TOKEN = "the-token-of-this-test"


def get(aura: Any) -> Any:
    return aura.instances.get("ab12")


class Telemetry:
    """A hook with exporters in memory."""

    def __init__(self) -> None:
        self.exporter = InMemorySpanExporter()
        self.traces = TracerProvider()
        self.traces.add_span_processor(SimpleSpanProcessor(self.exporter))
        self.reader = InMemoryMetricReader()
        self.meters = MeterProvider([self.reader])
        self.hook = otel.hook(tracer_provider=self.traces, meter_provider=self.meters)

    def spans(self) -> list[ReadableSpan]:
        """In the order in which they began."""
        return sorted(self.exporter.get_finished_spans(), key=lambda span: span.start_time or 0)

    def metrics(self) -> dict[str, list[Any]]:
        """The points of each metric."""
        data = self.reader.get_metrics_data()
        assert data is not None
        (resource,) = data.resource_metrics
        return {one.name: list(one.data.data_points) for one in resource.scope_metrics[0].metrics}


@pytest.fixture
def telemetry() -> Iterator[Telemetry]:
    made = Telemetry()
    yield made
    made.traces.shutdown()
    made.meters.shutdown()


def attributes(span: ReadableSpan) -> dict[str, Any]:
    return dict(span.attributes or {})


def parent_of(span: ReadableSpan) -> int | None:
    return None if span.parent is None else span.parent.span_id


def id_of(span: ReadableSpan) -> int:
    context = span.get_span_context()
    assert context is not None
    return context.span_id


@both
def test_a_call_is_a_span_with_its_token_request_and_its_attempts_below_it(
    driver: Driver, telemetry: Telemetry
) -> None:
    with FaultServer(default=ONE) as server:
        server.script(response(503, request_id="first"))
        driver.run(server.url, get, hooks=[telemetry.hook])
        port = int(server.url.rpartition(":")[2])
        url = server.url
    call, asked, sent, first, second = telemetry.spans()
    assert [span.name for span in telemetry.spans()] == [
        "aura get_instance", "aura token", "POST /oauth/token",
        "GET /v1/instances/{instance_id}", "GET /v1/instances/{instance_id}",
    ]  # fmt: skip
    assert [parent_of(span) for span in telemetry.spans()] == [
        None,
        id_of(call),
        id_of(asked),
        id_of(call),
        id_of(call),
    ]
    assert [span.kind for span in (call, asked, sent, first)] == [
        SpanKind.INTERNAL, SpanKind.INTERNAL, SpanKind.CLIENT, SpanKind.CLIENT,
    ]  # fmt: skip
    assert attributes(first) == {
        "http.request.method": "GET", "server.address": "127.0.0.1", "server.port": port,
        "url.full": f"{url}/v1/instances/ab12", "url.template": "/v1/instances/{instance_id}",
        "http.response.status_code": 503, "error.type": "503", "http.response.header.x-request-id": ("first",),
        "aurakit.decision": "retry", "aurakit.queue.duration": 0.0,
    }  # fmt: skip
    assert (first.status.status_code, second.status.status_code) == (StatusCode.ERROR, StatusCode.UNSET)
    assert attributes(second)["http.request.resend_count"] == 1
    assert "error.type" not in attributes(second)
    assert attributes(call) == {
        "aurakit.operation": "get_instance", "aurakit.api_version": "v1", "aurakit.attempts": 2,
        "aurakit.queue.duration": 0.0,
    }  # fmt: skip
    assert call.status.status_code is StatusCode.UNSET


@both
def test_calls_are_below_the_span_that_is_current_and_leave_it_current(driver: Driver, telemetry: Telemetry) -> None:
    tracer = telemetry.traces.get_tracer("of this test")
    with FaultServer(default=ONE) as server, tracer.start_as_current_span("nightly") as nightly:
        driver.run(server.url, get, get, hooks=[telemetry.hook])
        assert get_current_span() is nightly
    calls = [span for span in telemetry.spans() if span.name == "aura get_instance"]
    assert [parent_of(span) for span in calls] == [nightly.get_span_context().span_id] * 2


@both
@pytest.mark.parametrize(("status", "error"), [(404, NotFoundError), (None, AuraError)], ids=["404", "closed"])
def test_a_call_that_fails_is_an_error_with_its_type(
    driver: Driver, telemetry: Telemetry, status: int | None, error: type[AuraError]
) -> None:
    with FaultServer(default=Close() if status is None else response(status)) as server, pytest.raises(error):
        driver.run(server.url, get, hooks=[telemetry.hook], max_retries=0)
    call, *_, attempt = telemetry.spans()
    kind = "network" if status is None else "404"
    for span in (call, attempt):
        assert (span.status.status_code, attributes(span)["error.type"]) == (StatusCode.ERROR, kind)
    assert ("http.response.status_code" in attributes(attempt)) is (status is not None)


@both
def test_metrics_count_attempts_retries_queue_time_and_token_requests_by_route(
    driver: Driver, telemetry: Telemetry
) -> None:
    with FaultServer(default=ONE) as server:
        server.script(response(503), response(429, headers={"Retry-After": "3"}))
        driver.run(server.url, get, get, hooks=[telemetry.hook], rate_limit=RateLimit())
    found = telemetry.metrics()
    assert set(found) == {
        "http.client.request.duration", "aurakit.call.duration", "aurakit.queue.duration", "aurakit.retries",
        "aurakit.token_requests",
    }  # fmt: skip
    requests = {
        (point.attributes["aurakit.operation"], point.attributes.get("http.response.status_code")): point.count
        for point in found["http.client.request.duration"]
    }
    assert requests == {("token", 200): 1, ("get_instance", 503): 1, ("get_instance", 429): 1, ("get_instance", 200): 2}
    assert {point.attributes["error.type"]: point.value for point in found["aurakit.retries"]} == {"503": 1, "429": 1}
    assert [point.value for point in found["aurakit.token_requests"]] == [1]
    (queue,) = found["aurakit.queue.duration"]
    assert (queue.count, queue.sum) == (4, pytest.approx(3.0, abs=0.5))
    (calls,) = found["aurakit.call.duration"]
    assert calls.count == 2
    assert 0.05 in found["http.client.request.duration"][0].explicit_bounds
    labels = [point.attributes for points in found.values() for point in points]
    assert "ab12" not in json.dumps([dict(one) for one in labels])
    assert {one.get("url.template") for one in labels} == {"/v1/instances/{instance_id}", "/oauth/token", None}


@both
def test_a_request_of_the_user_s_own_has_no_route_and_no_path_as_a_label(driver: Driver, telemetry: Telemetry) -> None:
    with FaultServer(default=ONE) as server:
        driver.run(server.url, lambda aura: aura.raw.http.get("/instances/ab12?x=1"), hooks=[telemetry.hook])
    *_, attempt = telemetry.spans()
    assert attempt.name == "GET"
    assert attributes(attempt)["url.full"].endswith("/v1/instances/ab12")
    labels = [dict(point.attributes) for points in telemetry.metrics().values() for point in points]
    assert "ab12" not in json.dumps(labels)


def test_tasks_side_by_side_have_traces_of_their_own(telemetry: Telemetry) -> None:
    tracer = telemetry.traces.get_tracer("of this test")

    async def one(aura: AsyncAura, name: str) -> None:
        with tracer.start_as_current_span(name):
            await aura.instances.get("ab12")

    async def main(url: str) -> None:
        async with AsyncAura(**options_for(url, hooks=[telemetry.hook])) as aura:
            await asyncio.gather(*(one(aura, f"task {number}") for number in range(20)))

    with FaultServer(default=ONE) as server:
        asyncio.run(main(server.url))
    spans = telemetry.spans()
    names = {id_of(span): span.name for span in spans}
    calls = [span for span in spans if span.name == "aura get_instance"]
    assert sorted(names[parent_of(span) or 0] for span in calls) == sorted(f"task {number}" for number in range(20))
    attempts = [span for span in spans if span.name.startswith("GET ")]
    assert {parent_of(span) for span in attempts} == {id_of(span) for span in calls}


def test_a_cancelled_call_ends_its_spans_and_leaves_the_context_as_it_was(telemetry: Telemetry) -> None:
    async def main(url: str) -> None:
        async with AsyncAura(**options_for(url, hooks=[telemetry.hook])) as aura:
            await aura.instances.get("ab12")
            server.script(Silence())
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.1):
                    await aura.instances.get("ab12")
            assert not get_current_span().get_span_context().is_valid

    with FaultServer(default=ONE) as server:
        asyncio.run(main(server.url))
    call, attempt = telemetry.spans()[-2:]
    assert attributes(call)["error.type"] == attributes(attempt)["error.type"] == "CancelledError"


def test_one_hook_serves_several_clients(telemetry: Telemetry) -> None:
    from aurakit import Aura

    with FaultServer(default=ONE) as server:
        for _ in range(2):
            with Aura(**options_for(server.url, hooks=[telemetry.hook])) as aura:
                aura.instances.get("ab12")
    assert [span.name for span in telemetry.spans()].count("aura get_instance") == 2


def test_without_opentelemetry_the_error_names_the_extra(tmp_path: Any) -> None:
    (tmp_path / "opentelemetry.py").write_text("raise ModuleNotFoundError(name='opentelemetry')\n", encoding="utf-8")
    code = (
        "from aurakit import ConfigurationError, otel\n"
        "try: otel.hook()\n"
        "except ConfigurationError as error: print(error)"
    )
    path = [str(tmp_path), *(one for one in sys.path if one.endswith(("overlay", "generated")))]
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}\n{code}"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.strip() == (
        'otel.hook() needs OpenTelemetry (opentelemetry is missing): pip install "aurakit[otel]"'
    )


def test_neither_a_client_nor_the_module_imports_opentelemetry_before_it_is_asked_for() -> None:
    path = [one for one in sys.path if one.endswith(("overlay", "generated"))]
    code = "from aurakit import Aura, otel; Aura('id', 'secret'); print('opentelemetry' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", f"import sys; sys.path[:0] = {path!r}; {code}"],
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert done.stdout.strip() == "False"
