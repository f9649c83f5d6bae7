"""What a case of a wrong input is: what is wrong, what the user reads, and what stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Change = Callable[[Path], Mapping[str, object]]
"""Makes the inputs that differ from those of the good town, with files in a folder; None takes an input away."""

FOLDER = "{folder}"
"""Stands in a sentence for the folder of the files of the case."""

STAYS = "Nothing is written; an earlier result stays."


@dataclass(frozen=True)
class Refusal:
    """An algorithm stops before it writes.

    Parameters
    ----------
    algorithm
        Its name, without the provider's.
    title
        What is wrong, in plain words.
    change
        The wrong input.
    sentence
        What the user reads.
    searched
        Whether it can only be known after distances were computed.
    """

    algorithm: str
    title: str
    change: Change
    sentence: str
    searched: bool = False
    stays: str = STAYS


@dataclass(frozen=True, kw_only=True)
class Warned:
    """An algorithm goes on, and says in the log what it did.

    Parameters
    ----------
    algorithm, title, change
        As of a refusal.
    sentence
        The warning, or the line of the log.
    stays
        What becomes of the rows, in plain words.
    output, column, values
        The output that shows it: the values that this column must have, in the order of the rows.
    """

    algorithm: str
    title: str
    change: Change
    sentence: str
    stays: str
    output: str
    column: str
    values: Sequence[object]


@dataclass(frozen=True)
class DialogCase:
    """A window refuses what was given in it, and stays open.

    Parameters
    ----------
    dialog
        What it is called.
    title
        What is wrong, in plain words.
    act
        Does it, with what the tests of windows have, and returns what the user reads; it looks whether all stays.
    sentence
        What the user reads.
    stays
        What stays, in plain words.
    """

    dialog: str
    title: str
    act: Callable[..., str]
    sentence: str
    stays: str
