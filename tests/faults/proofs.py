"""Behaviour that no single call shows: sections of the report, each with sentences and the tests that show them.

Also the results of runs that are too long for the suite.
"""

from __future__ import annotations

from typing import Final

PROOFS: Final[dict[str, tuple[tuple[str, str, str], ...]]] = {
    "The connection pool": (
        ("a connection that does not end cleanly is closed and takes no slot", "transport/test_pool.py",
         "attempts_that_fail_use_up_no_connections"),
        ("a forgotten connection takes no slot", "transport/test_pool.py",
         "a_forgotten_connection_takes_no_slot"),
        ("no more connections than the maximum", "transport/test_pool.py",
         "no_more_connections_than_the_bound_whatever_the_threads"),
        ("many callers that wait for connections", "transport/test_pool.py",
         "a_waiting_call_costs_the_same_however_many_wait"),
        ("a signal handler that makes calls and closes clients", "interruption/test_forks.py",
         "a_signal_handler_may_make_calls_and_close_clients_on_the_thread_it_interrupts"),
        ("event loops closed in any way", "transport/test_pool.py",
         "event_loops_closed_in_any_way_leave_no_connection_open"),
        ("a connection that was idle too long is closed", "transport/test_pool.py",
         "a_connection_that_was_idle_for_too_long_is_not_used_again"),
    ),
    "Interruption": (
        ("a synchronous call, interrupted at each opcode", "interruption/test_interruption.py",
         "an_interrupted_call_costs_that_call_only"),
        ("closing a client, interrupted at each opcode", "interruption/test_interruption.py",
         "a_client_whose_end_was_interrupted_works_or_says_that_it_is_closed"),
        ("the locks of limiter, token, store and what a process shares, interrupted at each opcode",
         "calls/test_locks.py", "an_interrupt_at_any_opcode_leaves_no_lock"),
        ("a task, cancelled at each await", "interruption/test_cancellation.py",
         "a_cancelled_call_costs_that_call_only"),
        ("cancellations at random", "interruption/test_cancellation.py",
         "cancellations_at_random_leave_a_client_that_works"),
        ("Ctrl-C at random", "interruption/test_signals.py", "ctrl_c_at_random_leaves_a_client_that_works"),
        ("Ctrl-C during the imports of a first call", "interruption/test_signals.py",
         "ctrl_c_during_first_calls_harms_none_of_the_other_threads"),
    ),
    "Many calls": (
        ("ten times the calls at once", "faults/test_loads.py",
         "ten_times_the_calls_at_once_take_some_ten_times_the_cpu"),
        ("calls at once beside raw sockets", "faults/test_loads.py",
         "calls_at_once_cost_a_small_multiple_of_raw_sockets"),
        ("ten thousand calls in the queue of the limit", "ratelimit/test_many.py",
         "ten_thousand_queued_calls_ask_the_limiter_four_times_each_on_average_at_most"),
        ("the cost of a call grows with the logarithm of the queue's length", "ratelimit/test_many.py",
         "what_a_call_costs_grows_with_the_logarithm_of_the_queue_at_most"),
        ("the memory of a call in that queue", "client/test_limit.py",
         "a_call_in_the_queue_holds_some_three_kilobytes"),
    ),
    "Fork": (
        ("forks during first calls", "interruption/test_forks.py",
         "no_child_hangs_that_is_forked_during_first_calls"),
        ("no import is in progress where a fork could happen", "client/test_first_calls.py",
         "a_client_and_its_calls_import_nothing_where_a_fork_or_a_ctrl_c_could_meet_it_half_done"),
        ("no resource is being made, under a lock, where a fork could happen", "calls/test_imports.py",
         "a_child_that_is_forked_while_a_late_property_is_made_can_use_it"),
        ("the three start methods of multiprocessing", "hosts/test_hosts.py",
         "processes_make_calls_however_they_are_started"),
    ),
    "Names and addresses": (
        ("a name server that does not respond", "transport/test_connect.py",
         "a_lookup_at_a_silent_name_server_ends_with_the_timeout"),
        ("the first address is unreachable", "transport/test_connect.py",
         "a_dead_first_address_costs_a_quarter_of_a_second"),
    ),
    "Secrets": (
        ("a secret in any form of text or bytes", "errors/test_secret.py",
         "whatever_prints_iterates_serialises_or_copies_it_gets_the_mask"),
        ("crash reports of sentry-sdk, tracebacks of rich", "client/test_reporters.py",
         "an_error_of_the_api_is_reported_without_a_secret"),
        ("an internal error", "client/test_reporters.py",
         "an_internal_error_leaves_a_call_with_its_own_frames_and_without_a_secret"),
        ("log records of all libraries, in asyncio's debug mode too", "client/test_reporters.py",
         "no_log_record_of_any_library_has_a_secret"),
        ("response headers that echo secrets, in the records of httpcore", "client/test_secrets.py",
         "response_headers_that_echo_secrets_are_logged_without_them"),
        ("long and unprintable responses, in the records of httpcore", "client/test_secrets.py",
         "what_a_server_sends_is_bounded_and_printable_in_every_record_of_the_library"),
        ("the password of a SOCKS proxy", "transport/test_proxies.py",
         "a_socks_proxy_carries_the_call_and_no_record_has_its_password"),
        ("structlog, python-json-logger, pydantic and others", "client/test_reporters.py",
         "a_connection_shows_its_password_to_nobody_who_does_not_ask"),
        ("OpenTelemetry's instrumentation of httpx", "mocking/test_instrumentation.py",
         "no_span_and_no_metric_has_a_secret_and_its_spans_are_below_ours"),
        ("faulthandler", "client/test_reporters.py", "faulthandler_shows_frames_only"),
        ("every object after `close`", "client/test_reporters.py", "no_container_of_a_client_holds_a_secret"),
    ),
    "Limit and token outlive clients": (
        ("a token that outlives its client", "auth/test_provider.py",
         "a_token_outlives_its_client_as_long_as_it_is_valid"),
        ("a limit that outlives its clients", "ratelimit/test_limiter.py",
         "a_limiter_is_idle_when_a_new_one_would_decide_the_same"),
    ),
    "Priorities": (
        ("a thousand waits beside ordinary calls", "ratelimit/test_many.py",
         "with_a_thousand_waits_a_call_waits_ten_seconds_at_most_and_waits_share_the_rest"),
        ("the same over real sockets", "client/test_priorities.py",
         "a_call_takes_ten_seconds_of_a_minute_longer_at_most_and_the_waits_share_the_rest"),
        ("polls are spread over the window", "ratelimit/test_spread.py",
         "with_a_quarter_of_the_window_in_use_polls_get_a_sixth_of_their_share_in_a_sixth_of_the_time"),
        ("polls give way to calls", "ratelimit/test_limiter.py",
         "polls_of_waits_go_after_all_ordinary_calls_that_wait"),
        ("polls leave a part of the window to calls", "ratelimit/test_limiter.py",
         "polls_leave_a_sixth_of_the_window_to_ordinary_calls"),
        ("a wait that never gets to poll", "client/test_waiting.py",
         "the_timeout_ends_a_wait_in_the_queue_of_the_rate_limit"),
    ),
    "Waits": (
        ("a settled state other than the requested one is confirmed", "client/test_wait_rules.py",
         "another_settled_state_fails_once_it_cannot_be_the_earlier_one"),
        ("a resource that was found and is then gone", "client/test_wait_rules.py",
         "a_new_resource_that_was_found_once_and_is_gone_was_deleted"),
    ),
    "Refused tokens": (
        ("401 to every token", "auth/test_provider.py",
         "once_two_tokens_were_refused_no_third_is_requested_for_a_quarter_of_an_hour"),
        ("a token refused in many threads", "auth/test_provider.py",
         "threads_whose_token_was_refused_at_the_same_moment_make_one_request"),
        ("every token is refused to threads and tasks at once", "client/test_refusals.py",
         "calls_that_are_refused_at_once_cost_two_token_requests_if_every_token_is_refused"),
        ("an accepted token is revoked later", "client/test_refusals.py",
         "calls_that_are_refused_at_once_cost_one_token_request_more_and_all_succeed"),
        ("a token refused in several processes", "stores/test_refusals.py",
         "a_token_refused_in_several_processes_at_once_costs_one_token_request"),
        ("every token is refused to several processes", "stores/test_refusals.py",
         "several_processes_that_are_refused_every_token_request_one_more_together"),
        ("every token is refused to processes that start one after the other", "auth/test_interleavings.py",
         "processes_that_start_one_after_the_other_request_a_token_each_quarter_of_an_hour"),
        ("calls and processes in any order of their steps", "auth/test_interleavings.py",
         "if_the_api_refuses_every_token_two_are_requested"),
    ),
    "Certificates": (
        ("a CA file that is replaced", "transport/test_tls.py",
         "a_ca_file_that_was_replaced_is_read_by_a_running_client"),
        ("a missing client certificate", "transport/test_tls.py",
         "a_server_that_asks_for_a_client_certificate_gets_one_or_says_so"),
        ("what a server says about the client's certificate", "transport/test_exceptions.py",
         "what_a_server_says_of_the_client_certificate_is_explained"),
    ),
    "Stores and event loops": (
        ("a store, when the program has exhausted its threads", "faults/test_loads.py",
         "a_store_is_read_while_a_program_has_exhausted_its_threads"),
        ("two processes on one store, at random", "faults/test_sharing.py",
         "two_processes_on_one_store_keep_to_one_limit_whatever_goes_wrong"),
        ("an event loop that its program blocks", "auth/test_provider.py",
         "a_loop_that_its_program_blocks_in_the_middle_of_the_request_lets_others_take_over"),
        ("name lookups when the program's threads are busy", "transport/test_connect.py",
         "many_names_may_be_looked_up_at_once_whatever_the_program_s_own_threads_do"),
        ("the error says whose request took too long", "auth/test_provider.py",
         "the_only_call_is_told_that_its_own_request_took_too_long"),
    ),
    "Clocks": (
        ("a token's expiry by two clocks", "client/test_clocks.py",
         "a_token_serves_until_either_clock_says_that_it_has_expired"),
        ("the limit", "client/test_clocks.py", "the_limit_does_not_look_at_the_calendar"),
        ("the limit in a file", "stores/test_file.py", "a_calendar_that_is_set_does_not_undo_the_limit"),
        ("a date in `Retry-After`", "client/test_clocks.py",
         "a_date_to_retry_after_is_read_by_the_server_s_own_date"),
        ("a wait", "client/test_clocks.py", "a_wait_lasts_as_long_as_it_was_given_whatever_the_calendar_does"),
        ("time zones", "client/test_clocks.py", "no_time_zone_changes_a_token_or_a_pause"),
    ),
}  # fmt: skip
MEASURED: Final = """
## Runs by hand

With Python 3.11 and httpx, on two cores shared with other work, in November 2026. Nothing broke in any of them.

| Run | How much | Seconds |
|---|---|--:|
| Ctrl-C at an opcode, GET, no TLS | all 10,722 opcodes | 153 |
| Ctrl-C at an opcode, POST, no TLS | all 14,228 opcodes | 316 |
| Ctrl-C at an opcode, GET with a token request, no TLS | all 22,920 opcodes | 602 |
| Ctrl-C at an opcode, a client's only GET, no TLS | every fifth of 28,227 opcodes | 70 |
| Ctrl-C at an opcode, a client's only GET, TLS | every fifth of 28,821 opcodes | 211 |
| Ctrl-C at an opcode, a client's only POST, TLS | every fifth of 31,698 opcodes | 143 |
| Ctrl-C at an opcode, a client's only POST and wait, TLS | every fifth of 44,930 opcodes | 408 |
| Ctrl-C at an opcode, a client's only GET, TLS through a CONNECT proxy | every fifth of 34,563 opcodes | 285 |
| Ctrl-C at an opcode, GET, TLS through a CONNECT proxy | all 10,657 opcodes | 192 |
| Ctrl-C at an opcode, GET, TLS through a SOCKS proxy | all 10,680 opcodes | 202 |
| Ctrl-C at an opcode, a client's only GET, TLS through a CONNECT proxy | 6,820 of 35,699 opcodes | 137 |
| Ctrl-C at an opcode, a client's only GET, TLS through a SOCKS proxy | 5,860 of 31,998 opcodes | 127 |
| Ctrl-C at an opcode, GET, through a forwarding proxy | 10,399 of 11,360 opcodes | 150 |
| Ctrl-C at an opcode, GET, TLS | every second of 10,722 opcodes | 337 |
| Ctrl-C at an opcode, POST, TLS | every second of 14,744 opcodes | 199 |
| Ctrl-C at an opcode, httpx2, GET and token, no TLS | every tenth of 10,757 and 24,084 opcodes | 42, 40 |
| Ctrl-C at an opcode, httpx2, a client's only GET, and POST, TLS | every tenth of 29,793 and 14,783 opcodes | 183, 41 |
| Ctrl-C at an opcode, a POST and its wait, no TLS | every fourth of 26,278 opcodes | 167 |
| Ctrl-C at an opcode, a POST and its wait, through a forwarding proxy | every 25th of 27,973 opcodes | 33 |
| Ctrl-C at an opcode, a client's only GET, TLS through a SOCKS proxy | every 25th of 31,747 opcodes | 51 |
| cancellations at random: plain, TLS, forwarding, CONNECT and SOCKS proxy | 10,000 each | 13, 12, 16, 18, 23 |
| Ctrl-C at random, in the same five ways | 3,000 each | 49, 41, 27, 23, 22 |
| the state machine, seeds 21 to 46 and 1021 to 1047 | 51,123 steps, 22,470 calls, 11,178 faults | 323, 285 |
| Ctrl-C during a process's first calls, while two other threads make theirs | 60 processes | 75 |
| two processes on one FileStore, seed 11 | 25,000 steps, 84,264 successful calls, 5,263 faults | 2,491 |
| two processes on one Redis that stops and starts, seed 13 | 25,000 steps, 5,016 faults | 2,569 |
| a thousand waits beside ordinary calls, simulated | 1,500 s; calls took no longer, waits polled 2 or 3 times | 0.3 |
| 1,000 waits beside 15 calls a minute of three seconds | 425 calls, longest 46 ms; 2 or 3 polls for each wait | 91 |
| 1,000 waits beside 60 calls a minute of three seconds | 1,700 calls, longest 169 ms; 1 or 2 polls for each wait | 91 |
| 1,000 waits beside 100 calls a minute of three seconds | 2,834 calls, longest 23 ms; 0 or 1 poll for each wait | 91 |
| 20 threads, 20 tasks, or both, refused every token | 1,200 rounds: 2 token requests in each | 132 |
| 20 threads, 20 tasks, or both, their accepted token revoked twice | 1,200 rounds: 3 token requests in each | 478 |
| calls of one and three processes, in random order of their steps, refused | 36,000 orders | 95 |
| 6 processes on a FileStore or a Redis, refused at once | 240 rounds: 2 token requests in each | 239 |
| 20 processes one after the other on such a store, refused | 120 rounds: 2 token requests in each | 254 |
"""
