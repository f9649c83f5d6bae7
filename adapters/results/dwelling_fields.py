"""The fields of the dwellings that Check basic requirements wrote, and what each dwelling has by them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import QgsFeatureSource

from ...core.arrays import Floats, Words
from ...core.errors import InputError
from ...core.statuses import NEIGHBOURHOOD
from ..io.columns import numbered
from ..io.reading import Layer
from .run_outputs import refuse_shapefile, refuse_without_nulls

if TYPE_CHECKING:
    from ...core.results.curves import Values

_PARTS = ("value", "ok", "weight")


@dataclass(frozen=True)
class DwellingFields:
    """The computed fields of an output with dwellings.

    Parameters
    ----------
    prefix
        Put before the names of all of them.
    neighbourhood
        Field with the dwelling's neighbourhood; None where it is not there.
    requirements
        By the requirement's id the field of each part: value, ok, weight, and where they are there n and reason.
    """

    prefix: str
    neighbourhood: str | None
    requirements: Mapping[str, Mapping[str, str]]


def find_fields(names: Sequence[str]) -> DwellingFields:
    """Recognise the computed fields of an output with dwellings by their names."""
    return _found_fields(tuple(names))


@lru_cache(maxsize=2000)  # it is asked of each layer of a project, each time that one comes or goes
def _found_fields(names: tuple[str, ...]) -> DwellingFields:
    prefix = ""
    for name in names:
        match = re.fullmatch(r"(.*)row_status(?:_\d+)?", name, re.IGNORECASE)
        if match and numbered(names, f"{match[1]}neighbourhood"):
            prefix = match[1]
    requirements = {}
    for name in names:
        match = re.fullmatch(rf"{re.escape(prefix)}(.+)_ok(?:_\d+)?", name, re.IGNORECASE)
        if match is None or match[1] in requirements:
            continue
        parts = {part: numbered(names, f"{prefix}{match[1]}_{part}") for part in (*_PARTS, "n", "reason")}
        if all(parts[part] for part in _PARTS):
            requirements[match[1]] = {part: found for part, found in parts.items() if found}
    return DwellingFields(prefix, numbered(names, f"{prefix}neighbourhood"), requirements)


def dwelling_fields(source: QgsFeatureSource, neighbourhood: str = NEIGHBOURHOOD) -> DwellingFields:
    """Find the computed fields of an output with dwellings, and stop with a sentence where there are none.

    Parameters
    ----------
    neighbourhood
        Field with the dwelling's neighbourhood, if it is not the one that the run wrote.
    """
    refuse_without_nulls(source)
    names = source.fields().names()
    found = find_fields(names)
    if neighbourhood.casefold() != NEIGHBOURHOOD:
        own = source.fields().lookupField(neighbourhood)
        found = DwellingFields(found.prefix, names[own] if own >= 0 else None, found.requirements)
    if found.requirements and found.neighbourhood:
        return found
    refuse_shapefile(source)
    if not found.requirements:
        raise InputError(
            "The layer “{layer}” holds no requirements: choose “Dwellings with what they have” (OUTPUT_DWELLINGS) "
            "that Check basic requirements wrote.",
            layer=source.sourceName(),
        )
    raise InputError(
        "The layer “{layer}” has no field “{field}” with the neighbourhood of each dwelling; choose one of: {fields}.",
        layer=source.sourceName(),
        field=neighbourhood,
        fields=", ".join(names),
    )


def requirement_id(found: DwellingFields, wanted: str, layer: str) -> str:
    """Find a requirement by its id, with or without the prefix; an unknown one is an `InputError` that lists those."""
    by_key = {name.casefold(): name for name in found.requirements}
    key = wanted.strip().casefold()
    name = by_key.get(key) or by_key.get(key.removeprefix(found.prefix.casefold()))
    if name is None:
        raise InputError(
            "The layer “{layer}” has no requirement “{id}”; choose one of: {ids}.",
            layer=layer,
            id=wanted,
            ids=", ".join(found.requirements),
        )
    return name


def columns_of(found: DwellingFields, requirements: Iterable[str]) -> list[str]:
    """Name the fields to read for these requirements."""
    return [field for name in requirements for field in found.requirements[name].values()]


@dataclass(frozen=True, kw_only=True)
class RequirementValues:
    """What each dwelling has for one requirement.

    Parameters
    ----------
    values
        Of every dwelling.
    counted
        Whether it counts facilities or types, whose values are only known up to a bound.
    reached
        The largest value within the run's threshold, 0 where there is none.
    largest
        The largest value, 0 where there is none.
    blocker
        Why the run could not compute it; empty where it could.
    """

    values: Values
    counted: bool
    reached: float
    largest: float
    blocker: str

    def bound(self, thresholds: Iterable[float]) -> float:
        """Return the largest threshold that can be read off, from what is known of the run's thresholds."""
        from ...core.requirements.measures import BOUND

        if not self.counted:
            return np.inf
        known = [value for value in thresholds if np.isfinite(value)]
        return max(BOUND * max([self.reached, *known]), self.largest)


def requirement_values(layer: Layer, parts: Mapping[str, str]) -> RequirementValues:
    """Return what each dwelling has for the requirement with these fields."""
    value, ok, weight = (layer.numbers(parts[part]) for part in _PARTS)
    texts = layer.texts(parts["reason"]) if "reason" in parts else [None] * layer.count
    return values_of(value, ok, weight, np.fromiter(texts, object, layer.count), counted="n" in parts)


def values_of(value: Floats, ok: Floats, weight: Floats, reason: Words, *, counted: bool) -> RequirementValues:
    """Return what each dwelling has, of the columns that a run gives it (see `core.curves.read_values`)."""
    from ...core.results.curves import read_values

    lost = value.size > 0 and not np.isfinite(np.concatenate([value, ok, weight])).any()
    return RequirementValues(
        values=read_values(value, ok, weight, reason),
        counted=counted,
        reached=float(np.nanmax(value[(ok == 1) & np.isfinite(value)], initial=0.0)),
        largest=float(value[np.isfinite(value)].max(initial=0.0)),
        blocker=next((text for text in reason if text), "") if lost else "",
    )


def states_of(ok: Floats, weight: Floats) -> NDArray[np.int8]:
    """Return of each dwelling whether it is within (1) or outside (0), not known (-1), or not asked of it (2).

    Parameters
    ----------
    ok
        NaN where not known.
    weight
        0 where the requirement does not ask about it, NaN where not known.
    """
    return np.where(weight == 0, 2, np.nan_to_num(ok, nan=-1)).astype(np.int8)
