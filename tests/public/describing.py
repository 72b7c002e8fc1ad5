"""The public surface as lines of text: names, arguments, fields, attributes and members, with types as written."""

from __future__ import annotations

import enum
import functools
import importlib
import inspect
import typing
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MODULES = (
    "aurakit",
    "aurakit.hooks",
    "aurakit.otel",
    "aurakit.v1",
    "aurakit.v1beta5",
    "aurakit.v2beta1",
    "aurakit.sandbox",
)
# What public names return, have as attributes or take, without being imported by users.
REACHED = (
    "aurakit.clock.Clock",
    "aurakit.errors.ErrorDetail",
    "aurakit._client.raw.AsyncRawClient",
    "aurakit._client.raw.RawClient",
    "aurakit_raw.types.AsyncPages",
    "aurakit_raw.types.Listing",
    "aurakit_raw.types.Page",
    "aurakit_raw.types.Pages",
    "aurakit_raw.types.Response",
)
VERSIONS = ("v1", "v1beta5", "v2beta1")
CONTEXT = ("__aenter__", "__enter__")
LONGEST_DEFAULT, LONGEST_LINE = 60, 120


def surface() -> list[str]:
    """One line for each name, and for each method, field and member of it."""
    lines: list[str] = []
    seen: dict[Any, str] = {}
    for path in MODULES:
        module = importlib.import_module(path)
        for name in sorted(module.__all__):
            lines += described(f"{path}.{name}", getattr(module, name), seen)
    for path in REACHED:
        module_path, _, name = path.rpartition(".")
        lines += described(path, getattr(importlib.import_module(module_path), name), seen)
    for version in VERSIONS:
        module = importlib.import_module(f"aurakit.{version}")
        prefix = "" if version == "v1" else f"{version}."
        for client in (module.Aura, module.AsyncAura):
            aura = client("id", "secret")
            for name in resources(version):
                lines += [f"{prefix}{client.__name__}.{name}", *methods(type(getattr(aura, name)))]
    return lines


def resources(version: str) -> list[str]:
    """The resources of a version, by their names as attributes of a client."""
    api = importlib.import_module(f"aurakit_raw.{version}.api")
    return sorted(name for name, value in vars(api.Resources).items() if isinstance(value, functools.cached_property))


def described(path: str, value: Any, seen: dict[Any, str]) -> Iterator[str]:
    """The lines of a public name; `seen` says which classes have theirs already."""
    if typing.get_origin(value) is not None:  # an alias of a type
        yield f"{path} = {value}"
    elif not isinstance(value, type):
        kind = "async " if inspect.iscoroutinefunction(value) else ""
        yield from signed(f"{kind}{path}", value) if callable(value) else [f"{path}: {type(value).__name__}"]
    elif seen.setdefault(value, path) != path:
        yield f"{path} is {seen[value]}"
    else:
        yield f"class {path}{bases(value)}"
        yield from members(value)


def bases(cls: type) -> str:
    """What an error or an enum is, since users rely on it."""
    if not issubclass(cls, (BaseException, enum.Enum)):
        return ""
    return f"({', '.join(base.__name__ for base in cls.__bases__)})"


def members(cls: type) -> Iterator[str]:
    """The members, attributes or fields, or the arguments of the constructor; then the methods."""
    if issubclass(cls, enum.Enum):
        yield from (f"    {member.name} = {member.value!r}" for member in cls)
        return
    if issubclass(cls, Exception):
        yield from attributes(cls)
    elif issubclass(cls, tuple) or hasattr(cls, "__attrs_attrs__"):
        yield from (f"    {line}" for line in parameters(cls.__new__ if issubclass(cls, tuple) else cls.__init__))
    elif "__init__" in vars(cls) and not getattr(cls, "_is_protocol", False):
        yield from signed("    __init__", vars(cls)["__init__"])
    yield from methods(cls)


def attributes(cls: type[Exception]) -> Iterator[str]:
    """What an error has that its bases do not have, with the type of the argument that it comes from."""
    own = set(vars(made(cls)))
    for base in cls.__bases__:
        own -= vars(made(base)).keys() if issubclass(base, Exception) else set()
    init = inspect.signature(cls.__init__).parameters
    yield from (f"    {name}: {text(init[name].annotation)}" for name in sorted(own) if not name.startswith("_"))


def made(cls: type[Exception]) -> Exception:
    """An error with as little as it takes."""
    return cls("text", [ValueError()]) if issubclass(cls, ExceptionGroup) else cls("text")


def methods(cls: type) -> Iterator[str]:
    """Public methods, properties and resources, in alphabetical order; of errors, those of their own."""
    found: dict[str, Any] = {}
    for base in (cls,) if issubclass(cls, Exception) else reversed(cls.__mro__):
        if base.__module__.startswith("aurakit"):
            found |= vars(base)
    for name, value in sorted(found.items()):
        if not name.startswith("_") or name in CONTEXT:
            yield from method(name, value)


def method(name: str, value: Any) -> Iterator[str]:
    """The lines of one member of a class; none for what is no method or property."""
    if isinstance(value, (property, functools.cached_property)):
        function: Any = value.fget if isinstance(value, property) else value.func
        yield f"    {name}: {text(inspect.signature(function).return_annotation)}"
    elif isinstance(value, staticmethod) and inspect.isbuiltin(value.__func__):
        yield f"    {name}: function"
    elif isinstance(value, (classmethod, staticmethod)):
        yield from signed(f"    {type(value).__name__} {name}", value.__func__)
    elif inspect.isfunction(value):
        kind = "async " if inspect.iscoroutinefunction(value) else ""
        for one in typing.get_overloads(value) or [value]:
            yield from signed(f"    {kind}{name}", one)


def signed(name: str, function: Any) -> Iterator[str]:
    """A name with its arguments and its result, in one line if they fit."""
    given, result = [*parameters(function)], text(inspect.signature(function).return_annotation)
    line = f"{name}({', '.join(given)}) -> {result}"
    if len(line) <= LONGEST_LINE:
        yield line
        return
    indent = " " * (len(name) - len(name.lstrip()))
    yield f"{name}("
    yield from (f"{indent}    {one}" for one in given)
    yield f"{indent}) -> {result}"


def parameters(function: Any) -> Iterator[str]:
    """Each parameter but `self`, with the signs that say how it is given."""
    starred = positional = False
    for name, one in inspect.signature(function).parameters.items():
        if name in {"self", "cls", "_cls"}:
            continue
        if positional and one.kind is not one.POSITIONAL_ONLY:
            yield "/"
        positional = one.kind is one.POSITIONAL_ONLY
        if one.kind is one.KEYWORD_ONLY and not starred:
            starred = True
            yield "*"
        stars = "*" if one.kind is one.VAR_POSITIONAL else "**" if one.kind is one.VAR_KEYWORD else ""
        starred = starred or stars == "*"
        default = "" if one.default is one.empty else f" = {shown(one.default)}"
        yield f"{stars}{name}: {text(one.annotation)}{default}"
    if positional:
        yield "/"


def text(annotation: Any) -> str:
    """An annotation as it is written."""
    if annotation is inspect.Parameter.empty:
        return "?"
    if isinstance(annotation, str):
        return annotation
    return str(getattr(annotation, "__forward_arg__", None) or getattr(annotation, "__name__", annotation))


def shown(default: Any) -> str:
    """A default, which is not shown in full when it is long."""
    value = "..." if default is ... else repr(default)
    return value if len(value) <= LONGEST_DEFAULT and " at 0x" not in value else f"{type(default).__name__}(…)"
