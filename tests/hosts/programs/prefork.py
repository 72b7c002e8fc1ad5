"""A WSGI application for gunicorn with `--preload`: the client is made and used before the workers are forked."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from aurakit import Aura

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

aura = Aura()
aura.instances.get("ab12")


def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    text = f"{os.getpid()} {aura.instances.get('ab12').status}"
    start_response("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(text)))])
    return [text.encode()]
