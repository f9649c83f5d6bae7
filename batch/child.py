"""The process of municipalities: a job comes in as a line of JSON, its outcome goes out as one, and then the next.

It ends at once when whoever started it is gone, since nobody would take an outcome; and when nothing comes in for a
while, since others want its memory.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from queue import Empty, Queue

from qgis.core import QgsApplication

from ..adapters.io.translation import tr, translated
from ..core.errors import InputError
from .headless import qgis_without_window
from .jobs import FAILED, FINISHED, Job, MunicipalityOutcome

_ORPHANED = 70
_IDLE = 60.0  # seconds
_MOST = 25
"""How many jobs a process takes: starting QGIS for so many costs little each, and what libraries pile up goes."""


def do_jobs() -> None:
    """Do the jobs that come in, of one batch."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for who started it, whose end is the end of this
    lines: Queue[str] = Queue()
    threading.Thread(target=_read, args=(lines,), daemon=True).start()
    job = Job.from_json(lines.get())
    batch, done = job.batch, 0
    with qgis_without_window(job.language):
        while job.batch == batch and done < _MOST:
            sys.stdout.write(f"\n{_outcome(job).to_json()}\n")
            sys.stdout.flush()
            _forget()
            done += 1
            try:
                job = Job.from_json(lines.get(timeout=_IDLE))
            except Empty:
                break
    os._exit(0)  # QGIS is done; the thread that waits for the end of the input is not


def _outcome(job: Job) -> MunicipalityOutcome:
    from .machines import check_files, check_machine
    from .one_municipality import run_municipality

    try:
        check_machine(job)
        if job.is_look:
            check_files(job)
            return MunicipalityOutcome(code=job.area.code, status=FINISHED)
        return run_municipality(job)
    except InputError as error:
        return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=translated(error.message, error.values))
    except Exception as error:  # whatever it is, the others go on
        return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=_in_a_sentence(error))


def _in_a_sentence(error: Exception) -> str:
    why = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return tr("Buurtmaat stopped at an error that it does not know ({why}).").format(why=why)


def _forget() -> None:
    """Forget what the run kept for the next one, whose layers are others."""
    provider = QgsApplication.processingRegistry().providerById("buurtmaat")
    session = getattr(provider, "session", None)
    if session is not None:
        session.clear()


def _read(lines: Queue[str]) -> None:
    for line in sys.stdin:
        lines.put(line)
    os._exit(_ORPHANED)


if __name__ == "__main__":
    do_jobs()
