"""From what happened to the exception that reports it: mapping, hints, error bodies, redaction."""
