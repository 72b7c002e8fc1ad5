# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on agents, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ....importing import Late

if TYPE_CHECKING:
    import builtins
    from collections.abc import Mapping, Sequence

    from ....client import AsyncClient, Client
    from ...models.agent import Agent
    from ...models.agent_message import AgentMessage
    from ...models.agent_response import AgentResponse
    from ...models.agent_summary import AgentSummary
    from ...models.cypher_template_tool import CypherTemplateTool
    from ...models.similarity_search_tool import SimilaritySearchTool
    from ...models.text_2_cypher_tool import Text2CypherTool
    from . import create_agent, delete_agent, get_agent, invoke_agent, list_agents, replace_agent, update_agent
else:
    create_agent = Late(globals(), "create_agent")
    delete_agent = Late(globals(), "delete_agent")
    get_agent = Late(globals(), "get_agent")
    invoke_agent = Late(globals(), "invoke_agent")
    list_agents = Late(globals(), "list_agents")
    replace_agent = Late(globals(), "replace_agent")
    update_agent = Late(globals(), "update_agent")


class Agents:
    """Agents: language models that answer questions about a database with their tools."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self, *, organization_id: str | None = None, project_id: str | None = None) -> builtins.list[AgentSummary]:
        """List the agents of a project.

        An agent is a language model that can query one database with its tools. The list has only the name and kind of
        each tool.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agents, all in one list.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(list_agents.request(organization_id=organization_id, project_id=project_id))

    def create(
        self,
        *,
        name: str,
        description: str,
        dbid: str,
        is_private: bool,
        tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]],
        system_prompt: str | None = None,
        is_mcp_enabled: bool | None = None,
        enabled: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Agent:
        """Create an agent for a database.

        Its tools decide what it can do with the data, and `is_private` who may invoke it. Invocations count towards
        the organization's quota of tokens. Repeating the call creates a second agent.

        Args:
            name: A name, at most 100 characters.
            description: Its purpose, for people and for other agents.
            dbid: The id of the instance to query.
            is_private: Whether only members of the project may invoke it.
            tools: All tools that it can use.
            system_prompt: The instructions that it gets before each question.
            is_mcp_enabled: Whether MCP clients can use it.
            enabled: Whether it can be invoked.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent with its id.

        Raises:
            BadRequestError: A tool that is not accepted, such as a template whose parameters do not match.
            ForbiddenError: You may not create agents in the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            create_agent.request(
                name=name,
                description=description,
                dbid=dbid,
                is_private=is_private,
                tools=tools,
                system_prompt=system_prompt,
                is_mcp_enabled=is_mcp_enabled,
                enabled=enabled,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    def get(self, agent_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Agent:
        """Get one agent with its tools.

        It includes its prompt and the settings of every tool.

        Args:
            agent_id: The id of the agent, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(get_agent.request(agent_id, organization_id=organization_id, project_id=project_id))

    def replace(
        self,
        agent_id: str,
        *,
        name: str,
        description: str,
        dbid: str,
        is_private: bool,
        tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]],
        system_prompt: str | None = None,
        is_mcp_enabled: bool | None = None,
        enabled: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Agent:
        """Replace all properties of an agent.

        Properties that are not given are set to their defaults; use `update` to change single ones. Safe to repeat.

        Args:
            agent_id: The id of the agent, a UUID.
            name: A name, at most 100 characters.
            description: Its purpose, for people and for other agents.
            dbid: The id of the instance to query.
            is_private: Whether only members of the project may invoke it.
            tools: All tools that it can use.
            system_prompt: The instructions that it gets before each question.
            is_mcp_enabled: Whether MCP clients can use it.
            enabled: Whether it can be invoked.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent with its new values.

        Raises:
            BadRequestError: A tool that is not accepted, or a property that is missing.
            ForbiddenError: You may not change agents in the project.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Agent = self._client.complete(
            replace_agent.request(
                agent_id,
                name=name,
                description=description,
                dbid=dbid,
                is_private=is_private,
                tools=tools,
                system_prompt=system_prompt,
                is_mcp_enabled=is_mcp_enabled,
                enabled=enabled,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    def delete(self, agent_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> None:
        """Permanently delete an agent.

        The database is not affected. Safe to repeat.

        Args:
            agent_id: The id of the agent, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            delete_agent.request(agent_id, organization_id=organization_id, project_id=project_id)
        )

    def update(
        self,
        agent_id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        dbid: str | None = None,
        is_private: bool | None = None,
        tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]] | None = None,
        system_prompt: str | None = None,
        is_mcp_enabled: bool | None = None,
        enabled: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Agent:
        """Change some properties of an agent.

        Values that are not given stay unchanged; a list of tools replaces the previous one.

        Args:
            agent_id: The id of the agent, a UUID.
            name: A name, at most 100 characters.
            description: Its purpose, for people and for other agents.
            dbid: The id of the instance to query.
            is_private: Whether only members of the project may invoke it.
            tools: All tools that it can use.
            system_prompt: The instructions that it gets before each question.
            is_mcp_enabled: Whether MCP clients can use it.
            enabled: Whether it can be invoked.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent with its new values.

        Raises:
            BadRequestError: A tool that is not accepted.
            ForbiddenError: You may not change agents in the project.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Agent = self._client.complete(
            update_agent.request(
                agent_id,
                name=name,
                description=description,
                dbid=dbid,
                is_private=is_private,
                tools=tools,
                system_prompt=system_prompt,
                is_mcp_enabled=is_mcp_enabled,
                enabled=enabled,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    def invoke(
        self,
        agent_id: str,
        *,
        input: str | Sequence[AgentMessage | Mapping[str, Any]],
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> AgentResponse:
        """Ask an agent, and wait for its whole response.

        It can take up to three minutes, longer than a client's default `timeout`: use `with_options(timeout=200)`. It
        uses up tokens of the organization's quota even if no response arrives. Streaming is not supported.

        Args:
            agent_id: The id of the agent, a UUID.
            input: The question, or the messages of a conversation so far with the question at the end.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The response in parts: text, the model's thinking, the tools it used and their results. If the agent
            failed, its type is `error`.

        Raises:
            BadRequestError: The input is not accepted.
            NotFoundError: There is none with this id.
            RateLimitError: The quota of tokens is used up.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return self._client.result(
            invoke_agent.request(agent_id, input=input, organization_id=organization_id, project_id=project_id)
        )


class AsyncAgents:
    """Agents: language models that answer questions about a database with their tools."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, organization_id: str | None = None, project_id: str | None = None
    ) -> builtins.list[AgentSummary]:
        """List the agents of a project.

        An agent is a language model that can query one database with its tools. The list has only the name and kind of
        each tool.

        Args:
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agents, all in one list.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(list_agents.request(organization_id=organization_id, project_id=project_id))

    async def create(
        self,
        *,
        name: str,
        description: str,
        dbid: str,
        is_private: bool,
        tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]],
        system_prompt: str | None = None,
        is_mcp_enabled: bool | None = None,
        enabled: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Agent:
        """Create an agent for a database.

        Its tools decide what it can do with the data, and `is_private` who may invoke it. Invocations count towards
        the organization's quota of tokens. Repeating the call creates a second agent.

        Args:
            name: A name, at most 100 characters.
            description: Its purpose, for people and for other agents.
            dbid: The id of the instance to query.
            is_private: Whether only members of the project may invoke it.
            tools: All tools that it can use.
            system_prompt: The instructions that it gets before each question.
            is_mcp_enabled: Whether MCP clients can use it.
            enabled: Whether it can be invoked.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent with its id.

        Raises:
            BadRequestError: A tool that is not accepted, such as a template whose parameters do not match.
            ForbiddenError: You may not create agents in the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            create_agent.request(
                name=name,
                description=description,
                dbid=dbid,
                is_private=is_private,
                tools=tools,
                system_prompt=system_prompt,
                is_mcp_enabled=is_mcp_enabled,
                enabled=enabled,
                organization_id=organization_id,
                project_id=project_id,
            )
        )

    async def get(self, agent_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> Agent:
        """Get one agent with its tools.

        It includes its prompt and the settings of every tool.

        Args:
            agent_id: The id of the agent, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent.

        Raises:
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            get_agent.request(agent_id, organization_id=organization_id, project_id=project_id)
        )

    async def replace(
        self,
        agent_id: str,
        *,
        name: str,
        description: str,
        dbid: str,
        is_private: bool,
        tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]],
        system_prompt: str | None = None,
        is_mcp_enabled: bool | None = None,
        enabled: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Agent:
        """Replace all properties of an agent.

        Properties that are not given are set to their defaults; use `update` to change single ones. Safe to repeat.

        Args:
            agent_id: The id of the agent, a UUID.
            name: A name, at most 100 characters.
            description: Its purpose, for people and for other agents.
            dbid: The id of the instance to query.
            is_private: Whether only members of the project may invoke it.
            tools: All tools that it can use.
            system_prompt: The instructions that it gets before each question.
            is_mcp_enabled: Whether MCP clients can use it.
            enabled: Whether it can be invoked.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent with its new values.

        Raises:
            BadRequestError: A tool that is not accepted, or a property that is missing.
            ForbiddenError: You may not change agents in the project.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Agent = await self._client.complete(
            replace_agent.request(
                agent_id,
                name=name,
                description=description,
                dbid=dbid,
                is_private=is_private,
                tools=tools,
                system_prompt=system_prompt,
                is_mcp_enabled=is_mcp_enabled,
                enabled=enabled,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    async def delete(self, agent_id: str, *, organization_id: str | None = None, project_id: str | None = None) -> None:
        """Permanently delete an agent.

        The database is not affected. Safe to repeat.

        Args:
            agent_id: The id of the agent, a UUID.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Raises:
            NotFoundError: There was nothing with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            delete_agent.request(agent_id, organization_id=organization_id, project_id=project_id)
        )

    async def update(
        self,
        agent_id: str,
        *,
        name: str | None = None,
        description: str | None = None,
        dbid: str | None = None,
        is_private: bool | None = None,
        tools: Sequence[CypherTemplateTool | SimilaritySearchTool | Text2CypherTool | Mapping[str, Any]] | None = None,
        system_prompt: str | None = None,
        is_mcp_enabled: bool | None = None,
        enabled: bool | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Agent:
        """Change some properties of an agent.

        Values that are not given stay unchanged; a list of tools replaces the previous one.

        Args:
            agent_id: The id of the agent, a UUID.
            name: A name, at most 100 characters.
            description: Its purpose, for people and for other agents.
            dbid: The id of the instance to query.
            is_private: Whether only members of the project may invoke it.
            tools: All tools that it can use.
            system_prompt: The instructions that it gets before each question.
            is_mcp_enabled: Whether MCP clients can use it.
            enabled: Whether it can be invoked.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The agent with its new values.

        Raises:
            BadRequestError: A tool that is not accepted.
            ForbiddenError: You may not change agents in the project.
            NotFoundError: There is none with this id.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        completed: Agent = await self._client.complete(
            update_agent.request(
                agent_id,
                name=name,
                description=description,
                dbid=dbid,
                is_private=is_private,
                tools=tools,
                system_prompt=system_prompt,
                is_mcp_enabled=is_mcp_enabled,
                enabled=enabled,
                organization_id=organization_id,
                project_id=project_id,
            )
        )
        return completed

    async def invoke(
        self,
        agent_id: str,
        *,
        input: str | Sequence[AgentMessage | Mapping[str, Any]],
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> AgentResponse:
        """Ask an agent, and wait for its whole response.

        It can take up to three minutes, longer than a client's default `timeout`: use `with_options(timeout=200)`. It
        uses up tokens of the organization's quota even if no response arrives. Streaming is not supported.

        Args:
            agent_id: The id of the agent, a UUID.
            input: The question, or the messages of a conversation so far with the question at the end.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The response in parts: text, the model's thinking, the tools it used and their results. If the agent
            failed, its type is `error`.

        Raises:
            BadRequestError: The input is not accepted.
            NotFoundError: There is none with this id.
            RateLimitError: The quota of tokens is used up.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        return await self._client.result(
            invoke_agent.request(agent_id, input=input, organization_id=organization_id, project_id=project_id)
        )
