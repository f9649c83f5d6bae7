"""What a computation has to say about its input, for the log."""

from __future__ import annotations


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
        return self.message.format(**self.values)
