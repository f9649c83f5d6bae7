"""A sheet for each neighbourhood, to talk about with its residents: a print layout with an atlas, and its PDF."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsExpressionContextUtils,
    QgsFeedback,
    QgsLayoutExporter,
    QgsLayoutFrame,
    QgsLayoutItemAttributeTable,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemPage,
    QgsLayoutItemPicture,
    QgsLayoutTableColumn,
    QgsLegendRenderer,
    QgsLegendStyle,
    QgsMapClippingRegion,
    QgsMapLayer,
    QgsPrintLayout,
    QgsProcessingUtils,
    QgsProject,
    QgsReadWriteContext,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ...core.errors import Cancelled, InputError
from ...core.progress import Progress
from ...core.system_words import system_words
from ..io.legend_text import legend_text
from ..io.translation import tr
from .attribution import attribution
from .map_places import MapPlaces
from .pdf_outline import add_outline
from .phrases import Phrases
from .sheet_layers import SheetLayers, holds_sheets, make_layers, not_kept, read_from, write_sheet_layers
from .sheets import heading_title
from .spreadsheet import TAGS

if TYPE_CHECKING:
    from ...core.results.findings import Findings
    from .facts import ReportFacts

TEMPLATE = Path(__file__).resolve().parent.parent.parent / "resources" / "templates" / "neighbourhood_sheet.qpt"

_DPI = 200
_INSET = "inset"
"""The map that shows the whole of a neighbourhood of which the other shows a part."""

_OF, _FROM = "buurtmaat/sheets_of", "buurtmaat/made_from"
"""Properties of what is put into a project: the PDF, and of a layout its template and language."""


@dataclass(frozen=True, kw_only=True)
class SheetContent:
    """What the sheets show.

    Parameters
    ----------
    about
        With the ground for the maps and where each dwelling lies; without them the sheets have no map.
    places
        The facilities on the maps.
    template
        A layout to use for the shipped one; see `add_to_project`.
    """

    findings: Findings
    about: ReportFacts
    phrases: Phrases
    places: MapPlaces | None = None
    template: Path = TEMPLATE


@dataclass(frozen=True, kw_only=True)
class Sheets:
    """The sheets of a run that was written, with all that it takes to put their layout into a project."""

    pdf: Path
    content: SheetContent

    def put_into(self, project: QgsProject) -> None:
        """Put the layout and its layers, kept in a GeoPackage beside the PDF, into a project."""
        add_to_project(project, self.content, self.pdf)


def write_atlas(path: Path, content: SheetContent, progress: Progress) -> None:
    """Write a PDF with a sheet for each neighbourhood; Cancel is looked at between the sheets.

    It has to run in the main thread: layouts cannot leave it.

    Raises
    ------
    InputError
        Where the template is no layout, or the file cannot be written.
    """
    project, about = QgsProject(), content.about
    project.setTitle(about.title)  # the PDF's own
    if about.ground is not None:
        project.setCrs(about.ground.crs)
    layout = add_to_project(project, content, progress=progress.part(0, 0.1))
    feedback, exporting = QgsFeedback(), progress.part(0.1, 1)
    pages: list[int] = []
    every = layout.pageCollection()
    layout.atlas().featureChanged.connect(
        lambda _feature: pages.append(sum(every.shouldExportPage(page) for page in range(every.pageCount())))
    )

    def moved(percent: float) -> None:
        try:
            exporting.at(percent / 100)
        except Cancelled:
            feedback.cancel()

    feedback.progressChanged.connect(moved)
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = _DPI
    settings.textRenderFormat = Qgis.TextRenderFormat.AlwaysText  # so that it can be searched and read aloud
    done, why = QgsLayoutExporter.exportToPdf(layout.atlas(), str(path), settings, feedback)
    if feedback.isCanceled():
        raise Cancelled
    if done != QgsLayoutExporter.ExportResult.Success:
        raise InputError(
            "The sheets cannot be written to {path}: {why}; choose another place.",
            path=str(path),
            why=why.strip().rstrip(".") or tr("choose another place"),
        )
    names, code = [about.name(area) or area for area in content.findings.areas], content.phrases.language.code
    sheets = list(zip(names, pages[-len(names) :], strict=False))  # before the first sheet it is made ready once
    add_outline(path, sheets, TAGS.get(code, code))


def add_to_project(
    project: QgsProject, content: SheetContent, pdf: Path | None = None, progress: Progress | None = None
) -> QgsPrintLayout:
    """Put the layout of the sheets, and its layers as a group, into a project, to be changed there.

    A municipality puts in its own logo and colours, saves the layout as a template, and hands that over the next time.
    What a layout says comes from its layers and from variables; the layers go into all its maps, legends and attribute
    tables, so it may leave out what it does not want.

    The layers come in a group at the bottom that is not shown: the map of the project stays as it is.

    Parameters
    ----------
    pdf
        Where the sheets were written. A GeoPackage beside it keeps the layers, which else are gone when the project is
        closed, and what an earlier run put into the project for the same PDF makes place. A layout of an earlier run
        keeps what was changed in it if it came from the same template, in the same language.

    Raises
    ------
    InputError
        Where the template is no layout, or the layers cannot be kept.
    """
    findings, about, phrases = content.findings, content.about, content.phrases
    layers = make_layers(findings, about, phrases, content.places, progress or Progress())
    document = read_template(content.template)
    looks: dict[str, QDomDocument] = {}
    if pdf is not None:
        origin = _Origin.of(pdf, content.template, phrases)
        written = pdf.with_name(f"{pdf.stem}_sheets.new.gpkg")
        write_sheet_layers(layers, written)  # before anything changes in the project
        looks = _take_out(project, origin)
        read_from(layers, _put_in_place(written, pdf))
        for layer in layers.all:
            layer.setCustomProperty(_OF, origin.pdf)
    project.addMapLayers(layers.all, False)
    found = []
    for name, look in (looks or {_free_name(project, about.title): document}).items():
        layout = _layout(project, layers, about, phrases, look)
        if not looks:
            _show_owner(layout, about)
        layout.setName(name)
        if pdf is not None:
            layout.setCustomProperty(_OF, origin.pdf)
            layout.setCustomProperty(_FROM, origin.look)
        project.layoutManager().addLayout(layout)
        found.append(layout)
    title = tr("Layers of the layout “{name}”").format(name=found[0].name())
    group = project.layerTreeRoot().addGroup(legend_text(title))
    for layer in layers.all:
        group.addLayer(layer)
    group.setItemVisibilityChecked(False)
    group.setExpanded(False)
    return found[0]


def _free_name(project: QgsProject, title: str) -> str:
    """Return a name that no layout has yet."""
    name, number = title, 1
    while project.layoutManager().layoutByName(name) is not None:
        number += 1
        name = f"{title} {number}"
    return name


@dataclass(frozen=True)
class _Origin:
    """What a layout and its layers remember: the PDF that they are of, and what the layout was made from."""

    pdf: str
    look: str

    @staticmethod
    def of(pdf: Path, template: Path, phrases: Phrases) -> _Origin:
        # A temporary file has another path in every run.
        is_temporary = pdf.is_relative_to(QgsProcessingUtils.tempFolder())
        look = hashlib.sha256(template.read_bytes()).hexdigest()
        return _Origin(pdf.name if is_temporary else str(pdf.absolute()), f"{phrases.language.code} {look}")


def _take_out(project: QgsProject, origin: _Origin) -> dict[str, QDomDocument]:
    """Take out of a project what an earlier run put there; return the layouts to make again as they were, by name.

    Those that were made from another template, or in another language, are not among them.
    """
    manager, kept = project.layoutManager(), {}
    for layout in manager.printLayouts():
        if layout.customProperty(_OF) != origin.pdf:
            continue
        if layout.customProperty(_FROM) == origin.look:
            kept[layout.name()] = QDomDocument()
            kept[layout.name()].appendChild(layout.writeXml(kept[layout.name()], QgsReadWriteContext()))
        manager.removeLayout(layout)
    mine = [name for name, layer in project.mapLayers().items() if layer.customProperty(_OF) == origin.pdf]
    groups = {node.parent() for name in mine for node in project.layerTreeRoot().findLayers() if node.layerId() == name}
    project.removeMapLayers(mine)
    for group in groups - {project.layerTreeRoot()}:
        if not group.children():
            group.parent().removeChildNode(group)
    return kept


def _put_in_place(written: Path, pdf: Path) -> Path:
    """Return the layers' file its name, over that of an earlier run unless something else has it open."""
    names = itertools.chain([f"{pdf.stem}_sheets.gpkg"], (f"{pdf.stem}_sheets_{n}.gpkg" for n in itertools.count(2)))
    for store in (pdf.with_name(name) for name in names):
        is_there = store.exists()
        if is_there and (Path(f"{store}-wal").exists() or not holds_sheets(store)):
            continue
        try:
            return written.replace(store)
        except OSError as error:
            if not is_there:  # else it is open elsewhere
                raise not_kept(store, system_words(error)) from error
    raise AssertionError  # there is always another name


def read_template(template: Path) -> QDomDocument:
    """Read a layout template.

    Raises
    ------
    InputError
        Where it cannot be read, or is no layout.
    """
    document = QDomDocument()
    try:
        document.setContent(template.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise _no_template(template) from error
    layout = QgsPrintLayout(QgsProject.instance())
    items, loaded = [], False
    if not document.documentElement().isNull():
        items, loaded = layout.loadFromTemplate(document, QgsReadWriteContext(), True)
    if not loaded or not items:
        raise _no_template(template)
    return document


def _layout(
    project: QgsProject, layers: SheetLayers, about: ReportFacts, phrases: Phrases, look: QDomDocument
) -> QgsPrintLayout:
    """Make the layout from its template, and put the layers and the words into it."""
    layout = QgsPrintLayout(project)
    layout.loadFromTemplate(look, QgsReadWriteContext(), True)
    for name in (_OF, _FROM):  # of a template that was made from such a layout
        layout.removeCustomProperty(name)
    for name, word in _words(phrases, about).items():
        QgsExpressionContextUtils.setLayoutVariable(layout, name, word)
    atlas = layout.atlas()
    atlas.setCoverageLayer(layers.sheets)
    atlas.setEnabled(True)
    atlas.setPageNameExpression("area")
    for item in layout.items():
        if isinstance(item, QgsLayoutItemMap):
            item.setLayers(layers.on_inset if item.id() == _INSET else layers.on_map)
            item.setKeepLayerSet(True)
            item.setCrs(layers.sheets.crs())
            _keep_inside(item, layers.dwellings)
        elif isinstance(item, QgsLayoutItemLegend):
            _fill_legend(item, layers.in_legend)
    for frame in layout.multiFrames():
        if isinstance(frame, QgsLayoutItemAttributeTable):
            _fill_table(frame, layers.rows, phrases)
            _add_page(layout, frame)
    return layout


def _no_template(template: Path) -> InputError:
    return InputError(
        "The layout template {path} cannot be read: save a layout as a template (.qpt) and choose that.",
        path=str(template),
    )


def _words(phrases: Phrases, about: ReportFacts) -> dict[str, str]:
    """Return the words on all sheets, by the variable that the layout calls each."""
    tr = phrases.language.tr
    kind = tr("Discussion sheet for the neighbourhood agenda")
    return {
        "buurtmaat_title": heading_title(kind, about.title),
        "buurtmaat_municipality": about.brand.municipality,
        "buurtmaat_colour": about.brand.colour,
        "buurtmaat_owners": attribution(about.inputs, phrases.language),
        "buurtmaat_kind": kind,
        "buurtmaat_missing": tr("What is missing here"),
        "buurtmaat_remarks": tr("What residents say about it"),
    }


def _keep_inside(item: QgsLayoutItemMap, dwellings: QgsVectorLayer | None) -> None:
    """Leave the dwellings of other neighbourhoods out: they are not what the sheet is about."""
    clipping = item.atlasClippingSettings()
    clipping.setEnabled(dwellings is not None)
    clipping.setRestrictToLayers(True)
    clipping.setLayersToClip([dwellings] if dwellings is not None else [])
    clipping.setFeatureClippingType(QgsMapClippingRegion.FeatureClippingType.NoClipping)


def _fill_legend(legend: QgsLayoutItemLegend, layers: Sequence[QgsMapLayer]) -> None:
    legend.setAutoUpdateModel(False)
    root = legend.model().rootGroup()
    root.clear()
    for layer in layers:
        # Each line says by itself what it is.
        QgsLegendRenderer.setNodeLegendStyle(root.addLayer(layer), QgsLegendStyle.Style.Hidden)
    # The same on all sheets: to find out what is on each map would take as long as to draw it.
    legend.setLegendFilterByMapEnabled(False)


def _fill_table(table: QgsLayoutItemAttributeTable, rows: QgsVectorLayer, phrases: Phrases) -> None:
    """Put the rows into the table; its columns stay those of the template, with their headings in words."""
    tr = phrases.language.tr
    headings = {
        "requirement": tr("Requirement"),
        "norm": tr("Norm"),
        "here": tr("Here"),
        "verdict": tr("Verdict"),
        "missing": tr("Missing"),
        "kind": tr("Others of this living environment"),
    }
    columns = table.columns()
    for column in columns:
        if column.heading() in ("", column.attribute()):
            column.setHeading(headings.get(column.attribute(), column.heading()))
    if rows.uniqueValues(rows.fields().lookupField("kind")) <= {"–"}:  # no living environment is known
        columns = _without_kind(columns)
    table.setVectorLayer(rows)  # sets the columns back to all fields
    table.setColumns(columns)
    table.setFeatureFilter("\"area\" = attribute(@atlas_feature, 'area')")
    table.setFilterFeatures(True)
    table.setMaximumNumberOfFeatures(max(table.maximumNumberOfFeatures(), rows.featureCount()))
    table.setUseConditionalStyling(True)
    table.refresh()


def _without_kind(columns: Sequence[QgsLayoutTableColumn]) -> list[QgsLayoutTableColumn]:
    """Leave out the column on the others of a living environment; the longest texts get its room."""
    kept = [column for column in columns if column.attribute() != "kind"]
    room = sum(column.width() for column in columns) - sum(column.width() for column in kept)
    long = [column for column in kept if column.attribute() in ("requirement", "verdict") and column.width() > 0]
    for column in long:
        column.setWidth(column.width() + room / len(long))
    return kept


def _add_page(layout: QgsPrintLayout, table: QgsLayoutItemAttributeTable) -> None:
    """Add a page for what does not fit, where the template has one only; left empty it is not printed."""
    if table.frameCount() != 1:
        return
    only = table.frame(0)
    page = QgsLayoutItemPage(layout)
    page.setPageSize(layout.pageCollection().page(only.page()).pageSize())
    layout.pageCollection().addPage(page)
    frame = QgsLayoutFrame(layout, table)
    table.addFrame(frame)
    frame.attemptResize(only.sizeWithUnits())
    frame.attemptMove(only.pagePositionWithUnits(), True, False, layout.pageCollection().pageCount() - 1)
    frame.setHidePageIfEmpty(True)


def _show_owner(layout: QgsPrintLayout, about: ReportFacts) -> None:
    """Put the logo where the template has room for one, and its own colour on the name of the municipality."""
    brand, logo, name = about.brand, layout.itemById("logo"), layout.itemById("municipality")
    if isinstance(logo, QgsLayoutItemPicture) and brand.logo is not None and not logo.picturePath():
        kind, _, content = brand.logo.address.partition(";base64,")
        formats = QgsLayoutItemPicture.Format
        logo.setPicturePath(f"base64:{content}", formats.FormatSVG if "svg" in kind else formats.FormatRaster)
    if isinstance(name, QgsLayoutItemLabel):
        letters = name.textFormat()
        letters.setColor(QColor(brand.on_light))
        name.setTextFormat(letters)
