"""The rate limit: the window, the queue in front of it, and what a 429 does to both. No I/O."""
