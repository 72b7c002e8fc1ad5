"""The methods of other clients that the page on moving over names are there, and all of theirs for v1 are on it."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from programs import environments
from programs.environments import python_of
from programs.test_moving import PAGE

HEADINGS = {
    "neo4j-aura-sdk": "## From `neo4j-aura-sdk`",
    "aura-python-sdk": "## From `aura-python-sdk`",
    "graphdatascience": "## From the Graph Data Science client",
}
LISTING = {
    "neo4j-aura-sdk": "import neo4j_aura_sdk; found = dir(neo4j_aura_sdk.AuraClient)",
    "graphdatascience": "from graphdatascience.session.aura_api import AuraApi; found = dir(AuraApi)",
    "aura-python-sdk": """
import aura_python_sdk
client = aura_python_sdk.AuraClient(client_id="a", client_secret="b")
groups = "tenants instances snapshots cmek graph_analytics prometheus".split()
found = [*dir(client), *groups, *(name for group in groups for name in dir(getattr(client, group)))]
""",
}
NOT_METHODS = re.compile(r"^(API_|DEFAULT_|HEALTH_|[A-Z]|base_ur|api_version|close$|extract_id$|with_options$)")
FURTHER = re.compile(
    r"_(project|organization|agents?|billing|deployments?|import_job|virtual_graphs?|graphql|project_user|instance_ip)(_|s$|$)"
)
"""Of neo4j-aura-sdk's methods those for v2beta1 and v1beta5, which the page does not list one by one."""
ROWS_OF_SAME_NAME = {"list", "get", "create", "update", "delete", "pause", "resume", "upgrade", "restore"}
REFERRED = {"get_metrics_integration", "estimate_size", "get_customer_managed_key", "create_customer_managed_key"} | {
    "delete_customer_managed_key", "fetch_raw_metrics", "get_instance_health", "get_metric_value",
}  # fmt: skip
"""What "and others" and `client.prometheus` stand for."""


def section(program: str) -> str:
    """The first column of a program's table on the page."""
    text = PAGE.read_text(encoding="utf-8").partition(HEADINGS[program])[2].partition("\n## ")[0]
    rows = [line.strip("|").split("|")[0] for line in text.splitlines() if line.startswith("|")]
    return "\n".join(rows[2:])


def methods(program: str) -> set[str]:
    """The public names of a program's client."""
    problem = environments.problem()
    assert problem is None, problem
    code = f"import json\n{LISTING[program]}\nprint(json.dumps(found))"
    done = subprocess.run([python_of(program), "-c", code], capture_output=True, text=True, check=True)
    return {name for name in json.loads(done.stdout.splitlines()[-1]) if not name.startswith("_")}


@pytest.mark.parametrize("program", HEADINGS)
def test_the_methods_that_the_page_names_are_there_and_none_for_v1_is_left_out(program: str) -> None:
    has = methods(program)
    codes = re.findall(r"`([^`]+)`", section(program))
    named = {
        word for code in codes for word in re.findall(r"(?<![=\w])([a-z][a-z_]+)(?![\w=])", code.partition("(")[0])
    }
    named -= {"client", "neo", "sleep", "aura"}
    assert {name for name in named if "_" in name} - has - {"aura_python_sdk", "neo4j_aura_sdk"} == set()
    left_out = {name for name in has - named if not NOT_METHODS.match(name)}
    if program == "neo4j-aura-sdk":
        left_out = {name for name in left_out if not FURTHER.search(name)}
    assert left_out - ROWS_OF_SAME_NAME - REFERRED == set()
