"""Running the command of an operation: one request for each id, the results, and waiting for them."""

from __future__ import annotations

import sys
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import click

from .._client.progress import progress
from ..errors import AuraError, WaitAllError
from .failures import INTERRUPTED, Ended, complain
from .options import settings_of
from .output import emit, hidden, plain
from .secret_files import Keeper
from .session import default_project, opened
from .target import Target
from .values import TYPES, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .options import Settings

PROJECT: Final = "tenant_id"  # v1's name for a project


def execute(ctx: click.Context, target: Target, values: Mapping[str, Any]) -> None:
    """Run the command of an operation, with the values of its options."""
    settings = settings_of(ctx)
    calls = calls_of(target, values, settings)
    if target.command.destructive and not values["yes"]:
        confirm(target.words, [ids for ids, _ in calls])
    changes = target.command.method != "GET"
    show = bool(values.get("show_secrets"))
    keeper = Keeper(values["credentials_file"], show=show) if target.command.secrets and changes else None
    if keeper is not None:
        keeper.check(len(calls))
    with opened(settings, target.version) as client:
        run = Run(target, client, keeper)
        run.call_all(calls)
        if values.get("wait"):
            run.wait_all(values["wait_timeout"])
    run.write(settings, show=show, several=len(calls) > 1)
    if run.status:
        raise Ended(run.status)


class Result(NamedTuple):
    """The result of a call."""

    result: Any
    shown: Any
    """The same as plain JSON, or the result of waiting."""
    arguments: Mapping[str, Any]


class Run:
    """The calls of one command. If one fails, the others are still made."""

    def __init__(self, target: Target, client: Any, keeper: Keeper | None = None) -> None:
        self._target, self._client, self._keeper = target, client, keeper
        self._results: list[Result] = []
        self.status = 0

    def call_all(self, calls: Sequence[tuple[tuple[str, ...], dict[str, Any]]]) -> None:
        """Make the calls, each with its ids and its arguments."""
        method = getattr(getattr(self._client, self._target.group), self._target.method)
        try:
            for _, arguments in calls:
                try:
                    self._take(method(**arguments), arguments)
                except AuraError as error:
                    self._failed(error)
        except KeyboardInterrupt:
            self._interrupted(self._advice())

    def _take(self, result: Any, arguments: Mapping[str, Any]) -> None:
        shown = plain(result)
        if self._keeper is not None and hidden(shown, self._target.command.secrets) != shown:
            self._keeper.keep(result, shown, self._target.words)
        self._results.append(Result(result, shown, arguments))

    def wait_all(self, timeout: float) -> None:
        """Wait for what the calls returned. Results with secrets are always written: no later response has them."""
        if self.status == INTERRUPTED or not self._results:
            return
        begun, results = self._results, [one.result for one in self._results]
        try:
            ended = self._client.wait_all(results, timeout=timeout, on_poll=progress())
        except WaitAllError as error:
            ended = error.results
        except KeyboardInterrupt:
            self._interrupted(how_to_go_on(self._target, self._client, begun))
            ended = [INTERRUPTED] * len(begun)
        self._results = []
        for one, end in zip(begun, ended, strict=True):
            if isinstance(end, AuraError):
                self._failed(end)
            if end == INTERRUPTED or isinstance(end, AuraError):
                self._results += [one] if self._target.command.secrets else []
            else:
                self._results.append(self._settled(one, end))

    def _settled(self, one: Result, end: Any) -> Result:
        """A result after the operation has ended, with the secrets that only the first response has."""
        if end is None:
            return one._replace(shown=None)
        only_here = (*self._target.command.secrets, "created")
        kept = {name: one.shown[name] for name in only_here if name in one.shown}
        return one._replace(shown={**plain(end), **kept})

    def write(self, settings: Settings, *, show: bool, several: bool) -> None:
        """Write the results of the calls."""
        found = [shown if show else hidden(shown, self._target.command.secrets) for _, shown, _ in self._results]
        if several:
            lists = [one if isinstance(one, list) else [one] for one in found if one is not None]
            emit([item for one in lists for item in one], settings)
        elif found:
            emit(found[0], settings)

    def _failed(self, error: AuraError) -> None:
        body = getattr(error, "body", None)  # from a success that cannot be parsed
        if self._keeper is not None and body is not None:
            self._keeper.keep_text(body.reveal(), f"aurakit-{self._target.words.replace(' ', '-')}.txt")
        status = complain(error)
        self.status = self.status or status  # the status of the first failure

    def _interrupted(self, advice: str) -> None:
        click.echo(f"\n{advice}", err=True)
        self.status = INTERRUPTED

    def _advice(self) -> str:
        if self._target.command.method == "GET":
            return "Stopped."
        return (
            "Stopped. The request may still have taken effect: before you repeat it, check with "
            f"`aurakit {self._target.words.rpartition(' ')[0]} list`."
        )


def how_to_go_on(target: Target, client: Any, results: Sequence[Result]) -> str:
    """The command to wait again."""
    from .app import commands_of, groups_of

    typed: dict[str, list[str]] = {}
    for result, _, arguments in results:
        waitable = client.VERSION.waitable(result)
        group = "" if waitable is None else f"{waitable.kind.lower().replace(' ', '_')}s"
        if waitable is None or group not in groups_of(target.version):
            continue
        get = Target(target.version, group, "get", commands_of(target.version, group)["get"])
        ids = waitable.key[-len(get.ids) :]
        scope = [f" --{name.replace('_', '-')} {arguments[name]}" for name in get.command.scope if name in arguments]
        words = " ".join(["aurakit wait", get.words.rpartition(" ")[0], *ids[:-1]])
        typed.setdefault(words, []).append(f"{ids[-1]}{''.join(scope)}")
    again = ", ".join(f"`{words} {' '.join(dict.fromkeys(ids))}`" for words, ids in typed.items())
    return f"Stopped waiting. The operation continues in Aura; to wait again: {again or 'check it with `get`'}"


def confirm(words: str, ids: Sequence[tuple[str, ...]]) -> None:
    """Ask for confirmation before data is lost. Raises UsageError without a terminal."""
    about = ", ".join(" ".join(one) for one in ids)
    if not sys.stdin.isatty():
        raise click.UsageError(f"`aurakit {words}` loses data permanently: without a terminal, give --yes.")
    question = f"aurakit {words} {about}: data is lost permanently. Continue?".replace("  ", " ")
    with redirect_stdout(sys.stderr):  # click before 8.3.1 writes a space into the output
        agreed = click.confirm(question, err=True)
    if not agreed:
        click.echo("Cancelled; nothing was changed.", err=True)
        raise Ended(1)


# ------------------------------------------------------------------------------------------------ arguments


def calls_of(
    target: Target, values: Mapping[str, Any], settings: Settings
) -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """The ids and the arguments of each call."""
    given = arguments_of(target, values, settings)
    names = [option.name for option in target.ids]
    if not names:
        return [((), given)]
    *before, last = names
    first = tuple(values[name] for name in before)
    lasts = values[last] if target.takes_several else (values[last],)
    calls = []
    for one in dict.fromkeys(lasts):
        ids = (*first, one)
        calls.append((ids, {**dict(zip(names, ids, strict=True)), **given}))
    return calls


def arguments_of(target: Target, values: Mapping[str, Any], settings: Settings) -> dict[str, Any]:
    """The arguments of the method except its ids. Raises UsageError."""
    arguments = _from_body(target, values.get("json_body"))
    needed = []
    for option in target.command.options:
        if option in target.ids:
            continue
        value = values.get(option.name)
        if value is not None and value != ():
            arguments[option.name] = list(value) if option.kind == "list" else value
        elif option.required and option.name not in arguments and option.name not in target.command.scope:
            needed.append(option.name)
    if PROJECT in needed and (project := default_project(settings)):
        arguments[PROJECT] = project
        needed.remove(PROJECT)
    if needed:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in needed)
        raise click.UsageError(f"`aurakit {target.words}` needs {options}.")
    return arguments


def _from_body(target: Target, path: str | None) -> dict[str, Any]:
    """The arguments in a body given as JSON."""
    if path is None:
        return {}
    body = TYPES["json"].convert(read(path), None, None)
    names = {option.wire: option.name for option in target.command.options if option.place == "body"}
    if not isinstance(body, dict):
        raise click.UsageError("--json-body must be a JSON object.")
    if unknown := sorted(body.keys() - names.keys()):
        raise click.UsageError(
            f"--json-body has fields that this operation does not accept: {', '.join(unknown)}. It accepts: "
            f"{', '.join(names)}. Send others with `aurakit api`."
        )
    return {names[wire]: value for wire, value in body.items() if value is not None}
