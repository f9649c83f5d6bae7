"""What the user says about judging."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from .divisions import Division, Groups
from .weights import WeightSource


@dataclass(frozen=True, kw_only=True)
class Rules:
    """What the user says about judging.

    Parameters
    ----------
    min_dwellings, min_group
        Areas, and groups of dwellings, with fewer dwellings are not judged by a share.
    complete_types
        Keys of the types whose absence is known to be real.
    weights
        Where each requirement's weight comes from, by its id.
    blockers
        Why a requirement cannot be computed, by its id.
    levels
        The level of `divisions` at which a requirement is judged, by its id, where it is not the neighbourhood.
    divisions
        Other levels to sum up by.
    groups
        Dwellings to judge together wherever they stand.
    """

    min_dwellings: float
    complete_types: frozenset[str]
    weights: Mapping[str, WeightSource]
    blockers: Mapping[str, str]
    levels: Mapping[str, str] = field(default_factory=dict)
    divisions: Sequence[Division] = ()
    groups: Groups | None = None
    min_group: float = 5.0
