"""`aurakit api`: any request, including those without a command."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import click

from . import options as shared
from .values import TYPES

if TYPE_CHECKING:
    from collections.abc import Sequence

METHODS: Final = ("GET", "POST", "PUT", "PATCH", "DELETE")
_VERSION: Final = re.compile(r"/?(v\d+(?:(?:alpha|beta)\d*)?)(/.*)")


def _send(method: str, path: str, data: Any, query: Sequence[str], yes: bool, **_: Any) -> None:
    from .failures import Ended
    from .running import confirm
    from .session import opened

    settings = shared.settings_of(click.get_current_context())._replace(query=None)
    match = _VERSION.fullmatch(path)
    version, rest = (match[1], match[2]) if match else ("v1", "/" + path.removeprefix("/"))
    if method == "DELETE" and not yes:
        confirm(f"api DELETE {path}", [])
    if query:
        pairs = [(name, value) for name, _, value in (one.partition("=") for one in query)]
        rest += ("&" if "?" in rest else "?") + urlencode(pairs)
    try:
        with opened(settings, version) as client:
            response = (
                client.raw.http.request(method, rest, json=data)
                if data is not None
                else client.raw.http.request(method, rest)
            )
    except ModuleNotFoundError as error:
        if error.name != f"aurakit.{version}":
            raise
        raise click.UsageError(f"This aurakit has no client for version {version} of the API.") from None
    _write(response, settings)
    if response.status_code >= 400:
        raise Ended(_complain(response, method, path))


def _write(response: Any, settings: shared.Settings) -> None:
    from .output import emit

    if not response.content:
        return
    try:
        value = response.json()
    except ValueError:
        click.echo(response.text)
        return
    default = "json" if sys.stdout.isatty() else "jsonl"
    emit(
        value,
        settings._replace(output=settings.output or default, query=click.get_current_context().params.get("query")),
    )


def _complain(response: Any, method: str, path: str) -> int:
    from ..errors import error_class
    from .failures import status_of

    click.echo(
        f"Error: {method} {path}: {response.status_code}. Request id: {response.headers.get('x-request-id', 'none')}",
        err=True,
    )
    return status_of(error_class(response.status_code)(""))


command = shared.CommonCommand(
    name="api",
    params=[
        click.Argument(["method"], type=click.Choice(METHODS, case_sensitive=False)),
        click.Argument(["path"]),
        click.Option(
            ["--data", "-d"],
            type=TYPES["json"],
            help="The body: JSON, `@FILE` to read it from a file, or `-` for standard input.",
        ),
        click.Option(
            ["--param", "query_parameters"],
            multiple=True,
            metavar="NAME=VALUE",
            help="A query parameter. May be repeated.",
        ),
        shared.YES,
        *shared.common(),
    ],
    callback=lambda query_parameters, **values: _send(**{**values, "query": query_parameters}),
    help="Send any request, with the same token, retries and rate limit as other commands.\n\nPATH may begin with a "
    "version, such as /v1/instances; the default is v1. The response body is printed whatever its status; "
    "a status of 400 or more sets the matching exit status.",
)
