"""Processes of municipalities, each of which takes one after the other: a crash of QGIS is the failure of one alone."""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from qgis.PyQt import sip
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ..core.notes import Note
from .jobs import FAILED, Job, MunicipalityOutcome

_WAIT = 500  # milliseconds
_PACKAGE = __name__.partition(".")[0]
_LAST = 300
_KILLED = 9
_RUNNER = "buurtmaat_job_runner"
"""The name by which a worker keeps its runner."""


class JobRunner(threading.local):
    """Runs jobs in a process that is kept for the next one: a process for each thread, as no other may talk to it."""

    def __init__(self) -> None:
        self._child: _Child | None = None

    def run(self, job: Job) -> MunicipalityOutcome:
        """Run a job and return what became of it.

        A process that ends without an outcome after others may have ended of them, or since it was idle: a new one is
        tried.
        """
        found = None if self._child is None else self._child.outcome(job)
        if found is not None:
            return found
        child = self._child = _Child()
        found = child.outcome(job)
        if found is None:
            self._child = None
        return found or _failed(job, child.why())

    def end(self) -> None:
        """End the process of this thread, if it has one."""
        child, self._child = self._child, None
        if child is not None:
            child.end()


def run_on(worker: object, job: str) -> MunicipalityOutcome:
    """Run a job that came as JSON, in the process that a worker keeps."""
    runner: JobRunner = vars(worker).setdefault(_RUNNER, JobRunner())
    return runner.run(Job.from_json(job))


def look(job: str) -> MunicipalityOutcome:
    """Run a job that came as JSON and only looks: it leaves no process behind."""
    runner = JobRunner()
    try:
        return runner.run(Job.from_json(job))
    finally:
        runner.end()


class _Child:
    """A process that takes jobs."""

    def __init__(self) -> None:
        self._process = QProcess()
        sip.transferto(self._process, None)  # when a worker ends, nothing destroys it and says so
        self._wrong = ""
        environment = QProcessEnvironment.systemEnvironment()
        paths = [str(_folder_of_package()), environment.value("PYTHONPATH", "")]
        environment.insert("PYTHONPATH", _separator().join(path for path in paths if path))
        environment.insert("QT_QPA_PLATFORM", environment.value("QT_QPA_PLATFORM", "offscreen"))
        self._process.setProcessEnvironment(environment)
        self._process.start(sys.executable, ["-m", f"{_PACKAGE}.batch.child"])
        self._has_started = self._process.waitForStarted(-1)

    def outcome(self, job: Job) -> MunicipalityOutcome | None:
        """Return what became of a job; None where the process ended without telling."""
        self._process.write(f"{job.to_json()}\n".encode())
        said = b""
        while True:
            is_running = self._process.state() != QProcess.ProcessState.NotRunning
            if is_running:
                self._process.waitForReadyRead(_WAIT)
            said += bytes(self._process.readAllStandardOutput())
            self._wrong = (self._wrong + bytes(self._process.readAllStandardError()).decode("utf-8", "replace"))[
                -_LAST:
            ]
            *lines, said = said.split(b"\n")
            found = next((one for line in lines if (one := _outcome(line, job)) is not None), None)
            if found is not None or not is_running:
                return found

    def why(self) -> Note:
        """Return why it ended without an outcome."""
        if not self._has_started:
            return Note("Its process could not be started ({why}).", why=self._process.errorString())
        code, why = self._process.exitCode(), self._wrong.strip().rpartition("\n")[2]
        if code == _KILLED and self._process.exitStatus() == QProcess.ExitStatus.CrashExit:
            return Note(
                "Its process was killed, as a computer does that has no memory left: run fewer at a time with "
                "--workers, or on a computer with more memory."
            )
        return Note("QGIS ended without an outcome (exit code {code}): {why}.", code=code, why=why or "–")

    def end(self) -> None:
        """End it, whatever it is at."""
        self._process.closeWriteChannel()
        if not self._process.waitForFinished(_WAIT):
            self._process.kill()
            self._process.waitForFinished(-1)


def _outcome(line: bytes, job: Job) -> MunicipalityOutcome | None:
    """Return the outcome of a job in a line; None where it is one of something else, such as of a library."""
    try:
        found = MunicipalityOutcome.from_json(line.decode("utf-8", "replace"))
    except (ValueError, TypeError):
        return None
    return found if found.code == job.area.code else None


def _failed(job: Job, reason: Note) -> MunicipalityOutcome:
    return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=reason)


def _folder_of_package() -> Path:
    """Return the folder in which the folder of the plugin lies under the name that it has here."""
    return Path(sys.modules[_PACKAGE].__path__[0]).parent


def _separator() -> str:
    return ";" if sys.platform == "win32" else ":"
