"""What a computation has to say about its input, for the log."""

from __future__ import annotations

from collections.abc import Iterable

from .plurals import with_values


class TypeNames:
    """Types of facility among the values of a note: layers and norms have them in English, who reads it may not.

    Parameters
    ----------
    names
        As they are written.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(names)

    def __str__(self) -> str:
        return ", ".join(f"“{name}”" for name in self.names)


class Note:
    """A sentence with values to put in, so that it can be translated before.

    Parameters
    ----------
    message
        The sentence, with names in braces.
    **values
        What to put in place of the names.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.message, self.values = message, values

    def __str__(self) -> str:
        return with_values(self.message, self.values)
