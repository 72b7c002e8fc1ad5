"""What changed between two editions, as a user of the SDK would say it, and whether it breaks their code.

A change is breaking if it can stop a working program: something it uses is gone, moved or of another type, a request
needs more than before, or a response guarantees less. New optional fields, enum values and operations are not breaking:
the SDK preserves values it does not know. Neither are error statuses: every status has its exception.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .surface import route_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .surface import Fact, Surface

KINDS = ("breaking", "added", "removed", "changed")


class Change(NamedTuple):
    """One line of a report."""

    kind: str
    """One of `KINDS`; only `breaking` breaks."""
    subject: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}: {self.text}"


def changes(old: Surface, new: Surface) -> list[Change]:
    """The differences of `new` from `old`, breaking changes first, without duplicates."""
    found = dict.fromkeys(change for key in {**old, **new} for change in _change(key, old, new))
    return sorted(found, key=lambda change: (KINDS.index(change.kind), change.subject, change.text))


def _change(key: str, old: Surface, new: Surface) -> Iterator[Change]:
    before, after = old.get(key), new.get(key)
    if before == after or _inside_another(key, old, new):
        return
    if before is None and after is not None:
        yield _added(after)
    elif before is not None and after is None:
        yield _removed(before)
    elif before is not None and after is not None:
        yield from _changed(before, after)


def _inside_another(key: str, old: Surface, new: Surface) -> bool:
    """Whether the fact is part of one that was added or removed as a whole, which is reported instead."""
    for separator in (" > ", " "):
        head = key
        while separator in head:
            head = head.rpartition(separator)[0]
            if (head in old) != (head in new):
                return True
    return False


def _added(fact: Fact) -> Change:
    need = "required" if fact.required else "optional"
    match fact.kind:
        case "operation":
            return Change("added", fact.subject, f"operation, {fact.type}")
        case "argument":
            return Change(
                "breaking" if fact.required else "added",
                fact.subject,
                f"{'new ' * fact.required}{need} {_what(fact)}, {fact.type}",
            )
        case "field":
            return Change("added", fact.subject, f"{need} field, {fact.type}")
        case _:
            return Change("added", fact.subject, _said(fact))


def _removed(fact: Fact) -> Change:
    match fact.kind:
        case "operation":
            return Change("breaking", fact.subject, "operation removed")
        case "argument":
            return Change("breaking", fact.subject, f"{_what(fact)} removed")
        case "field":
            return Change("breaking", fact.subject, "field removed")
        case "model":
            return Change("breaking", fact.subject, f"{_said(fact)} removed")
        case "value":
            return Change("breaking", fact.subject, f"value {fact.type} removed")
        case "result" | "format" | "address" | "authentication":
            return Change("breaking", fact.subject, f"{_said(fact)} removed")
        case _:
            return Change("removed", fact.subject, _said(fact))


def _changed(before: Fact, after: Fact) -> Iterator[Change]:
    subject = after.subject
    if before.kind == "operation" and (before.type, before.place) != (after.type, after.place):
        if _route(before) != _route(after):
            yield Change("changed", subject, f"route changed from {before.type} to {after.type}")
        before = before._replace(type=after.type, place=after.place)
    if before.place == after.place == "path" and before.subject != after.subject:
        yield Change("changed", before.subject, f"path parameter renamed to {after.subject}")
        before = before._replace(subject=after.subject)
    if before.subject != after.subject:
        yield Change("breaking", before.subject, f"renamed to {after.subject}")
    if before.type != after.type:
        kind = "changed" if after.kind == "limits" else "breaking"
        yield Change(kind, subject, f"{_noun(after)} changed from {before.type} to {after.type}")
    if before.place != after.place:
        yield Change("breaking", subject, f"was a {_what(before)}, now a {_what(after)}")
    if before.required != after.required:
        if after.kind == "argument":
            yield (
                Change("breaking", subject, "now required")
                if after.required
                else Change("changed", subject, "now optional")
            )
        elif after.required:
            yield Change("changed", subject, "now always present")
        else:
            yield Change("breaking", subject, "may now be absent or null")


def _route(fact: Fact) -> str:
    method, _, path = fact.type.partition(" ")
    return route_of(method, path)


# ------------------------------------------------------------------------------------------------ words


def _what(fact: Fact) -> str:
    if fact.kind == "model":
        return _said(fact)
    places = {"body": "request field", "nested": "request field"}
    return places.get(fact.place, f"{fact.place} parameter")


def _noun(fact: Fact) -> str:
    nouns = {"argument": "type", "field": "type", "operation": "route", "format": f"{fact.place} format"}
    return nouns.get(fact.kind, fact.kind)


def _said(fact: Fact) -> str:
    match fact.kind:
        case "model":
            return f"model of {'a request' if fact.place == 'argument' else 'a response'}"
        case "value":
            return f"value {fact.type}"
        case "status":
            return f"{fact.place} status {fact.type}"
        case "header":
            return f"header {fact.type}"
        case "format":
            return f"{fact.place} format {fact.type}"
        case _:
            return f"{fact.kind} {fact.type}"
