"""The inputs of a check of requirements that fit the layers of a project, and those of the last run in it."""

from __future__ import annotations

import json
import re
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from qgis.core import Qgis, QgsApplication, QgsProject, QgsVectorLayer

from ..io import parameter_names as p
from ..io.roles import CLASS_ROLE, CLOSING_ROLE, OPENING_ROLE, ROLES, STREET_YEAR_ROLE, find_column, find_named
from ..layers.facilities import TYPE_FIELDS
from ..outputs.provenance import run_of
from ..results.origins import inputs_that_may_be, is_meant_for, may_be
from .same_town import may_lie_together

ALGORITHM = "buurtmaat:basicrequirements"
OVER_YEARS = "buurtmaat:requirementsoveryears"

_SCOPE, _ENTRY = "Buurtmaat", "check_requirements"

POINT, LINE, POLYGON = Qgis.GeometryType.Point, Qgis.GeometryType.Line, Qgis.GeometryType.Polygon
_TYPE_FIELDS = (*TYPE_FIELDS, "fclass")
_ID_FIELDS = ("facility_id", "voorziening_id")
_CAPACITY_FIELDS = ("capacity_m2", "capacity", "capaciteit")


@dataclass(frozen=True, kw_only=True)
class _Wanted:
    """How a layer for an input is known: by its kind, by words in its name, by its fields."""

    parameter: str
    kinds: tuple[Qgis.GeometryType, ...]
    words: tuple[str, ...]
    fields: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()  # one of these it must have
    never: tuple[str, ...] = ()  # with one of these it is something else


# An input takes the layer that fits best and that none before it took.
_LAYERS = (
    _Wanted(
        parameter=p.NEIGHBOURHOODS,
        kinds=(POLYGON,),
        words=("neighbourhood", "buurt"),
        fields=(*ROLES["neighbourhood_code"], "bu_naam"),
    ),
    _Wanted(parameter=p.CYCLE_NETWORK, kinds=(LINE,), words=("cycl", "fiets", "bicycle")),
    _Wanted(
        parameter=p.NETWORK,
        kinds=(LINE,),
        words=("street", "road", "network", "straten", "weg", "netwerk"),
        fields=ROLES["highway"],
    ),
    _Wanted(
        parameter=p.DWELLINGS,
        kinds=(POINT, POLYGON),
        words=("dwelling", "woning", "verblijfsobject", "adres"),
        fields=("gebruiksdoel", "dwellings"),
        never=("plan_id", "plannummer", "plan_status"),
    ),
    _Wanted(parameter=p.ENTRANCES, kinds=(POINT,), words=("entrance", "ingang"), needs=_ID_FIELDS),
    _Wanted(parameter=p.DEVELOPED_AREAS, kinds=(POLYGON,), words=("developed", "bebouwd")),
    _Wanted(parameter=p.PUBLIC_SPACE, kinds=(POLYGON,), words=("public_space", "public space", "openbare ruimte")),
    _Wanted(parameter=p.BARRIERS, kinds=(POLYGON, LINE), words=("water", "barrier", "barrière")),
)
_DATES = ((p.OPEN_FROM_FIELD, OPENING_ROLE), (p.OPEN_UNTIL_FIELD, CLOSING_ROLE))
_FACILITY_WORDS = ("facilit", "voorziening")
# Inputs that name a field: of which layer, and by which names.
_FIELDS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (p.WEIGHT_FIELD, p.DWELLINGS, ("dwellings", "woningen", "aantal_woningen")),
    (p.NEIGHBOURHOOD_ID, p.NEIGHBOURHOODS, ROLES["neighbourhood_code"]),
    (p.CLASS_FIELD, p.NEIGHBOURHOODS, ROLES[CLASS_ROLE]),
    (p.TIME_FIELD, p.NETWORK, ("time_min",)),
    (p.ENTRANCE_FACILITY, p.ENTRANCES, _ID_FIELDS),
)
_FACILITY_FIELDS = ((p.TYPE_FIELD, _TYPE_FIELDS), (p.FACILITY_ID, _ID_FIELDS), (p.CAPACITY_FIELD, _CAPACITY_FIELDS))
_OF_EACH = (p.FACILITY_ID,)  # a field that each layer of facilities must have; others need only one of them
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_MOST_TYPES, _MOST_CLASSES = 200, 50
"""That are offered to choose from."""
_PASS_FIELDS = ("bridge", "tunnel", "layer")
_PARENTS = {name: parent for name, parent, _ in _FIELDS} | {
    **dict.fromkeys((p.GROUP_FIELD, p.GROUP_ROLES), p.DWELLINGS),
    **dict.fromkeys((p.LEVEL_FIELDS, p.GROWTH_FIELD, p.INCOME_FIELD), p.NEIGHBOURHOODS),
    **dict.fromkeys((p.SPEED_FIELD, p.STREET_YEAR_FIELD, p.PASS_FIELDS), p.NETWORK),
    **dict.fromkeys((p.DIRECTION_FIELD, p.VALUE_FORWARD, p.VALUE_BACKWARD, p.VALUE_BOTH), p.CYCLE_NETWORK),
    **dict.fromkeys([name for name, _ in _FACILITY_FIELDS], p.FACILITIES),
    **dict.fromkeys((p.FACILITY_TYPES, p.OPEN_FROM_FIELD, p.OPEN_UNTIL_FIELD), p.FACILITIES),
}
"""Inputs that say something of a layer, by the input of that layer: without it they mean nothing."""
_OF_LAYERS = (p.FACILITIES, *(wanted.parameter for wanted in _LAYERS))
_OF_TODAY = (p.OPEN_FROM_FIELD, p.OPEN_UNTIL_FIELD, p.STREET_YEAR_FIELD)


def inputs_for(project: QgsProject, this_year: int) -> dict[str, object]:
    """Return the inputs of the last run in a project, and for what it did not have the layers that fit.

    Where it did not have a year of its own either, and fields say what is there when, this year is filled in.
    """
    last = last_inputs(project)
    areas = project.mapLayer(str(last.get(p.NEIGHBOURHOODS) or ""))
    fitting = fitting_inputs(project, this_year, areas if isinstance(areas, QgsVectorLayer) else None)
    fitting = {name: value for name, value in fitting.items() if _PARENTS.get(name) not in last}
    found = {**fitting, **last}
    if p.YEARS not in last:
        found.pop(p.YEARS, None)
        found |= _of_today(found, this_year)
    return found


def fitting_inputs(project: QgsProject, this_year: int, areas: QgsVectorLayer | None = None) -> dict[str, object]:
    """Return the inputs for `basicrequirements` that the layers of a project fit, by what they are, name and fields.

    Where a layer says what opens and closes when, what is there in `this_year` counts. Of layers that fit as well, the
    one of this year comes first: an earlier map that is added to compare with is not to be checked in its place.
    Of several towns all layers are those of one: that of the neighbourhoods.

    Parameters
    ----------
    areas
        Neighbourhoods that are chosen already.
    """
    free = [layer for layer in _layers(project) if layer is areas or _fits_any(layer)]
    if areas is not None:
        free = [layer for layer in free if layer is areas or may_lie_together(project, layer, areas)]
    chosen: dict[str, QgsVectorLayer] = {}
    for wanted in _LAYERS:  # the neighbourhoods are the first
        scored = [(score, layer) for layer in free if (score := _score(layer, wanted))]
        best = max((score for score, _ in scored), default=0)
        same = [layer for score, layer in scored if score == best]
        found = max(same, key=lambda layer: -_years_off(layer, this_year), default=None)
        if found is not None:
            chosen[wanted.parameter] = found
            free.remove(found)
            if wanted.parameter == p.NEIGHBOURHOODS:
                free = [layer for layer in free if may_lie_together(project, layer, found)]
    if p.NETWORK in chosen and not any(find_column(name, _names(chosen[p.NETWORK]), {}) for name in _PASS_FIELDS):
        chosen.pop(p.BARRIERS, None)  # without bridges it would cut all streets
    inputs: dict[str, object] = {}
    for name, layer in chosen.items():
        inputs |= _inputs_of(name, layer)
    inputs |= _inputs_of_facilities(_fitting_facilities(free))
    return inputs | _of_today(inputs, this_year)


def _of_today(inputs: Mapping[str, object], this_year: int) -> dict[str, object]:
    """Return the year to check, where inputs say by which fields something is not there then."""
    return {p.YEARS: str(this_year)} if any(inputs.get(name) for name in _OF_TODAY) else {}


def layers_by_input(project: QgsProject) -> dict[str, list[QgsVectorLayer]]:
    """Return the layers of a project that each input of a check may have, from the top of the map down."""
    kinds = {p.FACILITIES: (POINT, LINE, POLYGON)} | {wanted.parameter: wanted.kinds for wanted in _LAYERS}
    found: dict[str, list[QgsVectorLayer]] = {name: [] for name in kinds}
    for layer in _layers(project):
        kind, free = layer.geometryType(), inputs_that_may_be(layer)
        for name, some in kinds.items():
            if kind in some and (free is None or name in free):
                found[name].append(layer)
    return found


def with_layers(
    inputs: Mapping[str, object], name: str, layers: Sequence[QgsVectorLayer], this_year: int
) -> dict[str, object]:
    """Return inputs with other layers for one of them, and with the fields that these have.

    Parameters
    ----------
    layers
        One, or of facilities several; none leaves the input empty.
    """
    kept = {one: value for one, value in inputs.items() if one != name and _PARENTS.get(one) != name}
    kept.pop(p.YEARS, None)
    if not layers:
        kept[name] = None
    elif name == p.FACILITIES:
        kept |= _inputs_of_facilities(layers)
    else:
        kept |= _inputs_of(name, layers[0])
    return kept | _of_today(kept, this_year)


def of_one_town(project: QgsProject, inputs: Mapping[str, object], this_year: int) -> dict[str, object]:
    """Return inputs with those of another town than that of the neighbourhoods replaced by what fits there."""
    areas = project.mapLayer(str(inputs.get(p.NEIGHBOURHOODS) or ""))
    if not isinstance(areas, QgsVectorLayer):
        return dict(inputs)
    strange = {name for name in _OF_LAYERS if _lies_elsewhere(project, inputs.get(name), areas)}
    if not strange:
        return dict(inputs)
    strange |= {name for name in _OF_LAYERS if name not in inputs}  # which the other town had no layer for
    strange |= {name for name, parent in _PARENTS.items() if parent in strange}
    fitting = fitting_inputs(project, this_year, areas)
    found = {name: value for name, value in inputs.items() if name not in strange and name != p.YEARS}
    found |= {name: value for name, value in fitting.items() if name in strange}
    return found | _of_today(found, this_year)


def _lies_elsewhere(project: QgsProject, given: object, areas: QgsVectorLayer) -> bool:
    """Return whether one of the layers of an input cannot be of the town of some neighbourhoods."""
    layers = [project.mapLayer(str(one)) for one in (given if isinstance(given, list) else [given])]
    return any(isinstance(one, QgsVectorLayer) and not may_lie_together(project, one, areas) for one in layers)


def that_lie_elsewhere(project: QgsProject, names: Container[str], areas: QgsVectorLayer) -> list[QgsVectorLayer]:
    """Return the layers that would fit some inputs, and are none of them, as they lie elsewhere than neighbourhoods."""
    wanted = [one for one in _LAYERS if one.parameter in names]

    def fits(layer: QgsVectorLayer) -> bool:
        return any(_score(layer, one) for one in wanted) or (p.FACILITIES in names and _is_facility(layer))

    others = [layer for layer in _layers(project) if layer is not areas and fits(layer)]
    return [layer for layer in others if not may_lie_together(project, layer, areas)]


def _inputs_of(name: str, layer: QgsVectorLayer) -> dict[str, object]:
    """Return a layer for an input, and what its fields say."""
    inputs: dict[str, object] = {name: layer.id()}
    for field_input, parent, candidates in _FIELDS:
        column = find_named(candidates, _names(layer)) if parent == name else None
        if column is not None:
            inputs[field_input] = column
    if name == p.NETWORK:
        numbers = [field.name() for field in layer.fields() if field.isNumeric()]
        column = find_column(STREET_YEAR_ROLE, numbers, {})
        inputs |= {} if column is None else {p.STREET_YEAR_FIELD: column}
    return inputs


def _fitting_facilities(layers: Iterable[QgsVectorLayer]) -> list[QgsVectorLayer]:
    """Return the layers of facilities: those that were prepared, of one run, else all there are."""
    facilities = _each_once([layer for layer in layers if _is_facility(layer)])
    prepared = [layer for layer in facilities if is_meant_for(layer, [p.FACILITIES])]
    if not prepared:
        return facilities
    newest = max(run_of(layer) or ("", "") for layer in prepared)
    return [layer for layer in prepared if (run_of(layer) or ("", "")) == newest]


def _inputs_of_facilities(facilities: Sequence[QgsVectorLayer]) -> dict[str, object]:
    """Return layers of facilities and their fields."""
    if not facilities:
        return {}
    inputs: dict[str, object] = {p.FACILITIES: [layer.id() for layer in facilities]}
    fields = [name for layer in facilities for name in _names(layer)]
    for name, candidates in _FACILITY_FIELDS:
        columns = [column for one in candidates if (column := find_named([one], fields)) is not None]
        if name in _OF_EACH:
            columns = [one for one in columns if all(layer.fields().lookupField(one) >= 0 for layer in facilities)]
        if columns:
            inputs[name] = columns[0]
    dates = {name: find_column(role, fields, {}) for name, role in _DATES}
    return inputs | {name: column for name, column in dates.items() if column is not None}


def _each_once(layers: Iterable[QgsVectorLayer]) -> list[QgsVectorLayer]:
    """Leave out a layer that shows what one above it on the map shows already: its facilities would count twice."""
    found: dict[tuple[str, str], QgsVectorLayer] = {}
    for layer in layers:
        found.setdefault((layer.providerType(), layer.source()), layer)
    return list(found.values())


def input_names() -> list[str]:
    """List the inputs of a check of requirements: what it asks but where its results go."""
    algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
    return (
        [] if algorithm is None else [one.name() for one in algorithm.parameterDefinitions() if not one.isDestination()]
    )


def last_inputs(project: QgsProject) -> dict[str, object]:
    """Return the inputs of the last run in a project, but for layers that are gone or no longer fit, and their fields.

    What its user left empty, though a layer fitted, is None.
    Where results go is none of them: a project that comes from elsewhere must not say where files are written.
    """
    text, there = project.readEntry(_SCOPE, _ENTRY)
    try:
        kept = json.loads(text) if there else {}
    except (ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    known = input_names()
    kept = {name: value for name, value in kept.items() if name in known and _is_plain(value)}
    for name in {wanted.parameter for wanted in _LAYERS} & kept.keys():
        if kept[name] is not None and not _is_there(project, kept[name], name):
            del kept[name]
    if kept.get(p.FACILITIES) is not None:
        given = kept[p.FACILITIES] if isinstance(kept[p.FACILITIES], list) else []
        kept[p.FACILITIES] = [one for one in given if _is_there(project, one, p.FACILITIES)]
        if len(kept[p.FACILITIES]) < len(given):
            kept.pop(p.FACILITY_TYPES, None)  # these go by the order of the layers
        if not kept[p.FACILITIES]:
            del kept[p.FACILITIES]
    return {name: value for name, value in kept.items() if name not in _PARENTS or kept.get(_PARENTS[name]) is not None}


def keep_inputs(
    project: QgsProject, inputs: Mapping[str, object], names: Iterable[str], filled_in: object = None
) -> None:
    """Keep the inputs of a run in the project, those of these names that are plain values.

    A layer that was left empty stays so where another one fits; where none does, nobody chose that.

    Parameters
    ----------
    filled_in
        The year that was filled in for this year, by nobody: next year it is another.
    """
    if filled_in is not None and inputs.get(p.YEARS) == filled_in:
        inputs = {name: value for name, value in inputs.items() if name != p.YEARS}
    kept = {name: inputs[name] for name in names if name in inputs and _is_plain(inputs[name])}
    empty = [name for name in _OF_LAYERS if name in kept and not kept[name]]
    fitting = fitting_inputs(project, 0) if empty else {}
    for name in empty:
        if name in fitting:
            kept[name] = None
        else:
            del kept[name]
    facilities = kept.get(p.FACILITIES)
    if isinstance(facilities, list):
        # QGIS gives several layers by their sources; their ids stay the same where the file moves with the project.
        ids = {layer.source(): layer.id() for layer in project.mapLayers().values()}
        kept[p.FACILITIES] = [ids.get(one, one) for one in facilities]
    project.writeEntry(_SCOPE, _ENTRY, json.dumps(kept, ensure_ascii=False))


def facility_types(project: QgsProject) -> list[str]:
    """Return the types of facility in the layers of a project that look like facilities, sorted; not too many."""
    found: set[str] = set()
    for layer in _layers(project):
        column = type_column(layer) if _is_facility(layer) else None
        if column is not None:
            found.update(types_in(layer, column))
    return sorted(found, key=str.casefold)[:_MOST_TYPES]


def fitting_input(layer: QgsVectorLayer) -> str:
    """Return the input of a check that a layer fits best, by what it is, its name and fields; empty for none."""
    best = max(_LAYERS, key=lambda wanted: _score(layer, wanted))
    if _score(layer, best):
        return best.parameter
    return p.FACILITIES if layer.geometryType() in (POINT, POLYGON) and type_column(layer) is not None else ""


def type_column(layer: QgsVectorLayer) -> str | None:
    """Return the field with the type of facility, by its name; None where there is none."""
    return find_named(_TYPE_FIELDS, _names(layer))


def types_in(layer: QgsVectorLayer, column: str) -> list[str]:
    """Return the types of facility in a field, sorted; not too many."""
    index = layer.fields().lookupField(column)
    values = layer.uniqueValues(index, _MOST_TYPES) if index >= 0 else set()
    return sorted({value.strip() for value in values if isinstance(value, str) and value.strip()}, key=str.casefold)


def field_names(project: QgsProject) -> list[str]:
    """Return the names of the fields of all layers of a project, and of the roles, sorted."""
    names = {name for layer in _layers(project) for name in _names(layer)}
    return sorted(names | set(ROLES), key=str.casefold)


def classes(project: QgsProject) -> list[str]:
    """Return the living environments in the layers of a project, sorted; not too many."""
    found: set[str] = set()
    for layer in _layers(project):
        column = find_column(CLASS_ROLE, _names(layer), {})
        if column is not None:
            values = layer.uniqueValues(layer.fields().lookupField(column), _MOST_CLASSES)
            found.update(value.strip() for value in values if isinstance(value, str) and value.strip())
    return sorted(found, key=str.casefold)[:_MOST_CLASSES]


def _layers(project: QgsProject) -> list[QgsVectorLayer]:
    """Return the vector layers of a project, from the top of the map down."""
    layers = project.layerTreeRoot().layerOrder()
    return [layer for layer in layers if isinstance(layer, QgsVectorLayer) and layer.isValid()]


def _names(layer: QgsVectorLayer) -> list[str]:
    return list(layer.fields().names())


def _fits_any(layer: QgsVectorLayer) -> bool:
    """Return whether a layer fits an input of a check by its name and fields; of hundreds most do not."""
    name, fields, kind = layer.name().casefold(), tuple(_names(layer)), layer.geometryType()
    return any(kind in wanted.kinds and _by_names(name, fields, wanted) for wanted in _LAYERS) or _is_facility(layer)


def _score(layer: QgsVectorLayer, wanted: _Wanted) -> int:
    """Return how well a layer fits, 0 where it does not; what was prepared comes first."""
    if layer.geometryType() not in wanted.kinds:
        return 0
    score = _by_names(layer.name().casefold(), tuple(_names(layer)), wanted)
    if not score or not may_be(layer, wanted.parameter):
        return 0
    return score + 4 * is_meant_for(layer, [wanted.parameter])


@lru_cache(maxsize=5000)  # asked of each layer of a project for each input, again and again
def _by_names(name: str, fields: tuple[str, ...], wanted: _Wanted) -> int:
    """Return how well a layer with a name and fields fits, 0 where it does not."""
    if wanted.needs and find_named(wanted.needs, fields) is None:
        return 0
    if find_named(wanted.never, fields) is not None:
        return 0
    return 2 * any(word in name for word in wanted.words) + (find_named(wanted.fields, fields) is not None)


def _years_off(layer: QgsVectorLayer, this_year: int) -> int:
    """Return how far the last year in a layer's name is from this one; 0 where it has none."""
    years = _YEAR.findall(layer.name())
    return abs(this_year - int(years[-1])) if years else 0


def _is_facility(layer: QgsVectorLayer) -> bool:
    if layer.geometryType() not in (POINT, POLYGON):
        return False
    names = _names(layer)
    if not find_named(_TYPE_FIELDS, names):
        return False
    if not may_be(layer, p.FACILITIES):
        return False
    return find_named(_ID_FIELDS, names) is not None or any(word in layer.name().casefold() for word in _FACILITY_WORDS)


def _is_there(project: QgsProject, value: object, name: str) -> bool:
    """Return whether a layer of the project that an input may have, or a file, is there still."""
    if not isinstance(value, str) or not value:
        return False
    layer = project.mapLayer(value)
    if layer is not None:
        return not isinstance(layer, QgsVectorLayer) or may_be(layer, name)
    try:
        return Path(value.partition("|")[0]).is_file()
    except OSError:  # no name that a file can have
        return False


def _is_plain(value: object) -> bool:
    if isinstance(value, list):
        return all(_is_plain(one) for one in value)
    return value is None or isinstance(value, str | int | float | bool)
