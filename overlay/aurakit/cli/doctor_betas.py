"""The checks of `python -m aurakit` for the versions of the API other than v1, which are betas.

Not every account has them, so nothing here is `wrong`: what does not work is a note.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from aurakit_raw.v1.api.instances import list_instances
from aurakit_raw.v1beta5.api.data_apis import list_data_apis
from aurakit_raw.v2beta1.api.organizations import list_organizations
from aurakit_raw.v2beta1.api.projects import list_projects

from .._client.deprecation import EXPIRES, announced, deprecation
from .._errors.redaction import safe_text
from ..errors import AuraError, ForbiddenError, NotFoundError, UnauthorizedError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from aurakit_raw.v2beta1.models import Organization

    from ..v1.client import Aura

BETAS: Final = ("v1beta5", "v2beta1")
_MOST_CHECKED: Final = 3  # organizations, each of which costs a call
_NAMED: Final = 3  # projects
_NO_INSTANCE: Final = "00000000"
_SCOPE: Final = ("AURA_ORGANIZATION_ID", "AURA_PROJECT_ID")


class Beta(NamedTuple):
    """The result for a version. works: whether it can be used, without any remark."""

    version: str
    works: bool
    text: str
    facts: Mapping[str, Any]


def examine_betas(aura: Aura) -> list[Beta]:
    """Check each version: whether it responds, whether these credentials may use it, and what they see there."""
    checks: dict[str, Callable[[Aura], Beta]] = {"v1beta5": _v1beta5, "v2beta1": _v2beta1}
    return [_with_end(aura, _tried(version, check, aura)) for version, check in checks.items()]


def _v1beta5(aura: Aura) -> Beta:
    """All its operations concern the data APIs of an instance: list those of one, if necessary of one that does not
    exist."""
    try:
        instances = aura.raw.call(list_instances.request()).parsed
    except (ForbiddenError, UnauthorizedError):  # it is v1 that refuses, which says nothing about v1beta5
        instances = []
    wanted = instances[0].id if instances else _NO_INSTANCE
    facts: dict[str, Any] = {"version": "v1beta5", "allowed": True, "instance": wanted if instances else None}
    try:
        response = aura.v1beta5.raw.call(list_data_apis.request(wanted))
    except NotFoundError as error:
        if instances or not error.reason:  # the API's own responses always have a reason
            raise
        text = "these credentials may use it; no instance is visible whose data APIs could be listed"
        return Beta("v1beta5", True, text, facts | {"data_apis": None, "request_id": error.request_id})
    facts |= {"data_apis": len(response.parsed), "request_id": response.request_id}
    text = f"these credentials may use it: {_counted(len(response.parsed), 'data API')} of the instance {wanted}"
    return Beta("v1beta5", True, text, facts)


def _v2beta1(aura: Aura) -> Beta:
    response = aura.v2beta1.raw.call(list_organizations.request())
    seen, facts = response.parsed, {"version": "v2beta1", "allowed": True, "request_id": response.request_id}
    scopes = [_scope(aura, one) for one in seen[:_MOST_CHECKED]]
    facts["organizations"] = [
        {"id": one.id, "name": one.name, "projects": None if projects is None else list(projects)}
        for one, projects in zip(seen, scopes, strict=False)
    ]
    if not seen:
        return Beta("v2beta1", False, "these credentials may use it, but see no organization", facts)
    shown = [_shown(one, projects) for one, projects in zip(seen, scopes, strict=False)]
    more = f" and {len(seen) - _MOST_CHECKED} more" if len(seen) > _MOST_CHECKED else ""
    text = f"{_counted(len(seen), 'organization')} visible: {'; '.join(shown)}{more}"
    unseen = _unseen(seen, scopes)
    facts["not_seen"] = unseen
    if not unseen:
        return Beta("v2beta1", True, text, facts)
    problem = f"{' and '.join(unseen)} {'names' if len(unseen) == 1 else 'name'} none of these"
    return Beta("v2beta1", False, f"{text}; {problem}", facts)


def _scope(aura: Aura, organization: Organization) -> dict[str, str] | None:
    """The projects of an organization, names by id; None if these credentials may not list them."""
    try:
        found = aura.v2beta1.raw.call(list_projects.request(organization_id=organization.id)).parsed
    except (ForbiddenError, NotFoundError):
        return None
    return {one.id: one.name for one in found}


def _shown(organization: Organization, projects: Mapping[str, str] | None) -> str:
    name = safe_text(organization.name or organization.id, 60)
    if projects is None:
        return f"{name} (its projects cannot be listed)"
    names = ", ".join(safe_text(one, 60) for one in list(projects.values())[:_NAMED])
    more = f" and {len(projects) - _NAMED} more" if len(projects) > _NAMED else ""
    return f"{name} ({_counted(len(projects), 'project')}{': ' if names else ''}{names}{more})"


def _unseen(organizations: list[Organization], scopes: list[dict[str, str] | None]) -> list[str]:
    """The environment variables with an id that was not found, if everything was searched."""
    projects = {project_id for one in scopes if one is not None for project_id in one}
    all_projects = len(organizations) <= _MOST_CHECKED and None not in scopes
    known = dict(zip(_SCOPE, ({one.id for one in organizations}, projects if all_projects else None), strict=True))
    given = {name: os.environ.get(name) for name in _SCOPE}
    return [name for name in _SCOPE if given[name] and (ids := known[name]) is not None and given[name] not in ids]


def _with_end(aura: Aura, found: Beta) -> Beta:
    """The result, with the end of the version if any response announced it."""
    text = announced(getattr(aura, found.version)._state.base.url, found.version)
    if text is None:
        return found._replace(facts={**found.facts, "expires": None})
    ends = deprecation({EXPIRES: text})
    when = f"{ends:%Y-%m-%d %H:%M} UTC" if ends else repr(safe_text(text, 60))
    return Beta(found.version, False, f"{found.text}; this version ends: {when}", {**found.facts, "expires": when})


def _tried(version: str, check: Callable[[Aura], Beta], aura: Aura) -> Beta:
    try:
        return check(aura)
    except AuraError as error:
        status = getattr(error, "status_code", None)
        allowed = False if isinstance(error, UnauthorizedError | ForbiddenError) else None
        problem = "these credentials may not use it" if allowed is False else "it could not be tried"
        text = f"{problem}, which matters only to programs that need this version. {error}"
        facts = {"version": version, "allowed": allowed, "error": type(error).__name__, "status_code": status}
        return Beta(version, False, text, facts | {"request_id": error.request_id})


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
