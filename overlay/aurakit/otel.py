"""OpenTelemetry for the calls of a client: spans for each call and attempt, and metrics, by a hook.

    from aurakit import Aura, otel

    aura = Aura(hooks=[otel.hook()])

It needs `pip install "aurakit[otel]"`; your program sets up the exporter. Names follow the HTTP semantic conventions
where they define one. No span or metric contains a secret, a token or a body; metrics have the route
(`/v1/instances/{instance_id}`) in place of ids.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from ._version import __version__
from .errors import ConfigurationError
from .hooks import AttemptEnded, AttemptStarted, CallEnded, CallStarted

if TYPE_CHECKING:
    from opentelemetry.metrics import MeterProvider
    from opentelemetry.trace import TracerProvider

    from .hooks import Call, Event, Hook

__all__ = ["hook"]

SCHEMA: Final = "https://opentelemetry.io/schemas/1.27.0"
SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0)
"""The buckets that the conventions advise for the duration of a request."""
LONG_SECONDS: Final = (0.01, 0.1, 0.5, 1.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)


def hook(*, tracer_provider: TracerProvider | None = None, meter_provider: MeterProvider | None = None) -> Hook:
    """A hook that records spans and metrics of calls; one hook serves any number of clients.

    Spans: one for each call, under the span that is current where the call is made, and below it one of kind `CLIENT`
    for each attempt, which is current during the request. A token request has a call span of its own, below that of the
    call that needs the token.

    Metrics: `http.client.request.duration` (each attempt), `aurakit.call.duration` (each call, including its waits),
    `aurakit.retries`, `aurakit.queue.duration` (in the queue of the rate limit, for each attempt) and
    `aurakit.token_requests`.

    Args:
        tracer_provider: where spans go; the global provider if None.
        meter_provider: where metrics go; the global provider if None.

    Raises:
        ConfigurationError: OpenTelemetry is not installed.

    See https://opentelemetry.io/docs/specs/semconv/http/.
    """
    try:
        return _Telemetry(tracer_provider, meter_provider)
    except ImportError as error:
        problem = error.name
    raise ConfigurationError(f'otel.hook() needs OpenTelemetry ({problem} is missing): pip install "aurakit[otel]"')


class _Telemetry:
    """The hook, which turns events into spans and measurements."""

    def __init__(self, tracer_provider: Any, meter_provider: Any) -> None:
        from opentelemetry import context, metrics, trace

        self._context = context
        self._trace = trace
        self._tracer = trace.get_tracer("aurakit", __version__, tracer_provider, SCHEMA)
        meter = metrics.get_meter("aurakit", __version__, meter_provider, SCHEMA)
        self._requests = meter.create_histogram(
            "http.client.request.duration", "s", "Duration of HTTP client requests: one value per attempt.",
            explicit_bucket_boundaries_advisory=SECONDS,
        )  # fmt: skip
        self._calls = meter.create_histogram(
            "aurakit.call.duration", "s", "Duration of calls, with their token, queue, attempts and waits.",
            explicit_bucket_boundaries_advisory=LONG_SECONDS,
        )  # fmt: skip
        self._queue = meter.create_histogram(
            "aurakit.queue.duration", "s", "Time in the queue of the rate limit before an attempt.",
            explicit_bucket_boundaries_advisory=LONG_SECONDS,
        )  # fmt: skip
        self._retries = meter.create_counter("aurakit.retries", "{retry}", "Retried attempts.")
        self._tokens = meter.create_counter("aurakit.token_requests", "{request}", "Token requests.")
        self._spans: dict[Call, Any] = {}
        self._sending: dict[Call, tuple[Any, Any, Any]] = {}  # span, context, and what detaches that

    def __call__(self, event: Event) -> None:
        if isinstance(event, CallStarted):
            self._call_started(event.call)
        elif isinstance(event, AttemptStarted):
            self._attempt_started(event)
        elif isinstance(event, AttemptEnded):
            self._attempt_ended(event)
        else:
            self._call_ended(event)

    def _call_started(self, call: Call) -> None:
        above = None if call.parent is None else self._spans.get(call.parent)
        self._spans[call] = self._tracer.start_span(
            f"aura {call.operation or call.method}",
            context=None if above is None else self._trace.set_span_in_context(above),
            attributes={"aurakit.operation": call.operation, "aurakit.api_version": call.version},
        )

    def _attempt_started(self, event: AttemptStarted) -> None:
        call = event.call
        template = template_of(call)
        attributes = {**address_of(call), "url.full": call.url, "aurakit.queue.duration": event.queued}
        if template:
            attributes["url.template"] = template
        if event.number > 1:
            attributes["http.request.resend_count"] = event.number - 1
        span = self._tracer.start_span(
            f"{call.method} {template}" if template else call.method,
            context=self._trace.set_span_in_context(self._spans[call]),
            kind=self._trace.SpanKind.CLIENT,
            attributes=attributes,
        )
        inside = self._trace.set_span_in_context(span)
        self._sending[call] = span, inside, self._context.attach(inside)
        if not call.is_token_request:
            self._queue.record(event.queued, labels_of(call))

    def _attempt_ended(self, event: AttemptEnded) -> None:
        call = event.call
        span, inside, attached = self._sending.pop(call)
        if self._context.get_current() is inside:  # not if an interrupted call is cleaned up elsewhere
            self._context.detach(attached)
        outcome: dict[str, Any] = {}
        if event.status is not None:
            outcome["http.response.status_code"] = event.status
        if event.error_type is not None:
            outcome["error.type"] = event.error_type
        span.set_attributes({**outcome, "aurakit.decision": event.decision})
        if event.request_id is not None:
            span.set_attribute("http.response.header.x-request-id", [event.request_id])
        self._end(span, event.error_type, event.failure)
        self._requests.record(event.duration, {**labels_of(call), **outcome})
        if event.decision == "retry":
            self._retries.add(1, {**labels_of(call), "error.type": event.error_type or "unknown"})

    def _call_ended(self, event: CallEnded) -> None:
        call, error = event.call, {} if event.error_type is None else {"error.type": event.error_type}
        span = self._spans.pop(call)
        span.set_attributes({"aurakit.attempts": event.attempts, "aurakit.queue.duration": event.queued, **error})
        self._end(span, event.error_type, None)
        if call.is_token_request:
            self._tokens.add(1, error)
        else:
            self._calls.record(event.duration, {**labels_of(call), **error})

    def _end(self, span: Any, error_type: str | None, text: str | None) -> None:
        if error_type is not None:
            span.set_status(self._trace.StatusCode.ERROR, text)
        span.end()


def template_of(call: Call) -> str:
    """The path without ids; empty for a request of the user's own."""
    return f"/{call.version}{call.route}" if call.version and call.route else call.route


def address_of(call: Call) -> dict[str, Any]:
    """Method and server, as the conventions name them."""
    parts = urlsplit(call.url)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    return {"http.request.method": call.method, "server.address": parts.hostname or "", "server.port": port}


def labels_of(call: Call) -> dict[str, Any]:
    """The labels of every metric of a call; their cardinality is bounded by the number of operations."""
    return {**address_of(call), "url.template": template_of(call), "aurakit.operation": call.operation}
