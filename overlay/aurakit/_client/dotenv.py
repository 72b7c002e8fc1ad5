"""Secrets that the API shows once, written to files that only the user can read."""

from __future__ import annotations

import os
import re
from copy import deepcopy
from typing import TYPE_CHECKING, Final

from .._errors.secret import Secret
from ..errors import InvalidArgumentError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_PLAIN: Final = re.compile(r"[\w.:/+@%,=~^!?*()-]*", re.ASCII)


class OneTimeSecrets:
    """Secrets that only the response to a creation has, such as keys and tokens, named as environment variables.

    `values` gives the secrets. When the object is printed or serialised, each of them is `***`; copies and pickles are
    made without them.

    Attributes:
        title: what they are for, such as `data API 1a2b3c4d`.
        names: of the variables.
    """

    __slots__ = ("_path", "_values", "title")

    def __init__(self, title: str, values: Mapping[str, str | Secret], path: str) -> None:
        """path: the default file of `write`."""
        self.title = title
        self._values = dict(values)
        self._path = path

    def __copy__(self) -> OneTimeSecrets:
        return deepcopy(self)

    @property
    def names(self) -> list[str]:
        """The names of the variables."""
        return [*self._values]

    @property
    def values(self) -> dict[str, str]:
        """All values by the names of their variables, including the secrets.

        Raises ValueError if this is a copy, or came out of a pickle.
        """
        return {name: value.reveal() if isinstance(value, Secret) else value for name, value in self._values.items()}

    def write(self, path: str | os.PathLike[str] | None = None) -> str:
        """Write a dotenv file that only its user can read; returns its path.

        Args:
            path: the file; if None, one in the current folder that is named after `title`.

        Raises:
            FileExistsError: the file exists; it is left unchanged.
            OSError: the file cannot be written.
            ValueError: this is a copy, or came out of a pickle, so that the secrets are gone.
        """
        return write_private(self._path if path is None else os.fspath(path), self.dotenv_text, "secrets: write them")

    def dotenv_text(self) -> str:
        """What `write` writes, including the secrets: for a secret store, or another kind of file."""
        return dotenv_text(f"Of the {self.title}. No later response has these values.", self.values)

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in self._values.items())
        return f"<{type(self).__name__} of the {self.title}: {shown}>"


def secret_in(created: object, name: str) -> Secret:
    """The secret `name` of what an operation returned. Raises InvalidArgumentError as `refuse_copy` does."""
    refuse_copy(created, name)
    return Secret(getattr(created, name))


def refuse_copy(created: object, name: str) -> None:
    """Raise InvalidArgumentError if `created` is a copy, or came out of a pickle, without its secret `name`."""
    try:
        getattr(created, name, None)
    except ValueError:
        raise InvalidArgumentError(
            f"This {type(created).__name__} was copied or pickled, and copies and pickles are made without `{name}`: "
            "use the object that the call returned, in the process that made the call."
        ) from None


def write_private(path: str, text: Callable[[], str], what: str) -> str:
    """Write a new file that only its user can read; returns its path. Raises FileExistsError, OSError.

    text: makes the content once the file is open, since crash reports can show the variables of this frame.
    what: what is written, for the text of an error, such as `password: write it`.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        told = f"The file exists already and was left as it is. This object still has the {what} elsewhere"
        raise FileExistsError(error.errno, told, path) from None
    complete = False
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            file.write(text())
            file.flush()
            os.fsync(descriptor)  # it may be the only copy
        complete = True
    finally:
        if not complete:
            os.unlink(path)  # noqa: PTH108 - pathlib costs milliseconds
    return path


def dotenv_text(comment: str, values: Mapping[str, str]) -> str:
    """The text of a dotenv file."""
    return f"# {comment}\n" + "".join(f"{name}={_quoted(value)}\n" for name, value in values.items())


def file_name(text: str) -> str:
    """An id as part of a file name. It came from a server and must not lead to another folder."""
    return re.sub(r"[^A-Za-z0-9-]", "_", text)[:64]


def variable_name(text: str) -> str:
    """A name given by a user, as part of the name of an environment variable."""
    return re.sub(r"[^A-Z0-9]+", "_", text.upper()).strip("_")[:64]


def _quoted(value: str) -> str:
    """`value` quoted for both shells and dotenv readers. Unprintable characters become spaces."""
    value = "".join(character if character.isprintable() else " " for character in value)
    if _PLAIN.fullmatch(value):
        return value
    if "'" not in value:
        return f"'{value}'"
    return '"' + re.sub(r'([\\"$`])', r"\\\1", value) + '"'
