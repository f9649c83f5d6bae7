"""Where a result cannot be written, or must not be."""

from __future__ import annotations

import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

from qgis.core import QgsProject

from towns import runs
from towns.bad_inputs import good
from towns.bad_inputs.cases import Refusal, Warned
from towns.runs import into

N = "nearestfacility"


def _file(folder: Path, name: str) -> dict[str, object]:
    return {"OUTPUT": str(folder / name)}


def _text(folder: Path) -> Path:
    """Write a text that is called a GeoPackage."""
    path = folder / "fake.gpkg"
    path.write_text("no database", encoding="utf-8")
    return path


def _view(folder: Path) -> dict[str, object]:
    path = folder / "town.gpkg"
    runs.save(good.homes(), path, "homes")
    with closing(sqlite3.connect(path)) as database:
        database.execute("create view served as select * from homes")
        database.commit()
    return {"OUTPUT": into(path, "served")}


def _own_input(folder: Path) -> dict[str, object]:
    homes = runs.save(good.homes(), folder / "homes.gpkg", to_edit=True)
    return {"DWELLINGS": homes, "OUTPUT": str(folder / "homes.gpkg")}


def _in_edit(folder: Path) -> dict[str, object]:
    layer = runs.save(good.homes(), folder / "edited.gpkg", to_edit=True)
    QgsProject.instance().addMapLayer(layer)
    layer.startEditing()
    layer.deleteFeature(next(layer.getFeatures()).id())
    return {"OUTPUT": str(folder / "edited.gpkg")}


REFUSALS = (
    Refusal(
        N,
        "A folder that is not there",
        lambda folder: _file(folder, "results/nearest.gpkg"),
        "The output cannot be written to {folder}/results/nearest.gpkg: there is no folder {folder}/results; "
        "make it or choose another.",
    ),
    Refusal(
        "basicrequirements",
        "A folder that is not there",
        lambda folder: {"OUTPUT_DWELLINGS": str(folder / "results" / "dwellings.gpkg")},
        "The output cannot be written to {folder}/results/dwellings.gpkg: there is no folder "
        "{folder}/results; make it or choose another.",
    ),
    Refusal(
        "odmatrix",
        "A folder that is not there",
        lambda folder: _file(folder, "results/matrix.csv"),
        "The output cannot be written to {folder}/results/matrix.csv: there is no folder {folder}/results; "
        "make it or choose another.",
    ),
    Refusal(
        N,
        "A table in a folder that is not there",
        lambda folder: {"OUTPUT": into(folder / "results" / "town.gpkg", "nearest")},
        "The output cannot be written to {folder}/results/town.gpkg: there is no folder {folder}/results; "
        "make it or choose another.",
    ),
    Refusal(
        N,
        "A folder as the file",
        lambda folder: {"OUTPUT": str(folder)},
        "The output cannot be written to {folder}: that is a folder; write the name of a file behind it.",
    ),
    Refusal(
        N,
        "A format that is none",
        lambda folder: _file(folder, "nearest.xyz"),
        "The output cannot be written to {folder}/nearest.xyz: no format is known for .xyz; choose .gpkg.",
    ),
    Refusal(
        N,
        "A file without an ending",
        lambda folder: _file(folder, "nearest"),
        "The output cannot be written to {folder}/nearest: no format is known for a name without an ending; "
        "choose .gpkg.",
    ),
    Refusal(
        N,
        "A text that is called a GeoPackage",
        lambda folder: {"OUTPUT": into(_text(folder), "nearest")},
        "The output cannot be written to {folder}/fake.gpkg: that file is no GeoPackage; choose another.",
    ),
    Refusal(
        N,
        "A table that a GeoPackage keeps for itself",
        lambda folder: {"OUTPUT": into(folder / "town.gpkg", "gpkg_contents")},
        "The output cannot be written to gpkg_contents in {folder}/town.gpkg: a GeoPackage keeps something "
        "of its own under that name; choose another name.",
    ),
    Refusal(
        N,
        "A GeoPackage whose name begins as what it keeps for itself",
        lambda folder: _file(folder, "gpkg_town.gpkg"),
        "The output cannot be written to gpkg_town in {folder}/gpkg_town.gpkg: a GeoPackage keeps something of its own "
        "under that name; choose another name.",
    ),
    Refusal(
        N,
        "A GeoPackage whose name begins with a sign that no table begins with",
        lambda folder: _file(folder, "(draft) town.gpkg"),
        "The output cannot be written to (draft) town in {folder}/(draft) town.gpkg: a table of a GeoPackage cannot be "
        "called so because of “(”; choose another name.",
    ),
    Refusal(
        N,
        "A table with a sign that parts a file and its table",
        lambda folder: {"OUTPUT": into(folder / "town.gpkg", "a|b")},
        "The output cannot be written to a|b in {folder}/town.gpkg: a table of a GeoPackage cannot be called so "
        "because of “|”; choose another name.",
    ),
    Refusal(
        "preparestops",
        "A text that is called a timetable",
        lambda folder: {"GTFS": str(_text(folder).rename(folder / "gtfs.zip"))},
        "The file “gtfs.zip” is no ZIP archive, or a part of one: choose a timetable.",
    ),
    Refusal(
        "runrecipe",
        "A recipe that is no JSON file",
        lambda folder: {"RECIPE": str(_text(folder))},
        "Recipe (RECIPE) must be a file that ends in .json, not {folder}/fake.gpkg.",
    ),
    Refusal(
        N,
        "A table in a folder",
        lambda folder: {"OUTPUT": into(folder, "nearest")},
        "The output cannot be written to {folder}: that is a folder; write the name of a file behind it.",
    ),
    Refusal(
        N,
        "A view in a GeoPackage",
        _view,
        "The output cannot be written to served in {folder}/town.gpkg: that is a view; choose another name.",
    ),
    Refusal(
        N,
        "A GeoPackage without the name of a table",
        lambda folder: {"OUTPUT": f"ogr:dbname='{folder}/town.gpkg'"},
        "The output cannot be written to {folder}/town.gpkg: no table is named; write the name of the file alone, or "
        "ogr:dbname='{folder}/town.gpkg' table=\"results\".",
    ),
    Refusal(
        N,
        "A table as a layer is read",
        lambda folder: {"OUTPUT": f"{folder}/town.gpkg|layername=nearest"},
        "The output cannot be written to {folder}/town.gpkg|layername=nearest: a table in a GeoPackage is written as "
        "ogr:dbname='{folder}/town.gpkg' table=\"nearest\".",
    ),
    Refusal(
        N,
        "The dwellings' own file",
        _own_input,
        "The output Dwellings with their nearest facility (OUTPUT) would be written over Dwellings "
        "(DWELLINGS): choose another place for it.",
    ),
    Refusal(
        N,
        "One file for two results",
        lambda folder: {"OUTPUT": str(folder / "result.gpkg"), "ROUTES": str(folder / "result.gpkg")},
        "The output Routes (ROUTES) would be written over Dwellings with their nearest facility (OUTPUT): "
        "choose another place for it.",
    ),
    Refusal(
        N,
        "A layer with edits that are not saved",
        _in_edit,
        "The output Dwellings with their nearest facility (OUTPUT) would replace the layer “homes”, which "
        "has edits that are not saved: save or discard them first.",
    ),
    Refusal(
        "basicrequirements",
        "A report in a folder that is not there",
        lambda folder: {"REPORT": str(folder / "results" / "report.html")},
        "The output cannot be written to {folder}/results/report.html: there is no folder {folder}/results; "
        "make it or choose another.",
    ),
    Refusal(
        "basicrequirements",
        "A report that is no page",
        lambda folder: {"REPORT": str(folder / "report.docx")},
        "Report (REPORT) is written as .html: give {folder}/report.docx that ending.",
    ),
    Refusal(
        "basicrequirements",
        "A report that is a folder",
        lambda folder: {"REPORT": str(folder)},
        "The output cannot be written to {folder}: that is a folder; write the name of a file behind it.",
    ),
    Refusal(
        "compliancereport",
        "A sheet of neighbourhoods that is no PDF",
        lambda folder: {"PDF": str(folder / "report.docx")},
        "Sheets for the neighbourhoods (PDF) is written as .pdf: give {folder}/report.docx that ending.",
    ),
    Refusal(
        "compliancereport",
        "A template that is not there",
        lambda folder: {"TEMPLATE": str(folder / "ours.qpt"), "PDF": str(folder / "report.pdf")},
        "The layout template {folder}/ours.qpt cannot be read: save a layout as a template (.qpt) and choose that.",
    ),
    Refusal(
        "compliancereport",
        "A logo that is not there",
        lambda folder: {"LOGO": str(folder / "logo.png")},
        "The logo {folder}/logo.png cannot be read (No such file or directory): choose another, or leave "
        "Logo (LOGO) empty.",
    ),
    Refusal(
        "compliancereport",
        "A logo that is no picture",
        lambda folder: {"LOGO": str(_text(folder))},
        "The logo {folder}/fake.gpkg is no PNG, JPEG or SVG picture: save it as one.",
    ),
    Refusal(
        "compliancereport",
        "A logo of 600 kB",
        lambda folder: {"LOGO": _bytes(folder / "logo.png", 600_000)},
        "The logo {folder}/logo.png has 601 kB, and at most 500 kB fit in a report: save it smaller.",
    ),
    Refusal(
        "compliancereport",
        "A logo that fetches a picture from elsewhere",
        lambda folder: {"LOGO": _svg(folder / "logo.svg")},
        "The logo {folder}/logo.svg takes in a picture from elsewhere: save it with all its pictures in it.",
    ),
    Refusal(
        "thresholdcurve",
        "A plot that is no page",
        lambda folder: {"PLOT": str(folder / "plot.png")},
        "Plot (PLOT) is written as .html: give {folder}/plot.png that ending.",
    ),
    Refusal(
        "fetchdata",
        "A fetch into a Shapefile",
        lambda folder: _file(folder, "fetched.shp"),
        "Fetched data (OUTPUT) is written as .gpkg: give {folder}/fetched.shp that ending.",
    ),
    Refusal(
        "preparestops",
        "A timetable that is not there",
        lambda folder: {"GTFS": str(folder / "gtfs.zip")},
        "The file “{folder}/gtfs.zip” is not there: choose a timetable (ZIP archive).",
    ),
    Refusal(
        "preparestops",
        "A timetable that is no archive",
        lambda folder: {"GTFS": str(_text(folder))},
        "Timetable (GTFS) must be a file that ends in .zip, not {folder}/fake.gpkg.",
    ),
    Refusal(
        "preparestops",
        "A timetable without its stops",
        lambda folder: {"GTFS": _zip(folder, {"trips.txt": ""})},
        "The archive “gtfs.zip” has no stops.txt: choose another timetable.",
    ),
    Refusal(
        "preparestops",
        "A timetable without a column",
        lambda folder: {
            "GTFS": _zip(folder, dict.fromkeys(("stops", "routes", "trips", "stop_times", "calendar"), "x\n1\n"))
        },
        "stops.txt in “gtfs.zip” has no column stop_id: choose another timetable.",
    ),
    Refusal(
        "preparestops",
        "A timetable that unpacks to a thousand times its size",
        lambda folder: {"GTFS": _zip(folder, {"stops": "stop_id\n" + "a" * 60_000_000})},
        "The archive “gtfs.zip” is refused, since “stops.txt” would become far larger than a timetable is: "
        "choose another timetable.",
    ),
)


def _bytes(path: Path, size: int) -> str:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * size)
    return str(path)


def _svg(path: Path) -> str:
    path.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://example.org/a.png"/></svg>', encoding="utf-8"
    )
    return str(path)


def _zip(folder: Path, files: dict[str, str]) -> str:
    path = folder / "gtfs.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name if "." in name else f"{name}.txt", text)
    return str(path)


WARNINGS: tuple[Warned, ...] = ()
