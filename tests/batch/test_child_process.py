"""The process of a municipality: whatever it says or does, it is the failure of that one alone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from buurtmaat.batch import child_process
from buurtmaat.batch.child_process import JobRunner
from buurtmaat.batch.jobs import FAILED, FINISHED, Job, MunicipalityArea, MunicipalityOutcome
from buurtmaat.core.notes import Note

JOB = Job(area=MunicipalityArea(code="GM1", name="One", folder="GM1"), crs="", recipe="", folder="", margin=0)
OTHER = MunicipalityOutcome(code="GM2", status=FAILED).to_json()
GOOD = MunicipalityOutcome(code="GM1", status=FINISHED).to_json()


def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> MunicipalityOutcome:
    """Run a job in a program of a few lines, in place of Python with QGIS."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\nread job\n{lines}\n")
    program.chmod(0o755)
    monkeypatch.setattr(child_process.sys, "executable", str(program))
    runner = JobRunner()
    try:
        return runner.run(JOB)
    finally:
        runner.end()


def test_the_line_that_is_the_outcome_counts(tmp_path, monkeypatch) -> None:
    said = run(
        tmp_path, monkeypatch, f"echo '{{\"a\": 1}}'; echo '{OTHER}'; echo '{{of a library}}'; echo '{GOOD}'; echo done"
    )
    assert said == MunicipalityOutcome(code="GM1", status=FINISHED)


@pytest.mark.parametrize("line", ["{of a library}", '{"a": 1}', "[]", "", "{"])
def test_no_outcome_is_a_failure(tmp_path, monkeypatch, line: str) -> None:
    found = run(tmp_path, monkeypatch, f"echo '{line}'; echo first >&2; echo broken >&2; exit 3")
    assert found.status == FAILED
    assert isinstance(found.reason, Note)
    assert str(found.reason) == "QGIS ended without an outcome (exit code 3): broken."


def test_a_program_that_is_not_there_is_a_failure(monkeypatch) -> None:
    monkeypatch.setattr(child_process.sys, "executable", "/nowhere/python3")
    found = JobRunner().run(JOB)
    assert (found.code, found.status) == ("GM1", FAILED)
    assert isinstance(found.reason, Note)
    assert found.reason.message == "Its process could not be started ({why})."


SECOND = replace(JOB, area=replace(JOB.area, code="GM2"))


def begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lines: str) -> list[MunicipalityOutcome]:
    """Run two jobs in a program that notes when it is started, and return what became of them."""
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho begun >> {tmp_path}/starts\nread job\necho '{GOOD}'\n{lines}\n")
    program.chmod(0o755)
    monkeypatch.setattr(child_process.sys, "executable", str(program))
    runner = JobRunner()
    try:
        return [runner.run(JOB), runner.run(SECOND)]
    finally:
        runner.end()


def test_a_process_takes_one_job_after_the_other(tmp_path, monkeypatch) -> None:
    found = begun(tmp_path, monkeypatch, f"read job; echo '{OTHER}'; read job")
    assert [one.code for one in found] == ["GM1", "GM2"]
    assert (tmp_path / "starts").read_text().split() == ["begun"]


def test_a_process_that_others_ended_is_replaced_by_a_new_one(tmp_path, monkeypatch) -> None:
    # The second job finds the first process at its end, and the new one tells of the first job only before it ends.
    found = begun(tmp_path, monkeypatch, "exit 3")
    assert [one.status for one in found] == [FINISHED, FAILED]
    assert str(found[1].reason) == "QGIS ended without an outcome (exit code 3): –."
    assert (tmp_path / "starts").read_text().split() == ["begun", "begun"]


def test_a_process_that_is_killed_says_what_to_do(tmp_path, monkeypatch) -> None:
    said = run(tmp_path, monkeypatch, "kill -9 $$")
    assert isinstance(said.reason, Note)
    assert "no memory left: run fewer at a time with --workers" in str(said.reason)
