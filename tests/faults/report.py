"""Play the table of faults through both clients and write what came of it: `python tests/faults/report.py`.

It ends with 1, and writes nothing, when something came otherwise than the table says.
"""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / folder) for folder in ("overlay", "generated", "tests")]

from aurakit._auth.memory_store import _stores  # noqa: E402  # the path comes first
from aurakit._auth.provider import _providers  # noqa: E402
from faults.scenarios import PLAYS, SCENARIOS, TABLE  # noqa: E402  # the path comes first

REPORT = Path(__file__).with_name("report.md")
HEAD = """\
# What goes wrong, and what then happens

{count} scenarios, each played through `Aura` and `AsyncAura` over a real socket, against a server that resets, cuts off
and drips, or the sandbox. Written by `python tests/faults/report.py`.

- **Ends with**: `survived`, or the type of the error (`Interrupted`: KeyboardInterrupt or CancelledError).
- **Id**: whether the error has a request id, wherever a response had one.
- **Tokens**, **requests**, **POSTs**: what the server counted: token requests, other requests, POSTs among these.
- **Created**: instances, as the server counts: a POST whose response got lost is one, a POST that was refused is none.
"""
# What no single call shows, and the tests that do.
PROVED: Final[tuple[tuple[str, str, str], ...]] = (
    ("a synchronous call, interrupted at each opcode", "interruption/test_interruption.py",
     "an_interrupted_call_costs_that_call_only"),
    ("a task, cancelled at each await", "interruption/test_cancellation.py", "a_cancelled_call_costs_that_call_only"),
    ("cancellations at random", "interruption/test_cancellation.py",
     "cancellations_at_random_leave_a_client_that_works"),
    ("a signal handler that makes calls and closes clients", "interruption/test_forks.py",
     "a_signal_handler_may_make_calls_and_close_clients_on_the_thread_it_interrupts"),
    ("forks during first calls", "interruption/test_forks.py",
     "no_child_hangs_that_is_forked_during_first_calls"),
    ("event loops closed in any manner", "transport/test_pool.py",
     "loops_that_are_closed_in_any_manner_leave_no_connection_open"),
    ("a crowd that waits for connections", "transport/test_pool.py",
     "one_who_waits_costs_the_same_however_many_wait"),
    ("ten thousand calls in the queue of the limit", "ratelimit/test_many.py",
     "a_queue_of_ten_thousand_is_asked_for_little_more_than_each_call_s_own_turn"),
    ("what a call in that queue holds", "client/test_limit.py", "a_call_in_the_queue_holds_some_three_kilobytes"),
    ("a name server that does not answer", "transport/test_connect.py",
     "a_name_server_that_does_not_answer_ends_with_the_timeout"),
    ("a dead first address", "transport/test_connect.py", "a_dead_first_address_costs_a_quarter_of_a_second"),
    ("a CA file that is replaced", "transport/test_tls.py", "a_ca_file_that_was_replaced_is_read_by_a_running_client"),
    ("secrets in crash reports", "client/test_reporters.py", "an_error_of_the_api_is_reported_without_a_secret"),
    ("secrets in log records", "client/test_reporters.py", "no_log_record_of_any_library_has_a_secret"),
    ("an internal error", "client/test_reporters.py",
     "an_internal_error_leaves_a_call_with_its_own_frames_and_without_a_secret"),
    ("a token that outlives its client", "auth/test_provider.py",
     "a_token_outlives_its_client_as_long_as_it_is_valid"),
    ("a token refused in many threads", "auth/test_provider.py",
     "threads_whose_token_was_refused_at_the_same_moment_make_one_request"),
    ("waits beside ordinary calls", "ratelimit/test_limiter.py",
     "looks_leave_a_sixth_of_the_window_to_ordinary_calls"),
)  # fmt: skip
PROVED_HEAD = """
## Interruptions, crowds, forks and secrets

| What | Test |
|---|---|
"""
COLUMNS = """\
| Scenario | Expectation | Ends with | Id | Tokens | Requests | POSTs | Created |
|---|---|---|---|--:|--:|--:|--:|
"""


def rendered() -> str:
    """The report of the table."""
    parts = [HEAD.format(count=len(SCENARIOS))]
    for area, scenarios in TABLE.items():
        lines = []
        for name, expectation, ending, *_ in scenarios:
            survived = ending.ends == "survived"
            ends = ending.ends if survived else f"`{ending.ends}`"
            known = "" if survived else "yes" if ending.request_id else "no"
            numbers = " | ".join(map(str, ending[2:]))
            lines.append(f"| {name} | {expectation} | {ends} | {known} | {numbers} |\n")
        parts.append(f"\n## {area}\n\n{COLUMNS}{''.join(lines)}")
    parts.append(PROVED_HEAD)
    parts += [f"| {what} | `tests/{file}`: {test.replace('_', ' ')} |\n" for what, file, test in PROVED]
    return "".join(parts)


def main() -> int:
    """Play all of it, then write."""
    wrong = 0
    logging.disable()
    signal.signal(signal.SIGINT, signal.default_int_handler)  # see tests/conftest.py
    for scenario, driver in PLAYS:
        _stores.clear()  # as in a new process; see tests/conftest.py
        _providers.clear()
        ending, error = scenario.play(driver)
        if ending != scenario.ending:
            wrong += 1
            print(f"{scenario.name} ({driver}): {ending}, not {scenario.ending}: {error!r}", file=sys.stderr)
    if not wrong:
        REPORT.write_text(rendered(), "utf-8")
        print(f"{len(SCENARIOS)} scenarios, {len(PLAYS)} times played: {REPORT.relative_to(ROOT)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
