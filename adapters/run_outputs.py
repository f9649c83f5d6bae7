"""What Check basic requirements wrote, read back: the fields of its dwellings, and its results table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource

from ..core.errors import InputError
from ..core.progress import Progress
from ..core.statuses import NEIGHBOURHOOD, OUTSIDE_NEIGHBOURHOODS, TOTAL
from .reading import Layer, read_layer

if TYPE_CHECKING:
    from ..core.curves import Values

_PARTS = ("value", "ok", "weight")
_SHAPEFILE_LENGTH = 10

_ABOUT = (
    *("title", "facility", "indicator", "unit", "minimum", "per", "metric", "mode", "target", "weight"),
    *("source", "source_year", "url", "basis", "norm_set", "norm_version"),
)
_FIGURES = ("threshold", "total", "within", "compliance", "reason")
_KEYS = ("level", "neighbourhood", "group", "year", "stock", "requirement")


def numbered(names: Iterable[str], wanted: str) -> str | None:
    """Find a computed field, which got a `_2`, `_3`, … where its name was taken: the highest number holds."""
    found: dict[int, str] = {}
    for name in names:
        match = re.fullmatch(rf"{re.escape(wanted)}(?:_([2-9]|[1-9]\d+))?", name, re.IGNORECASE)
        if match:
            found[int(match[1] or 1)] = name
    return found[max(found)] if found else None


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
    names = source.fields().names()
    found = find_fields(names)
    if neighbourhood.casefold() != NEIGHBOURHOOD:
        own = source.fields().lookupField(neighbourhood)
        found = DwellingFields(found.prefix, names[own] if own >= 0 else None, found.requirements)
    if found.requirements and found.neighbourhood:
        return found
    _refuse_shapefile(source)
    if not found.requirements:
        raise InputError(
            'The layer "{layer}" holds no requirements: choose the dwellings that Check basic requirements wrote '
            "(OUTPUT_DWELLINGS).",
            layer=source.sourceName(),
        )
    raise InputError(
        'The layer "{layer}" has no field "{field}" with the neighbourhood of each dwelling; choose one of: {fields}.',
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
            'The layer "{layer}" has no requirement "{id}"; choose one of: {ids}.',
            layer=layer,
            id=wanted,
            ids=", ".join(found.requirements),
        )
    return name


def columns_of(found: DwellingFields, requirements: Iterable[str]) -> list[str]:
    """Name the fields to read for these requirements."""
    return [field for name in requirements for field in found.requirements[name].values()]


@dataclass(frozen=True)
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
    hindrance
        Why the run could not compute it; empty where it could.
    """

    values: Values
    counted: bool
    reached: float
    largest: float
    hindrance: str

    def bound(self, thresholds: Iterable[float]) -> float:
        """Give the largest threshold that can be read off, from what is known of the run's thresholds."""
        from ..core.measures import BOUND

        if not self.counted:
            return np.inf
        known = [value for value in thresholds if np.isfinite(value)]
        return max(BOUND * max([self.reached, *known]), self.largest)


def requirement_values(layer: Layer, parts: Mapping[str, str]) -> RequirementValues:
    """Give what each dwelling has for the requirement with these fields."""
    from ..core.curves import read_values

    value, ok, weight = (layer.numbers(parts[part]) for part in _PARTS)
    texts = layer.texts(parts["reason"]) if "reason" in parts else [None] * layer.count
    reason = np.fromiter(texts, object, layer.count)
    lost = layer.count > 0 and not np.isfinite(np.concatenate([value, ok, weight])).any()
    return RequirementValues(
        values=read_values(value, ok, weight, reason),
        counted="n" in parts,
        reached=float(np.nanmax(value[(ok == 1) & np.isfinite(value)], initial=0.0)),
        largest=float(value[np.isfinite(value)].max(initial=0.0)),
        hindrance=next((text for text in texts if text), "") if lost else "",
    )


@dataclass(frozen=True)
class Said:
    """What the results table says of one area: numbers NaN, words None where it says nothing."""

    threshold: float = np.nan
    total: float = np.nan
    within: float = np.nan
    compliance: str | None = None
    reason: str | None = None


@dataclass
class RequirementResults:
    """The rows of one requirement in the results table.

    Parameters
    ----------
    about
        What is the same in all of them, by column.
    areas
        By level, then by the area's name.
    """

    about: Mapping[str, object]
    areas: dict[str, dict[str | None, Said]] = field(default_factory=dict)

    @property
    def level(self) -> str:
        """Give the level at which it is judged: the one whose rows carry verdicts."""
        judged = (level for level, rows in self.areas.items() if any(said.compliance for said in rows.values()))
        return next(judged, NEIGHBOURHOOD)

    def of(self, neighbourhood: str | None) -> Said:
        """Give the row of a neighbourhood, or of `_total`."""
        return self.areas.get(NEIGHBOURHOOD, {}).get(neighbourhood, Said())

    @property
    def neighbourhoods(self) -> list[str]:
        """Name the neighbourhoods."""
        names = self.areas.get(NEIGHBOURHOOD, {})
        return [name for name in names if name not in (None, OUTSIDE_NEIGHBOURHOODS, TOTAL)]

    @property
    def thresholds(self) -> list[float]:
        """Give the thresholds that it has anywhere, each once."""
        found = {said.threshold for rows in self.areas.values() for said in rows.values()}
        return sorted(value for value in found if np.isfinite(value))


def read_results(source: QgsFeatureSource, progress: Progress | None = None) -> dict[str, RequirementResults]:
    """Read a results table, of several years the last one: by requirement, in the table's order."""
    names = {name.casefold(): name for name in source.fields().names()}
    missing = next((column for column in (*_KEYS, *_ABOUT, *_FIGURES) if column not in names), None)
    if missing is not None:
        _refuse_shapefile(source)
        raise InputError(
            'The table "{layer}" has no field "{field}": choose the results table that Check basic requirements wrote '
            "(OUTPUT_RESULTS).",
            layer=source.sourceName(),
            field=missing,
        )
    layer = read_layer(source, None, (*_KEYS, *_ABOUT, *_FIGURES), progress=progress)
    level, area, group, stock, requirement = (
        layer.texts(column) for column in ("level", "neighbourhood", "group", "stock", "requirement")
    )
    year = np.nan_to_num(layer.numbers("year"), nan=-np.inf)
    threshold, total, within = (layer.numbers(column).tolist() for column in ("threshold", "total", "within"))
    compliance, reason = layer.texts("compliance"), layer.texts("reason")
    about = {column: layer.values[column] for column in _ABOUT}
    last = year.max(initial=-np.inf)
    found: dict[str, RequirementResults] = {}
    for row, name in enumerate(requirement):
        if name is None or group[row] is not None or year[row] != last or stock[row] not in (None, "all"):
            continue
        if name not in found:
            found[name] = RequirementResults({column: values[row] for column, values in about.items()})
        rows = found[name].areas.setdefault(level[row] or NEIGHBOURHOOD, {})
        rows[area[row]] = Said(threshold[row], total[row], within[row], compliance[row], reason[row])
    return found


def results_of(found: Mapping[str, RequirementResults], name: str, table: str) -> RequirementResults:
    """Give the rows of a requirement; an `InputError` where the table is of another run."""
    by_key = {one.casefold(): rows for one, rows in found.items()}
    if name.casefold() not in by_key:
        raise InputError(
            'The table "{layer}" has no rows of the requirement "{id}": choose the results of the same run.',
            layer=table,
            id=name,
        )
    return by_key[name.casefold()]


def _refuse_shapefile(source: QgsFeatureSource) -> None:
    names = source.fields().names()
    if names and max(map(len, names)) == _SHAPEFILE_LENGTH:
        raise InputError(
            'The layer "{layer}" seems to be a Shapefile, which cuts field names to ten characters: run Check basic '
            "requirements again and write a GeoPackage.",
            layer=source.sourceName(),
        )
