"""The decisions of one call: requests and responses, steps and their drivers, retries, redirects, the deadline. No
I/O."""
