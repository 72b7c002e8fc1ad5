# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The models. Each is imported when it is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .activity import Activity as Activity
    from .agent import Agent as Agent
    from .agent_content import AgentContent as AgentContent
    from .agent_content_type import AgentContentType as AgentContentType
    from .agent_error import AgentError as AgentError
    from .agent_message import AgentMessage as AgentMessage
    from .agent_response import AgentResponse as AgentResponse
    from .agent_response_type import AgentResponseType as AgentResponseType
    from .agent_summary import AgentSummary as AgentSummary
    from .agent_usage import AgentUsage as AgentUsage
    from .algorithm_category import AlgorithmCategory as AlgorithmCategory
    from .algorithm_to_estimate import AlgorithmToEstimate as AlgorithmToEstimate
    from .allowed_address import AllowedAddress as AllowedAddress
    from .allowed_range import AllowedRange as AllowedRange
    from .backup import Backup as Backup
    from .backup_status import BackupStatus as BackupStatus
    from .cloud_provider import CloudProvider as CloudProvider
    from .created_backup import CreatedBackup as CreatedBackup
    from .created_deployment import CreatedDeployment as CreatedDeployment
    from .created_import_job import CreatedImportJob as CreatedImportJob
    from .created_instance import CreatedInstance as CreatedInstance
    from .created_virtual_graph import CreatedVirtualGraph as CreatedVirtualGraph
    from .creator_type import CreatorType as CreatorType
    from .cypher_parameter import CypherParameter as CypherParameter
    from .cypher_parameter_type import CypherParameterType as CypherParameterType
    from .cypher_template_config import CypherTemplateConfig as CypherTemplateConfig
    from .cypher_template_tool import CypherTemplateTool as CypherTemplateTool
    from .database import Database as Database
    from .deleted_session import DeletedSession as DeletedSession
    from .deployment import Deployment as Deployment
    from .deployment_database import DeploymentDatabase as DeploymentDatabase
    from .deployment_dbms import DeploymentDbms as DeploymentDbms
    from .deployment_server import DeploymentServer as DeploymentServer
    from .deployment_summary import DeploymentSummary as DeploymentSummary
    from .deployment_token import DeploymentToken as DeploymentToken
    from .deployment_token_details import DeploymentTokenDetails as DeploymentTokenDetails
    from .embedding_provider import EmbeddingProvider as EmbeddingProvider
    from .filtered_entities import FilteredEntities as FilteredEntities
    from .graph_analytics import GraphAnalytics as GraphAnalytics
    from .import_config import ImportConfig as ImportConfig
    from .import_credentials import ImportCredentials as ImportCredentials
    from .import_exit_status import ImportExitStatus as ImportExitStatus
    from .import_job import ImportJob as ImportJob
    from .import_job_info import ImportJobInfo as ImportJobInfo
    from .import_job_progress import ImportJobProgress as ImportJobProgress
    from .import_job_state import ImportJobState as ImportJobState
    from .import_outcome import ImportOutcome as ImportOutcome
    from .import_source import ImportSource as ImportSource
    from .import_target import ImportTarget as ImportTarget
    from .import_type import ImportType as ImportType
    from .instance import Instance as Instance
    from .instance_ip_filter import InstanceIpFilter as InstanceIpFilter
    from .instance_status import InstanceStatus as InstanceStatus
    from .instance_summary import InstanceSummary as InstanceSummary
    from .instance_tier import InstanceTier as InstanceTier
    from .instance_type import InstanceType as InstanceType
    from .invite_status import InviteStatus as InviteStatus
    from .invited_project_role import InvitedProjectRole as InvitedProjectRole
    from .ip_filter import IpFilter as IpFilter
    from .ip_filter_status import IpFilterStatus as IpFilterStatus
    from .ledger_entry import LedgerEntry as LedgerEntry
    from .license_state import LicenseState as LicenseState
    from .license_type import LicenseType as LicenseType
    from .mfa_enrollment_status import MfaEnrollmentStatus as MfaEnrollmentStatus
    from .mfa_method import MfaMethod as MfaMethod
    from .node_progress import NodeProgress as NodeProgress
    from .organization import Organization as Organization
    from .organization_invite import OrganizationInvite as OrganizationInvite
    from .organization_role import OrganizationRole as OrganizationRole
    from .organization_user import OrganizationUser as OrganizationUser
    from .organization_user_details import OrganizationUserDetails as OrganizationUserDetails
    from .organization_user_project import OrganizationUserProject as OrganizationUserProject
    from .project import Project as Project
    from .project_invite import ProjectInvite as ProjectInvite
    from .project_role import ProjectRole as ProjectRole
    from .project_status import ProjectStatus as ProjectStatus
    from .project_user import ProjectUser as ProjectUser
    from .relationship_progress import RelationshipProgress as RelationshipProgress
    from .server_database import ServerDatabase as ServerDatabase
    from .server_license import ServerLicense as ServerLicense
    from .server_plugin import ServerPlugin as ServerPlugin
    from .session import Session as Session
    from .session_created_by import SessionCreatedBy as SessionCreatedBy
    from .session_error import SessionError as SessionError
    from .session_size_estimate import SessionSizeEstimate as SessionSizeEstimate
    from .session_status import SessionStatus as SessionStatus
    from .similarity_search_config import SimilaritySearchConfig as SimilaritySearchConfig
    from .similarity_search_tool import SimilaritySearchTool as SimilaritySearchTool
    from .text_2_cypher_tool import Text2CypherTool as Text2CypherTool
    from .tool_summary import ToolSummary as ToolSummary
    from .tool_type import ToolType as ToolType
    from .usage_entry import UsageEntry as UsageEntry
    from .virtual_graph import VirtualGraph as VirtualGraph
    from .virtual_graph_allowed_configs import VirtualGraphAllowedConfigs as VirtualGraphAllowedConfigs
    from .virtual_graph_configuration import VirtualGraphConfiguration as VirtualGraphConfiguration
    from .virtual_graph_price import VirtualGraphPrice as VirtualGraphPrice
    from .virtual_graph_status import VirtualGraphStatus as VirtualGraphStatus

_MODULES = {
    "Activity": "activity",
    "Agent": "agent",
    "AgentContent": "agent_content",
    "AgentContentType": "agent_content_type",
    "AgentError": "agent_error",
    "AgentMessage": "agent_message",
    "AgentResponse": "agent_response",
    "AgentResponseType": "agent_response_type",
    "AgentSummary": "agent_summary",
    "AgentUsage": "agent_usage",
    "AlgorithmCategory": "algorithm_category",
    "AlgorithmToEstimate": "algorithm_to_estimate",
    "AllowedAddress": "allowed_address",
    "AllowedRange": "allowed_range",
    "Backup": "backup",
    "BackupStatus": "backup_status",
    "CloudProvider": "cloud_provider",
    "CreatedBackup": "created_backup",
    "CreatedDeployment": "created_deployment",
    "CreatedImportJob": "created_import_job",
    "CreatedInstance": "created_instance",
    "CreatedVirtualGraph": "created_virtual_graph",
    "CreatorType": "creator_type",
    "CypherParameter": "cypher_parameter",
    "CypherParameterType": "cypher_parameter_type",
    "CypherTemplateConfig": "cypher_template_config",
    "CypherTemplateTool": "cypher_template_tool",
    "Database": "database",
    "DeletedSession": "deleted_session",
    "Deployment": "deployment",
    "DeploymentDatabase": "deployment_database",
    "DeploymentDbms": "deployment_dbms",
    "DeploymentServer": "deployment_server",
    "DeploymentSummary": "deployment_summary",
    "DeploymentToken": "deployment_token",
    "DeploymentTokenDetails": "deployment_token_details",
    "EmbeddingProvider": "embedding_provider",
    "FilteredEntities": "filtered_entities",
    "GraphAnalytics": "graph_analytics",
    "ImportConfig": "import_config",
    "ImportCredentials": "import_credentials",
    "ImportExitStatus": "import_exit_status",
    "ImportJob": "import_job",
    "ImportJobInfo": "import_job_info",
    "ImportJobProgress": "import_job_progress",
    "ImportJobState": "import_job_state",
    "ImportOutcome": "import_outcome",
    "ImportSource": "import_source",
    "ImportTarget": "import_target",
    "ImportType": "import_type",
    "Instance": "instance",
    "InstanceIpFilter": "instance_ip_filter",
    "InstanceStatus": "instance_status",
    "InstanceSummary": "instance_summary",
    "InstanceTier": "instance_tier",
    "InstanceType": "instance_type",
    "InviteStatus": "invite_status",
    "InvitedProjectRole": "invited_project_role",
    "IpFilter": "ip_filter",
    "IpFilterStatus": "ip_filter_status",
    "LedgerEntry": "ledger_entry",
    "LicenseState": "license_state",
    "LicenseType": "license_type",
    "MfaEnrollmentStatus": "mfa_enrollment_status",
    "MfaMethod": "mfa_method",
    "NodeProgress": "node_progress",
    "Organization": "organization",
    "OrganizationInvite": "organization_invite",
    "OrganizationRole": "organization_role",
    "OrganizationUser": "organization_user",
    "OrganizationUserDetails": "organization_user_details",
    "OrganizationUserProject": "organization_user_project",
    "Project": "project",
    "ProjectInvite": "project_invite",
    "ProjectRole": "project_role",
    "ProjectStatus": "project_status",
    "ProjectUser": "project_user",
    "RelationshipProgress": "relationship_progress",
    "ServerDatabase": "server_database",
    "ServerLicense": "server_license",
    "ServerPlugin": "server_plugin",
    "Session": "session",
    "SessionCreatedBy": "session_created_by",
    "SessionError": "session_error",
    "SessionSizeEstimate": "session_size_estimate",
    "SessionStatus": "session_status",
    "SimilaritySearchConfig": "similarity_search_config",
    "SimilaritySearchTool": "similarity_search_tool",
    "Text2CypherTool": "text_2_cypher_tool",
    "ToolSummary": "tool_summary",
    "ToolType": "tool_type",
    "UsageEntry": "usage_entry",
    "VirtualGraph": "virtual_graph",
    "VirtualGraphAllowedConfigs": "virtual_graph_allowed_configs",
    "VirtualGraphConfiguration": "virtual_graph_configuration",
    "VirtualGraphPrice": "virtual_graph_price",
    "VirtualGraphStatus": "virtual_graph_status",
}

__all__ = [
    "Activity",
    "Agent",
    "AgentContent",
    "AgentContentType",
    "AgentError",
    "AgentMessage",
    "AgentResponse",
    "AgentResponseType",
    "AgentSummary",
    "AgentUsage",
    "AlgorithmCategory",
    "AlgorithmToEstimate",
    "AllowedAddress",
    "AllowedRange",
    "Backup",
    "BackupStatus",
    "CloudProvider",
    "CreatedBackup",
    "CreatedDeployment",
    "CreatedImportJob",
    "CreatedInstance",
    "CreatedVirtualGraph",
    "CreatorType",
    "CypherParameter",
    "CypherParameterType",
    "CypherTemplateConfig",
    "CypherTemplateTool",
    "Database",
    "DeletedSession",
    "Deployment",
    "DeploymentDatabase",
    "DeploymentDbms",
    "DeploymentServer",
    "DeploymentSummary",
    "DeploymentToken",
    "DeploymentTokenDetails",
    "EmbeddingProvider",
    "FilteredEntities",
    "GraphAnalytics",
    "ImportConfig",
    "ImportCredentials",
    "ImportExitStatus",
    "ImportJob",
    "ImportJobInfo",
    "ImportJobProgress",
    "ImportJobState",
    "ImportOutcome",
    "ImportSource",
    "ImportTarget",
    "ImportType",
    "Instance",
    "InstanceIpFilter",
    "InstanceStatus",
    "InstanceSummary",
    "InstanceTier",
    "InstanceType",
    "InviteStatus",
    "InvitedProjectRole",
    "IpFilter",
    "IpFilterStatus",
    "LedgerEntry",
    "LicenseState",
    "LicenseType",
    "MfaEnrollmentStatus",
    "MfaMethod",
    "NodeProgress",
    "Organization",
    "OrganizationInvite",
    "OrganizationRole",
    "OrganizationUser",
    "OrganizationUserDetails",
    "OrganizationUserProject",
    "Project",
    "ProjectInvite",
    "ProjectRole",
    "ProjectStatus",
    "ProjectUser",
    "RelationshipProgress",
    "ServerDatabase",
    "ServerLicense",
    "ServerPlugin",
    "Session",
    "SessionCreatedBy",
    "SessionError",
    "SessionSizeEstimate",
    "SessionStatus",
    "SimilaritySearchConfig",
    "SimilaritySearchTool",
    "Text2CypherTool",
    "ToolSummary",
    "ToolType",
    "UsageEntry",
    "VirtualGraph",
    "VirtualGraphAllowedConfigs",
    "VirtualGraphConfiguration",
    "VirtualGraphPrice",
    "VirtualGraphStatus",
]

if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        from ...importing import importing

        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with importing:
            value = globals()[name] = getattr(import_module(f".{_MODULES[name]}", __name__), name)
        return value

    def __dir__() -> list[str]:
        return [*__all__]
