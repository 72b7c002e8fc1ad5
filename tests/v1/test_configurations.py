"""Whether a configuration is offered: which value is not, beside which others, and what is."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aurakit.errors import InvalidArgumentError
from aurakit.offered import fitting, upgraded
from aurakit_raw.v1.models import CloudProvider, InstanceConfiguration, InstanceType


def offer(**changed: Any) -> InstanceConfiguration:
    values = {
        "cloud_provider": "gcp", "type": "enterprise-db", "region": "europe-west1", "region_name": "Belgium",
        "version": "5", "memory": "4GB", "storage": "8GB",
    }  # fmt: skip
    return InstanceConfiguration.from_dict({**values, **changed})


FREE = offer(type="free-db", memory="1GB", storage=None)
OFFERED = [
    offer(),
    offer(storage="16GB"),
    offer(memory="16GB", storage="32GB"),
    offer(memory="2GB", storage="4GB", version="4"),
    offer(region="us-central1", memory="8GB", storage="1TB"),
    offer(cloud_provider="aws", region="us-east-1", type="business-critical", memory="2GB", storage="4GB"),
    FREE,
]
NAMES = ("cloud_provider", "type", "region", "version", "memory", "storage")


def refusal(**asked: Any) -> str:
    with pytest.raises(InvalidArgumentError) as caught:
        fitting(OFFERED, asked)
    return str(caught.value)


def test_what_is_offered_is_returned_whole() -> None:
    assert fitting(OFFERED, {"type": "enterprise-db", "memory": "4GB"}) == OFFERED[:2]
    assert fitting(OFFERED, {"memory": "4GB", "storage": "16GB"}) == [OFFERED[1]]


def test_what_is_not_asked_for_is_not_checked() -> None:
    assert fitting(OFFERED, dict.fromkeys(NAMES)) == OFFERED
    assert fitting(OFFERED, {}) == OFFERED


def test_members_and_text_in_any_case_are_the_same() -> None:
    assert fitting(OFFERED, {"cloud_provider": CloudProvider.AWS}) == [OFFERED[5]]
    assert fitting(OFFERED, {"type": InstanceType.FREE_DB}) == [FREE]
    assert fitting(OFFERED, {"memory": "16gb"}) == [OFFERED[2]]


@pytest.mark.parametrize(
    ("name", "value", "offered"),
    [
        ("cloud_provider", "azure", "aws, gcp"),
        ("type", "professional-db", "business-critical, enterprise-db, free-db"),
        ("region", "mars-north1", "europe-west1, us-central1, us-east-1"),
        ("version", "3", "4, 5"),
        ("memory", "3GB", "1GB, 2GB, 4GB, 8GB, 16GB"),
        ("storage", "5GB", "4GB, 8GB, 16GB, 32GB, 1TB"),
    ],
)
def test_a_value_that_is_not_offered_is_told_with_those_that_are_by_size(name: str, value: str, offered: str) -> None:
    assert refusal(**{name: value}) == f"{name} {value!r} is not offered to this project; offered: {offered}."


def test_a_value_that_is_offered_only_beside_others_is_told_with_what_leaves_no_room_for_it() -> None:
    assert refusal(region="us-central1", memory="4GB") == (
        "memory '4GB' is not offered to this project with region us-central1; offered: 8GB."
    )
    assert refusal(memory="4GB", storage="32GB") == (
        "storage '32GB' is not offered to this project with memory 4GB; offered: 8GB, 16GB."
    )


def test_the_first_value_in_the_order_asked_is_the_one_told() -> None:
    assert refusal(region="mars-north1", memory="3GB").startswith("region 'mars-north1'")


@pytest.mark.parametrize("storage", ["8GB", "none"])
def test_a_storage_for_an_instance_without_one_is_refused(storage: str) -> None:
    assert refusal(type="free-db", memory="1GB", storage=storage) == (
        "This project is offered no storage with type free-db, memory 1GB: ask for its configurations with "
        "`aura.projects.get()`."
    )


def test_a_value_that_is_not_asked_for_does_not_end_the_check() -> None:
    assert fitting(OFFERED, {"type": None, "memory": "16GB"}) == [OFFERED[2]]


def test_sizes_of_any_unit_are_ordered_and_what_is_no_size_comes_first() -> None:
    sizes = ["0GB", "odd", "tiny", "0.5GB", "1.2.3GB", "1.5GB", "1023.5GB", "1TB", "1024.5GB", "1.5Ti", "2TB"]
    with pytest.raises(InvalidArgumentError) as caught:
        fitting([offer(memory=size) for size in sizes], {"memory": "3GB"})
    assert str(caught.value).partition("offered: ")[2] == (
        "0GB, 1.2.3GB, odd, tiny, 0.5GB, 1.5GB, 1023.5GB, 1TB, 1024.5GB, 1.5Ti, 2TB."
    )


def test_a_project_that_is_offered_nothing_is_told_so() -> None:
    with pytest.raises(InvalidArgumentError, match=r"offered no region: .*projects\.get"):
        fitting([], {"region": "europe-west1"})


VALUES = {name: sorted({str(getattr(one, name)) for one in OFFERED} | {"unknown"}) for name in NAMES}


@given(st.fixed_dictionaries({}, optional={name: st.sampled_from(values) for name, values in VALUES.items()}))
def test_either_all_that_fit_come_back_or_the_text_names_a_value_asked_for(asked: dict[str, str]) -> None:
    matching = [one for one in OFFERED if all(getattr(one, name) == value for name, value in asked.items())]
    if matching:
        assert fitting(OFFERED, asked) == matching
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


def test_an_upgrade_leads_to_no_other_type() -> None:
    with pytest.raises(InvalidArgumentError) as caught:
        upgraded({**dict.fromkeys(NAMES), "type": InstanceType.ENTERPRISE_DB})
    assert str(caught.value) == "An upgrade leads to type 'business-critical', not to 'enterprise-db'."
