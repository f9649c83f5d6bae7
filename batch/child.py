"""The process of one municipality: a job comes in as a line of JSON, its outcome goes out as the last line.

It ends at once when whoever started it is gone, since nobody would take its outcome.
"""

from __future__ import annotations

import os
import sys
import threading

from ..adapters.io.translation import tr, translated
from ..core.errors import InputError
from .headless import qgis_without_window
from .jobs import FAILED, Job, MunicipalityOutcome

_ORPHANED = 70


def do_job() -> None:
    """Do the job that comes in."""
    job = Job.from_json(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with qgis_without_window():
        outcome = _outcome(job)
    sys.stdout.write(f"\n{outcome.to_json()}\n")
    sys.stdout.flush()
    os._exit(0)  # QGIS is done; the thread that waits for the end of the input is not


def _outcome(job: Job) -> MunicipalityOutcome:
    from .one_municipality import run_municipality

    try:
        return run_municipality(job)
    except InputError as error:
        return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=translated(error.message, error.values))
    except Exception as error:  # whatever it is, the others go on
        return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=_in_a_sentence(error))


def _in_a_sentence(error: Exception) -> str:
    why = f"{type(error).__name__}: {' '.join(str(error).split())}"
    return tr("Buurtmaat stopped at an error that it does not know ({why}).").format(why=why)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(_ORPHANED)


if __name__ == "__main__":
    do_job()
