"""A local, stateful Aura API, for trying the SDK without an account and testing behaviour when the API fails.

    from aurakit.sandbox import Sandbox

    with Sandbox() as sandbox:
        aura = sandbox.client()

`python -m aurakit.sandbox` runs one until Ctrl-C; `pytest -p aurakit.sandbox.plugin` provides the fixture
`aura_sandbox`. It needs the extra `sandbox`; nothing else in this package imports it.
"""

from __future__ import annotations

import sys

try:
    import uvicorn as _uvicorn  # noqa: F401
except ImportError:
    _NEEDED = 'The sandbox needs uvicorn: pip install "aurakit[sandbox]"'
    if sys.orig_argv[1:3] == ["-m", "aurakit.sandbox"]:
        sys.exit(_NEEDED)  # users of the command do not want a traceback
    raise ImportError(_NEEDED) from None

from .clock import ManualClock, SandboxClock
from .faults import Fault, FaultOptions
from .lifecycle import Durations
from .options import Awkwardness, Configuration, Project, default_configurations
from .organizations import Invite, IpFilter, Organization, User
from .records import RecordedRequest
from .sandbox import Sandbox
from .settings import SandboxOptions
from .states import (
    AuthProviderState,
    BackupState,
    DataApiState,
    DatabaseState,
    ImportJobState,
    InstanceState,
    KeyState,
    OperationState,
    SessionState,
    SnapshotState,
    VirtualGraphState,
)

__all__ = [
    "AuthProviderState",
    "Awkwardness",
    "BackupState",
    "Configuration",
    "DataApiState",
    "DatabaseState",
    "Durations",
    "Fault",
    "FaultOptions",
    "ImportJobState",
    "InstanceState",
    "Invite",
    "IpFilter",
    "KeyState",
    "ManualClock",
    "OperationState",
    "Organization",
    "Project",
    "RecordedRequest",
    "Sandbox",
    "SandboxClock",
    "SandboxOptions",
    "SessionState",
    "SnapshotState",
    "User",
    "VirtualGraphState",
    "default_configurations",
]
