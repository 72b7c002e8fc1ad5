"""Passwords, keys and tokens in models: read by name, and in nothing else that shows, serialises or copies a model."""

from __future__ import annotations

import copy
import dataclasses
import gc
import importlib
import json
import pickle
import pprint
from typing import Any

import attrs
import pytest
import yaml
from pydantic import TypeAdapter

from aurakit_raw.errors import DecodeError
from aurakit_raw.secret import Secret, masked_secret
from aurakit_raw.types import ModelList, ModelWithSecrets
from aurakit_raw.v1.models import CreatedInstance

TEXT = "correct-horse-battery-staple"
FIELDS = {
    "v1.CreatedInstance": "password",
    "v1beta5.ChangedInstanceCredentials": "password",
    "v1beta5.CreatedApiKeyAuthProvider": "key",
    "v1beta5.InstanceCredentials": "password",
    "v2beta1.CreatedInstance": "password",
    "v2beta1.CreatedVirtualGraph": "plain_password",
    "v2beta1.DeploymentToken": "token",
    "v2beta1.ImportCredentials": "password",
}
OPTIONAL = ("v1beta5.ChangedInstanceCredentials", "v2beta1.ImportCredentials")


def model_of(where: str) -> Any:
    version, name = where.split(".")
    return getattr(importlib.import_module(f"aurakit_raw.{version}.models"), name)


def arguments_of(where: str) -> dict[str, Any]:
    """Arguments for what the model requires, in order, and for its secret."""
    required = [one.alias for one in attrs.fields(model_of(where)) if one.default is attrs.NOTHING]
    return {**{str(name): f"a {name}" for name in required}, FIELDS[where]: TEXT}


def made(where: str, **changed: Any) -> Any:
    return model_of(where)(**{**arguments_of(where), **changed})


def copies(model: Any) -> list[Any]:
    """Every kind of copy that is made without the secret."""
    return [copy.copy(model), copy.deepcopy([model])[0], pickle.loads(pickle.dumps(model))]


every_secret = pytest.mark.parametrize(("where", "field"), FIELDS.items(), ids=FIELDS)
every_copy = pytest.mark.parametrize("number", range(3), ids=["copy", "deepcopy", "pickle"])


def test_these_are_all_the_models_with_secrets() -> None:
    found = {}
    for version in ("v1", "v1beta5", "v2beta1"):
        module = importlib.import_module(f"aurakit_raw.{version}.models")
        for cls in map(module.__getattr__, module.__all__):
            for one in attrs.fields(cls) if attrs.has(cls) else ():
                if "Secret" in str(one.type):
                    found[f"{version}.{cls.__name__}"] = one.alias
            assert issubclass(cls, ModelWithSecrets) is (f"{version}.{cls.__name__}" in found)
    assert found == FIELDS


# ------------------------------------------------------------------------------------------------ used by name


@every_secret
def test_it_is_a_text_that_is_given_read_and_set_by_its_name(where: str, field: str) -> None:
    model = made(where)
    assert getattr(model, field) == TEXT
    assert getattr(type(model)(*arguments_of(where).values()), field) == TEXT or where in OPTIONAL
    setattr(model, field, "another")
    assert type(getattr(model, field)) is str and getattr(model, field) == "another"
    with pytest.raises(TypeError, match="a secret must be text, not int"):
        setattr(model, field, 5)
    with pytest.raises(TypeError, match="a secret must be text, not bytes"):
        made(where, **{field: TEXT.encode()})


@every_secret
def test_two_models_are_equal_if_their_secrets_are(where: str, field: str) -> None:
    assert made(where) == made(where) != made(where, **{field: "another"})


@every_secret
def test_a_model_with_other_values_keeps_it_unless_it_is_changed_too(where: str, field: str) -> None:
    model = made(where, additional_properties={"later": 1})
    other = attrs.evolve(model, additional_properties={})
    assert (getattr(other, field), other.additional_properties) == (TEXT, {})
    assert getattr(attrs.evolve(model, **{field: "another"}), field) == "another"
    assert getattr(model, field) == TEXT


@every_secret
def test_the_json_object_of_a_model_has_it_and_reads_back_to_it(where: str, field: str) -> None:
    model = made(where, additional_properties={"later": {"x": [1]}})
    name = type(model).wire_names.get(field, field)
    assert model.to_dict()[name] == TEXT and json.loads(model.to_json()) == model.to_dict()
    assert type(model).from_dict(json.loads(model.to_json())) == model
    adapter = TypeAdapter(type(model))
    assert adapter.validate_json(adapter.dump_json(model)) == model
    assert adapter.json_schema()["properties"][name] in (
        {"title": schema_title(name), "type": "string"},
        {"title": schema_title(name), "anyOf": [{"type": "string"}, {"type": "null"}]},
    )


def schema_title(name: str) -> str:
    return name.replace("_", " ").title()


@every_secret
def test_a_pattern_matches_it_by_name_and_in_order(where: str, field: str) -> None:
    cls = model_of(where)
    names = [str(one.alias) for one in attrs.fields(cls)]
    assert list(cls.__match_args__) == names and field in names


@pytest.mark.parametrize("where", OPTIONAL)
def test_an_optional_one_can_be_absent(where: str) -> None:
    model = made(where, **{FIELDS[where]: None})
    assert getattr(model, FIELDS[where]) is None and FIELDS[where] not in model.to_dict()
    assert type(model).from_dict(model.to_dict()) == model
    assert all(one == model and getattr(one, FIELDS[where]) is None for one in copies(model))
    setattr(model, FIELDS[where], TEXT)
    assert getattr(model, FIELDS[where]) == TEXT
    setattr(model, FIELDS[where], None)
    assert getattr(model, FIELDS[where]) is None


@every_secret
@pytest.mark.parametrize("value", [None, {}, [TEXT], ...], ids=["null", "object", "list", "absent"])
def test_one_that_is_absent_or_no_text_is_refused_without_being_quoted(where: str, field: str, value: Any) -> None:
    source = made(where).to_dict()
    del source[field]
    if value is not ...:
        source[field] = value
    if where in OPTIONAL and value in (None, ...):
        assert getattr(model_of(where).from_dict(source), field) is None
        return
    with pytest.raises(
        DecodeError, match=rf"^{where.split('.')[1]}\.{field} (is missing or null|should be a plain)"
    ) as it:
        model_of(where).from_dict(source)
    assert TEXT not in str(it.value)


@every_secret
def test_a_number_in_its_place_is_read_as_text(where: str, field: str) -> None:
    model = model_of(where).from_dict({**made(where).to_dict(), field: 12345678})
    assert getattr(model, field) == "12345678"


# ------------------------------------------------------------------------------------------------ not shown


def slots_of(thing: Any) -> list[Any]:
    """What the slots hold; one of an object that was not completed is empty."""
    return [getattr(thing, name, None) for cls in type(thing).__mro__ for name in getattr(cls, "__slots__", ())]


def holders_of(texts: set[str], *, apart: object) -> list[type]:
    """The types of the containers, models and secrets alive in which one of the texts can be seen. apart: not this."""
    found = []
    for thing in gc.get_objects():
        held: list[Any] = []
        if thing is apart or thing is texts:
            continue
        if type(thing) in (list, tuple, set, dict):
            held = [*(thing.values() if type(thing) is dict else thing)]
        elif isinstance(thing, (ModelWithSecrets, Secret)):
            held = slots_of(thing)
        found += [type(thing) for one in held if type(one) is str and one in texts]
    return found


@every_secret
@pytest.mark.parametrize(
    "shown",
    [
        repr,
        str,
        "{}".format,
        pprint.pformat,
        attrs.asdict,
        attrs.astuple,
        lambda it: json.dumps(attrs.asdict(it), default=str),
        lambda it: json.dumps(it, default=str),
        dataclasses.asdict,
        slots_of,
        lambda it: it.__getstate__(),
        lambda it: it.__reduce_ex__(2),
        lambda it: [pickle.dumps(it, protocol) for protocol in range(pickle.HIGHEST_PROTOCOL + 1)],
        lambda it: [attrs.asdict(one) for one in copies(it)],
        yaml.dump,
        lambda it: yaml.dump(attrs.asdict(it)),
        lambda it: it._repr_html_() + ModelList([it, None])._repr_html_(),
    ],
)
def test_nothing_that_shows_or_serialises_a_model_shows_it(where: str, field: str, shown: Any) -> None:
    assert TEXT not in str(shown(made(where)))


@every_secret
def test_a_model_has_no_dictionary_of_attributes(where: str, field: str) -> None:
    with pytest.raises(TypeError):
        vars(made(where))


@every_secret
def test_a_notebook_shows_that_there_is_one(where: str, field: str) -> None:
    assert f">{field}</th>" in made(where)._repr_html_() and ">***</td>" in made(where)._repr_html_()


def test_no_object_that_is_alive_holds_one_openly() -> None:
    texts = {where: f"violet-{where}-{field}" for where, field in FIELDS.items()}  # constants of no code
    models = {
        where: model_of(where).from_dict({**made(where).to_dict(), FIELDS[where]: texts[where]}) for where in FIELDS
    }
    set_later = {where: made(where) for where in FIELDS}
    for where, field in FIELDS.items():
        setattr(set_later[where], field, texts[where])
    assert holders_of(set(texts.values()), apart=texts) == []
    assert (
        models == {where: attrs.evolve(made(where), **{FIELDS[where]: texts[where]}) for where in FIELDS} == set_later
    )
    shown = [models["v1.CreatedInstance"].password]
    assert holders_of(set(shown), apart=texts) == [list]


# ------------------------------------------------------------------------------------------------ left out of copies


@every_secret
@every_copy
def test_a_copy_says_that_it_was_made_without_it(where: str, field: str, number: int) -> None:
    model = made(where, additional_properties={"later": 1})
    left = copies(model)[number]
    assert type(left) is type(model) and left != model
    for read in (lambda: getattr(left, field), left.to_dict, left.to_json):
        with pytest.raises(
            ValueError, match=r"copied or pickled, .* made without its text\. Read it from the original"
        ):
            read()
    assert getattr(model, field) == TEXT


@every_secret
@every_copy
def test_a_copy_has_all_the_rest(where: str, field: str, number: int) -> None:
    model = made(where, additional_properties={"later": {"x": 1}})
    left = copies(model)[number]
    assert left == copies(model)[0] == attrs.evolve(left)
    assert repr(left) == repr(model)
    assert left._repr_html_() == model._repr_html_()
    setattr(left, field, TEXT)
    assert left == model and left.to_dict() == model.to_dict()
    model.additional_properties["later"]["x"] = 2
    assert left.additional_properties == {"later": {"x": 2 if number == 0 else 1}}


def test_a_copy_of_a_model_that_somebody_derived_is_made_without_it_too() -> None:
    @attrs.define
    class Own(CreatedInstance):
        note: str = ""

    own = Own(**arguments_of("v1.CreatedInstance"), note="mine")
    left = copy.copy(own)
    assert (type(left), left.note, left._password) == (Own, "mine", masked_secret())
    assert own.password == TEXT
