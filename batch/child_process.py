"""Starts the process of a municipality and waits for it: a crash of QGIS is the failure of that one alone."""

from __future__ import annotations

import sys
from pathlib import Path

from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ..core.notes import Note
from .jobs import FAILED, Job, MunicipalityOutcome

_LOOK = 500  # milliseconds
_PACKAGE = __name__.partition(".")[0]
_LAST = 300


def run_job(job: Job) -> MunicipalityOutcome:
    """Run a job in a process of its own, and return what became of it."""
    process = QProcess()
    environment = QProcessEnvironment.systemEnvironment()
    paths = [str(_folder_of_package()), environment.value("PYTHONPATH", "")]
    environment.insert("PYTHONPATH", _separator().join(path for path in paths if path))
    environment.insert("QT_QPA_PLATFORM", environment.value("QT_QPA_PLATFORM", "offscreen"))
    process.setProcessEnvironment(environment)
    process.start(sys.executable, ["-m", f"{_PACKAGE}.batch.child"])
    if not process.waitForStarted(-1):
        return _failed(job, Note("Its process could not be started ({why}).", why=process.errorString()))
    process.write(f"{job.to_json()}\n".encode())
    while process.state() != QProcess.ProcessState.NotRunning:
        process.waitForFinished(_LOOK)
    lines = bytes(process.readAllStandardOutput()).decode("utf-8", "replace").split("\n")
    found = next((one for line in reversed(lines) if (one := _outcome(line)) is not None), None)
    if found is not None:
        return found
    why = bytes(process.readAllStandardError()).decode("utf-8", "replace").strip().rpartition("\n")[2][-_LAST:]
    ended = Note("QGIS ended without an outcome (exit code {code}): {why}.", code=process.exitCode(), why=why or "–")
    return _failed(job, ended)


def _outcome(line: str) -> MunicipalityOutcome | None:
    """Return the outcome in a line; None where it is one of something else, such as of a library."""
    try:
        return MunicipalityOutcome.from_json(line)
    except (ValueError, TypeError):
        return None


def _failed(job: Job, reason: Note) -> MunicipalityOutcome:
    return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=reason)


def _folder_of_package() -> Path:
    """Return the folder in which the folder of the plugin lies under the name that it has here."""
    return Path(sys.modules[_PACKAGE].__path__[0]).parent


def _separator() -> str:
    return ";" if sys.platform == "win32" else ":"
