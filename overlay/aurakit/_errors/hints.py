"""What an error means and what to do about it: tables by reason, status and operation, and lookups in them.

A hint is true in every situation that leads to it. If that is uncertain, there is none: an unknown reason gets the hint
of its status only if that hint does not name a cause.
Facts: https://neo4j.com/docs/aura/api/overview/ and https://neo4j.com/docs/aura/platform/api/specification/
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from .version_hints import (
    OUT_OF_MEMORY,
    SESSION_EXISTS,
    SESSION_GONE,
    SESSION_NOT_FOUND,
    V1BETA5,
    V2BETA1,
    VersionHints,
)

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..errors import ErrorDetail

_BUSY: Final = (
    "This conflicts with the current state: check it with `get`. If another operation is running, which is possible "
    "even while the status is `running`, wait for it to end (`aura.wait(…)`, or a minute), then try again"
)
_CHECK: Final = "`aura.instances.check(…)` lists the types and sizes available to the project"

REASONS: Final[dict[str, str]] = {
    "db-not-found": (
        "These credentials see no instance with this id: `aura.instances.list()` lists those they see. An instance "
        "created a few seconds ago may not be found yet"
    ),
    "db-already-deleted": "The instance has already been deleted",
    "tenant-not-found": (
        "These credentials see no project with this id: `aura.projects.list()` lists those they see (`tenant_id` is "
        "the id of a project)"
    ),
    "snapshot-not-found": (
        "The instance has no such snapshot: `aura.snapshots.list(instance_id)` lists those of today, and with `date=` "
        "those of another day"
    ),
    "encryption-key-not-found": (
        "These credentials see no customer managed key with this id: `aura.customer_managed_keys.list()` lists those "
        "they see"
    ),
    "encryption-key-is-active": (
        "Instances still use this key: delete them first (`aura.instances.get(id)` shows which key an instance uses)"
    ),
    "ongoing-database-operation": (
        "Wait for the other operation to end (`aura.wait(aura.instances.get(id))`, or a minute), then try again: it "
        "can be running even while the status is `running`"
    ),
    "instance-action-unavailable": (
        "The state of the instance does not allow this, or it is already in the state that this leads to: check its "
        "status with `aura.instances.get(id)`"
    ),
    "snapshot-not-allowed": (
        "A snapshot cannot be taken at the moment. After the creation of an instance its first scheduled snapshot may "
        "still be running: `aura.snapshots.list(instance_id)` shows it. Wait for it to complete, then try again"
    ),
    "missing-billing-details": "Enter the project's billing details in the Aura console, then try again",
    "quota-exceeded": "Delete what is no longer needed, ask for less, or ask Neo4j to raise the quota",
    "validation-error": "Correct the arguments: the API does not accept them as they are",
    "invalid-memory-size": "Choose another size: this memory, or its combination with the storage, is not available",
    "unauthorized": (
        "These credentials do not have permission for this: ask an administrator of the project to give their owner "
        "the role that it needs, or use other credentials"
    ),
    "tenant-incapable-of-action": (
        "The plan of the project, or the type of the instance, does not include this: use another project or type, or "
        "ask Neo4j which ones include it"
    ),
    "database-incapable-of-action": (
        "This type of instance does not support this operation: use an instance of another type. Another role, or "
        "trying again, does not help"
    ),
    "multi-db-only": (
        "Only instances that can have several databases support this: use such an instance. Trying again does not help"
    ),
    "multi-database-tier-not-supported": (
        "The tier of this instance does not support several databases: use an instance of another tier"
    ),
    "aura-database-not-found": (
        "These credentials see no database with this id on this instance: check the ids of both"
    ),
    "ip-filter-already-exists": "Such an IP filter already exists: use that one, or change this one",
    "invite-not-found": (
        "These credentials see no such invite: check its id, and whether it was accepted or revoked already"
    ),
    "OutOfMemory": OUT_OF_MEMORY,
    "Inactivity": "The session ended because it was not used: create a new one, with a longer `ttl` if needed",
}

STATUSES: Final[dict[int, str]] = {
    308: "The address has moved, and the response does not say where: check `base_url`",
    400: "Correct the request: the API does not accept it as it is",
    401: (
        "The token was refused: check in the Aura console that these API credentials still exist, and that they belong "
        "to `base_url`"
    ),
    402: (
        "Payment is required: the project's quota is used up, its billing details are missing, or its plan does not "
        "include this"
    ),
    403: (
        "Access was refused. If these credentials lack a permission, an administrator of the project can give their "
        "owner the role that it needs; if not, check `base_url`, and whether a proxy refuses the request"
    ),
    404: "Nothing was found with these credentials: check the ids, and that `base_url` is the API's address",
    405: "The API does not allow this here: check that `base_url` is its address",
    408: "The server did not receive the whole request in time: try again",
    409: _BUSY,
    410: "It no longer exists: most likely it has already been deleted",
    415: "The API did not accept the request as JSON: check the `Content-Type` header, and whether a proxy changes it",
    420: "The tier does not include this operation: use an instance, or a project, of another tier",
    429: "Too many requests for these credentials: wait, make fewer at once, or lower `rate_limit`",
    500: "The API failed: try again later; if it keeps failing, give the request id to Neo4j's support",
    502: "The gateway could not reach the API: try again later",
    503: "The API is down or overloaded: try again later",
    504: "The API did not respond to its gateway in time: try again later",
    520: "The gateway got no usable response from the API: try again later",
}

# Their hints name a cause, which an unknown reason may contradict.
_NAME_A_CAUSE: Final = frozenset({402, 403, 409, 420})

# Statuses that have a more specific meaning for one operation.
_OPERATION_STATUSES: Final[dict[tuple[str, int], str]] = {
    ("create_instance", 405): (
        "No instance can be created now, most likely because the limit of instances is reached: delete one that is no "
        "longer needed, or ask Neo4j to raise the limit"
    ),
    ("create_session", 409): SESSION_EXISTS,
    ("create_snapshot", 402): (
        "The plan of this instance does not include snapshots on demand: use an instance of another type"
    ),
    ("get_session", 404): SESSION_NOT_FOUND,
    ("delete_session", 404): SESSION_GONE,
}

_INVALID: Final = "validation-error"

# Operations whose errors about sizes `check` explains: it says which types and sizes the project may have.
_SIZED: Final = frozenset({"create_instance", "update_instance", "upgrade_instance"})
_CHECKED_FIELDS: Final = frozenset({"cloud_provider", "type", "region", "version", "memory", "storage"})

_VERSION_ENDED: Final = (
    "The API no longer has this version: update aurakit, and use a client of a version that the API has"
)

# The API answers an overwrite with this message and 500 "as the operation cannot be performed":
# https://neo4j.com/docs/aura/platform/api/specification/
_TOO_SMALL: Final = ("cannot clone", "into smaller")

# Errors without a reason, recognised by words in this order.
_WORDS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (
        _TOO_SMALL,
        (
            "The target is smaller than the source: give it at least the source's memory first "
            "(`aura.instances.update(id, memory=…)`). The sizes of the instances count, not those of their data"
        ),
    ),
    (
        ("session", "already exists", "different parameters"),
        SESSION_EXISTS,
    ),
    # The API's gateway says so with 403.
    (("api version", "has expired"), _VERSION_ENDED),
    (("api version", "does not seem to exist"), _VERSION_ENDED),
)

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
REDIRECTED_ELSEWHERE: Final = (
    "The response redirects to another address, which is not followed because the token must not go there: set "
    "`base_url` (or AURA_BASE_URL) to the API's address"
)
REDIRECTED_WITHIN: Final = (
    "The redirect was not followed, because there were too many, or because a request with this method is not sent "
    "again for this status"
)
PAGE_INSTEAD: Final = "Check `base_url`, and whether a proxy or a login page responds instead"
PAGE: Final = "The response is a page, not the API's: check `base_url`, and whether a proxy or a login page responds"
_UNEXPECTED: Final = "The API does not send this status: check `base_url`, and whether a proxy responds in its place"
_OTHER: Final = {
    2: "",  # errors instead of a result: nothing is known beyond their text
    4: "The API does not accept the request: do not send it again unchanged",
    5: STATUSES[500],
}

_GET: Final = "Check the instance again (`aura.instances.get(id)`)"

FIND_OUT: Final[dict[str, str]] = {
    "create_instance": (
        "Check with `aura.instances.list(tenant_id=…)` whether there is a new instance of this name. If so, it was "
        "created, and its initial password was lost with the response: wait until it is `running`, and delete it "
        "before creating it again"
    ),
    "update_instance": f"{_GET} after a minute: new values, or the status `updating`, mean that it was accepted",
    "overwrite_instance": (f"{_GET} after a minute: the status `overwriting` or `loading` means that it was accepted"),
    "pause_instance": f"{_GET}: the status `pausing` or `paused` means that it was accepted",
    "resume_instance": f"{_GET}: the status `resuming` or `running` means that it was accepted",
    "upgrade_instance": (
        f"{_GET} after a minute: the status `updating` or the type `business-critical` means that it was accepted"
    ),
    "create_snapshot": (
        "Check with `aura.snapshots.list(instance_id)` whether there is a snapshot taken at this time: if so, "
        "it was accepted"
    ),
    "restore_snapshot": f"{_GET} after a minute: the status `restoring` means that it was accepted",
    "create_customer_managed_key": (
        "Check with `aura.customer_managed_keys.list(tenant_id=…)` whether there is a key of this name: if so, it was "
        "created"
    ),
}

_OWN: Final = {
    "v1": VersionHints(REASONS, _OPERATION_STATUSES, FIND_OUT),
    "v1beta5": V1BETA5,
    "v2beta1": V2BETA1,
}
_NONE: Final = VersionHints({}, {}, {})
# Advice that names a method of a resource is for its own version: others may lack the method.
_SHARED: Final = {reason.lower(): hint for reason, hint in REASONS.items() if not re.search(r"`aura\.\w+\.", hint)}
_BY_REASON: Final = {
    version: {**_SHARED, **{reason.lower(): hint for reason, hint in own.reasons.items()}}
    for version, own in _OWN.items()
}


def hint_for(status: int, details: Collection[ErrorDetail], operation: str = "", version: str = "v1") -> str:
    """What to do about a response with this status and `details`; a sentence without its full stop, or empty.

    The first known reason decides, then the words, then the operation, then the status. operation, version: of the
    request; the same reason or operation can need different advice in another version of the API.
    """
    exact = None if status == 401 else exact_hint(details, operation, version)  # no reason is more specific than that
    if exact is not None:
        return exact
    if status in _NAME_A_CAUSE and any(detail.reason for detail in details):
        return ""
    own = _OWN.get(version, _NONE).statuses.get((operation, status))
    return own or STATUSES.get(status) or _OTHER.get(status // 100, _UNEXPECTED)


def exact_hint(details: Collection[ErrorDetail], operation: str = "", version: str = "v1") -> str | None:
    """What to do according to the reasons and words of a response alone; None if they are unknown."""
    by_reason = _BY_REASON.get(version, _SHARED)
    for detail in details:
        hint = by_reason.get((detail.reason or "").lower())
        if hint is not None:
            return f"{hint}. {_CHECK}" if version == "v1" and _is_about_a_size(details, operation) else hint
    for detail in details:
        message = detail.message.lower()
        for words, hint in _WORDS:
            if _in_order(words, message):
                return hint
    return None


def was_not_performed(details: Collection[ErrorDetail]) -> bool:
    """Whether a response says, in spite of a status that leaves it open, that the request was not acted on."""
    return any(_in_order(_TOO_SMALL, detail.message.lower()) for detail in details)


def _is_about_a_size(details: Collection[ErrorDetail], operation: str) -> bool:
    """Whether `check` can tell which values are allowed."""
    reasons = {(detail.reason or "").lower() for detail in details}
    # The reason can stand beside errors keyed by field, which then have none of their own.
    fields = {(detail.field or "").lower() for detail in details if (detail.reason or _INVALID).lower() == _INVALID}
    return operation in _SIZED and (
        "invalid-memory-size" in reasons or (_INVALID in reasons and not _CHECKED_FIELDS.isdisjoint(fields))
    )


def how_to_find_out(operation: str, version: str = "v1") -> str:
    """How to find out whether a request with an unknown outcome was acted on; one sentence without its full stop."""
    known = _OWN.get(version, _NONE).find_out.get(operation)
    if known:
        return known
    verb, _, noun = operation.partition("_")
    noun = noun.replace("_", " ") or "resource"
    if verb == "create":
        article = "an" if noun[0] in "aeiou" else "a"
        return f"Check whether there is such {article} {noun} before creating it again"
    return f"Check the state of the {noun} before sending the request again"


def _in_order(words: tuple[str, ...], text: str) -> bool:
    position = 0
    for word in words:
        position = text.find(word, position)
        if position < 0:
            return False
    return True
