"""The layers that the sheets of the neighbourhoods are drawn from, and how they look."""

from __future__ import annotations

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
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsMapLayer,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsProviderRegistry,
    QgsRendererCategory,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ...core.arrays import to_list
from ...core.comparing import type_key
from ...core.errors import InputError
from ...core.notes import Note
from ...core.progress import Progress
from ...core.system_words import system_words
from ..io.legend_text import legend_text
from ..results.area_labels import area_names
from .look import CELLS, OTHER_CELL
from .map_layers import backdrop_layers, feature, fill, memory_layer
from .map_places import MapPlaces
from .phrases import Phrases
from .sheet_windows import WINDOW_TEXTS, windows
from .sheets import ROW_TEXTS, SHEET_TEXTS, row_texts, sheet_texts, shortened

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from .facts import ReportFacts

_BATCH = 5000

_NOT_KNOWN, _NOT_ASKED = -1, -2
"""Stand for the number of requirements that a dwelling is out of reach of."""

_FEW: Mapping[int, Mapping[str, str]] = {
    _NOT_ASKED: {"name": "circle", "color": "#d5d5d5", "size": "0.5", "outline_style": "no"},
    _NOT_KNOWN: {
        "name": "cross2",
        "color": "#6b6b6b",
        "size": "1.2",
        "outline_color": "#6b6b6b",
        "outline_width": "0.2",
    },
    0: {"name": "circle", "color": "#8fa3b0", "size": "0.6", "outline_style": "no"},
}
"""Dwellings that are out of reach of nothing, as far as is known."""

_MANY: Sequence[Mapping[str, str]] = (
    {"name": "circle", "color": "#f5b841", "size": "1.2", "outline_color": "#5c3d00", "outline_width": "0.1"},
    {"name": "triangle", "color": "#d9650f", "size": "1.7", "outline_color": "#ffffff", "outline_width": "0.1"},
    {"name": "diamond", "color": "#6d1f0a", "size": "2", "outline_color": "#ffffff", "outline_width": "0.1"},
)
"""Dwellings that are out of reach of something, by how many requirements: the fewest first."""

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

_LONGEST_TYPE = 40
"""Letters of a type in the legend; what is longer is cut."""

_TABLES = ("sheets", "rows", "dwellings", "facilities")
"""Where the layers are kept; those below the maps come in tables of their own."""
_BELOW = "background_"

_STREET = 0.35
"""The width of streets in mm."""


@dataclass(frozen=True, kw_only=True)
class SheetLayers:
    """What the layout shows; the dwellings and the facilities are None where there are none.

    `below` lies below all else on the maps, the topmost first.
    """

    sheets: QgsVectorLayer
    rows: QgsVectorLayer
    dwellings: QgsVectorLayer | None
    places: QgsVectorLayer | None
    below: Sequence[QgsVectorLayer] = ()

    @property
    def in_legend(self) -> list[QgsMapLayer]:
        """Return the layers that the legend explains, the topmost first."""
        return [layer for layer in (self.places, self.sheets, self.dwellings) if layer is not None]

    @property
    def on_map(self) -> list[QgsMapLayer]:
        """Return the layers of the map, the topmost first."""
        return [*self.in_legend, *self.below]

    @property
    def on_inset(self) -> list[QgsMapLayer]:
        """Return the layers of a small map of the whole, the topmost first."""
        return [layer for layer in (self.sheets, self.dwellings, *self.below) if layer is not None]

    @property
    def all(self) -> list[QgsMapLayer]:
        """Return all layers, the topmost first."""
        return [*self.on_map, self.rows]

    @property
    def by_table(self) -> Mapping[str, QgsVectorLayer]:
        """Return the layers by the table that each is kept in."""
        found = zip(_TABLES, (self.sheets, self.rows, self.dwellings, self.places), strict=True)
        below = {f"{_BELOW}{number}": layer for number, layer in enumerate(self.below, 1)}
        return {**{name: layer for name, layer in found if layer is not None}, **below}


def make_layers(
    findings: Findings, about: ReportFacts, phrases: Phrases, places: MapPlaces | None, progress: Progress
) -> SheetLayers:
    """Make the layers in memory, and give them their looks."""
    tr, ground = phrases.language.tr, about.ground
    crs = ground.crs if ground is not None else QgsCoordinateReferenceSystem()
    sheets = _sheets(findings, about, phrases, crs, progress.part(0, 0.2))
    rows = _rows(findings, about, phrases, progress.part(0.2, 0.4))
    dwellings = found = None
    if ground is not None and ground.points is not None and about.states:
        numbers = _out_of_reach(list(about.states.values()))
        spans = _spans(numbers)
        kinds = np.where(numbers > 0, 1 + np.searchsorted([last for _, last in spans], numbers), numbers).astype(str)
        dwellings = _points(tr("Dwellings"), crs, ground.points, kinds, progress.part(0.4, 0.9))
        _show_dwellings(dwellings, spans, set(to_list(np.unique(numbers))), phrases)
    if ground is not None and places is not None:
        named = {type_key(part) for question in findings.questions for part in question.facility.split("|")}
        shown = [places.used or type_key(kind or "") in named - {""} for kind in places.types]
        types = np.array([kind or "" for kind in places.types], object)[shown]
        found = _points(tr("Facilities"), crs, places.points[shown], types, progress.part(0.9, 1))
        _show_places(found, set(types), phrases)
    below = [] if ground is None else backdrop_layers(about.background, crs, _STREET)
    progress.at(1.0)
    return SheetLayers(sheets=sheets, rows=rows, dwellings=dwellings, places=found, below=below)


def write_sheet_layers(layers: SheetLayers, store: Path) -> None:
    """Write the layers into a new GeoPackage.

    Raises
    ------
    InputError
        Where it cannot be written.
    """
    try:
        store.unlink(missing_ok=True)
    except OSError as error:  # such as one that is open elsewhere
        raise not_kept(store, system_words(error)) from error
    there = QgsVectorFileWriter.ActionOnExistingFile
    for name, layer in layers.by_table.items():
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = "GPKG"
        options.layerName = name
        options.actionOnExistingFile = there.CreateOrOverwriteLayer if store.exists() else there.CreateOrOverwriteFile
        failure, why, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
            layer, str(store), QgsCoordinateTransformContext(), options
        )
        if failure != QgsVectorFileWriter.WriterError.NoError:
            store.unlink(missing_ok=True)
            raise not_kept(store, why)


def read_from(layers: SheetLayers, store: Path) -> None:
    """Let the layers read from the GeoPackage that they were written into."""
    for name, layer in layers.by_table.items():
        layer.setDataSource(f"{store}|layername={name}", layer.name(), "ogr")


def holds_sheets(store: Path) -> bool:
    """Return whether a file is a GeoPackage that holds the layers of sheets, and nothing else."""
    found = {table.name() for table in QgsProviderRegistry.instance().querySublayers(str(store))}
    return _TABLES[0] in found and all(name in _TABLES or name.startswith(_BELOW) for name in found)


def not_kept(store: Path, why: Note | str) -> InputError:
    """Return the error of layers that could not be written."""
    return InputError(
        "The layers of the sheets cannot be written to {path}: {why}; choose another place.",
        path=str(store),
        why=why.strip().rstrip(".") if isinstance(why, str) else why,
    )


def _sheets(
    findings: Findings, about: ReportFacts, phrases: Phrases, crs: QgsCoordinateReferenceSystem, progress: Progress
) -> QgsVectorLayer:
    """Make the atlas's layer: a feature for each neighbourhood with what its sheet says."""
    layer = memory_layer(
        phrases.language.tr("Neighbourhoods"), Qgis.WkbType.MultiPolygon, crs, (*SHEET_TEXTS, *WINDOW_TEXTS)
    )
    ground = about.ground
    shapes = [QgsGeometry()] * len(findings.areas) if ground is None else [_polygons(area) for area in ground.areas]
    found = sheet_texts(findings, about, phrases, progress)
    shown = windows(shapes, None if ground is None else ground.points)
    made = [
        feature(layer, shape, [*(texts[name] for name in SHEET_TEXTS), *window])
        for shape, texts, window in zip(shapes, found, shown, strict=True)
    ]
    fill(layer, made)
    _show_sheets(layer, phrases)
    return layer


def _polygons(shape: QgsGeometry) -> QgsGeometry:
    """Return a shape as the layer takes it; one that is no polygon is none."""
    found = shape.coerceToType(Qgis.WkbType.MultiPolygon) if shape.type() == Qgis.GeometryType.Polygon else []
    return found[0] if len(found) == 1 else QgsGeometry()


def _rows(findings: Findings, about: ReportFacts, phrases: Phrases, progress: Progress) -> QgsVectorLayer:
    """Make the table of the sheets: a row for each neighbourhood and requirement, coloured by its verdict."""
    nowhere = QgsCoordinateReferenceSystem()
    layer = memory_layer(phrases.language.tr("Requirements"), Qgis.WkbType.NoGeometry, nowhere, ROW_TEXTS)
    found = row_texts(findings, about, phrases, progress)
    fill(layer, [feature(layer, QgsGeometry(), [texts[name] for name in ROW_TEXTS]) for texts in found])
    others = ", ".join(f"'{verdict}'" for verdict in CELLS)
    rules = [(f"\"code\" = '{verdict}'", colour) for verdict, colour in CELLS.items()]
    styles = []
    for rule, colour in [*rules, (f'"code" NOT IN ({others})', OTHER_CELL)]:
        style = QgsConditionalStyle(rule)
        style.setBackgroundColor(QColor(colour))
        styles.append(style)
    layer.conditionalStyles().setFieldStyles("verdict", styles)
    return layer


def _out_of_reach(states: Sequence[NDArray[np.int8]]) -> NDArray[np.int64]:
    """Return of each dwelling how many requirements it is out of reach of, of those that ask about it."""
    table = np.array(states)
    outside = (table == 0).sum(axis=0)
    found = np.where((outside == 0) & (table == -1).any(axis=0), _NOT_KNOWN, outside)
    return np.where((table == 2).all(axis=0), _NOT_ASKED, found)


def _spans(numbers: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Part the dwellings by number into as many spans as there are looks, of about as many dwellings each.

    With one look for all, nearly every dwelling would look alike where there are many requirements.
    """
    rest, spans = numbers[numbers > 0], []
    for parts in range(len(_MANY), 0, -1):
        if not rest.size:
            break
        there = np.unique(rest)
        last = min(np.quantile(rest, 1 / parts, method="lower"), there[max(there.size - parts, 0)])
        spans.append((int(there[0]), int(last)))
        rest = rest[rest > last]
    return spans


def _points(
    name: str,
    crs: QgsCoordinateReferenceSystem,
    points: NDArray[np.float64],
    kinds: NDArray[np.str_] | NDArray[np.object_],
    progress: Progress,
) -> QgsVectorLayer:
    """Make a layer of points with their kind; those without a place are left out."""
    layer = memory_layer(name, Qgis.WkbType.Point, crs, ("kind",))
    there = np.flatnonzero(np.isfinite(points).all(axis=1))
    for first in range(0, there.size, _BATCH):
        progress.at(first / there.size)
        rows = there[first : first + _BATCH]
        spots = zip(to_list(points[rows]), to_list(kinds[rows]), strict=True)
        fill(layer, [feature(layer, QgsGeometry.fromPointXY(QgsPointXY(x, y)), [kind]) for (x, y), kind in spots])
    layer.dataProvider().createSpatialIndex()
    return layer


def _show_dwellings(layer: QgsVectorLayer, spans: Sequence[tuple[int, int]], there: set[int], phrases: Phrases) -> None:
    tr = phrases.language.tr
    words = {
        _NOT_ASKED: tr("dwelling to which no requirement applies"),
        _NOT_KNOWN: tr("dwelling of which it is not known"),
        0: tr("dwelling with all within reach"),
    }
    looks = [(kind, symbol, words[kind]) for kind, symbol in _FEW.items() if kind in there]
    for kind, (symbol, (first, last)) in enumerate(zip(_MANY, spans, strict=False), 1):
        span = str(first) if first == last else f"{first}–{last}"
        looks.append((kind, symbol, tr("dwelling, requirements out of reach: {n}").format(n=span)))
    renderer = QgsCategorizedSymbolRenderer(
        "kind",
        [QgsRendererCategory(str(kind), QgsMarkerSymbol.createSimple(dict(look)), said) for kind, look, said in looks],
    )
    # Where dwellings are close together, those that lack the most are on top.
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause('to_int("kind")')]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)


def _show_places(layer: QgsVectorLayer, types: set[str], phrases: Phrases) -> None:
    """Choose a shape and a colour for each type; the others, and what has none, share one."""
    named = sorted(types - {""}, key=str.casefold)
    categories = []
    for kind, (shape, colour) in zip(named, _PLACES, strict=False):
        symbol = {"name": shape, "color": colour, "size": "3", "outline_color": "#ffffff", "outline_width": "0.3"}
        label = legend_text(shortened(phrases.facility(kind), _LONGEST_TYPE))
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
    layer.setLabeling(area_names(others, "#4a4a4a", is_expression=True, only_inside=True))
    layer.setLabelsEnabled(True)
