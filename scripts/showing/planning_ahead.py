"""Follow the housing programme of the sample town to 2050: programme, shortfall, best places, comparison."""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsFillSymbol,
    QgsLayoutExporter,
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutPoint,
    QgsLayoutSize,
    QgsLegendStyle,
    QgsLineSymbol,
    QgsPrintLayout,
    QgsProject,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

# After the path that makes it importable.
from headless_qgis import headless_qgis, speaking, with_algorithms

YEARS = (2026, 2030, 2040, 2050)
ASKED = "meeting_place"
"""The requirement that the places are chosen for: a meeting place within 500 m."""
MEETING = "\"type\" IN ('meeting place', 'community centre') AND coalesce(\"open_until\", 9999) >= 2050"
NEW_PLACES = 2

WIDTH, LEGEND, MARGIN, TITLE = 236.0, 66.0, 4.0, 10.0
"""Of a picture and of what is in it, in millimetres."""
TALL = 0.83
"""Height of a map as a part of its width: the town is wider than it is high."""
DPI = 108

TITLES = {
    "en": {
        "programme": "The housing programme",
        "shortfall": "How far it is to a meeting place: {first} and {last}",
        "places": "What each building would add, and the best two",
        "comparison": "{last}: with the two places, against without",
    },
    "nl": {
        "programme": "De woningbouwplannen",
        "shortfall": "Hoe ver het is naar een ontmoetingsplek: {first} en {last}",
        "places": "Wat elk gebouw zou toevoegen, en de beste twee",
        "comparison": "{last}: met de twee plekken, tegenover zonder",
    },
}
HEADINGS = {
    "en": {
        "programme": ["Planned dwellings"],
        "shortfall": ["Dwellings"],
        "places": ["The best two: dwellings|for which it is the nearest", "Dwellings that each|would add alone"],
        "comparison": ["Neighbourhoods"],
    },
    "nl": {
        "programme": ["Geplande woningen"],
        "shortfall": ["Woningen"],
        "places": [
            "De beste twee: woningen waarvoor|het de dichtstbijzijnde is",
            "Woningen die elk|alleen zou toevoegen",
        ],
        "comparison": ["Buurten"],
    },
}
"""Of each picture, by its name, in the languages of the pages."""


class Town:
    """The sample town, and what was made of it so far."""

    def __init__(self, town: Path, folder: Path, language: str = "en") -> None:
        self.town, self.folder, self.language = town, folder, language

    def layer(self, name: str) -> str:
        """Describe where a layer of the town is."""
        return f"{self.town}|layername={name}"

    def place(self, name: str) -> str:
        """Describe where something that is made goes."""
        return str(self.folder / f"{name}.gpkg")

    def run(self, algorithm: str, **given: object) -> dict[str, Any]:
        """Run an algorithm as the toolbox does; its layers arrive in the project with their styles."""
        from qgis import processing

        result: dict[str, Any] = processing.runAndLoadResults(algorithm, given)
        return result

    def check(self, name: str, years: Sequence[int], facilities: Sequence[str] = ()) -> dict[str, Any]:
        """Check the requirements in some years, with more facilities if they are given."""
        return self.run(
            "buurtmaat:requirementsoveryears",
            NETWORK=self.layer("streets"),
            TIME_FIELD="time_min",
            BARRIERS=self.layer("water"),
            STREET_YEAR_FIELD="year",
            DWELLINGS=self.layer("dwellings"),
            WEIGHT_FIELD="dwellings",
            NEIGHBOURHOODS=self.layer("neighbourhoods"),
            NEIGHBOURHOOD_ID="buurtcode",
            LEVEL_FIELDS="kern",
            CLASS_FIELD="woonmilieu",
            FACILITIES=[self.layer("facilities"), self.layer("parks"), *facilities],
            TYPE_FIELD="type",
            FACILITY_ID="facility_id",
            CAPACITY_FIELD="capacity_m2",
            OPEN_FROM_FIELD="open_from",
            OPEN_UNTIL_FIELD="open_until",
            NORM_SET="meeting",
            PLANS=self.place("programme"),
            YEARS=";".join(map(str, years)),
            OUTPUT_DWELLINGS=self.place(f"{name}_dwellings"),
            OUTPUT_NEIGHBOURHOODS=self.place(f"{name}_neighbourhoods"),
            OUTPUT_RESULTS=self.place(f"{name}_results"),
            REPORT=str(self.folder / f"{name}.html"),
        )


def main() -> None:
    """Read what is asked, and do it in a QGIS without windows."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("town", type=Path)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--language", choices=TITLES, default="en", help="of the pictures and the reports")
    given = arguments.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    for old in [*given.folder.glob("*.gpkg"), *given.folder.glob("*.html"), *given.folder.glob("*.png")]:
        old.unlink()
    with headless_qgis(), speaking(given.language):
        sys.path.append(f"{QgsApplication.pkgDataPath()}/python/plugins")
        from processing.core.Processing import Processing

        Processing.initialize()
        with with_algorithms():
            tell(Town(given.town, given.folder, given.language))


def tell(town: Town) -> None:
    """Go from the programme to the comparison, say what is found, and draw it."""
    programme = town.run(
        "buurtmaat:planneddwellings",
        PLANS=town.layer("planned_housing"),
        NETWORK=town.layer("streets"),
        OUTPUT=town.place("programme"),
    )["OUTPUT"]
    draw_named(town, "programme", [[loaded(programme)]])
    today, later = town.check("today", YEARS[:1]), town.check("later", YEARS)
    say_years(later["OUTPUT_RESULTS"])
    homes = [[styled(one)] for one in (today, later)]
    draw_named(town, "shortfall", homes)

    existing = town.run(
        "native:extractbyexpression",
        INPUT=town.layer("facilities"),
        EXPRESSION=MEETING,
        OUTPUT=town.place("meeting_places"),
    )["OUTPUT"]
    found = town.run(
        "buurtmaat:suggestlocations",
        NETWORK=town.layer("streets"),
        TIME_FIELD="time_min",
        BARRIERS=town.layer("water"),
        DWELLINGS=later["OUTPUT_DWELLINGS"],
        WEIGHT_FIELD=f"{ASKED}_weight",
        FACILITIES=existing,
        FACILITY_ID="facility_id",
        CANDIDATES=town.layer("candidates"),
        CANDIDATE_ID="candidate_id",
        OWNER_FIELD="owner",
        P=NEW_PLACES,
        LIMIT=500,
        THRESHOLDS="500;600;700;800",
        TARGET=0.9,
        OUTPUT=town.place("new_places"),
        RANKING=town.place("ranking"),
        PRICE=town.place("price"),
    )
    say_places(found)
    places = [loaded(found["OUTPUT"]), loaded(found["RANKING"])]
    draw_named(town, "places", [places])

    opened = town.run(
        "native:fieldcalculator",
        INPUT=found["OUTPUT"],
        FIELD_NAME="type",
        FIELD_TYPE=2,
        FIELD_LENGTH=0,
        FORMULA="'meeting place'",
        OUTPUT=town.place("opened"),
    )["OUTPUT"]
    after = town.check("after", YEARS[-1:], [opened])
    compared = town.run(
        "buurtmaat:comparescenarios",
        BEFORE=later["OUTPUT_RESULTS"],
        AFTER=after["OUTPUT_RESULTS"],
        YEAR_BEFORE=YEARS[-1],
        NEIGHBOURHOODS=town.layer("neighbourhoods"),
        NEIGHBOURHOOD_ID="buurtcode",
        OUTPUT=town.place("compared"),
    )
    say_change(compared["OUTPUT"])
    draw_named(town, "comparison", [[loaded(compared["OUTPUT"])]])
    print(f"\nLayers, reports and pictures: {town.folder}")


def rows(path: str) -> list[dict[str, Any]]:
    """Read a table or layer."""
    found = QgsVectorLayer(path, "rows", "ogr")
    names = found.fields().names()
    return [dict(zip(names, feature.attributes(), strict=True)) for feature in found.getFeatures()]


def percent(share: float) -> str:
    """Write a share cut off, not rounded: 94.96 % never looks like 95 %."""
    return f"{math.floor(share * 1000 + 1e-6) / 10:.1f}%"


def say_years(results: str) -> None:
    """Print how the requirement goes over the years."""
    print("\nA meeting place within 500 m\n\nyear   dwellings   within   new ones within   neighbourhoods that meet it")
    mine = [row for row in rows(results) if row["requirement"] == ASKED and row["level"] == "neighbourhood"]
    for year in YEARS:
        here = [row for row in mine if row["year"] == year]
        whole = {row["stock"]: row for row in here if row["neighbourhood"] == "_total"}
        new = whole.get("new", {}).get("share")
        verdicts = [row["compliance"] for row in here if row["stock"] == "all"]
        print(
            f"{year}   {whole['all']['total']:9,.0f}   {percent(whole['all']['share']):>6}"
            f"   {percent(new) if isinstance(new, float) else '–':>15}"
            f"   {verdicts.count('meets')} of {verdicts.count('meets') + verdicts.count('fails')}"
        )


def say_places(found: dict[str, Any]) -> None:
    """Print the best places, and the price of a stricter threshold."""
    print(f"\nThe best {NEW_PLACES} of 12 buildings" + (", proved" if not found["GAP"] else ""))
    for row in sorted(rows(found["OUTPUT"]), key=lambda row: row["rank"]):
        print(f"  {row['rank']}  {row['name']} ({row['owner_name']}): {row['gain']:,.0f} dwellings more within 500 m")
    print("\nPlaces that it takes to have 90 % of the dwellings within")
    for row in rows(found["PRICE"]):
        places = row["places"]
        if not isinstance(places, int):
            places = f"more than there are: all together give {percent(row['attainable'])}"
        print(f"  {row['threshold']:g} m: {places}")


def say_change(compared: str) -> None:
    """Print what turns."""
    print("\nWith these places in 2050")
    for row in rows(compared):
        if row[f"{ASKED}_gained"] or row[f"{ASKED}_lost"]:
            before, after = row[f"{ASKED}_before"], row[f"{ASKED}_after"]
            turned = f"{before} → {after}" if before != after else f"{before} still"
            print(f"  {row['buurtnaam']}: {row[f'{ASKED}_gained']:+,.0f} dwellings, {turned}")


def loaded(path: str) -> QgsVectorLayer:
    """Find the layer of the project that shows a file, with its style."""
    (found,) = (one for one in QgsProject.instance().mapLayers().values() if one.source().split("|")[0] == path)
    return found


def styled(checked: dict[str, Any]) -> QgsVectorLayer:
    """Return the dwellings of a run by how far they have it, shown at any scale."""
    layer = loaded(checked["OUTPUT_DWELLINGS"])
    titles = {row["title"] for row in rows(checked["OUTPUT_RESULTS"]) if row["requirement"] == ASKED}
    if not layer.styleManager().setCurrentStyle(*titles):
        raise ValueError(f"there is no style {titles}")
    layer.setScaleBasedVisibility(False)
    return layer


def ground(town: Town) -> list[QgsVectorLayer]:
    """Return what lies below each map: streets, neighbourhoods, water."""
    streets, areas, water = (QgsVectorLayer(town.layer(n), n, "ogr") for n in ("streets", "neighbourhoods", "water"))
    line = QgsLineSymbol.createSimple({"line_color": "#9a9a9a", "line_width": "0.15"})
    border = {"style": "no", "outline_color": "#5a5a5a", "outline_width": "0.25", "outline_style": "dash"}
    streets.setRenderer(QgsSingleSymbolRenderer(line))
    areas.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(border)))
    water.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple({"color": "#cfe3f1", "outline_style": "no"})))
    return [streets, areas, water]


def draw_named(town: Town, name: str, maps: Sequence[Sequence[QgsVectorLayer]]) -> None:
    """Write one of the pictures of the page, with its title and headings."""
    title = TITLES[town.language][name].format(first=YEARS[0], last=YEARS[-1])
    draw(town, name, title, maps, HEADINGS[town.language][name])


def draw(town: Town, name: str, title: str, maps: Sequence[Sequence[QgsVectorLayer]], headings: Sequence[str]) -> None:
    """Write a picture of one map or of several beside each other, with a legend of the first and its headings."""
    below = ground(town)
    project = QgsProject.instance()
    for layer in below:
        project.addMapLayer(layer, False)
    layout = QgsPrintLayout(project)
    layout.initializeDefaults()
    extent = below[1].extent()
    extent.scale(1.04)
    width = (WIDTH - LEGEND - MARGIN) / len(maps) - MARGIN
    height = max(width * TALL, 78.0)
    layout.pageCollection().page(0).setPageSize(QgsLayoutSize(WIDTH, TITLE + height + MARGIN))
    label = QgsLayoutItemLabel(layout)
    label.setText(title)
    place(layout, label, (MARGIN, 2), (WIDTH - 2 * MARGIN, TITLE - 2))
    for number, layers in enumerate(maps):
        item = QgsLayoutItemMap(layout)
        item.setFrameEnabled(True)
        item.setBackgroundColor(QColor("white"))
        place(layout, item, (MARGIN + number * (width + MARGIN), TITLE), (width, height))
        item.setLayers([*layers, *below])
        item.zoomToExtent(extent)
    legend = QgsLayoutItemLegend(layout)
    legend.setAutoUpdateModel(False)
    legend.setWrapString("|")
    for part, size in ((QgsLegendStyle.Style.Subgroup, 9), (QgsLegendStyle.Style.SymbolLabel, 8)):
        style = legend.style(part)
        text = style.textFormat()
        text.setSize(size)
        style.setTextFormat(text)
        legend.setStyle(part, style)
    root = legend.model().rootGroup()
    root.clear()
    for layer, words in zip(maps[0], headings, strict=True):
        root.addLayer(layer).setCustomProperty("cached_name", words)
        root.findLayer(layer).setCustomProperty("legend/title-label", words)
    place(layout, legend, (WIDTH - LEGEND, TITLE), (LEGEND, height))
    picture = QgsLayoutExporter(layout).renderPageToImage(0, dpi=DPI)
    if not picture.save(str(town.folder / f"{name}.png")):
        raise OSError(f"{name}.png could not be written to {town.folder}")
    for layer in below:
        project.removeMapLayer(layer.id())


def place(layout: QgsPrintLayout, item: QgsLayoutItem, at: tuple[float, float], size: tuple[float, float]) -> None:
    """Put something on the page, in millimetres."""
    layout.addLayoutItem(item)
    item.attemptMove(QgsLayoutPoint(*at))
    item.attemptResize(QgsLayoutSize(*size))


if __name__ == "__main__":
    main()
