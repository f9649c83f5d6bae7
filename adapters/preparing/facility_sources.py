"""Layers with facilities as they come: what their columns are, and the features that have a type."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsCoordinateTransform,
    QgsFeatureRequest,
    QgsFeatureSource,
    QgsGeometry,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QDate

from ...core.errors import InputError
from ...core.preparing.facets import Facet, keys_of, read_facets
from ...core.preparing.facility_mapping import CLASS_KEY, TypeFinder, TypeMatch, read_mapping, read_rows
from ...core.preparing.osm_tags import (
    former_tags,
    has_lifecycle,
    is_set,
    lifecycle_keys,
    read_tags,
    tag_fields,
    text_field,
)
from ...core.progress import Progress
from ..io import parameter_names as p
from ..io.columns import free_names
from ..io.crs import WorkingCrs, refuse_geocentric
from ..io.feature_sources import features
from ..io.geometry_parts import is_usable, parts_of, straightened, transformed
from ..io.reader import Reader, warn_assumed, warn_unusable
from ..io.reading import is_null, text
from ..layers.facilities import FacilityLayer

_PREPARE = Path(__file__).resolve().parent.parent.parent / "resources" / "prepare"
MAPPING_FILE, FACETS_FILE = _PREPARE / "facilities.json", _PREPARE / "facets.json"

OSM, GEOFABRIK, OTHER = "OpenStreetMap", "OpenStreetMap (Geofabrik)", ""

_BATCH = 2000
_PLAIN = frozenset((str, int, float))
_ID_KEYS = ("full_id", "@id", "id", "osm_type", "osm_id", "osm_way_id")
_KINDS = {"n": "node", "w": "way", "r": "relation"}
_FULL_ID = re.compile(r"(node|way|relation)/([1-9][0-9]*)", re.ASCII)
_SHORT_ID = re.compile(r"([nwr])([1-9][0-9]*)", re.ASCII)


@dataclass(frozen=True, kw_only=True)
class SourceLayer:
    """A layer and the places of its columns in a feature's attributes.

    Parameters
    ----------
    label
        A name that no other layer has.
    origin
        `OSM`, `GEOFABRIK` or `OTHER`.
    tags
        The column of each tag that rules ask for or that is kept, by key.
    several
        The column that holds several tags; -1 where there is none.
    ids
        The columns that say which object of OpenStreetMap a feature is, by their name in lower case.
    name, verified
        The columns with the name and with the municipality's own check; -1 where there is none.
    """

    layer: FacilityLayer
    label: str
    origin: str
    tags: dict[str, int]
    several: int
    ids: dict[str, int]
    name: int
    verified: int

    @property
    def source_text(self) -> str:
        """Return what the features say of where they come from."""
        return f"{self.origin}: {self.label}" if self.origin else self.label

    @property
    def geometry(self) -> Qgis.GeometryType:
        """Return the kind of geometry that the layer is for."""
        return QgsWkbTypes.geometryType(self.layer.source.wkbType())

    @property
    def used(self) -> set[int]:
        """Return the columns whose values go into the fields that every facility has."""
        return {self.name, self.verified}


@dataclass(slots=True, kw_only=True)
class SourceFacility:
    """A feature that has a type; `geometry` is None where it has none, `object_id` where no source tells its id."""

    source: int
    feature: int
    type: str
    because: str
    name: str | None
    object_id: str | None
    verified: bool
    tags: dict[str, str]
    attributes: tuple[object, ...]
    geometry: QgsGeometry | None
    is_area: bool


@dataclass(kw_only=True)
class SourceCounts:
    """What was found in one layer, for the log."""

    read: int = 0
    without_tags: int = 0
    left_out: int = 0
    gone: int = 0
    cut: int = 0
    unmapped: Counter[str] = field(default_factory=Counter)
    unsure: Counter[tuple[str, str]] = field(default_factory=Counter)
    several: Counter[tuple[str, str]] = field(default_factory=Counter)
    no_geometry: list[int] = field(default_factory=list)
    neither: list[int] = field(default_factory=list)

    @property
    def untyped(self) -> int:
        """Return the number of features without a type."""
        return self.without_tags + self.unmapped.total()


def read_finder(reader: Reader, name: str) -> tuple[TypeFinder, tuple[Facet, ...]]:
    """Read the shipped mapping and the user's rows, which override it, and the facets of what it finds."""
    rows, facets = read_rows(reader.table(name)), read_facets(FACETS_FILE.read_bytes())
    return TypeFinder(read_mapping(MAPPING_FILE.read_bytes()), rows, keys_of(facets)), facets


def check_mapping(reader: Reader) -> None:
    """Stop where a user's rows cannot be used."""
    read_rows(reader.table(p.MAPPING))


def read_date(reader: Reader, name: str) -> QDate | None:
    """Read a day; None where none was given."""
    date = reader.algorithm.parameterAsDateTime(reader.parameters, name, reader.context).date()
    return date if date.isValid() else None


def find_sources(layers: Sequence[FacilityLayer], finder: TypeFinder) -> list[SourceLayer]:
    """Recognise layers by their columns, in any letter case.

    Raises
    ------
    InputError
        Where a layer holds lines or no geometry, or no column tells what its features are; and where no layer has a
        field that the user's rows name.
    """
    found = [_recognise(layer, label, finder) for layer, label in zip(layers, _labels(layers), strict=True)]
    for row in finder.rows:
        if not any(row.field in one.tags or one.several >= 0 for one in found):
            raise InputError(
                "MAPPING row {row}: no layer has the field “{field}”: write another; “{layer}” has: {fields}.",
                row=row.number,
                field=row.field,
                layer=found[0].label,
                fields=_names(found[0].layer),
            )
    return found


def _labels(layers: Sequence[FacilityLayer]) -> list[str]:
    """Return a name for each layer, the same in every run: its table's, since a layer may be called anything."""
    return free_names((), [layer.table or layer.name for layer in layers])


def _names(layer: FacilityLayer) -> str:
    return ", ".join(layer.source.fields().names()) or "–"


def _recognise(layer: FacilityLayer, label: str, finder: TypeFinder) -> SourceLayer:
    kind = QgsWkbTypes.geometryType(layer.source.wkbType())
    if kind == Qgis.GeometryType.Line:
        raise InputError("The layer “{layer}” holds lines: choose layers of points and of areas.", layer=label)
    if kind == Qgis.GeometryType.Null:
        raise InputError(
            "The layer “{layer}” is a table without places: choose layers of points and of areas.", layer=label
        )
    names = layer.source.fields().names()
    place = {name: index for index, name in reversed(list(enumerate(names)))}
    columns = tag_fields(dict.fromkeys([*finder.keys, *finder.tag_keys]), names)
    several = text_field(names)
    main = [key for key in columns if key in finder.main_keys]
    if main or several is not None:
        columns = {**tag_fields(lifecycle_keys(finder.main_keys), names, cut=False), **columns}
    if several is None and not main and not any(key in columns for key in finder.own_fields):
        raise InputError(
            "The layer “{layer}” is none that is recognised: it has no tags of OpenStreetMap (amenity, leisure, shop, "
            "…, or other_tags), no class of Geofabrik (fclass), and MAPPING names none of its fields; say in MAPPING "
            "which value of which field is which type, or leave the layer out. Its fields: {fields}.",
            layer=label,
            fields=_names(layer),
        )
    origin = OSM if main or several is not None else OTHER
    if main == [CLASS_KEY] and several is None:
        origin = GEOFABRIK
    lower = {name.casefold(): place[name] for name in reversed(names)}
    return SourceLayer(
        layer=layer,
        label=label,
        origin=origin,
        tags={key: place[name] for key, name in columns.items()},
        several=-1 if several is None else place[several],
        ids={key: lower[key] for key in _ID_KEYS if key in lower},
        name=lower.get("name", -1),
        verified=lower.get("verified", -1),
    )


def choose_main(sources: Sequence[SourceLayer]) -> QgsFeatureSource:
    """Return the layer whose reference system decides: the first that has one and a place, else the first."""
    for one in sources:
        request = QgsFeatureRequest().setNoAttributes().setLimit(_BATCH)
        if one.layer.source.sourceCrs().isValid() and any(
            feature.hasGeometry() for feature in features(one.layer.source, request)
        ):
            return one.layer.source
    return sources[0].layer.source


def read_source_facilities(
    reader: Reader, sources: Sequence[SourceLayer], finder: TypeFinder, working: WorkingCrs, progress: Progress
) -> tuple[list[SourceFacility], list[SourceCounts]]:
    """Read the features that have a type, in their order, brought to the working reference system."""
    facilities: list[SourceFacility] = []
    all_counts: list[SourceCounts] = []
    for number, one in enumerate(sources):
        refuse_geocentric(one.layer.source)
        warn_assumed(reader.feedback, one.layer.source, working, one.label)
        counts, unusable = SourceCounts(), list[int]()
        all_counts.append(counts)
        part = progress.part(number / len(sources), (number + 1) / len(sources))
        transform = working.transform_from(one.layer.source.sourceCrs())
        for facility in _typed(one, number, finder, counts, part):
            given = facility.geometry is not None and not facility.geometry.isEmpty()
            _place(facility, one.geometry, transform)
            if facility.geometry is None:
                counts.no_geometry.append(facility.feature)
                unusable += [facility.feature] if given else []
            elif facility.geometry.type() not in (Qgis.GeometryType.Point, Qgis.GeometryType.Polygon):
                counts.neither.append(facility.feature)
                continue
            facilities.append(facility)
        warn_unusable(reader.feedback, one.label, unusable)
    return facilities, all_counts


def _typed(
    one: SourceLayer, number: int, finder: TypeFinder, counts: SourceCounts, progress: Progress
) -> Iterator[SourceFacility]:
    """Yield the features of a layer that have a type, and count the others."""
    keys, keep = frozenset(finder.keys), finder.tag_keys
    countable = dict.fromkeys([*finder.own_fields, *finder.main_keys])
    own = {**({"name": one.name} if one.name >= 0 else {}), **one.tags}
    total = max(one.layer.source.featureCount(), 1)
    found = features(one.layer.source, QgsFeatureRequest())
    while batch := list(islice(found, _BATCH)):
        progress.at(counts.read / total)
        counts.read += len(batch)
        for feature in batch:
            row = [v if type(v) in _PLAIN or not is_null(v) else None for v in feature.attributes()]
            said, whole = read_tags(row[one.several]) if one.several >= 0 else ({}, True)
            counts.cut += not whole
            # A tag stands in its own column or among the others, not in both.
            said |= {key: value for key, index in own.items() if (value := _text(row[index])) is not None}
            tags = {key: value for key, value in said.items() if key in keys}
            type_found = finder.find(tags)
            if one.origin != OTHER and _is_gone(said, tags, type_found, finder):
                counts.gone += 1
                continue
            if type_found is None:
                shown = next((f"{key}={tags[key]}" for key in countable if key in tags), None)
                counts.without_tags += shown is None
                if shown:
                    counts.unmapped[shown] += 1
                continue
            if not type_found.type:
                counts.left_out += 1
                continue
            if not type_found.sure:
                counts.unsure[type_found.type, type_found.because] += 1
            if type_found.others:
                counts.several[type_found.type, type_found.others[0]] += 1
            yield SourceFacility(
                source=number,
                feature=feature.id(),
                type=type_found.type,
                because=type_found.because,
                name=said.get("name"),
                object_id=_object_id(one, row),
                verified=one.verified >= 0 and is_set(row[one.verified]),
                tags={key: said[key] for key in keep if key in said},
                attributes=tuple(row),
                geometry=QgsGeometry(feature.geometry()) if feature.hasGeometry() else None,
                is_area=False,
            )
    progress.at(1.0)


def _is_gone(said: Mapping[str, str], tags: Mapping[str, str], found: TypeMatch | None, finder: TypeFinder) -> bool:
    """Return whether tags speak of a facility that is there no more, or not yet."""
    if found is not None:
        return has_lifecycle(said)
    once = former_tags(said)
    return bool(once) and finder.find({**tags, **{k: v for k, v in once.items() if k in finder.main_keys}}) is not None


def _text(value: object) -> str | None:
    return None if value is None else (text(value) or "").strip() or None


def _place(facility: SourceFacility, kind: Qgis.GeometryType, transform: QgsCoordinateTransform | None) -> None:
    """Bring a geometry to the working reference system, flat and without curves; one that cannot be becomes none."""
    geometry = facility.geometry
    if geometry is not None and transform is not None:
        geometry = transformed(geometry, transform)
    if geometry is None or not is_usable(geometry):
        facility.geometry, facility.is_area = None, kind == Qgis.GeometryType.Polygon
        return
    abstract = geometry.get()
    abstract.dropZValue()
    abstract.dropMValue()
    if geometry.type() == Qgis.GeometryType.Unknown:
        areas = parts_of(geometry, Qgis.GeometryType.Polygon)
        geometry = areas or parts_of(geometry, Qgis.GeometryType.Point) or geometry
    facility.geometry = straightened(geometry) if QgsWkbTypes.isCurvedType(geometry.wkbType()) else geometry
    facility.is_area = geometry.type() == Qgis.GeometryType.Polygon


def _object_id(one: SourceLayer, row: Sequence[object]) -> str | None:
    """Return the id of a feature's object of OpenStreetMap, with its kind where the columns tell it.

    A layer that is not of OpenStreetMap has codes of its own: of it only a column called `osm_…` counts.
    GDAL gives the id of a polygon's relation in `osm_id` and that of its way in `osm_way_id`; osm2pgsql gives
    relations a negative id; Geofabrik does not tell ways from relations.
    """
    values = {key: _text(row[index]) or "" for key, index in one.ids.items()}
    for key in ("full_id", "@id", "id") if one.origin != OTHER else ():
        said = values.get(key, "")
        full = _FULL_ID.fullmatch(said) or (_SHORT_ID.fullmatch(said) if key == "full_id" else None)
        if full:
            return f"osm:{_KINDS[full[1][0]]}/{full[2]}"
    way, own = values.get("osm_way_id", ""), values.get("osm_id", "")
    if _is_id(way):
        return f"osm:way/{way}"
    if not _is_id(own.removeprefix("-")):
        return None
    if own.startswith("-"):
        return f"osm:relation/{own[1:]}"
    kind = values.get("osm_type", "").casefold()
    if kind in _KINDS.values():
        return f"osm:{kind}/{own}"
    if one.geometry == Qgis.GeometryType.Point:
        return f"osm:node/{own}"
    return f"osm:relation/{own}" if "osm_way_id" in one.ids else f"osm:{own}"


def _is_id(value: str) -> bool:
    return value.isascii() and value.isdigit() and value.strip("0") != ""
