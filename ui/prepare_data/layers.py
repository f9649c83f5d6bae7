"""Which layers of a project are streets, facilities, dwellings or neighbourhoods, by their columns."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from qgis.core import Qgis, QgsApplication, QgsProject, QgsVectorLayer

from ...adapters.io import parameter_names as p
from ...adapters.io.parameter_labels import with_labels
from ...adapters.io.providers import Provider
from ...adapters.io.roles import find_column
from ...adapters.io.translation import tr, translated
from ...adapters.layers.facilities import FacilityLayer
from ...adapters.preparing.dwelling_sources import kind_labels
from ...adapters.preparing.facility_sources import GEOFABRIK, MAPPING_FILE, SourceLayer, find_sources
from ...adapters.preparing.prepared_streets import RULES, find_kind
from ...adapters.results.origins import may_be, origin_of
from ...core.errors import InputError
from ...core.preparing.dwelling_sources import ADDRESSES, AREAS, BUILDINGS, recognise
from ...core.preparing.facility_mapping import CLASS_KEY, TypeFinder, read_mapping
from ...core.preparing.osm_tags import tag_field

_MOST = 200  # values of a class that are looked at
_FIRST_STREETS = ("osm", "geofabrik", "nwb")
_FIRST_DWELLINGS = (ADDRESSES, BUILDINGS, *AREAS)


@dataclass(frozen=True)
class Chosen:
    """The layers of a project by what they are for; None, or none, where there is none."""

    streets: QgsVectorLayer | None = None
    facilities: tuple[QgsVectorLayer, ...] = ()
    dwellings: QgsVectorLayer | None = None
    neighbourhoods: QgsVectorLayer | None = None


def is_raw(layer: QgsVectorLayer) -> bool:
    """Return whether a layer is none of our outputs, which have all of a raw layer's columns too."""
    return origin_of(layer) is None


class Recogniser:
    """Tells what layers are, with the rules for streets and the mapping for facilities read once."""

    def __init__(self) -> None:
        from ...core.preparing.street_rules import load_kinds

        self._kinds = load_kinds(RULES)
        self._finder = TypeFinder(read_mapping(MAPPING_FILE.read_bytes()))

    def choose(self, layers: Sequence[QgsVectorLayer], kinds: Sequence[str] = _FIRST_DWELLINGS) -> Chosen:
        """Choose the layers that are recognised, each for one thing.

        Parameters
        ----------
        kinds
            Of sources of dwellings, that which is wanted most first.
        """
        areas = [layer for layer in layers if may_be(layer, p.NEIGHBOURHOODS)]
        layers = [layer for layer in layers if is_raw(layer)]
        streets = _best(layers, self._rank_of_streets)
        dwellings = _best(layers, lambda one: self._rank_of_dwellings(one, kinds))
        neighbourhoods = _best([layer for layer in areas if layer is not dwellings], self._rank_of_neighbourhoods)
        taken = (streets, dwellings, neighbourhoods)
        return Chosen(
            streets,
            tuple(layer for layer in layers if layer not in taken and self._holds_facilities(layer)),
            dwellings,
            neighbourhoods,
        )

    def tell_streets(self, layer: QgsVectorLayer) -> tuple[bool, str]:
        """Return whether a layer is street data, and what it is or why it is not."""
        return _told("preparenetwork", lambda: find_kind(layer, self._kinds, "").title)

    def tell_dwellings(self, layer: QgsVectorLayer) -> tuple[bool, str]:
        """Return whether a layer is a source of dwellings, and what it is or why it is not."""
        return _told("preparedwellings", lambda: kind_labels()[_kind_of_dwellings(layer)])

    def tell_facilities(self, layer: QgsVectorLayer) -> tuple[bool, str]:
        """Return whether facilities can be read from a layer, and what it is or why not."""
        return _told("preparefacilities", lambda: self._source(layer).origin)

    def tell_neighbourhoods(self, layer: QgsVectorLayer) -> tuple[bool, str]:
        """Return whether a layer has the figures of neighbourhoods, and which, or what it lacks."""
        names = _names(layer)
        found = [find_column(role, names, {}) for role in ("neighbourhood_code", "inhabitants", "dwellings")]
        if None not in found:
            return True, ", ".join(column for column in found if column)
        lacking = (tr("a code (buurtcode)"), tr("inhabitants (aantal_inwoners)"), tr("housing stock (woningvoorraad)"))
        return False, tr("It has no field with: {what}. What that would tell stays unknown.").format(
            what=", ".join(name for name, column in zip(lacking, found, strict=True) if column is None)
        )

    def _rank_of_streets(self, layer: QgsVectorLayer) -> tuple[int, ...] | None:
        try:
            kind = find_kind(layer, self._kinds, "")
        except InputError:
            return None
        column = tag_field(kind.class_key, _names(layer))
        # Railways and rivers come in the same columns as streets.
        if kind.id == "geofabrik" and not _values(layer, column) & kind.known_classes:
            return None
        return int(column is None), _FIRST_STREETS.index(kind.id)

    def _rank_of_dwellings(
        self, layer: QgsVectorLayer, kinds: Sequence[str] = _FIRST_DWELLINGS
    ) -> tuple[int, ...] | None:
        try:
            kind = _kind_of_dwellings(layer)
        except InputError:
            return None
        return (kinds.index(kind),) if kind in kinds else None

    def _rank_of_neighbourhoods(self, layer: QgsVectorLayer) -> tuple[int, ...] | None:
        if layer.geometryType() != Qgis.GeometryType.Polygon or self._rank_of_dwellings(layer) is not None:
            return None
        names = _names(layer)
        code, *figures = (find_column(role, names, {}) for role in ("neighbourhood_code", "inhabitants", "dwellings"))
        if code is None:
            return None
        return (sum(column is None for column in figures),)

    def _source(self, layer: QgsVectorLayer) -> SourceLayer:
        """Return what a layer holds by its columns, which does not open its file: a project may have hundreds."""
        (source,) = find_sources([FacilityLayer(layer.name(), "", layer)], self._finder)
        return source

    def _holds_facilities(self, layer: QgsVectorLayer) -> bool:
        try:
            source = self._source(layer)
        except InputError:
            return False
        if source.origin != GEOFABRIK:
            return True
        column = next(name for name in _names(layer) if name.casefold() == CLASS_KEY)
        return any(self._finder.find({CLASS_KEY: value}) is not None for value in _values(layer, column))


def layers_of(project: QgsProject) -> list[QgsVectorLayer]:
    """Return the vector layers with places, in the order of the layer tree; then those that are not in it (yet)."""
    layers, in_tree = project.mapLayers(), project.layerTreeRoot().findLayerIds()
    return [
        layer
        for layer in map(layers.get, dict.fromkeys([*in_tree, *layers]))
        if isinstance(layer, QgsVectorLayer) and layer.isValid() and layer.geometryType() != Qgis.GeometryType.Null
    ]


def _best(
    layers: list[QgsVectorLayer], rank: Callable[[QgsVectorLayer], tuple[int, ...] | None]
) -> QgsVectorLayer | None:
    """Return the layer of the lowest rank, of several the first that holds anything: OSM gives empty ones too."""
    ranked = [(found, layer) for layer in layers if (found := rank(layer)) is not None]
    if not ranked:
        return None
    lowest = min(found for found, _ in ranked)
    first, *others = [layer for found, layer in ranked if found == lowest]
    if not others or not _is_empty(first):  # looked at where it matters only: it takes long in a file of OSM
        return first
    return next((layer for layer in others if not _is_empty(layer)), first)


def _is_empty(layer: QgsVectorLayer) -> bool:
    return not Provider(layer).can_hang and layer.hasFeatures() == Qgis.FeatureAvailability.NoFeaturesAvailable


def _kind_of_dwellings(layer: QgsVectorLayer) -> str:
    geometry = layer.geometryType()
    if geometry not in (Qgis.GeometryType.Point, Qgis.GeometryType.Polygon):
        raise InputError("The layer “{layer}” holds no points or polygons: choose another.", layer=layer.name())
    return recognise(layer.name(), _names(layer), polygons=geometry == Qgis.GeometryType.Polygon).kind


def _told(name: str, recognise_it: Callable[[], str]) -> tuple[bool, str]:
    """Return whether a layer is recognised, and what it is, or why not with the labels of an algorithm's inputs."""
    try:
        return True, recognise_it()
    except InputError as error:
        said = translated(error.message, error.values)
        algorithm = QgsApplication.processingRegistry().algorithmById(f"buurtmaat:{name}")
        return False, said if algorithm is None else with_labels(said, algorithm)


def _names(layer: QgsVectorLayer) -> list[str]:
    return list(layer.fields().names())


def _values(layer: QgsVectorLayer, column: str | None) -> set[str]:
    """Return some of the values of a column, in lower case."""
    if column is None:
        return set()
    found = layer.uniqueValues(layer.fields().lookupField(column), _MOST)
    return {value.strip().casefold() for value in found if isinstance(value, str)}
