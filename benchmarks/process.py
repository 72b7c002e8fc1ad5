"""What is measured in a process of its own, once a call: started by `run.py`, prints one JSON line.

python benchmarks/process.py import:ours|theirs
python benchmarks/process.py first:ours|theirs PORT
"""

from __future__ import annotations

import json
import resource
import sys
import time


def imported(whose: str) -> None:
    """CPU seconds of an import."""
    began = time.process_time()
    if whose == "ours":
        from aurakit import Aura  # noqa: F401
    else:
        import httpx  # noqa: F401
    print(json.dumps({"cpu": time.process_time() - began}))


def first_call(whose: str, port: str) -> None:
    """Wall seconds of import, token and one call; then modules and memory."""
    before = set(sys.modules)
    base = f"http://127.0.0.1:{port}"
    began = time.perf_counter()
    if whose == "ours":
        from aurakit import Aura

        with Aura("benchmark", "benchmark", base_url=base) as aura:
            name = aura.instances.get("db1d1234").name
            wall = time.perf_counter() - began
    else:
        import httpx

        with httpx.Client(base_url=base) as client:
            form = {"grant_type": "client_credentials"}
            token = client.post("/oauth/token", data=form, auth=("benchmark", "benchmark")).json()["access_token"]
            headers = {"Authorization": f"Bearer {token}"}
            name = client.get("/v1/instances/db1d1234", headers=headers).json()["data"]["name"]
            wall = time.perf_counter() - began
    assert name == "Production"
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    loaded = set(sys.modules) - before
    beta = sum("beta" in name.partition(".")[2] for name in loaded)
    print(json.dumps({"wall": wall, "modules": len(loaded), "memory": memory, "beta": beta}))


if __name__ == "__main__":
    what, _, whose = sys.argv[1].partition(":")
    if what == "import":
        imported(whose)
    else:
        first_call(whose, sys.argv[2])
