"""Whether a configuration is available: which value is not, together with which others, and what is."""

from __future__ import annotations

from enum import Enum
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit._calls.steps import Pause
from aurakit.errors import InvalidArgumentError
from aurakit.v1.configurations import check_steps, check_upgrade, fitting, upgraded
from aurakit_raw.types import Response
from aurakit_raw.v1.models import CloudProvider, InstanceConfiguration, InstanceType


def configuration(**changed: Any) -> InstanceConfiguration:
    values = {
        "cloud_provider": "gcp", "type": "enterprise-db", "region": "europe-west1", "region_name": "Belgium",
        "version": "5", "memory": "4GB", "storage": "8GB",
    }  # fmt: skip
    return InstanceConfiguration.from_dict({**values, **changed})


FREE = configuration(type="free-db", memory="1GB", storage=None)
AVAILABLE = [
    configuration(),
    configuration(storage="16GB"),
    configuration(memory="16GB", storage="32GB"),
    configuration(memory="2GB", storage="4GB", version="4"),
    configuration(region="us-central1", memory="8GB", storage="1TB"),
    configuration(cloud_provider="aws", region="us-east-1", type="business-critical", memory="2GB", storage="4GB"),
    FREE,
]
NAMES = ("cloud_provider", "type", "region", "version", "memory", "storage")


def refusal(**asked: Any) -> str:
    with pytest.raises(InvalidArgumentError) as caught:
        fitting(AVAILABLE, asked)
    return str(caught.value)


def test_what_is_available_is_returned_whole() -> None:
    assert fitting(AVAILABLE, {"type": "enterprise-db", "memory": "4GB"}) == AVAILABLE[:2]
    assert fitting(AVAILABLE, {"memory": "4GB", "storage": "16GB"}) == [AVAILABLE[1]]


def test_what_is_not_asked_for_is_not_checked() -> None:
    assert fitting(AVAILABLE, dict.fromkeys(NAMES)) == AVAILABLE
    assert fitting(AVAILABLE, {}) == AVAILABLE


def test_members_and_text_in_any_case_are_the_same() -> None:
    assert fitting(AVAILABLE, {"cloud_provider": CloudProvider.AWS}) == [AVAILABLE[5]]
    assert fitting(AVAILABLE, {"type": InstanceType.FREE_DB}) == [FREE]
    assert fitting(AVAILABLE, {"memory": "16gb"}) == [AVAILABLE[2]]


def test_a_size_is_found_in_any_spelling() -> None:
    assert fitting(AVAILABLE, {"memory": "16 Gi"}) == [AVAILABLE[2]]
    assert fitting(AVAILABLE, {"storage": "1024GB"}) == [AVAILABLE[4]]


def test_a_member_of_any_enum_stands_for_its_value() -> None:
    class Memory(Enum):
        LARGE = "16GB"
        ODD = "3GB"

    assert fitting(AVAILABLE, {"memory": Memory.LARGE}) == [AVAILABLE[2]]
    assert refusal(memory=Memory.ODD).startswith("memory '3GB' is not available")


@pytest.mark.parametrize(
    ("name", "value", "available"),
    [
        ("cloud_provider", "azure", "aws, gcp"),
        ("type", "professional-db", "business-critical, enterprise-db, free-db"),
        ("region", "mars-north1", "europe-west1, us-central1, us-east-1"),
        ("version", "3", "4, 5"),
        ("memory", "3GB", "1GB, 2GB, 4GB, 8GB, 16GB"),
        ("storage", "5GB", "4GB, 8GB, 16GB, 32GB, 1TB"),
    ],
)
def test_a_value_that_is_not_available_is_told_with_those_that_are_by_size(
    name: str, value: str, available: str
) -> None:
    assert refusal(**{name: value}) == f"{name} {value!r} is not available to this project; available: {available}."


def test_a_value_that_is_available_only_together_with_others_is_told_with_those_asked_for() -> None:
    assert refusal(region="us-central1", memory="4GB") == (
        "memory '4GB' is not available to this project with region us-central1; available: 8GB."
    )
    assert refusal(memory="4GB", storage="32GB") == (
        "storage '32GB' is not available to this project with memory 4GB; available: 8GB, 16GB."
    )


def test_the_first_value_in_the_order_asked_is_the_one_told() -> None:
    assert refusal(region="mars-north1", memory="3GB").startswith("region 'mars-north1'")


@pytest.mark.parametrize("storage", ["8GB", "none"])
def test_a_storage_for_an_instance_without_one_is_refused(storage: str) -> None:
    assert refusal(type="free-db", memory="1GB", storage=storage) == (
        "No storage is available to this project with type free-db, memory 1GB: `aura.projects.get(id)` lists what is."
    )


def test_a_value_that_is_not_asked_for_does_not_end_the_check() -> None:
    assert fitting(AVAILABLE, {"type": None, "memory": "16GB"}) == [AVAILABLE[2]]


def test_sizes_of_any_unit_are_ordered_and_what_is_no_size_comes_first() -> None:
    sizes = ["0GB", "odd", "tiny", "0.5KB", "0.5GB", "1.2.3GB", "1.5GB", "1023.5GB", "1TB", "1024.5GB", "1.5Ti", "2TB"]
    with pytest.raises(InvalidArgumentError) as caught:
        fitting([configuration(memory=size) for size in sizes], {"memory": "3GB"})
    assert str(caught.value).partition("available: ")[2] == (
        "0GB, 1.2.3GB, odd, tiny, 0.5KB, 0.5GB, 1.5GB, 1023.5GB, 1TB, 1024.5GB, 1.5Ti, 2TB."
    )


def test_a_project_to_which_nothing_is_available_is_told_so() -> None:
    with pytest.raises(InvalidArgumentError, match=r"No region is available .*projects\.get"):
        fitting([], {"region": "europe-west1"})


VALUES = {name: sorted({str(getattr(each, name)) for each in AVAILABLE} | {"unknown"}) for name in NAMES}


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}))
def test_either_all_that_fit_come_back_or_the_text_names_a_value_asked_for(asked: dict[str, str]) -> None:
    matching = [each for each in AVAILABLE if all(getattr(each, name) == value for name, value in asked.items())]
    if matching:
        assert fitting(AVAILABLE, asked) == matching
    else:
        text = refusal(**asked)
        assert any(name in text for name in asked)


# -------------------------------------------------------------------------------------------------------- upgrades


def test_an_upgrade_asks_for_the_type_it_leads_to() -> None:
    asked = upgraded(dict.fromkeys(NAMES))
    assert asked["type"] == "business-critical"
    assert tuple(asked) == NAMES
    assert upgraded({**asked, "type": InstanceType.BUSINESS_CRITICAL})["type"] == "business-critical"


@pytest.mark.parametrize("given", [{"memory": "8GB"}, {"storage": "16GB"}])
def test_an_upgrades_memory_and_storage_come_together(given: dict[str, str]) -> None:
    with pytest.raises(InvalidArgumentError, match="memory and storage together, or neither"):
        upgraded({**dict.fromkeys(NAMES), **given})
    both = {"memory": "8GB", "storage": "16GB"}
    assert upgraded({**dict.fromkeys(NAMES), **both}).items() >= both.items()


@pytest.mark.parametrize(("memory", "storage"), [("8GB", None), (None, "16GB")])
def test_one_of_memory_and_storage_is_refused_for_an_upgrade(memory: str | None, storage: str | None) -> None:
    with pytest.raises(InvalidArgumentError, match="^Give memory and storage together, or neither, to keep the size.$"):
        check_upgrade(memory, storage)


def test_both_or_neither_are_not_refused_for_an_upgrade() -> None:
    check_upgrade("8GB", "16GB")
    check_upgrade(None, None)


def test_an_upgrade_leads_to_no_other_type() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        upgraded({**dict.fromkeys(NAMES), "type": InstanceType.ENTERPRISE_DB})
    assert str(caught.value) == "An upgrade leads to type 'business-critical', not to 'enterprise-db'."


# ------------------------------------------------------------------------------------------------------------ steps


class Project:
    """What makes the call for the project."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def call(self, request: Any) -> Any:
        self.asked.append(f"{request.operation.name} {request.path_values['tenant_id']}")
        yield Pause(0.0)
        return Response(200, {}, b"", SimpleNamespace(instance_configurations=AVAILABLE))

    def check(self, *, upgrade: bool = False, **asked: Any) -> Any:
        steps = check_steps("p", {**dict.fromkeys(NAMES), **asked}, self.call, upgrade=upgrade)
        while True:
            try:
                next(steps)
            except StopIteration as end:
                return end.value


def test_a_check_is_one_request_for_the_project() -> None:
    project = Project()
    assert project.check(memory="16GB") == [AVAILABLE[2]]
    assert project.asked == ["get_project p"]


def test_a_check_for_an_upgrade_is_of_the_type_it_leads_to() -> None:
    assert Project().check(upgrade=True) == [AVAILABLE[5]]


def test_half_a_size_for_an_upgrade_is_refused_without_a_request() -> None:
    project = Project()
    with pytest.raises(InvalidArgumentError):
        project.check(upgrade=True, memory="2GB")
    assert project.asked == []
