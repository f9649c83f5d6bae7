"""Cancel and errors at any moment: nothing that the run made remains, and what was there is as it was."""

from __future__ import annotations

import pytest
import runs
from qgis.core import QgsProcessingContext, QgsProject
from results_tables import results
from runs import Feedback, RefusedError, box, grid, into, layer, point

SINKS = ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_RESULTS", "OUTPUT_FACILITIES")
CASES = {
    "basicrequirements": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "NEIGHBOURHOODS": lambda: layer([box(-50, -50, 550, 550)]),
        "FACILITIES": lambda: [layer([point(250, -20)], "school"), layer([box(0, 0, 9, 9)], "park")],
        "REQUIREMENTS": lambda: [["s", "school", "distance", "300", "m", "", "", "", "", "", "0.9"]],
    },
    "nearestfacility": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "FACILITIES": lambda: layer([point(250, -20)]),
    },
    "reachcounts": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "FACILITIES": lambda: layer([point(250, -20)]),
    },
    "odmatrix": {
        "ORIGINS": lambda: layer([point(50, 10), point(250, 100)]),
        "DESTINATIONS": lambda: layer([point(250, -20)]),
    },
    "thresholdcurve": {
        "RESULT_DWELLINGS": lambda: layer(
            [(point(9, 4), "a", 9.0, 1, 1.0, "ok"), (point(9, 5), "b", None, 0, 1.0, "ok")],
            neighbourhood="text",
            s_value="real",
            s_ok="int",
            s_weight="real",
            row_status="text",
        ),
        "REQUIREMENT": lambda: "s",
    },
    "suggestlocations": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "CANDIDATES": lambda: layer([point(250, -20), point(0, 0)]),
        "P": lambda: 1,
    },
    "floatingcatchment": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "FACILITIES": lambda: layer([point(250, -20)]),
    },
    "checknetwork": {"DWELLINGS": lambda: layer([point(50, 10)])},
    "preparedwellings": {
        "SOURCE": lambda: layer([(point(50, 10), 2), (point(250, 100), 3)], n="int"),
        "WEIGHT_FIELD": lambda: "n",
        "NEIGHBOURHOODS": lambda: layer([box(-50, -50, 550, 550)]),
    },
    "preparefacilities": {
        "SOURCES": lambda: [
            layer([(point(5, 5), "park"), (point(300, 0), "park")], "points", leisure="text"),
            layer([(box(0, 0, 9, 9), "park")], "areas", leisure="text"),
        ],
    },
    "planneddwellings": {
        "PLANS": lambda: layer([(box(0, 20, 190, 190), 30), (box(300, 300, 350, 350), 0)], dwellings="int"),
    },
    "comparescenarios": {
        "BEFORE": lambda: results({"neighbourhood": "a", "within": 5.0, "compliance": "fails"}),
        "AFTER": lambda: results({"neighbourhood": "a", "within": 9.0, "compliance": "meets"}),
        "NEIGHBOURHOODS": lambda: layer([(box(-50, -50, 550, 550), "a")], code="text"),
        "NEIGHBOURHOOD_ID": lambda: "code",
    },
    "preparenetwork": {
        "SOURCE": lambda: layer([(w, "path" if n else "motorway") for n, w in enumerate(grid())], highway="text"),
    },
    "facilitiesperdwellings": {
        "DWELLINGS": lambda: layer([point(50, 10), point(250, 100)]),
        "NEIGHBOURHOODS": lambda: layer([box(-50, -50, 550, 550)]),
        "FACILITIES": lambda: layer([box(0, 0, 9, 9)]),
        "AREA_AS_CAPACITY": lambda: True,
        "REACH": lambda: 300,
    },
}
OUTPUTS = {
    "basicrequirements": SINKS,
    "nearestfacility": ("OUTPUT", "ROUTES"),
    "checknetwork": ("OUTPUT", "ISSUES"),
    "reachcounts": ("OUTPUT", "FACILITY_LOAD"),
    "odmatrix": ("OUTPUT",),
    "thresholdcurve": ("OUTPUT", "ATTAINABLE"),
    "preparedwellings": ("OUTPUT", "RECONCILIATION", "RECONCILIATION_MAP", "EXCLUDED"),
    "suggestlocations": ("OUTPUT", "RANKING", "ASSIGNMENT", "PRICE"),
    "floatingcatchment": ("OUTPUT", "FACILITY_LOAD"),
    "preparefacilities": ("POINTS", "AREAS", "MERGED"),
    "planneddwellings": ("OUTPUT", "EXCLUDED"),
    "comparescenarios": ("OUTPUT", "TABLE"),
    "preparenetwork": ("OUTPUT", "EXCLUDED"),
    "facilitiesperdwellings": ("OUTPUT",),
}


def parameters(name: str, targets: dict) -> dict:
    made = {key: make() for key, make in CASES[name].items()}
    return {"NETWORK": layer(grid()), **made, **targets}


def targets(name: str, kind: str, folder) -> dict:
    report = {"REPORT": str(folder / "report.html")} if name == "basicrequirements" else {}
    outputs = OUTPUTS[name]
    if kind == "memory":
        return dict.fromkeys(outputs, "memory:")
    if kind == "tables":
        return {n: into(folder / "project.gpkg", n.lower()) for n in outputs} | report
    if kind == "new":
        return {n: into(folder / "new.gpkg", n.lower()) for n in outputs} | report
    suffix = {"gpkg": ".gpkg", "shp": ".shp", "geojson": ".geojson", "tab": ".tab"}[kind]
    return {n: str(folder / f"{n.lower()}{suffix}") for n in outputs} | report


def contents(folder) -> dict:
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.endswith(("-wal", "-shm"))}


def looks_of(name: str, given: dict) -> int:
    feedback = Feedback()
    runs.run(name, given, feedback)
    return feedback.looks


@pytest.mark.parametrize("kind", ["memory", "tables", "new", "gpkg", "shp", "tab", "geojson"])
@pytest.mark.parametrize("name", CASES)
def test_cancel_leaves_nothing_whenever_it_comes(name, kind, tmp_path):
    folder = tmp_path / "work"
    folder.mkdir()
    looks = looks_of(name, parameters(name, targets(name, "memory", folder)))
    assert looks >= 8
    if kind == "tables":
        runs.save(layer([(point(1, 2), "mine")], note="text"), folder / "project.gpkg", "mine")
    before = runs.tables(folder / "project.gpkg") if kind == "tables" else {}
    given = parameters(name, targets(name, kind, folder))
    for moment in range(looks):
        context, feedback = QgsProcessingContext(), Feedback(cancel_at=moment)
        with pytest.raises(RefusedError, match="Cancelled"):
            runs.run(name, given, feedback, context)
        assert not feedback.errors, feedback.errors
        assert context.layersToLoadOnCompletion() == {}
        left = [m.name() for m in context.temporaryLayerStore().mapLayers().values()]
        assert left == [], f"memory layers are left at look {moment}"
        if kind == "tables":
            assert list(contents(folder)) == ["project.gpkg"], f"at look {moment}"
            assert runs.tables(folder / "project.gpkg") == before, f"at look {moment}"
        else:
            assert contents(folder) == {}, f"at look {moment}"
    assert QgsProject.instance().mapLayers() == {}


def test_cancelled_before_it_starts_nothing_is_read(tmp_path):
    feedback = Feedback()
    feedback.cancel()
    with pytest.raises(RefusedError, match="Cancelled"):
        runs.run("nearestfacility", parameters("nearestfacility", {"OUTPUT": str(tmp_path / "x.gpkg")}), feedback)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["memory", "tables", "new", "gpkg", "shp"])
def test_an_error_while_writing_leaves_nothing(kind, tmp_path, monkeypatch):
    from buurtmaat.adapters import outputs

    folder = tmp_path / "work"
    folder.mkdir()
    if kind == "tables":
        runs.save(layer([(point(1, 2), "mine")], note="text"), folder / "project.gpkg", "mine")
    before = runs.tables(folder / "project.gpkg") if kind == "tables" else {}
    real = outputs.Writer._add

    def fail(self, batch):
        if self.name == "OUTPUT_RESULTS":
            raise OSError("the disk is full")
        real(self, batch)

    monkeypatch.setattr(outputs.Writer, "_add", fail)
    context = QgsProcessingContext()
    with pytest.raises(RefusedError, match="disk is full"):
        runs.run(
            "basicrequirements",
            parameters("basicrequirements", targets("basicrequirements", kind, folder)),
            context=context,
        )
    assert context.temporaryLayerStore().count() == 0
    assert context.layersToLoadOnCompletion() == {}
    if kind == "tables":
        assert runs.tables(folder / "project.gpkg") == before
    else:
        assert contents(folder) == {}


def test_rows_that_a_file_refuses_are_an_error_and_leave_nothing(tmp_path, monkeypatch):
    from buurtmaat.adapters import outputs

    def refuse(self, batch):
        raise outputs.InputError("Writing {output} failed: {why}.", output=self.name, why="no room")

    monkeypatch.setattr(outputs.Writer, "_add", refuse)
    with pytest.raises(RefusedError, match=r"Writing OUTPUT failed: no room\."):
        runs.run("nearestfacility", parameters("nearestfacility", {"OUTPUT": str(tmp_path / "x.gpkg")}))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_made_leaves_no_file(tmp_path):
    # Two outputs; the second goes where a text file pretends to be a GeoPackage.
    (tmp_path / "fake.gpkg").write_text("no database")
    given = {"OUTPUT": str(tmp_path / "good.gpkg"), "ISSUES": into(tmp_path / "fake.gpkg", "issues")}
    with pytest.raises(RefusedError, match=r"fake\.gpkg"):
        runs.run("checknetwork", parameters("checknetwork", given))
    assert contents(tmp_path) == {"fake.gpkg": b"no database"}


def test_two_outputs_do_not_go_to_one_place(tmp_path):
    path = tmp_path / "x.gpkg"
    for one, other in (
        (str(path), str(path)),
        (str(path), into(path, "issues")),
        (into(path, "a"), into(path, "A")),
    ):
        with pytest.raises(RefusedError, match="over"):
            runs.run("checknetwork", parameters("checknetwork", {"OUTPUT": one, "ISSUES": other}))
    assert list(tmp_path.iterdir()) == []
    runs.run("checknetwork", parameters("checknetwork", {"OUTPUT": into(path, "a"), "ISSUES": into(path, "b")}))
    assert {"a", "b"} <= set(runs.tables(path))


@pytest.mark.parametrize("name", ["nearestfacility", "checknetwork"])
def test_cancel_is_looked_at_often_in_delft(name, shared, tmp_path):
    data = shared / "data" / "delft"
    given = {
        "NETWORK": str(data / "streets.gpkg"),
        "DWELLINGS": str(data / "dwellings_synthetic.gpkg"),
        "OUTPUT": into(tmp_path / "out.gpkg", "out"),
    }
    if name == "nearestfacility":
        given["FACILITIES"] = str(data / "facilities.gpkg")
    done = runs.run(name, given)
    assert done.feedback.looks > 20
    assert done.feedback.largest_step < 30
    assert done.feedback.shares == sorted(done.feedback.shares)


@pytest.mark.parametrize("name", CASES)
def test_progress_never_goes_back_and_ends_at_the_end(name, tmp_path):
    done = runs.run(name, parameters(name, targets(name, "memory", tmp_path)))
    shares = done.feedback.shares
    assert shares == sorted(shares)
    assert len(set(shares)) >= 5
    assert shares[-1] == pytest.approx(100)
