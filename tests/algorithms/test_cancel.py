"""Cancel and errors at any moment: nothing that the run made remains, and what was there is as it was."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingContext, QgsProject

from buurtmaat.adapters.outputs.outputs import Outputs
from buurtmaat.core.errors import InputError
from towns import runs
from towns.every_algorithm import CASES, OUTPUTS, parameters, targets
from towns.kinds_of_results import NEW, OLD, REPORTS, Kind
from towns.runs import Feedback, RefusedError, into, layer, point
from towns.slow import by_turns, some


def contents(folder) -> dict:
    return {p.name: p.read_bytes() for p in folder.iterdir() if not p.name.endswith(("-wal", "-shm"))}


KINDS = ("memory", "tables", "new", "gpkg", "shp", "tab", "geojson")


def looks_of(name: str, given: dict, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    """Return how often a run looks at Cancel, and how often before it opens its first output."""
    feedback, before, real = Feedback(), [], Outputs.layer

    def opened(self, *asked):
        before.append(feedback.looks)
        return real(self, *asked)

    runs.forget()
    with monkeypatch.context() as patch:
        patch.setattr(Outputs, "layer", opened)
        runs.run(name, given, feedback)
    return feedback.looks, before[0]


def moments_of(looks: int, opened: int, kind: str, most: int, last: int) -> list[int]:
    """Return the looks at which a run into one kind of output is cancelled.

    So many moments over the run, and each of the last ones, where results are put in place. Until an output is opened
    kinds differ in nothing but their places, which are checked at once: the moments after that and before are shared
    out.
    """
    moments = sorted({*range(0, looks, 1 + looks // most), *range(max(looks - last, 0), looks)})
    own = KINDS.index(kind)
    return [m for n, m in enumerate(moments) if m < 3 or m >= opened - 1 or n % len(KINDS) == own]


@pytest.mark.parametrize(("name", "kind"), by_turns(CASES, KINDS, 1))
def test_cancel_leaves_nothing_whenever_it_comes(name, kind, tmp_path, monkeypatch, request):
    # How often a fetch looks while it waits for a service depends on the machine; what it does then has its own test.
    monkeypatch.setattr("buurtmaat.adapters.fetching.web._LOOK_MS", 60_000)
    folder = tmp_path / "work"
    folder.mkdir()
    looks, opened = looks_of(name, parameters(name, targets(name, "memory", folder)), monkeypatch)
    assert looks >= 8
    if kind == "tables":
        runs.save(layer([(point(1, 2), "mine")], note="text"), folder / "project.gpkg", "mine")
    before = runs.tables(folder / "project.gpkg") if kind == "tables" else {}
    given = parameters(name, targets(name, kind, folder))
    most, last = (40, 10) if request.config.getoption("--all") else (8, 3)
    for moment in moments_of(looks, opened, kind, most, last):
        context, feedback = QgsProcessingContext(), Feedback(cancel_at=moment)
        runs.forget()  # what is taken from an earlier run is looked at less often
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


SERVICE_AREAS = {
    "FACILITIES": lambda: layer([point(250, -20)], "school"),
    "LIMITS": lambda: "120;500",
}


@pytest.mark.faults
@pytest.mark.parametrize("name", [*CASES, "serviceareas"])
def test_cancel_at_each_of_many_looks_leaves_nothing(name, tmp_path, monkeypatch):
    """At up to 150 looks of each run, into tables of a GeoPackage that is there; then a run comes to its end."""
    monkeypatch.setattr("buurtmaat.adapters.fetching.web._LOOK_MS", 60_000)
    monkeypatch.setitem(CASES, "serviceareas", SERVICE_AREAS)
    monkeypatch.setitem(OUTPUTS, "serviceareas", ("LINES", "POLYGONS"))
    folder = tmp_path / "work"
    folder.mkdir()
    runs.save(layer([(point(1, 2), "mine")], note="text"), folder / "project.gpkg", "mine")
    before, files = runs.tables(folder / "project.gpkg"), {"project.gpkg"}
    counting, given = Feedback(), parameters(name, targets(name, "tables", folder))
    runs.forget()
    runs.run(name, parameters(name, targets(name, "memory", tmp_path)), counting)
    for moment in sorted({*range(0, counting.looks, 1 + counting.looks // 150), counting.looks - 1}):
        context, feedback = QgsProcessingContext(), Feedback(cancel_at=moment)
        runs.forget()
        with pytest.raises(RefusedError, match="Cancelled"):
            runs.run(name, given, feedback, context)
        assert context.layersToLoadOnCompletion() == {}
        assert context.temporaryLayerStore().count() == 0
        assert set(contents(folder)) == files, f"at look {moment}"
        assert runs.tables(folder / "project.gpkg") == before, f"at look {moment}"
    assert runs.run(name, given).feedback.errors == []


@pytest.mark.parametrize("count", [2, pytest.param(60, marks=pytest.mark.faults)])
@pytest.mark.parametrize("name", REPORTS)
def test_cancel_at_any_moment_leaves_the_older_report(name, count, tmp_path):
    kind, feedback = Kind(name, tmp_path), Feedback()
    kind.begin()
    kind.run(OLD, feedback)
    for moment in sorted({*range(0, feedback.looks, max(feedback.looks // count, 1)), feedback.looks - 1}):
        runs.forget()
        with pytest.raises(RefusedError, match="Cancelled"):
            kind.run(NEW, Feedback(cancel_at=moment))
        assert kind.state() == "old", f"at look {moment} of {feedback.looks}"
        assert kind.others() == {}
    kind.run(NEW)
    assert kind.state() == "new"


def test_cancelled_before_it_starts_nothing_is_read(tmp_path):
    feedback = Feedback()
    feedback.cancel()
    with pytest.raises(RefusedError, match="Cancelled"):
        runs.run("nearestfacility", parameters("nearestfacility", {"OUTPUT": str(tmp_path / "x.gpkg")}), feedback)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["memory", "tables", "new", "gpkg", "shp"])
def test_an_error_while_writing_leaves_nothing(kind, tmp_path, monkeypatch):
    from buurtmaat.adapters.outputs import direct_rows
    from buurtmaat.adapters.outputs.feature_writer import FeatureWriter

    folder = tmp_path / "work"
    folder.mkdir()
    if kind == "tables":
        runs.save(layer([(point(1, 2), "mine")], note="text"), folder / "project.gpkg", "mine")
    before = runs.tables(folder / "project.gpkg") if kind == "tables" else {}
    real = FeatureWriter._add

    def fail(self, batch):
        if self.name == "OUTPUT_RESULTS":
            raise OSError("the disk is full")
        real(self, batch)

    direct = direct_rows.write_directly

    def fail_directly(writer, *rows):
        if writer.name == "OUTPUT_RESULTS":
            raise OSError("the disk is full")
        direct(writer, *rows)

    monkeypatch.setattr(FeatureWriter, "_add", fail)
    monkeypatch.setattr("buurtmaat.adapters.outputs.layer_writer.write_directly", fail_directly)
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
    from buurtmaat.adapters.outputs.feature_writer import FeatureWriter

    def refuse(self, batch):
        raise InputError("Writing {output} failed: {why}.", output=self.name, why="no room")

    monkeypatch.setattr(FeatureWriter, "_add", refuse)
    with pytest.raises(RefusedError, match=r"Writing .+ \(OUTPUT\) failed: no room\."):
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


@pytest.mark.parametrize("name", some(["nearestfacility", "checknetwork"], ["nearestfacility"]))
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
