"""Every case of the catalogue of wrong inputs: the sentence that it gets, and what stays."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

import pytest
from qgis.core import QgsApplication, QgsProject, QgsVectorLayer

from buurtmaat.core.reach import bounded, relaxation
from towns import runs
from towns.bad_inputs import good
from towns.bad_inputs.cases import FOLDER, Refusal, Warned
from towns.bad_inputs.catalogue import REFUSALS, WARNINGS
from towns.runs import Feedback, layer, point

Case = TypeVar("Case", Refusal, Warned)
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


def refused(case: Refusal, folder: Path, earlier: Path) -> tuple[str, list[str], Feedback]:
    """Return the sentence with which the run of a case stops, what changed though nothing may, and what it said."""
    given = inputs(case, folder, place(case.algorithm, folder, earlier))
    before, held, feedback = files(folder), contents(given), Feedback()
    sentence = runs.refusal(case.algorithm, given, feedback)
    after = files(folder)
    changed = [name for name in {**before, **after} if before.get(name) != after.get(name)]
    if contents(given) != held:
        changed.append("a layer")
    return sentence, changed, feedback


def forget() -> None:
    """Begin the next case as if it were the first."""
    runs.forget()
    QgsProject.instance().removeAllMapLayers()


def traces(lines: Iterable[str]) -> list[str]:
    return [line for line in lines if "Traceback" in line]


def of(cases: Sequence[Case], algorithm: str) -> list[Case]:
    return [case for case in cases if case.algorithm == algorithm]


# One test for all cases of an algorithm: a test for each would take ten times as long as the runs.


@pytest.mark.parametrize("algorithm", sorted(good.TOWNS))
def test_a_wrong_input_stops_the_run_in_one_sentence_and_all_stays(algorithm, tmp_path, earlier, messages, searches):
    wrong = {}
    for number, case in enumerate(of(REFUSALS, algorithm)):
        folder = tmp_path / str(number)
        folder.mkdir()
        messages.clear()
        searches.clear()
        sentence, changed, feedback = refused(case, folder, earlier)
        strange = traces([*messages, *feedback.lines, *feedback.errors])
        if bool(searches) > case.searched:
            strange.append("distances were computed before")
        expected = case.sentence.replace(FOLDER, str(folder))
        if (sentence, changed, strange) != (expected, [], []):
            wrong[case.title] = {"expected": expected, "said": sentence, "changed": changed, "strange": strange}
        forget()
    assert wrong == {}


@pytest.mark.parametrize("algorithm", sorted({case.algorithm for case in WARNINGS}))
def test_what_is_wrong_in_a_row_is_told_and_the_others_go_on(algorithm, tmp_path, messages):
    wrong = {}
    for number, case in enumerate(of(WARNINGS, algorithm)):
        folder = tmp_path / str(number)
        folder.mkdir()
        feedback = Feedback()
        outputs = {good.OUTPUTS.get(algorithm, "OUTPUT"): "memory:"}
        done = runs.run(algorithm, inputs(case, folder, outputs), feedback)
        values = done.column(case.output, case.column)
        strange = traces([*messages, *feedback.lines, *feedback.errors])
        if case.sentence not in feedback.lines or values != list(case.values) or strange:
            wrong[case.title] = {"values": values, "said": feedback.lines, "strange": strange}
        forget()
    assert wrong == {}


def test_every_algorithm_has_its_cases(provider):
    told = {case.algorithm for case in REFUSALS}
    ours = {one.name() for one in provider.algorithms() if hasattr(one, "STEM")}
    assert told == ours == set(good.TOWNS)


def test_no_case_is_there_twice():
    titles = [(case.algorithm, case.title) for case in (*REFUSALS, *WARNINGS)]
    assert [title for title, times in Counter(titles).items() if times > 1] == []
