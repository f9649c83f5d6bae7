"""Which output of our own algorithms a layer is, and for which inputs of Check basic requirements it is meant.

A layer that a run loads carries it as a property, which projects and copies keep. One that was opened from its file is
known by its computed fields.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qgis.core import QgsVectorLayer

from ..io import parameter_names as p

_COVERING = frozenset(["basicrequirements", "requirementsoveryears", "surveyestimates", "comparescenarios"])
_PROPERTY = "buurtmaat/output"
_NUMBER = re.compile(r"_\d+$")
_STATUS = "row_status"
"""A field that each run adds, however many are there already."""


@dataclass(frozen=True)
class Origin:
    """The algorithm that wrote a layer and the name of the output; both empty where only its fields tell it is ours."""

    algorithm: str = ""
    output: str = ""


_STREETS, _FOOT, _BICYCLE = (Origin("preparenetwork", output) for output in ("", p.OUTPUT, "OUTPUT by bicycle"))
_PREPARED = (Origin("preparefacilities", p.POINTS), Origin("preparefacilities", p.AREAS))
_MEANT_FOR: dict[Origin, frozenset[str]] = {
    Origin("planneddwellings", p.OUTPUT): frozenset([p.PLANS]),
    Origin("preparedwellings", p.OUTPUT): frozenset([p.DWELLINGS]),
    Origin("checknetwork", p.OUTPUT_REPAIRED): frozenset([p.NETWORK, p.CYCLE_NETWORK]),
    _STREETS: frozenset([p.NETWORK, p.CYCLE_NETWORK]),
    _FOOT: frozenset([p.NETWORK]),
    _BICYCLE: frozenset([p.CYCLE_NETWORK]),
    Origin("preparestops", p.OUTPUT): frozenset([p.FACILITIES]),
    Origin("preparecandidates", p.OUTPUT): frozenset([p.CANDIDATES]),
    **dict.fromkeys(_PREPARED, frozenset([p.FACILITIES])),
}
# Fields that only such an output has together, the most telling one first; a prefix may stand before all of them.
_FIELDS: tuple[tuple[Origin, tuple[str, ...]], ...] = (
    (Origin("planneddwellings", p.OUTPUT), ("plan_area_wkt", "plan_status", "demolition", "dwellings", "year")),
    (Origin("preparedwellings", p.OUTPUT), ("inhabitants_65", "spread", "flag", "dwellings", "row_status")),
    (Origin("livingenvironments", p.OUTPUT), ("derived_from", "living_environment")),
    (Origin("preparestops", p.OUTPUT), ("dep_peak", "step_free", "lines", "stop_id")),
    (_PREPARED[0], ("type_from", "facility_id", "type", "verified")),
    (Origin(), ("row_status",)),
    (Origin(), ("compliance",)),
    (Origin(), ("component_share", "component")),
    (Origin(), ("outcome", "counted", "published")),
    (Origin(), ("turned", "better", "worse")),
    (Origin(), ("severity", "issue")),
    (Origin(), ("duration_min", "distance_m", "rank")),
    (Origin(), ("ratio", "demand")),
    (Origin(), ("length_m", "within_count", "asked_count")),
    (Origin(), ("area_m2", "within_count", "asked_count")),
    (Origin(), ("nearest", "served", "gain", "rank")),
    # Behind what Suggest locations made of them, which has these fields too.
    (Origin("preparecandidates", p.OUTPUT), ("surface_m2", "candidate_id", "kind", "source_rows")),
    (Origin(), ("estimate_kind", "reliability", "shrinkage")),
    (_BICYCLE, ("time_min", "bridge", "tunnel", "direction")),
    (_STREETS, ("time_min", "bridge", "tunnel")),  # any that has been made ready in this way
)


def mark(layer: QgsVectorLayer, algorithm: str, output: str) -> None:
    """Put on a layer which output of which algorithm it is."""
    layer.setCustomProperty(_PROPERTY, f"{algorithm}/{output}")


def is_marked(layer: QgsVectorLayer, algorithm: str, output: str) -> bool:
    """Return whether a run put on a layer that it is this output."""
    return layer.customProperty(_PROPERTY) == f"{algorithm}/{output}"


def covers_areas(layer: QgsVectorLayer) -> bool:
    """Return whether a run put on a layer that it is an output of an algorithm whose map names and fills areas."""
    return str(layer.customProperty(_PROPERTY) or "").partition("/")[0] in _COVERING


def origin_of(layer: QgsVectorLayer) -> Origin | None:
    """Return which output of ours a layer is, None where it is none."""
    names = layer.fields().names()
    algorithm, slash, output = str(layer.customProperty(_PROPERTY) or "").partition("/")
    if slash:
        said = Origin(algorithm, output)
        return _BICYCLE if said == _FOOT and _has(_spellings(names), ("direction",)) else said
    return _origin_by_fields(tuple(names))


@lru_cache(maxsize=1000)  # a dialog asks it of each layer for each of its inputs
def _origin_by_fields(names: tuple[str, ...]) -> Origin | None:
    """Return which output of ours has these fields."""
    if names and re.fullmatch(r"(.*_)?reason(_\d+)?", names[-1], re.IGNORECASE):
        return Origin()  # what was left out
    if sum(_NUMBER.sub("", name.casefold()).endswith(_STATUS) for name in names) > 1:
        return Origin()  # made of what was prepared, whose fields it has too
    there = _spellings(names)
    return next((origin for origin, wanted in _FIELDS if _has(there, wanted)), None)


def is_meant_for(layer: QgsVectorLayer, inputs: Collection[str]) -> bool:
    """Return whether a layer is an output of ours that is meant for one of some inputs."""
    return not _MEANT_FOR.get(origin_of(layer) or Origin(), frozenset()).isdisjoint(inputs)


def inputs_that_may_be(layer: QgsVectorLayer) -> frozenset[str] | None:
    """Return the inputs that a layer may be offered for: those that it is meant for, None for all if it is not ours."""
    origin = origin_of(layer)
    return None if origin is None else _MEANT_FOR.get(origin, frozenset())


def may_be(layer: QgsVectorLayer, name: str) -> bool:
    """Return whether a layer may be offered for an input: it is none of our outputs, or meant for it."""
    inputs = inputs_that_may_be(layer)
    return inputs is None or name in inputs


def _spellings(names: Iterable[str]) -> set[str]:
    """Return fields as they may be meant: without a number, which stands where their names were taken."""
    return {spelled for name in names for spelled in (name.casefold(), _NUMBER.sub("", name.casefold()))}


def _has(there: Collection[str], wanted: Sequence[str]) -> bool:
    """Return whether all of some fields are there, behind one prefix."""
    prefixes = {name.removesuffix(wanted[0]) for name in there if name.endswith(wanted[0])}
    return any(all(f"{prefix}{one}" in there for one in wanted) for prefix in prefixes)
