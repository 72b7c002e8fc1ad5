# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on activity feed, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import datetime

    from ....client import AsyncClient, Client
    from ....types import AsyncPages, Pages
    from ...models.activity import Activity
    from . import get_organization_activity_feed, get_project_activity_feed
else:
    get_organization_activity_feed = Late(globals(), "get_organization_activity_feed")
    get_project_activity_feed = Late(globals(), "get_project_activity_feed")


class ActivityFeed:
    """Activity feeds: who did what and when."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get_organization(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_limit: int | None = None,
        page_token: str | None = None,
        organization_id: str | None = None,
    ) -> Pages[Activity]:
        """List who did what in an organization in a period.

        Each activity has who did it, from which address, what it was, and details as text.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The activities, requested page by page as needed.

        Raises:
            BadRequestError: A time or a period that is not accepted.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import Pages, next_by_token

        return Pages(
            self._client,
            get_organization_activity_feed.request(
                start=start, end=end, page_limit=page_limit, page_token=page_token, organization_id=organization_id
            ),
            next_by_token,
        )

    def get_project(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_limit: int | None = None,
        page_token: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> Pages[Activity]:
        """List who did what in a project in a period.

        Each activity has who did it, from which address, what it was, and details as text.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The activities, requested page by page as needed.

        Raises:
            BadRequestError: A time or a period that is not accepted.
            ForbiddenError: Your credentials do not belong to an administrator of the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import Pages, next_by_token

        return Pages(
            self._client,
            get_project_activity_feed.request(
                start=start,
                end=end,
                page_limit=page_limit,
                page_token=page_token,
                organization_id=organization_id,
                project_id=project_id,
            ),
            next_by_token,
        )


class AsyncActivityFeed:
    """Activity feeds: who did what and when."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def get_organization(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_limit: int | None = None,
        page_token: str | None = None,
        organization_id: str | None = None,
    ) -> AsyncPages[Activity]:
        """List who did what in an organization in a period.

        Each activity has who did it, from which address, what it was, and details as text.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The activities, requested page by page as needed.

        Raises:
            BadRequestError: A time or a period that is not accepted.
            ForbiddenError: Your credentials do not belong to an administrator of the organization.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import AsyncPages, next_by_token

        return AsyncPages(
            self._client,
            get_organization_activity_feed.request(
                start=start, end=end, page_limit=page_limit, page_token=page_token, organization_id=organization_id
            ),
            next_by_token,
        )

    def get_project(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_limit: int | None = None,
        page_token: str | None = None,
        organization_id: str | None = None,
        project_id: str | None = None,
    ) -> AsyncPages[Activity]:
        """List who did what in a project in a period.

        Each activity has who did it, from which address, what it was, and details as text.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            organization_id: The id of the organization, a UUID; the client's own if not given.
            project_id: The id of the project, a UUID; the client's own if not given.

        Returns:
            The activities, requested page by page as needed.

        Raises:
            BadRequestError: A time or a period that is not accepted.
            ForbiddenError: Your credentials do not belong to an administrator of the project.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import AsyncPages, next_by_token

        return AsyncPages(
            self._client,
            get_project_activity_feed.request(
                start=start,
                end=end,
                page_limit=page_limit,
                page_token=page_token,
                organization_id=organization_id,
                project_id=project_id,
            ),
            next_by_token,
        )
