"""Running the commands of `aurakit instances` that are not operations of the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from .failures import Ended
from .options import settings_of
from .output import emit, plain
from .running import PROJECT, Run, arguments_of
from .secret_files import Keeper
from .session import default_project, opened

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from aurakit_raw.commands import Option

    from .target import Target


def ensure(ctx: click.Context, target: Target, values: Mapping[str, Any]) -> None:
    """Create an instance unless it exists, and wait for it if requested."""
    settings = settings_of(ctx)
    arguments = arguments_of(target, values, settings)
    show = bool(values["show_secrets"])
    keeper = Keeper(values["credentials_file"], show=show)
    keeper.check(1)
    with opened(settings, target.version) as client:
        run = Run(target, client, keeper)
        run.call_all([((), arguments)])
        if values["wait"]:
            run.wait_all(values["wait_timeout"])
    run.write(settings, show=show, several=False)
    if run.status:
        raise Ended(run.status)


def check(ctx: click.Context, options: Sequence[Option], values: Mapping[str, Any]) -> None:
    """Check a configuration, and list those that fit."""
    settings = settings_of(ctx)
    arguments = {option.name: values[option.name] for option in options if values[option.name] is not None}
    project = arguments.get(PROJECT) or default_project(settings)
    if project is None:
        raise click.UsageError("`aurakit instances check` needs --tenant-id.")
    with opened(settings, "v1") as client:
        found = client.instances.check(**{**arguments, PROJECT: project}, upgrade=values["upgrade"])
    emit(plain(found), settings)


def find(ctx: click.Context, values: Mapping[str, Any]) -> None:
    """Find an instance."""
    settings = settings_of(ctx)
    with opened(settings, "v1") as client:
        found = client.instances.find(values["name_or_uri"], values["tenant_id"])
    emit(plain(found), settings)
