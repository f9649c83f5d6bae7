"""The process of a municipality: whatever it says or does, it is the failure of that one alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from buurtmaat.batch import child_process
from buurtmaat.batch.jobs import FAILED, FINISHED, Job, MunicipalityArea, MunicipalityOutcome
from buurtmaat.core.notes import Note

JOB = Job(area=MunicipalityArea(code="GM1", name="One", folder="GM1"), crs="", recipe="", folder="", margin=0)
GOOD = MunicipalityOutcome(code="GM1", status=FINISHED).to_json()


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> MunicipalityOutcome:
    """Run a job in a program of a few lines, in place of Python with QGIS."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nread job\n{lines}\n")
    program.chmod(0o755)
    monkeypatch.setattr(child_process.sys, "executable", str(program))
    return child_process.run_job(JOB)


def test_the_last_line_that_is_an_outcome_counts(tmp_path, monkeypatch) -> None:
    said = run(tmp_path, monkeypatch, f"echo '{{\"a\": 1}}'; echo '{GOOD}'; echo '{{of a library}}'; echo done")
    assert said == MunicipalityOutcome(code="GM1", status=FINISHED)


@pytest.mark.parametrize("line", ["{of a library}", '{"a": 1}', "[]", "", "{"])
def test_no_outcome_is_a_failure(tmp_path, monkeypatch, line: str) -> None:
    found = run(tmp_path, monkeypatch, f"echo '{line}'; echo first >&2; echo broken >&2; exit 3")
    assert found.status == FAILED
    assert isinstance(found.reason, Note)
    assert str(found.reason) == "QGIS ended without an outcome (exit code 3): broken."


def test_a_program_that_is_not_there_is_a_failure(monkeypatch) -> None:
    monkeypatch.setattr(child_process.sys, "executable", "/nowhere/python3")
    found = child_process.run_job(JOB)
    assert (found.code, found.status) == ("GM1", FAILED)
    assert isinstance(found.reason, Note)
    assert found.reason.message == "Its process could not be started ({why})."
