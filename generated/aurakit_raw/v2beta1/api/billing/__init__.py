# Written by `python scripts/generate.py` from openapi/v2beta1/. Do not edit.
"""The operations on billing, as methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ....importing import Late

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from ....client import AsyncClient, Client
    from ....types import AsyncPages, Pages
    from ...models.ledger_entry import LedgerEntry
    from ...models.usage_entry import UsageEntry
    from . import get_ledger, get_usage
else:
    get_ledger = Late(globals(), "get_ledger")
    get_usage = Late(globals(), "get_usage")


class Billing:
    """Billing: what was used, what it costs, what is left. 10 requests a day for an organization."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def get_ledger(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_token: str | None = None,
        page_limit: int | None = None,
        organization_id: str | None = None,
    ) -> Pages[LedgerEntry]:
        """List the credits that an organization had left on each day of a period.

        For organizations that prepay. The figures are updated once a day and can be two days old. An organization has
        10 requests in 24 hours for this and the usage together, and each page counts as one. A 429 here does not
        affect other operations.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The balances, one for each day, requested page by page as needed.

        Raises:
            BadRequestError: A time that is not RFC 3339, or an end before the start.
            RateLimitError: The 10 requests in 24 hours are used up.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import Pages, next_by_token

        return Pages(
            self._client,
            get_ledger.request(
                start=start, end=end, page_token=page_token, page_limit=page_limit, organization_id=organization_id
            ),
            next_by_token,
        )

    def get_usage(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_token: str | None = None,
        page_limit: int | None = None,
        project_id: Sequence[str] | None = None,
        organization_id: str | None = None,
    ) -> Pages[UsageEntry]:
        """List what an organization used in a period, and what it costs.

        It has one entry for each resource and charge. The figures are updated once a day and can be two days old. An
        organization has 10 requests in 24 hours for this and the ledger together, and each page counts as one. A 429
        here does not affect other operations.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            project_id: Only usage of the projects with these ids; all projects if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The entries, requested page by page as needed.

        Raises:
            BadRequestError: A time that is not RFC 3339, or an end before the start.
            RateLimitError: The 10 requests in 24 hours are used up.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import Pages, next_by_token

        return Pages(
            self._client,
            get_usage.request(
                start=start,
                end=end,
                page_token=page_token,
                page_limit=page_limit,
                project_id=project_id,
                organization_id=organization_id,
            ),
            next_by_token,
        )


class AsyncBilling:
    """Billing: what was used, what it costs, what is left. 10 requests a day for an organization."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    def get_ledger(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_token: str | None = None,
        page_limit: int | None = None,
        organization_id: str | None = None,
    ) -> AsyncPages[LedgerEntry]:
        """List the credits that an organization had left on each day of a period.

        For organizations that prepay. The figures are updated once a day and can be two days old. An organization has
        10 requests in 24 hours for this and the usage together, and each page counts as one. A 429 here does not
        affect other operations.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The balances, one for each day, requested page by page as needed.

        Raises:
            BadRequestError: A time that is not RFC 3339, or an end before the start.
            RateLimitError: The 10 requests in 24 hours are used up.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import AsyncPages, next_by_token

        return AsyncPages(
            self._client,
            get_ledger.request(
                start=start, end=end, page_token=page_token, page_limit=page_limit, organization_id=organization_id
            ),
            next_by_token,
        )

    def get_usage(
        self,
        *,
        start: datetime.datetime | str,
        end: datetime.datetime | str,
        page_token: str | None = None,
        page_limit: int | None = None,
        project_id: Sequence[str] | None = None,
        organization_id: str | None = None,
    ) -> AsyncPages[UsageEntry]:
        """List what an organization used in a period, and what it costs.

        It has one entry for each resource and charge. The figures are updated once a day and can be two days old. An
        organization has 10 requests in 24 hours for this and the ledger together, and each page counts as one. A 429
        here does not affect other operations.

        Args:
            start: The start of the period, a time with a time zone (RFC 3339).
            end: The end of the period, a time with a time zone (RFC 3339).
            page_token: The token of the page to begin with, from the link in the previous page; the first page if not
                given.
            page_limit: The maximum number of items in a page; chosen by the API if not given.
            project_id: Only usage of the projects with these ids; all projects if not given.
            organization_id: The id of the organization, a UUID; the client's own if not given.

        Returns:
            The entries, requested page by page as needed.

        Raises:
            BadRequestError: A time that is not RFC 3339, or an end before the start.
            RateLimitError: The 10 requests in 24 hours are used up.

        See https://neo4j.com/docs/aura/platform/api/specification/.
        """
        from ....types import AsyncPages, next_by_token

        return AsyncPages(
            self._client,
            get_usage.request(
                start=start,
                end=end,
                page_token=page_token,
                page_limit=page_limit,
                project_id=project_id,
                organization_id=organization_id,
            ),
            next_by_token,
        )
