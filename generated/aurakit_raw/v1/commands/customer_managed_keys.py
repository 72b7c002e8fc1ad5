# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on customer managed keys, for a command line."""

from ...commands import Command, Option

COMMANDS = {
    "list": Command(
        operation="list_customer_managed_keys",
        method="GET",
        summary="List the customer managed keys you have access to",
        description="Each has only its id, name and project; `get` returns the rest. Without a project, the keys of all projects are listed.",
        options=(
            Option(
                name="tenant_id",
                wire="tenantId",
                place="query",
                kind="text",
                help="Only keys of the project with this id.",
            ),
        ),
        models=("CustomerManagedKeySummary",),
    ),
    "create": Command(
        operation="create_customer_managed_key",
        method="POST",
        summary="Register a key of your cloud provider with Aura",
        description="Asynchronous: `pending` until the key has the permissions that the Aura Console lists for it, then `ready` or `error`. Only a ready key can encrypt new instances. Repeating the call can register the key twice.",
        options=(
            Option(
                name="region",
                wire="region",
                place="body",
                kind="text",
                help="The region it is in, such as `us-west-2`.",
                required=True,
            ),
            Option(
                name="name",
                wire="name",
                place="body",
                kind="text",
                help="1 to 30 characters, no whitespace at either end.",
                required=True,
            ),
            Option(
                name="instance_type",
                wire="instance_type",
                place="body",
                kind="text",
                help="The type of instance it is for: `enterprise-db` or `enterprise-ds`.",
                required=True,
                values=(
                    "enterprise-db",
                    "enterprise-ds",
                    "business-critical",
                    "professional-db",
                    "professional-ds",
                    "free-db",
                ),
            ),
            Option(
                name="tenant_id",
                wire="tenant_id",
                place="body",
                kind="text",
                help="The id of the project that may use it.",
                required=True,
            ),
            Option(
                name="cloud_provider",
                wire="cloud_provider",
                place="body",
                kind="text",
                help="The cloud provider that stores it: `gcp`, `aws` or `azure`.",
                required=True,
                values=("gcp", "aws", "azure"),
            ),
            Option(
                name="key_id",
                wire="key_id",
                place="body",
                kind="text",
                help="The key's id at the cloud provider; at Amazon its ARN.",
                required=True,
            ),
        ),
        body=True,
        models=("CustomerManagedKey",),
    ),
    "get": Command(
        operation="get_customer_managed_key",
        method="GET",
        summary="Get one customer managed key",
        description="Its `status` says whether it is ready.",
        options=(
            Option(
                name="customer_managed_key_id",
                wire="customerManagedKeyId",
                place="path",
                kind="text",
                help="The key's id in Aura, a UUID.",
                required=True,
            ),
        ),
        models=("CustomerManagedKey",),
    ),
    "delete": Command(
        operation="delete_customer_managed_key",
        method="DELETE",
        summary="Remove a customer managed key from Aura",
        description="Takes effect at once. The key itself stays with your cloud provider. Safe to repeat.",
        options=(
            Option(
                name="customer_managed_key_id",
                wire="customerManagedKeyId",
                place="path",
                kind="text",
                help="The key's id in Aura, a UUID.",
                required=True,
            ),
        ),
        destructive=True,
    ),
}
