"""Every case of the catalogue of wrong inputs: the sentence that it gets, and what stays."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsVectorLayer

from buurtmaat.core.reach import bounded, relaxation
from towns import runs
from towns.bad_inputs import good
from towns.bad_inputs.cases import FOLDER, Refusal, Warned
from towns.bad_inputs.catalogue import REFUSALS, WARNINGS
from towns.runs import Feedback, layer, point

EARLIER = {".gpkg": "earlier.gpkg", ".html": "earlier.html"}


@pytest.fixture(scope="module")
def earlier(tmp_path_factory) -> Path:
    """Write the results of an earlier run: a layer, and a page."""
    folder = tmp_path_factory.mktemp("earlier")
    runs.save(layer([point(1, 1)], "earlier"), folder / "earlier.gpkg")
    (folder / "earlier.html").write_text("<p>An earlier report.</p>", encoding="utf-8")
    return folder


def place(algorithm: str, folder: Path, earlier: Path) -> dict[str, str]:
    """Return where a run writes: over the result of an earlier one."""
    if algorithm == "runrecipe":
        (folder / "nearest.gpkg").write_bytes((earlier / "earlier.gpkg").read_bytes())
        return {}
    output = good.OUTPUTS.get(algorithm, "OUTPUT")
    ending = ".html" if output == "REPORT" else ".gpkg"
    path = folder / f"result{ending}"
    path.write_bytes((earlier / EARLIER[ending]).read_bytes())
    return {output: str(path)}


def inputs(case: Refusal | Warned, folder: Path, outputs: dict[str, str]) -> dict[str, object]:
    """Return the inputs of a case: those of the good town, one of them spoiled."""
    good_ones = good.TOWNS[case.algorithm](folder)
    return runs.without_none({**good_ones, **outputs, **case.change(folder)})


def files(folder: Path) -> dict[str, str]:
    """Return every file below a folder with what is in it; a folder too, so that one that was made is seen."""
    return {
        str(path.relative_to(folder)): "" if path.is_dir() else hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if not path.name.endswith(("-shm", "-wal"))
    }


def contents(given: dict[str, object]) -> list[tuple[str, object]]:
    """Return all that the layers among the inputs hold."""
    several = [one for value in given.values() for one in (value if isinstance(value, list) else [value])]
    layers = [one for one in several if isinstance(one, QgsVectorLayer)]
    return [
        (one.name(), [(row.attributes(), row.geometry().asWkb().data()) for row in one.getFeatures()]) for one in layers
    ]


@pytest.fixture
def messages():
    """Return what the log of QGIS gets."""
    said = []
    log = QgsApplication.messageLog()
    keep = lambda text, *_: said.append(text)  # noqa: E731 -- to be disconnected again
    log.messageReceived.connect(keep)
    yield said
    log.messageReceived.disconnect(keep)


@pytest.fixture
def searches(monkeypatch):
    """Return the searches over the network that were begun."""
    begun = []
    for module in (bounded, relaxation):
        real = module.dijkstra
        monkeypatch.setattr(
            module, "dijkstra", lambda *given, real=real, **more: begun.append(1) or real(*given, **more)
        )
    return begun


def name_of(case: Refusal | Warned) -> str:
    return f"{case.algorithm}: {case.title}"


@pytest.mark.parametrize("case", REFUSALS, ids=name_of)
def test_a_wrong_input_stops_the_run_in_one_sentence_and_all_stays(case, tmp_path, earlier, messages, searches):
    given = inputs(case, tmp_path, place(case.algorithm, tmp_path, earlier))
    before, held = files(tmp_path), contents(given)
    feedback = Feedback()
    said = runs.refusal(case.algorithm, given, feedback)
    assert said == case.sentence.replace(FOLDER, str(tmp_path))
    assert files(tmp_path) == before
    assert contents(given) == held
    assert bool(searches) <= case.searched
    assert [text for text in (*messages, *feedback.lines, *feedback.errors) if "Traceback" in text] == []


@pytest.mark.parametrize("case", WARNINGS, ids=name_of)
def test_what_is_wrong_in_a_row_is_told_and_the_others_go_on(case, tmp_path, messages):
    feedback = Feedback()
    outputs = {good.OUTPUTS.get(case.algorithm, "OUTPUT"): "memory:"}
    done = runs.run(case.algorithm, inputs(case, tmp_path, outputs), feedback)
    assert case.sentence in feedback.lines
    assert done.column(case.output, case.column) == list(case.values)
    assert [text for text in (*messages, *feedback.lines, *feedback.errors) if "Traceback" in text] == []


def test_every_algorithm_has_its_cases(provider):
    told = {case.algorithm for case in REFUSALS}
    ours = {one.name() for one in provider.algorithms() if hasattr(one, "STEM")}
    assert told == ours == set(good.TOWNS)
    assert len({name_of(case) for case in (*REFUSALS, *WARNINGS)}) == len(REFUSALS) + len(WARNINGS)
