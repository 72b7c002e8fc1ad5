"""What an error means here and what to do about it: tables by reason, status and operation, and the look-up in them.

A reason or operation that is in no table gets the next more general text, so nothing new in the API needs an entry.
Facts: https://neo4j.com/docs/aura/api/overview/ and https://neo4j.com/docs/aura/platform/api/specification/
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..errors import ErrorDetail

_BUSY: Final = (
    "Another operation is running on it, or its state is not the one that this needs: look at its status. One can run "
    "even while that says `running`: wait until it is over (`aura.wait(…)`), or a minute, and try again"
)

REASONS: Final[dict[str, str]] = {
    "db-not-found": (
        "There is no instance with this id that these credentials can see: `aura.instances.list()` shows those they "
        "can. One created some seconds ago may not be found yet"
    ),
    "db-already-deleted": "The instance has been deleted already: there is nothing left to do",
    "tenant-not-found": (
        "There is no project with this id that these credentials can see: `aura.projects.list()` shows those they can "
        "(`tenant_id` is the id of a project)"
    ),
    "snapshot-not-found": (
        "The instance has no such snapshot: `aura.snapshots.list(instance_id)` shows those of today, and with `date=` "
        "those of another day"
    ),
    "encryption-key-not-found": (
        "There is no customer managed key with this id that these credentials can see: "
        "`aura.customer_managed_keys.list()` shows those they can"
    ),
    "encryption-key-is-active": (
        "Instances still use this key: delete them first (`aura.instances.get(id)` shows an instance's key)"
    ),
    "ongoing-database-operation": _BUSY,
    "missing-billing-details": "Enter the billing details of the project in the Aura console, then try again",
    "quota-exceeded": (
        "The project has used up its quota: delete what is not needed, choose less memory, or ask Neo4j to raise it"
    ),
    "validation-error": (
        "Change the arguments that the API names: it does not accept them as they are. What a project is offered by "
        "way of instances and sizes `aura.instances.check(…)` tells"
    ),
    "unauthorized": (
        "The credentials are valid and not permitted to do this: let an administrator of the project give their owner "
        "the role for it, or use credentials of somebody who has it"
    ),
    "tenant-incapable-of-action": (
        "The plan of this project does not include this: use another project, or ask Neo4j to enable it"
    ),
}

STATUSES: Final[dict[int, str]] = {
    400: "Change the arguments: the API does not accept the request as it is",
    401: (
        "The token was refused, a fresh one too: check in the Aura console that these API credentials still exist, and "
        "that `base_url` is the place they belong to"
    ),
    402: (
        "Payment is required: the project's quota is used up, its billing details are missing, or its plan does not "
        "include this"
    ),
    403: REASONS["unauthorized"],
    404: "There is nothing with this id that these credentials can see: check the id",
    405: "This is not permitted here: check what the API says, and that `base_url` is its address",
    409: _BUSY,
    410: "It has been deleted already: there is nothing left to do",
    415: "The API did not take the request for JSON: check whether a proxy changes the `Content-Type` header",
    420: "The tier of this instance does not have this operation: use an instance of another type",
    429: "Too many requests for these credentials: wait, make fewer at once, or lower `rate_limit`",
    500: "The API failed: try again later, and when it stays so, give the request id to Neo4j's support",
    502: "The API could not be reached behind its gateway: try again later",
    503: "The API is down or overloaded: try again later",
    504: "The API took too long to answer its gateway: try again later",
    520: "The gateway had no usable answer from the API: try again later",
}

# Where a status means something more exact for one operation.
_OPERATION_STATUSES: Final[dict[tuple[str, int], str]] = {
    ("create_instance", 405): (
        "No instance can be created now, most likely because the limit of instances is reached: delete one that is not "
        "needed, or ask Neo4j to raise the limit"
    ),
    ("create_session", 409): (
        "There is a session of this name with other values: ask for the same values, take another name, or delete that "
        "session first"
    ),
    ("create_snapshot", 402): "The plan of this instance does not include snapshots on demand: use another type",
    (
        "get_session",
        404,
    ): "There is no session with this id: sessions end, and `aura.sessions.list()` shows those there are",
    ("delete_session", 404): "There is no session with this id: it has ended or was deleted already",
}

# Errors that have no reason of their own and are known by their words, which stand in this order.
_WORDS: Final[tuple[tuple[tuple[str, ...], str], ...]] = (
    (
        ("cannot clone", "into smaller"),
        (
            "The target is smaller than the source, and what counts is the instances' size, not the data's: give the "
            "target at least the source's memory with `aura.instances.update(id, memory=…)` first"
        ),
    ),
    (
        ("session", "already exists", "different parameters"),
        _OPERATION_STATUSES["create_session", 409],
    ),
)

_REDIRECT: Final = (
    "The answer points to another place, which is not followed, because the token must not go there: set "
    "`base_url` (or AURA_BASE_URL) to the API's right address"
)
_OTHER: Final = {
    1: "The server answered out of turn: check whether a proxy stands between, and try again",
    2: "Read what the API says went wrong: it gave errors in place of a result",
    3: _REDIRECT,
    4: "The API does not accept the request as it is: do not send it again unchanged",
    5: STATUSES[500],
}
_UNUSUAL: Final = "The answer has no known meaning: check whether `base_url` is the API's address"

_READ_IT: Final = "Read it again (`aura.instances.get(id)`)"

FIND_OUT: Final[dict[str, str]] = {
    "create_instance": (
        "Find out with `aura.instances.list(tenant_id=…)` whether there is an instance of this name. If so, it was "
        "created and its initial password is lost with the answer: delete it before creating it again"
    ),
    "update_instance": f"{_READ_IT} after a minute: new values, or the status `updating`, mean that it was accepted",
    "overwrite_instance": (
        f"{_READ_IT} after a minute: the status `overwriting` or `loading` means that it was accepted"
    ),
    "pause_instance": f"{_READ_IT}: the status `pausing` or `paused` means that it was accepted",
    "resume_instance": f"{_READ_IT}: the status `resuming` or `running` means that it was accepted",
    "upgrade_instance": (
        f"{_READ_IT} after a minute: the status `updating` or the type `business-critical` means that it was accepted"
    ),
    "create_snapshot": (
        "Find out with `aura.snapshots.list(instance_id)` whether there is a snapshot of this moment: if so, it "
        "was accepted"
    ),
    "restore_snapshot": f"{_READ_IT} after a minute: the status `restoring` means that it was accepted",
    "create_customer_managed_key": (
        "Find out with `aura.customer_managed_keys.list(tenant_id=…)` whether there is a key of this name: if so, it "
        "was created"
    ),
}


def hint_for(status: int, details: Collection[ErrorDetail], operation: str = "") -> str:
    """What to do about an answer with this status that says `details`; one sentence without its full stop.

    The first reason that is known decides, then the words, then the operation, then the status.
    """
    return (
        exact_hint(details)
        or _OPERATION_STATUSES.get((operation, status))
        or STATUSES.get(status)
        or _OTHER.get(status // 100, _UNUSUAL)
    )


def exact_hint(details: Collection[ErrorDetail]) -> str | None:
    """What to do by the reasons and words of an answer alone; None when they are not known."""
    for detail in details:
        if detail.reason in REASONS:
            return REASONS[detail.reason]
    for detail in details:
        message = detail.message.lower()
        for words, hint in _WORDS:
            if _in_order(words, message):
                return hint
    return None


def how_to_find_out(operation: str) -> str:
    """How to learn whether a request with no certain end was acted on; one sentence without its full stop."""
    known = FIND_OUT.get(operation)
    if known:
        return known
    verb, _, noun = operation.partition("_")
    noun = noun.replace("_", " ") or "resource"
    if verb == "create":
        return f"Find out whether there is such a {noun} before creating it again"
    return f"Find out in which state the {noun} is before sending the request again"


def _in_order(words: tuple[str, ...], text: str) -> bool:
    position = 0
    for word in words:
        position = text.find(word, position)
        if position < 0:
            return False
    return True
