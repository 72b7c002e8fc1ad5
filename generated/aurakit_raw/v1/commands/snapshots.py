# Written by `python scripts/generate.py` from openapi/v1/. Do not edit.
"""The operations on snapshots, for a command line."""

from ...commands import Command, Option

COMMANDS = {
    "get": Command(
        operation="get_snapshot",
        method="GET",
        summary="Get one snapshot of an instance",
        description="Its `status` says whether it is complete; only a `Completed` one can be restored or cloned.",
        options=(
            Option(
                name="instance_id",
                wire="instanceId",
                place="path",
                kind="text",
                help="The instance's id, such as `2f49c2b3`.",
                required=True,
            ),
            Option(
                name="snapshot_id",
                wire="snapshotId",
                place="path",
                kind="text",
                help="The snapshot's id, as `snapshots.list` and `snapshots.create` return it.",
                required=True,
            ),
        ),
        models=("Snapshot",),
    ),
    "restore": Command(
        operation="restore_snapshot",
        method="POST",
        summary="Restore an instance to the state of one of its snapshots",
        description="Data written since the snapshot is lost. Asynchronous: `restoring`, then `running`; at first the API may still report the earlier `running`.",
        options=(
            Option(
                name="instance_id",
                wire="instanceId",
                place="path",
                kind="text",
                help="The instance's id, such as `2f49c2b3`.",
                required=True,
            ),
            Option(
                name="snapshot_id",
                wire="snapshotId",
                place="path",
                kind="text",
                help="The snapshot's id, as `snapshots.list` and `snapshots.create` return it.",
                required=True,
            ),
        ),
        models=("Instance",),
        destructive=True,
    ),
    "list": Command(
        operation="list_snapshots",
        method="GET",
        summary="List the snapshots of an instance on one day",
        description="The scheduled ones and those taken on demand. Without a date, today's.",
        options=(
            Option(
                name="instance_id",
                wire="instanceId",
                place="path",
                kind="text",
                help="The instance's id, such as `2f49c2b3`.",
                required=True,
            ),
            Option(
                name="date",
                wire="date",
                place="query",
                kind="date",
                help="The day whose snapshots are listed; today if not given.",
            ),
        ),
        models=("Snapshot",),
    ),
    "create": Command(
        operation="create_snapshot",
        method="POST",
        summary="Take a snapshot of an instance now",
        description="Asynchronous: `Pending`, `InProgress`, then `Completed`, `Failed` or `Cancelled`; more data takes longer. Repeating the call takes another snapshot.",
        options=(
            Option(
                name="instance_id",
                wire="instanceId",
                place="path",
                kind="text",
                help="The instance's id, such as `2f49c2b3`.",
                required=True,
            ),
        ),
        models=("Snapshot",),
    ),
}
