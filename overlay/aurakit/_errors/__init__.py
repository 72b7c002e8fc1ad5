"""Turns failed calls into exceptions: mapping, hints, error bodies, redaction."""
