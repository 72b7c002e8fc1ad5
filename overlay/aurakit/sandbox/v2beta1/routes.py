"""The 69 operations of v2beta1: stateful ones, and those that respond with the examples of the corrected document."""

from __future__ import annotations

from ..routing import Route
from . import (
    backups,
    databases,
    import_jobs,
    instances,
    invites,
    ip_filters,
    organizations,
    sessions,
    users,
    virtual_graphs,
)
from .examples import example_route

_ALL = "/organizations"
_ORGANIZATION = f"{_ALL}/{{organization_id}}"
_INVITES = f"{_ORGANIZATION}/invites"
_FILTERS = f"{_ORGANIZATION}/ip-filters"
_USERS = f"{_ORGANIZATION}/users"
_PROJECTS = f"{_ORGANIZATION}/projects"
_PROJECT = f"{_PROJECTS}/{{project_id}}"
_MEMBERS = f"{_PROJECT}/users"
_SESSIONS = f"{_PROJECT}/graph-analytics/sessions"
_INSTANCES = f"{_PROJECT}/instances"
_INSTANCE = f"{_INSTANCES}/{{instance_id}}"
_DATABASES = f"{_INSTANCE}/databases"
_DATABASE = f"{_DATABASES}/{{database_id}}"
_AGENTS = f"{_PROJECT}/agents"
_AGENT = f"{_AGENTS}/{{agent_id}}"
_DEPLOYMENTS = f"{_PROJECT}/fleet-manager/deployments"
_DEPLOYMENT = f"{_DEPLOYMENTS}/{{deployment_id}}"
_JOBS = f"{_PROJECT}/import/jobs"
_JOB = f"{_JOBS}/{{id}}"
_GRAPHS = f"{_PROJECT}/virtual-graphs"

STATEFUL = (
    Route("GET", _ALL, organizations.list_organizations),
    Route("GET", _ORGANIZATION, organizations.get_organization),
    Route("GET", _PROJECTS, organizations.list_projects),
    Route("GET", _INVITES, invites.list_invites),
    Route("POST", _INVITES, invites.create_invite),
    Route("DELETE", f"{_INVITES}/{{invite_id}}", invites.delete_invite),
    Route("GET", _FILTERS, ip_filters.list_ip_filters),
    Route("POST", _FILTERS, ip_filters.create_ip_filter),
    Route("GET", f"{_FILTERS}/{{ip_filter_id}}", ip_filters.get_ip_filter),
    Route("PATCH", f"{_FILTERS}/{{ip_filter_id}}", ip_filters.update_ip_filter),
    Route("DELETE", f"{_FILTERS}/{{ip_filter_id}}", ip_filters.delete_ip_filter),
    Route("GET", f"{_INSTANCE}/ip-filters", ip_filters.get_instance_ip_filter),
    Route("GET", _USERS, users.list_organization_users),
    Route("GET", f"{_USERS}/{{user_id}}", users.get_organization_user),
    Route("PATCH", f"{_USERS}/{{user_id}}", users.update_organization_user),
    Route("DELETE", f"{_USERS}/{{user_id}}", users.delete_organization_user),
    Route("GET", _MEMBERS, users.list_project_users),
    Route("POST", _MEMBERS, users.add_project_user),
    Route("PATCH", f"{_MEMBERS}/{{user_id}}", users.update_project_user),
    Route("DELETE", f"{_MEMBERS}/{{user_id}}", users.delete_project_user),
    Route("GET", f"{_ORGANIZATION}/graph-analytics/sessions", sessions.list_organization_sessions),
    Route("GET", _SESSIONS, sessions.list_sessions),
    Route("POST", _SESSIONS, sessions.create_session),
    Route("POST", f"{_SESSIONS}/sizing", sessions.estimate_session_size),
    Route("GET", f"{_SESSIONS}/{{session_id}}", sessions.get_session),
    Route("DELETE", f"{_SESSIONS}/{{session_id}}", sessions.delete_session),
    Route("GET", _INSTANCES, instances.list_instances),
    Route("POST", _INSTANCES, instances.create_instance),
    Route("GET", _INSTANCE, instances.get_instance),
    Route("PATCH", _INSTANCE, instances.update_instance),
    Route("DELETE", _INSTANCE, instances.delete_instance),
    Route("GET", _DATABASES, databases.list_databases),
    Route("POST", _DATABASES, databases.create_database),
    Route("GET", _DATABASE, databases.get_database),
    Route("DELETE", _DATABASE, databases.delete_database),
    Route("GET", f"{_DATABASE}/backups", backups.list_backups),
    Route("POST", f"{_DATABASE}/backups", backups.create_backup),
    Route("GET", f"{_DATABASE}/backups/{{backup_id}}", backups.get_backup),
    Route("POST", f"{_DATABASE}/restore", backups.restore_backup),
    Route("POST", _JOBS, import_jobs.create_import_job),
    Route("GET", _JOB, import_jobs.get_import_job),
    Route("POST", f"{_JOB}/cancellation", import_jobs.cancel_import_job),
    Route("GET", _GRAPHS, virtual_graphs.list_virtual_graphs),
    Route("POST", _GRAPHS, virtual_graphs.create_virtual_graph),
    Route("GET", f"{_GRAPHS}/allowed-configs", virtual_graphs.get_allowed_configs),
    Route("GET", f"{_GRAPHS}/{{id}}", virtual_graphs.get_virtual_graph),
    Route("PATCH", f"{_GRAPHS}/{{id}}", virtual_graphs.update_virtual_graph),
    Route("DELETE", f"{_GRAPHS}/{{id}}", virtual_graphs.delete_virtual_graph),
)
BY_EXAMPLES = tuple(
    example_route(*one)
    for one in (
        ("GET", f"{_ORGANIZATION}/activity-feed"),
        ("GET", f"{_ORGANIZATION}/billing/ledger", "billing"),
        ("GET", f"{_ORGANIZATION}/billing/usage", "billing"),
        ("GET", f"{_PROJECT}/activity-feed"),
        ("GET", _AGENTS),
        ("POST", _AGENTS),
        ("GET", _AGENT),
        ("PATCH", _AGENT),
        ("PUT", _AGENT),
        ("DELETE", _AGENT),
        ("POST", f"{_AGENT}/invoke"),
        ("GET", _DEPLOYMENTS),
        ("POST", _DEPLOYMENTS),
        ("GET", _DEPLOYMENT),
        ("DELETE", _DEPLOYMENT),
        ("GET", f"{_DEPLOYMENT}/databases"),
        ("GET", f"{_DEPLOYMENT}/servers"),
        ("GET", f"{_DEPLOYMENT}/servers/{{server_id}}/databases"),
        ("POST", f"{_DEPLOYMENT}/token"),
        ("PATCH", f"{_DEPLOYMENT}/token"),
        ("DELETE", f"{_DEPLOYMENT}/token"),
    )
)
ROUTES = (*STATEFUL, *BY_EXAMPLES)
