"""What windows refuse: cells and files of the norm-set editor, layers of Prepare data, files of the panel."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from towns.bad_inputs.cases import DialogCase
from towns.runs import box, grid, in_project, layer, point

EDITOR, PREPARE, PANEL = "Norm-set editor", "Prepare data…", "Panel"
_CELL = "What was typed stays in its cell, marked; the set is not saved before it is right."
_SET = "The set that is open stays as it was; nothing is imported."
_STEP = "The step makes nothing; the others run."


def _typed(key: str, text: str) -> Callable[..., str]:
    """Type into a cell of the first requirement, and return what is said below the table."""

    def act(editor: Any, _folder: Path) -> str:
        from towns.norm_set_editor import enter

        enter(editor, key, text)
        assert not editor.save()
        return str(editor.requirements.error.text())

    return act


def _imported(content: bytes) -> Callable[..., str]:
    def act(editor: Any, folder: Path) -> str:
        path = folder / "delft.json"
        path.write_bytes(content)
        editor.import_path(path)
        return str(editor.told)

    return act


def _exported(editor: Any, folder: Path) -> str:
    editor.export_path(folder / "nowhere" / "own.json")
    return str(editor.told)


def _empty_set(editor: Any, _folder: Path) -> str:
    editor.new()
    assert not editor.save()
    return str(editor.banner.text())


def _chosen(step: str, make: Callable[[], Any]) -> Callable[..., str]:
    """Choose a layer for a step of Prepare data, and return the note below it."""

    def act(dialog: Any, _folder: Path) -> str:
        made = make()
        if made is not None:
            in_project(made)
        getattr(dialog.form, step).setLayer(made)
        return str(dialog.form.notes[step].text())

    return act


def _lacks(panel: Any) -> str:
    return str(panel.data.lacks.text()).replace("\n", " ")  # each lack stands on a line of its own


def _added(panel: Any, folder: Path) -> str:
    path = folder / "notes.xyz"
    path.write_text("nothing", encoding="utf-8")
    panel.add_files(path)
    assert panel.controller.project.mapLayers() == {}
    return _lacks(panel)


def _added_table(panel: Any, folder: Path) -> str:
    path = folder / "facilities.csv"
    path.write_text("facility_id;type;x;y\na;school;84123,5;447321,2\n", encoding="utf-8")
    panel.add_files(path)
    (table,) = panel.controller.project.mapLayers().values()
    assert [one.attributes() for one in table.getFeatures()] == [["a", "school", "84123,5", "447321,2"]]
    return _lacks(panel)


def _without_a_row(panel: Any, _folder: Path) -> str:
    """Put into the project what a check needs, the dwellings and the facilities without a row."""
    from towns.explorer_dock import settle

    made = (
        layer([], "dwellings", dwellings="int"),
        layer([(box(0, 0, 99, 99), "a")], "neighbourhoods", buurtcode="text"),
        layer([], "facilities", facility_id="text", type="text"),
        layer(grid(), "streets"),
    )
    for one in made:
        in_project(one)
    settle()
    assert len(panel.controller.project.mapLayers()) == len(made)
    return str(panel.data.lacks.text()).partition("\n")[0]


DIALOGS = (
    DialogCase(
        EDITOR, "A threshold in words", _typed("threshold", "near"), "⚠ Threshold must be a number, not “near”.", _CELL
    ),
    DialogCase(
        EDITOR,
        "A threshold below 0",
        _typed("threshold", "-5"),
        "⚠ Threshold must be over 0 and at most 100000 m, not -5.",
        _CELL,
    ),
    DialogCase(
        EDITOR,
        "A target above 100 %",
        _typed("target", "120"),
        "⚠ Target must be over 0 % and at most 100 %, not 120 %.",
        _CELL,
    ),
    DialogCase(EDITOR, "A target in words", _typed("target", "most"), "⚠ Target must be a number, not “most”.", _CELL),
    DialogCase(
        EDITOR,
        "One type twice",
        _typed("facility", "a | a"),
        "⚠ Facilities: the type “a” is named twice; name it once.",
        _CELL,
    ),
    DialogCase(
        EDITOR,
        "No type of facility",
        _typed("facility", " "),
        "⚠ Facilities must name at least one type, and no empty one.",
        _CELL,
    ),
    DialogCase(
        EDITOR,
        "A name in capitals",
        _typed("id", "Not this"),
        "⚠ Id must be lower-case letters, digits and _, start with a letter and be at most 40 long, not “Not this”.",
        _CELL,
    ),
    DialogCase(
        EDITOR,
        "The name “everything”, which is kept",
        _typed("id", "everything"),
        "⚠ Id “everything” is reserved for all requirements together; choose another.",
        _CELL,
    ),
    DialogCase(
        EDITOR,
        "A condition without an operator",
        _typed("where", "area"),
        "⚠ Facilities where: write a condition as field >= 5 or field in a | b, with semicolons, not “area”; "
        "a field name with spaces is written in double quotes.",
        _CELL,
    ),
    DialogCase(
        EDITOR,
        "A living environment without its threshold",
        _typed("thresholds_by_class", "landelijk"),
        "⚠ By living environment: write a class and its threshold as name: 400, with semicolons, not “landelijk”.",
        _CELL,
    ),
    DialogCase(
        EDITOR,
        "A set without requirements",
        _empty_set,
        "⚠ Requirements must hold 1 to 200 requirements, not 0.",
        "The set is not saved.",
    ),
    DialogCase(
        EDITOR,
        "A file of 10 MB",
        _imported(b'{"id": "big", "x": "' + b"x" * 10_000_000 + b'"}'),
        "Norm file delft.json: this is larger than 1 MB, which no norm set is; choose another file.",
        _SET,
    ),
    DialogCase(
        EDITOR,
        "A file of a later version",
        _imported(b'{"format": 2, "id": "x", "requirements": []}'),
        "Norm file delft.json line 1: format 2 is newer than the 1 that this version of Buurtmaat reads; "
        "install a newer version.",
        _SET,
    ),
    DialogCase(
        EDITOR,
        "Lists in lists, a hundred thousand deep",
        _imported(b"[" * 100_000),
        "Norm file delft.json line 1, column 17: objects and lists are nested more than 16 deep, which no norm set "
        "is; choose another file.",
        _SET,
    ),
    DialogCase(
        EDITOR,
        "An empty file",
        _imported(b""),
        "Norm file delft.json line 1, column 1: expected a value (text in double quotes, a number, true, "
        "false, null, a list or an object), found the end of the file.",
        _SET,
    ),
    DialogCase(
        EDITOR,
        "A file that is no text",
        _imported(bytes(range(128, 256))),
        "Norm file delft.json line 1: the text is not in UTF-8; save it with that encoding.",
        _SET,
    ),
    DialogCase(
        EDITOR,
        "A file that is no norm set",
        _imported(b'{"type": "FeatureCollection"}'),
        "Norm file delft.json line 1: unknown key “type”; the keys here are format, $schema, id, title, "
        "version, date, state, adopted_by, adopted_on, superseded_by, modes, requirements (and 4 more).",
        _SET,
    ),
    DialogCase(
        EDITOR,
        "An export into a folder that is not there",
        _exported,
        "{folder}/nowhere/own.json cannot be written (No such file or directory): choose another place.",
        "Nothing is written.",
    ),
    DialogCase(
        PREPARE,
        "Lines that are no street data",
        _chosen("streets", lambda: layer([(one, 9) for one in grid()], "rivers", width="int")),
        "⚠ The layer “rivers” is no street data that is recognised, which has a field “highway” or "
        "“other_tags” (OpenStreetMap), “fclass” (Geofabrik), or “wvk_id” with “bst_code” (NWB), while it "
        "has: width; choose another layer. Streets that hold only what may be used need no preparing: choose "
        "them in Check basic requirements.",
        _STEP,
    ),
    DialogCase(
        PREPARE,
        "Points that are no address objects",
        _chosen("dwellings", lambda: layer([(point(5, 5), "x")], "trees", species="text")),
        "⚠ The layer “trees” is not recognised: looked for address objects (points with gebruiksdoel), buildings "
        "(polygons with aantal_verblijfsobjecten), squares (crs28992res100m) and postcode areas (postcode6), and "
        "found species; choose another layer, or run Prepare dwellings from the toolbox with a “Field with the "
        "number of dwellings” (WEIGHT_FIELD). Points with a number of dwellings need no preparing: choose them in "
        "Check basic requirements.",
        _STEP,
    ),
    DialogCase(
        PREPARE,
        "Neighbourhoods without a code and figures",
        _chosen("neighbourhoods", lambda: layer([(box(0, 0, 9, 9), "x")], "parcels", owner="text")),
        "⚠ It has no field with: a code (buurtcode), inhabitants (aantal_inwoners), housing stock "
        "(woningvoorraad). What that would tell stays unknown.",
        "Nothing is made of it by itself.",
    ),
    DialogCase(
        PREPARE,
        "No neighbourhoods",
        _chosen("neighbourhoods", lambda: None),
        "None is chosen: without them no dwellings can be prepared.",
        _STEP,
    ),
    DialogCase(
        PANEL,
        "A file that is no vector file",
        _added,
        "Not added, as QGIS finds no vector layer there: notes.xyz. Missing: dwellings, neighbourhoods, "
        "facilities, streets.",
        "No layer is added; the project stays as it was.",
    ),
    DialogCase(
        PANEL,
        "A CSV with coordinates, which QGIS opens as a table",
        _added_table,
        "Missing: dwellings, neighbourhoods, facilities, streets. “facilities” is a table without points, though “x” "
        "and “y” look like coordinates: open its file with Layer › Add Layer › Add Delimited Text Layer, where you "
        "tick “Decimal separator is comma”.",
        "The table is in the project; no check takes it.",
    ),
    DialogCase(
        PANEL,
        "Layers without a row",
        _without_a_row,
        "Without a row: dwellings, facilities; choose other layers.",
        "The layers stay chosen, and marked.",
    ),
)
