"""Where the municipalities are run: one after the other here, or several at a time on dask.distributed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TYPE_CHECKING, Protocol

from ..adapters.io.translation import tr, translated
from ..core.errors import InputError
from ..core.notes import Note
from .child_process import JobRunner
from .jobs import FAILED, Job, MunicipalityOutcome

if TYPE_CHECKING:
    from distributed import Client, Future

_ASK = 1.0  # seconds between questions whether the scheduler is there
_ANSWER = "15s"
_PATIENCE = 15.0  # seconds, for a first worker
_PACKAGE = __name__.partition(".")[0]


class Pool(Protocol):
    """Runs jobs."""

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[MunicipalityOutcome]:
        """Yield what became of each job, in the order in which they end."""
        ...


class OneByOne:
    """Runs jobs one after the other, without dask."""

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[MunicipalityOutcome]:
        """Yield what became of each job."""
        runner = JobRunner()
        try:
            yield from map(runner.run, jobs)
        finally:
            runner.end()


@dataclass(frozen=True)
class OnCluster:
    """Runs jobs on the workers of a scheduler of dask; a worker that dies is replaced, and its job run again.

    Parameters
    ----------
    client
        Of the scheduler.
    say
        Takes what there is to tell.
    address
        Of a scheduler whose workers others started, maybe on other machines; empty for one of this process.
    """

    client: Client
    say: Callable[[str], None]
    address: str = ""

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[MunicipalityOutcome]:
        """Yield what became of each job; where the scheduler is gone, of those that are left that they were not run."""
        if self.address:
            self._check_workers(jobs[0].look())
        ended: Queue[Future] = Queue()
        run = _on_worker(_PACKAGE)
        left: dict[str, tuple[Future, Job]] = {}
        for job in jobs:
            future = self.client.submit(run, job.to_json(), pure=False)
            left[future.key] = future, job
            future.add_done_callback(ended.put)
        has_workers = True
        while left:
            try:
                future = ended.get(timeout=_ASK)
            except Empty:
                if self.client.status != "running":
                    break
                before, has_workers = has_workers, self._has_workers()
                if before and not has_workers:
                    self.say(tr("No worker is left: start one and it goes on, or stop with Ctrl+C."))
                continue
            if future.status in ("cancelled", "lost"):
                break
            _, job = left.pop(future.key)
            outcome = self._outcome(future, job)
            future.release()  # else it is run again when the worker dies that has its outcome
            yield outcome
        yield from (_not_run(job) for _, job in left.values())

    def _check_workers(self, look: Job) -> None:
        """Stop where a worker could not run a job, or would not give what others give: its jobs would be lost."""
        try:
            self.client.wait_for_workers(1, timeout=_PATIENCE)
        except TimeoutError as error:
            raise InputError(
                "The cluster at {address} has no worker: start one on each machine, and run the same command again.",
                address=self.address,
            ) from error
        found = self.client.run(_look_on_worker(_PACKAGE), look.to_json(), on_error="return")
        workers: dict[str, list[str]] = {}
        for worker, outcome in found.items():
            trouble = _trouble(outcome)
            if trouble is not None:
                workers.setdefault(translated(trouble.message, trouble.values), []).append(worker)
        if workers:
            raise InputError(
                "Nothing was run, since not every worker at {address} can. Put right what stands behind each, or end "
                "it:\n{workers}",
                address=self.address,
                workers="\n".join(f"{', '.join(sorted(own))}: {why}" for why, own in workers.items()),
            )

    def _has_workers(self) -> bool:
        try:
            return bool(self.client.scheduler_info()["workers"])
        except (OSError, TimeoutError):
            return True  # the scheduler is going, which is told otherwise

    @staticmethod
    def _outcome(future: Future, job: Job) -> MunicipalityOutcome:
        if future.status == "finished":
            return future.result()
        error = future.exception()
        if type(error).__name__ == "KilledWorker":
            reason = Note(
                "Its workers ended while they ran it, one after the other, as they do where a computer has no memory "
                "left: run fewer at a time, or on a computer with more memory."
            )
        else:
            reason = _trouble(error) or Note("{why}", why=_in_words(error))
        return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=reason)


def _on_worker(package: str) -> Callable[[str], object]:
    """Return what a worker runs. Inside a function, it goes to it whole: so a scheduler needs nothing but dask."""

    def run(job: str) -> object:
        from importlib import import_module

        from distributed import get_worker

        return import_module(f"{package}.batch.child_process").run_on(get_worker(), job)

    return run


def _look_on_worker(package: str) -> Callable[[str], object]:
    """Return what a worker runs to look, beside what it is at and without keeping it from its scheduler."""

    async def look(job: str) -> object:
        from importlib import import_module

        from distributed.utils import offload

        return await offload(import_module(f"{package}.batch.child_process").look, job)

    return look


def _trouble(found: object) -> Note | None:
    """Return why a worker that looked cannot be used; None where it can."""
    match found:
        case MunicipalityOutcome(status="finished"):
            return None
        case MunicipalityOutcome(reason=reason):
            return reason if isinstance(reason, Note) else Note("{why}", why=reason)
        case ImportError(name=str(name)) if name.partition(".")[0] == _PACKAGE:
            return Note(
                "It does not find Buurtmaat ({why}): start it with PYTHONPATH, which names the folder in which the "
                "folder {package} of the plugin lies, of the same version as here.",
                why=_in_words(found),
                package=_PACKAGE,
            )
        case ImportError(name=str(name)) if name.partition(".")[0] in ("qgis", "PyQt5", "PyQt6", "osgeo"):
            return Note(
                "It does not find QGIS ({why}): install QGIS there, and start the worker with the Python of QGIS.",
                why=_in_words(found),
            )
        case _:
            return Note(
                "It cannot run a municipality ({why}): install the same versions of Buurtmaat, QGIS and dask there as "
                "here.",
                why=_in_words(found),
            )


def _in_words(error: object) -> str:
    return f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"


def _not_run(job: Job) -> MunicipalityOutcome:
    return MunicipalityOutcome(
        code=job.area.code,
        status=FAILED,
        reason=Note("It was not run, since the scheduler of the cluster is gone: run the same command again."),
    )


@contextmanager
def pool_of(address: str, workers: int, say: Callable[[str], None]) -> Generator[Pool, None, None]:
    """Yield where jobs are run: at a scheduler by its address, else with so many workers here (0: one by one)."""
    if not address and not workers:
        yield OneByOne()
        return
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        raise InputError(
            "Running several municipalities at a time needs dask.distributed: install it, or add --serial."
        ) from error
    settings = {
        "logging": {"distributed": "critical"},
        # A worker's process sets its log up before it hears of these settings, but after its environment.
        "distributed.nanny.pre-spawn-environ.DASK_LOGGING__DISTRIBUTED": "critical",
        # Ctrl+C goes to all processes of a terminal; workers end with this one, without a word.
        "distributed.worker.preload": ["import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"],
        "distributed.comm.timeouts.connect": _ANSWER,
    }
    with _without_log(), dask.config.set(settings):
        if address:
            yield from _at(address, Client, say)
            return
        # What counts semaphores tells of each that is left when the user stops it, before it takes it away.
        sys.warnoptions.append("ignore:resource_tracker")
        # The memory is that of the process of each municipality, which a worker does not see.
        cluster = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",  # of which nobody is told: 8787 may be taken
            silence_logs=logging.CRITICAL,
        )
        client = Client(cluster)
        with _in_the_end(client.close, cluster.close):
            yield OnCluster(client, say)


@contextmanager
def _in_the_end(*close: Callable[[], object]) -> Iterator[None]:
    """Close in the end, unless the user stops it: who wants that does not wait for a farewell to each worker."""
    is_stopped = False
    try:
        yield
    except KeyboardInterrupt:
        is_stopped = True
        raise
    finally:
        for one in () if is_stopped else close:
            one()


@contextmanager
def _without_log() -> Iterator[None]:
    """Let nothing be logged: what happens to workers and the scheduler is told by the outcomes."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _at(address: str, make: type[Client], say: Callable[[str], None]) -> Iterator[Pool]:
    try:
        client = make(address, timeout=_ANSWER)
    except (OSError, ValueError) as error:
        raise InputError(
            "No scheduler answers at {address} ({why}): start one, or give the address that it tells.",
            address=address,
            why=" ".join(str(error).split()) or type(error).__name__,
        ) from error

    def close() -> None:
        with suppress(OSError, TimeoutError):
            client.close(timeout=2)

    with _in_the_end(close):
        yield OnCluster(client, say, address)
