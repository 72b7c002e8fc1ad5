"""What errors of v1beta5 and v2beta1 mean and what to do about them, if that differs from v1. Data only.

`hints` has the tables of v1, and the lookups.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class VersionHints(NamedTuple):
    """The advice of one version."""

    reasons: Mapping[str, str]
    """By the reason that the API gives."""
    statuses: Mapping[tuple[str, int], str]
    """By operation and status."""
    find_out: Mapping[str, str]
    """By operation: how to learn whether a request was acted on."""


# Texts of all versions with sessions.
OUT_OF_MEMORY: Final = (
    "The session ran out of memory: create one with more (`aura.sessions.estimate_size(…)` says how much it needs)"
)
SESSION_EXISTS: Final = (
    "A session of this name exists with other values: ask for the same values, choose another name, or delete that "
    "session first"
)
SESSION_NOT_FOUND: Final = (
    "There is no session with this id: sessions end, and `aura.sessions.list()` lists those that exist"
)
SESSION_GONE: Final = "There is no session with this id: it has ended or was deleted already"

_IDS: Final = "An id that is right for another project is not found: check `organization_id` and `project_id` too"
_SIZES: Final = "This memory, or its combination with the storage, is not available: choose another size"
_BILLING_LIMIT: Final = (
    "The API allows few requests for billing a day, for the whole organization, and counts them separately: wait, and "
    "ask for a longer period at once. Other operations are not affected"
)
_CHECK_USERS: Final = "Check the user's role with `aura.organizations.list_users()`"
_CHECK_PROJECT_USERS: Final = "Check with `aura.projects.list_users()` whether the user has the new role"

V2BETA1: Final = VersionHints(
    reasons={
        "db-not-found": f"These credentials see no instance with this id in this project. {_IDS}",
        "tenant-not-found": (
            "These credentials see no project with this id: `aura.projects.list()` lists those of the organization"
        ),
        "aura-database-not-found": (
            "This instance has no database with this id: `aura.databases.list(instance_id)` lists those it has"
        ),
        "multi-db-only": (
            "Only instances that were created with `multi_database=True` support this: use such an instance. Trying "
            "again does not help"
        ),
        "ip-filter-already-exists": (
            "Such an IP filter exists already (`aura.ip_filters.list()`): use that one, or change it with "
            "`aura.ip_filters.update(…)`"
        ),
        "invite-not-found": (
            "There is no such invite: `aura.organizations.list_invites()` lists those of the organization. It may have "
            "been accepted or revoked already"
        ),
        "invalid-memory-size": _SIZES,
        "instance-action-unavailable": (
            "The state of the instance does not allow this, or it is already in the state that this leads to: check "
            "its `legacy_status` with `aura.instances.get(id)`"
        ),
        "OutOfMemory": OUT_OF_MEMORY,
    },
    statuses={
        ("get_usage", 429): _BILLING_LIMIT,
        ("get_ledger", 429): _BILLING_LIMIT,
        ("invoke_agent", 429): (
            "The organization's quota of tokens for agents may be used up: wait, or ask Neo4j to raise it"
        ),
        ("invoke_agent", 504): (
            "The agent did not respond in time; the tokens are used up all the same. Ask for less at once"
        ),
        ("create_session", 409): SESSION_EXISTS,
        ("get_session", 404): SESSION_NOT_FOUND,
        ("delete_session", 404): SESSION_GONE,
    },
    find_out={
        "create_instance": (
            "Check with `aura.instances.list()` whether there is a new instance of this name. If so, it was created, "
            "and its initial password was lost with the response: wait until it is `running`, and delete it before "
            "creating it again"
        ),
        "update_instance": (
            "Check the instance (`aura.instances.get(id)`) after a minute: new values, or `resizing` or `updating` "
            "as its `legacy_status`, mean that it was accepted"
        ),
        "create_database": (
            "Check with `aura.databases.list(instance_id)` whether there is a database of this name: if so, it was "
            "created"
        ),
        "create_backup": (
            "Check with `aura.backups.list(instance_id, database_id)` whether there is a backup of this moment: if so, "
            "it was accepted"
        ),
        "restore_backup": (
            "Check the instance (`aura.instances.get(id)`) after a minute: the `legacy_status` `restoring` means "
            "that it was accepted"
        ),
        "create_organization_invite": (
            "Check with `aura.organizations.list_invites()` whether there is an invite for this address: if so, it was "
            "sent"
        ),
        "update_organization_user": _CHECK_USERS,
        "add_project_user": _CHECK_PROJECT_USERS,
        "update_project_user": _CHECK_PROJECT_USERS,
        "create_ip_filter": (
            "Check with `aura.ip_filters.list()` whether there is a filter of this name: if so, it was created"
        ),
        "update_ip_filter": "Check with `aura.ip_filters.get(id)` whether the filter has the new values",
        "create_agent": "Check with `aura.agents.list()` whether there is an agent of this name: if so, it was created",
        "update_agent": "Check with `aura.agents.get(id)` whether the agent has the new values",
        "invoke_agent": "An invocation changes nothing but uses up tokens: ask again if that is worth it",
        "create_deployment": (
            "Check with `aura.deployments.list()` whether there is a deployment of this name: if so, it was created"
        ),
        "create_deployment_token": (
            "You cannot check whether there is a token: delete the deployment's token, and create a new one"
        ),
        "rotate_deployment_token": (
            "The deployment may have a new token, which was lost with the response: delete it, and create one again"
        ),
        "create_import_job": (
            "Jobs cannot be listed: check in the Aura console whether one is running before starting another"
        ),
        "cancel_import_job": "Check the job (`aura.import_jobs.get(id)`): its state says whether it was cancelled",
        "create_virtual_graph": (
            "Check with `aura.virtual_graphs.list()` whether there is one of this name. If so, it was created, and its "
            "password was lost with the response: delete it before creating it again"
        ),
        "update_virtual_graph": (
            "Check the virtual graph (`aura.virtual_graphs.get(id)`): new values, or the status `updating`, mean "
            "that it was accepted"
        ),
    },
)

_CHECK: Final = "Check the data API (`aura.data_apis.get(instance_id, id)`)"

V1BETA5: Final = VersionHints(
    reasons={
        "db-not-found": (
            "These credentials see no instance with this id: `aurakit.Aura().instances.list()` lists those they see"
        ),
        "invalid-type-defs": (
            "Correct the type definitions: they are not accepted as they are. They must be GraphQL as `@neo4j/graphql` "
            "takes it, encoded in base64"
        ),
    },
    statuses={},
    find_out={
        "create_data_api": (
            "Check with `aura.data_apis.list(instance_id)` whether there is a data API of this name. If so, it was "
            "created, and its keys were lost with the response: delete it before creating it again, or add another "
            "provider to it"
        ),
        "update_data_api": f"{_CHECK}: new values, or the status `updating`, mean that it was accepted",
        "pause_data_api": f"{_CHECK}: the status `pausing` or `paused` means that it was accepted",
        "resume_data_api": f"{_CHECK}: the status `resuming` or `ready` means that it was accepted",
        "create_auth_provider": (
            "Check with `aura.auth_providers.list(instance_id, data_api_id)` whether there is a provider of this name. "
            "If so, it was created, and its key was lost with the response: delete it before creating it again"
        ),
        "update_auth_provider": (
            "Check with `aura.auth_providers.get(instance_id, data_api_id, id)` whether it has the new values"
        ),
    },
)
