"""One call, decided: requests, responses and failures, the steps of a call and their drivers, retries, redirects. No I/O."""
