"""The layers that the sheets of the neighbourhoods are drawn from, and how they look."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from qgis.core import (
    Qgis,
    QgsCategorizedSymbolRenderer,
    QgsConditionalStyle,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeatureSource,
    QgsField,
    QgsFillSymbol,
    QgsGeometry,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsMemoryProviderUtils,
    QgsPointXY,
    QgsRendererCategory,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QMetaType
from qgis.PyQt.QtGui import QColor

from ..core.errors import InputError
from ..core.progress import Progress
from ..core.statuses import FAILS, MEETS
from .columns import make_fields
from .crs import WorkingCrs
from .maps import area_names
from .phrases import Phrases
from .reader import Reader, read
from .run_outputs import numbered
from .sheets import ROW_TEXTS, SHEET_TEXTS, row_texts, sheet_texts

if TYPE_CHECKING:
    from ..core.findings import Findings
    from .report import About

_BATCH = 5000
_STATUS = re.compile(r"(.*)row_status(?:_\d+)?", re.IGNORECASE)

_FILLS: Mapping[str, str] = {MEETS: "#d7ecf5", FAILS: "#fbd9c4"}
_OTHER_FILL = "#ececec"

_DWELLINGS: Mapping[int, Mapping[str, str]] = {
    0: {"name": "circle", "color": "#8fa3b0", "size": "0.6", "outline_style": "no"},
    1: {"name": "circle", "color": "#e69f00", "size": "1.3", "outline_color": "#5c3d00", "outline_width": "0.1"},
    2: {"name": "diamond", "color": "#9a3412", "size": "1.8", "outline_color": "#ffffff", "outline_width": "0.1"},
    -1: {"name": "cross2", "color": "#6b6b6b", "size": "1.2", "outline_color": "#6b6b6b", "outline_width": "0.2"},
}
"""Dwellings by how many requirements they are out of reach of: none, one, more, and not known."""

_PLACES: Sequence[tuple[str, str]] = (
    ("square", "#0072b2"),
    ("triangle", "#009e73"),
    ("pentagon", "#cc79a7"),
    ("star", "#56b4e9"),
    ("hexagon", "#f0e442"),
    ("cross_fill", "#000000"),
    ("half_square", "#4b2e83"),
    ("filled_arrowhead", "#7a5195"),
)
"""The shape and colour of each type of facility; where there are more types, the last ones share a grey circle."""


@dataclass(frozen=True)
class Places:
    """Facilities for the maps: points, shape (n, 2), NaN without geometry, in the ground's system, and their types."""

    points: NDArray[np.float64]
    types: Sequence[str | None]


@dataclass(frozen=True)
class SheetLayers:
    """What the layout shows; the dwellings and the facilities are None where there are none."""

    sheets: QgsVectorLayer
    rows: QgsVectorLayer
    dwellings: QgsVectorLayer | None
    places: QgsVectorLayer | None

    @property
    def on_map(self) -> list[QgsMapLayer]:
        """Give the layers of the map, the topmost first."""
        return [layer for layer in (self.places, self.sheets, self.dwellings) if layer is not None]

    @property
    def all(self) -> list[QgsMapLayer]:
        """Give all layers, the topmost first."""
        return [*self.on_map, self.rows]


def read_places(
    reader: Reader, source: QgsFeatureSource, working: WorkingCrs, progress: Progress | None = None
) -> Places:
    """Read the facilities that “Check basic requirements” wrote: those that a requirement used, and their types.

    Of another layer all are taken, with its field `type` if there is one.
    """
    names = source.fields().names()
    status = next((match for name in reversed(names) if (match := _STATUS.fullmatch(name))), None)
    prefix = status[1] if status else ""
    kind, used = (numbered(names, f"{prefix}{field}") or "" for field in ("type", "requirements"))
    layer = read(reader, source, working, (kind, used), progress=progress, point_on_surface=True)
    points = layer.points()
    types = layer.texts(kind) if kind else [None] * layer.count
    taken = np.array([bool(ids) for ids in layer.texts(used)], bool) if used else np.full(layer.count, True)
    return Places(points[taken], [kind for kind, use in zip(types, taken.tolist(), strict=True) if use])


def make_layers(
    findings: Findings, about: About, phrases: Phrases, places: Places | None, progress: Progress
) -> SheetLayers:
    """Make the layers in memory, and give them their looks."""
    tr, ground = phrases.language.tr, about.ground
    crs = ground.crs if ground is not None else QgsCoordinateReferenceSystem()
    sheets = _sheets(findings, about, phrases, crs, progress.part(0, 0.2))
    rows = _rows(findings, about, phrases, progress.part(0.2, 0.4))
    dwellings = found = None
    if ground is not None and ground.points is not None and about.states:
        kinds = _out_of_reach(list(about.states.values())).astype(str)
        dwellings = _points(tr("Dwellings"), crs, ground.points, kinds, progress.part(0.4, 0.9))
        _show_dwellings(dwellings, phrases)
    if ground is not None and places is not None:
        types = np.array([kind or "" for kind in places.types], object)
        found = _points(tr("Facilities"), crs, places.points, types, progress.part(0.9, 1))
        _show_places(found, set(types), phrases)
    progress.at(1.0)
    return SheetLayers(sheets, rows, dwellings, found)


def keep(layers: SheetLayers, store: Path) -> None:
    """Write the layers into a GeoPackage, and let them read from there.

    Raises
    ------
    InputError
        Where it cannot be written.
    """
    names = {"sheets": layers.sheets, "rows": layers.rows, "dwellings": layers.dwellings, "facilities": layers.places}
    try:
        store.unlink(missing_ok=True)
    except OSError as error:  # such as one that is open elsewhere
        raise _not_kept(store, error.strerror) from error
    there = QgsVectorFileWriter.ActionOnExistingFile
    for name, layer in names.items():
        if layer is None:
            continue
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = name
        options.actionOnExistingFile = there.CreateOrOverwriteLayer if store.exists() else there.CreateOrOverwriteFile
        error, why, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, str(store), QgsCoordinateTransformContext(), options
        )
        if error != QgsVectorFileWriter.WriterError.NoError:
            raise _not_kept(store, why)
        layer.setDataSource(f"{store}|layername={name}", layer.name(), "ogr")


def _not_kept(store: Path, why: str) -> InputError:
    return InputError(
        "The layers of the sheets cannot be written to {path}: {why}.", path=str(store), why=why.strip().rstrip(".")
    )


def _sheets(
    findings: Findings, about: About, phrases: Phrases, crs: QgsCoordinateReferenceSystem, progress: Progress
) -> QgsVectorLayer:
    """Make the atlas's layer: a feature for each neighbourhood with what its sheet says."""
    layer = _layer(phrases.language.tr("Neighbourhoods"), Qgis.WkbType.MultiPolygon, crs, SHEET_TEXTS)
    shapes = about.ground.areas if about.ground is not None else [QgsGeometry()] * len(findings.areas)
    found = sheet_texts(findings, about, phrases, progress)
    made = [
        _feature(layer, _polygons(shape), [texts[name] for name in SHEET_TEXTS])
        for shape, texts in zip(shapes, found, strict=True)
    ]
    _fill(layer, made)
    _show_sheets(layer, phrases)
    return layer


def _polygons(shape: QgsGeometry) -> QgsGeometry:
    """Give a shape as the layer takes it; one that is no polygon is none."""
    found = shape.coerceToType(Qgis.WkbType.MultiPolygon) if shape.type() == Qgis.GeometryType.Polygon else []
    return found[0] if len(found) == 1 else QgsGeometry()


def _rows(findings: Findings, about: About, phrases: Phrases, progress: Progress) -> QgsVectorLayer:
    """Make the table of the sheets: a row for each neighbourhood and requirement, coloured by its verdict."""
    nowhere = QgsCoordinateReferenceSystem()
    layer = _layer(phrases.language.tr("Requirements"), Qgis.WkbType.NoGeometry, nowhere, ROW_TEXTS)
    found = row_texts(findings, about, phrases, progress)
    _fill(layer, [_feature(layer, QgsGeometry(), [texts[name] for name in ROW_TEXTS]) for texts in found])
    others = ", ".join(f"'{verdict}'" for verdict in _FILLS)
    rules = [(f"\"code\" = '{verdict}'", colour) for verdict, colour in _FILLS.items()]
    styles = []
    for rule, colour in [*rules, (f'"code" NOT IN ({others})', _OTHER_FILL)]:
        style = QgsConditionalStyle(rule)
        style.setBackgroundColor(QColor(colour))
        styles.append(style)
    layer.conditionalStyles().setFieldStyles("verdict", styles)
    return layer


def _out_of_reach(states: Sequence[NDArray[np.int8]]) -> NDArray[np.int64]:
    """Give of each dwelling how many requirements it is out of reach of, at most 2; -1 where that is not known."""
    table = np.array(states)
    outside = np.minimum((table == 0).sum(axis=0), 2)
    return np.where((outside == 0) & (table < 0).any(axis=0), -1, outside)


def _layer(name: str, kind: Qgis.WkbType, crs: QgsCoordinateReferenceSystem, texts: Sequence[str]) -> QgsVectorLayer:
    fields = make_fields([QgsField(text, QMetaType.Type.QString) for text in texts])
    return QgsMemoryProviderUtils.createMemoryLayer(name, fields, kind, crs)


def _feature(layer: QgsVectorLayer, shape: QgsGeometry, values: Sequence[object]) -> QgsFeature:
    feature = QgsFeature(layer.fields())
    feature.setGeometry(shape)
    feature.setAttributes(list(values))
    return feature


def _fill(layer: QgsVectorLayer, features: Sequence[QgsFeature]) -> None:
    layer.dataProvider().addFeatures(list(features), QgsFeatureSink.Flag.FastInsert)
    layer.updateExtents()


def _points(
    name: str,
    crs: QgsCoordinateReferenceSystem,
    points: NDArray[np.float64],
    kinds: NDArray[np.str_] | NDArray[np.object_],
    progress: Progress,
) -> QgsVectorLayer:
    """Make a layer of points with their kind; those without a place are left out."""
    layer = _layer(name, Qgis.WkbType.Point, crs, ("kind",))
    there = np.flatnonzero(np.isfinite(points).all(axis=1))
    for first in range(0, there.size, _BATCH):
        progress.at(first / there.size)
        rows = there[first : first + _BATCH]
        spots = zip(points[rows].tolist(), kinds[rows].tolist(), strict=True)
        _fill(layer, [_feature(layer, QgsGeometry.fromPointXY(QgsPointXY(x, y)), [kind]) for (x, y), kind in spots])
    layer.dataProvider().createSpatialIndex()
    return layer


def _show_dwellings(layer: QgsVectorLayer, phrases: Phrases) -> None:
    tr = phrases.language.tr
    words = {
        0: tr("dwelling with all within reach"),
        1: tr("dwelling with one out of reach"),
        2: tr("dwelling with more out of reach"),
        -1: tr("dwelling of which it is not known"),
    }
    categories = [
        QgsRendererCategory(str(kind), QgsMarkerSymbol.createSimple(dict(symbol)), words[kind])
        for kind, symbol in _DWELLINGS.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("kind", categories))


def _show_places(layer: QgsVectorLayer, types: set[str], phrases: Phrases) -> None:
    """Give each type a shape and a colour; the others, and what has none, share one."""
    named = sorted(types - {""}, key=str.casefold)
    categories = []
    for kind, (shape, colour) in zip(named, _PLACES, strict=False):
        symbol = {"name": shape, "color": colour, "size": "3", "outline_color": "#ffffff", "outline_width": "0.3"}
        label = kind.replace("[%", "[ %")  # a legend would take what follows for an expression
        categories.append(QgsRendererCategory(kind, QgsMarkerSymbol.createSimple(symbol), label))
    if len(named) > len(_PLACES) or "" in types:
        symbol = {"name": "circle", "color": "#555555", "size": "2.4", "outline_color": "#ffffff"}
        other = phrases.language.tr("other facility")
        categories.append(QgsRendererCategory("", QgsMarkerSymbol.createSimple(symbol), other))
    layer.setRenderer(QgsCategorizedSymbolRenderer("kind", categories))


def _show_sheets(layer: QgsVectorLayer, phrases: Phrases) -> None:
    """Draw the neighbourhood of the sheet with a thick line, and the others paler and with their names."""
    tr = phrases.language.tr
    own = QgsFillSymbol.createSimple({"style": "no", "outline_color": "#1b1b1b", "outline_width": "0.8"})
    other = QgsFillSymbol.createSimple({"color": "255,255,255,150", "outline_color": "#8a8a8a", "outline_width": "0.2"})
    renderer = QgsCategorizedSymbolRenderer(
        "coalesce($id = @atlas_featureid, 0)",  # in a template that is being drawn up there is no sheet
        [
            QgsRendererCategory(1, own, tr("this neighbourhood")),
            QgsRendererCategory(0, other, tr("other neighbourhoods")),
        ],
    )
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("$id = @atlas_featureid")]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)
    others = 'CASE WHEN $id <> @atlas_featureid THEN "label" END'
    layer.setLabeling(area_names(others, "#4a4a4a", is_expression=True))
    layer.setLabelsEnabled(True)
