"""Which facility is the nearest for the dwellings of each neighbourhood, and how far the farthest of them have it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from qgis.core import QgsFeatureSource

from ...core.arrays import to_list
from ...core.progress import Progress
from ...core.statuses import FACILITIES_UNUSABLE
from ..io.columns import numbered
from ..io.reading import read_layer
from ..io.translation import facility_word
from ..results.dwelling_fields import DwellingFields, dwelling_fields
from ..results.off_streets import OffStreets, find_off_streets

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from ...core.results.what_if import Homes


@dataclass(frozen=True)
class NearestPlace:
    """What is the nearest for most dwellings of a neighbourhood.

    Parameters
    ----------
    facility
        Its id; empty where none is reached.
    farthest
        The largest value of a dwelling that weighs something for the requirement, NaN where none is known.
    """

    facility: str
    farthest: float


def is_facilities_output(source: QgsFeatureSource) -> bool:
    """Return whether a layer is an output with the facilities of a check, by its fields."""
    names = source.fields().names()
    return all(numbered(names, one) for one in ("facility_id", "requirements", "snap_m", "row_status"))


def read_place_names(source: QgsFeatureSource, progress: Progress) -> Mapping[str, str]:
    """Return what facilities are called by their ids: by their name, else by their type, in the user's language."""
    names = source.fields().names()
    columns = [numbered(names, "facility_id"), numbered(names, "type")]
    own = name_field(names)
    wanted = [one for one in (*columns, own) if one is not None]
    layer = read_layer(source, None, wanted, progress=progress)
    ids, types = (layer.texts(one) if one else [None] * layer.count for one in columns)
    called = layer.texts(own) if own else [None] * layer.count
    rows = zip(ids, called, types, strict=True)
    return {one: name or (facility_word(kind) if kind else one) for one, name, kind in rows if one is not None}


def read_off_streets(source: QgsFeatureSource, findings: Findings, progress: Progress) -> OffStreets | None:
    """Return the facilities of a run that are off the streets, where requirements cannot be judged for it."""
    names = source.fields().names()
    type_, street = numbered(names, "type"), numbered(names, "street_m")
    asked = [
        question.facility.split(" | ")
        for question in findings.questions
        if (findings.rows(question, question.level)["reason"] == FACILITIES_UNUSABLE).any()
    ]
    if not asked or type_ is None or street is None:  # a table of an earlier version does not say how far
        return None
    layer = read_layer(source, None, [type_, street], progress=progress)
    return find_off_streets(asked, layer.texts(type_), layer.numbers(street), to_list(layer.ids))


def name_field(names: Sequence[str]) -> str | None:
    """Return the field with the names of facilities, None where there is none."""
    return next((name for name in names if name.casefold() in ("name", "naam")), None)


def read_nearest(dwellings: QgsFeatureSource, homes: Homes, progress: Progress) -> Mapping[str, Sequence[NearestPlace]]:
    """Return by requirement the nearest place of each neighbourhood."""
    found = dwelling_fields(dwellings)
    fields = {name: facility_field(dwellings, found, name) for name in found.requirements}
    wanted = {name: field for name, field in fields.items() if field is not None}
    parts = [found.requirements[name][part] for name in wanted for part in ("value", "weight")]
    layer = read_layer(dwellings, None, [*wanted.values(), *parts], progress=progress)
    nearest = {}
    for name, field in wanted.items():
        value, weight = (layer.numbers(found.requirements[name][part]) for part in ("value", "weight"))
        # Of a dwelling that it is not asked of, nothing is nearest: a card would tell of a place that is no answer.
        facilities = [None if none else one for one, none in zip(layer.texts(field), weight == 0, strict=True)]
        nearest[name] = _nearest(facilities, np.where(weight > 0, value, np.nan), homes)
    return nearest


def facility_field(source: QgsFeatureSource, found: DwellingFields, requirement: str) -> str | None:
    """Return the field of the dwellings with the facility of a requirement."""
    return numbered(source.fields().names(), f"{found.prefix}{requirement}_facility")


def _nearest(facilities: Sequence[str | None], values: np.ndarray, homes: Homes) -> list[NearestPlace]:
    import pandas as pd

    area = homes.of_dwelling
    codes, ids = pd.factorize(np.array(facilities, object))
    known = (codes >= 0) & (area < homes.count)
    pairs = area[known] * max(len(ids), 1) + codes[known]
    most = np.full(homes.count, -1)
    found, numbers = np.unique(pairs, return_counts=True)
    for pair in found[np.argsort(numbers, kind="stable")].tolist():  # the one of the most dwellings comes last
        most[pair // len(ids)] = pair % len(ids)
    farthest = np.full(homes.count, -np.inf)
    there = np.isfinite(values) & (area < homes.count)
    np.maximum.at(farthest, area[there], values[there])
    return [
        NearestPlace(str(ids[code]) if code >= 0 else "", value if np.isfinite(value) else np.nan)
        for code, value in zip(most.tolist(), farthest.tolist(), strict=True)
    ]
