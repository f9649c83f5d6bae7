"""What a run has to say of its results beside the rows: for the styles and the metadata of its layers."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

OF_ALL = ""
"""Stands for all requirements together, where something is said of each by its id."""


@dataclass(frozen=True, kw_only=True)
class RunFacts:
    """What a run has to say of its results beside the rows.

    Parameters
    ----------
    norm_set
        What the norm set that was used is called; empty where none was.
    requirements
        Titles by id.
    types
        Of the facilities that the norms ask for.
    reached
        Those of them to which some norm asks for a way over the streets.
    thresholds
        Of what dwellings have values for, by id: the threshold, NaN where it differs between them, and its unit.
    decimals
        Of the figures that are percentages, by id: the decimals to write.
    whole
        The ids of those whose figures are whole numbers.
    units
        Of other figures, by id: %1 with what it counts, such as %1 m² per 1,000 dwellings.
    larger
        What areas are called that are judged, such as districts, by the ids of those that ask it of larger ones than
        the neighbourhoods.
    sentences
        What the metadata of layers say besides.
    years
        The years of the run, ascending; none where it is of no year.
    unknown_since
        By the id of a requirement, or `OF_ALL`, what areas are called of which nothing is known for one cause.
    outcome
        What came of the run, in a sentence; empty where nothing was judged by norms.
    """

    norm_set: str = ""
    requirements: Mapping[str, str] = field(default_factory=dict)
    types: Collection[str] = ()
    reached: Collection[str] = ()
    thresholds: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    decimals: Mapping[str, int] = field(default_factory=dict)
    whole: Collection[str] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    larger: Mapping[str, str] = field(default_factory=dict)
    sentences: Sequence[str] = ()
    years: Sequence[int] = ()
    unknown_since: Mapping[str, str] = field(default_factory=dict)
    outcome: str = ""
