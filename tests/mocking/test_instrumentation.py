"""OpenTelemetry's instrumentation of httpx, which patches the methods that mocking libraries patch, beside ours."""

from __future__ import annotations

from opentelemetry.instrumentation.httpx import HTTPXClientInstrumentor
from opentelemetry.sdk.metrics import MeterProvider
from opentelemetry.sdk.metrics.export import InMemoryMetricReader
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from aurakit import otel
from faultserver import FaultServer, response, token
from support.driving import SECRET, Driver, both
from support.samples import INSTANCE, get

TOKEN = "the-token-of-this-test"
KEY = "key-of-the-gateway"


@both
def test_no_span_and_no_metric_has_a_secret_and_its_spans_are_below_ours(driver: Driver) -> None:
    exporter, reader = InMemorySpanExporter(), InMemoryMetricReader()
    traces, meters = TracerProvider(), MeterProvider([reader])
    traces.add_span_processor(SimpleSpanProcessor(exporter))
    hook = otel.hook(tracer_provider=traces, meter_provider=meters)
    HTTPXClientInstrumentor().instrument(tracer_provider=traces, meter_provider=meters)
    try:
        with FaultServer(default=response(200, {"data": INSTANCE}, {"X-Echo": f"{TOKEN} {SECRET}"})) as server:
            server.token_script(token(TOKEN))
            driver.run(server.url, get, hooks=[hook], default_headers={"X-Api-Key": KEY})
    finally:
        HTTPXClientInstrumentor().uninstrument()
    spans = exporter.get_finished_spans()
    text = "".join(span.to_json() for span in spans) + repr(reader.get_metrics_data())
    assert not [one for one in (TOKEN, SECRET, KEY, "Authorization") if one in text]
    ours = {span.context.span_id for span in spans if span.name.startswith(("GET /v1", "POST /oauth")) and span.context}
    theirs = [span for span in spans if span.instrumentation_scope and "httpx" in span.instrumentation_scope.name]
    assert ours and theirs and all(span.parent is not None and span.parent.span_id in ours for span in theirs)
