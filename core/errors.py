"""The two errors that the computations raise."""

from __future__ import annotations

from .plurals import with_values


class InputError(ValueError):
    """Input that cannot be computed with.

    Parameters
    ----------
    message
        One sentence for the user: what is wrong and what to do. It may hold names in braces.
    **values
        What to put in place of the names, so that the sentence can be translated before.
    """

    def __init__(self, message: str, **values: object) -> None:
        super().__init__(with_values(message, values) if values else message)
        self.message = message
        self.values = values


class Cancelled(Exception):  # noqa: N818 -- not an error: the user asked for it
    """The user pressed Cancel."""
