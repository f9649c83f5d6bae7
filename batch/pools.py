"""Where the municipalities are run: one after the other here, or several at a time on dask.distributed."""

from __future__ import annotations

import logging
from collections.abc import Generator, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import Empty, Queue
from typing import TYPE_CHECKING, Protocol

from ..core.errors import InputError
from ..core.notes import Note
from .child_process import run_job
from .jobs import FAILED, Job, MunicipalityOutcome

if TYPE_CHECKING:
    from distributed import Client, Future

_LOOK = 1.0  # seconds between looks at whether the scheduler is there
_ANSWER = "15s"


class Pool(Protocol):
    """Runs jobs."""

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[MunicipalityOutcome]:
        """Yield what became of each job, in the order in which they end."""
        ...


class OneByOne:
    """Runs jobs one after the other, without dask."""

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[MunicipalityOutcome]:
        """Yield what became of each job."""
        return map(run_job, jobs)


@dataclass(frozen=True)
class OnCluster:
    """Runs jobs on the workers of a scheduler of dask; a worker that dies is replaced, and its job run again.

    Parameters
    ----------
    client
        Of the scheduler.
    """

    client: Client

    def outcomes(self, jobs: Sequence[Job]) -> Iterator[MunicipalityOutcome]:
        """Yield what became of each job; where the scheduler is gone, of those that are left that they were not run."""
        ended: Queue[Future] = Queue()
        futures = [self.client.submit(run_job, job, pure=False) for job in jobs]
        left = {future.key: job for future, job in zip(futures, jobs, strict=True)}
        for future in futures:
            future.add_done_callback(ended.put)
        while left:
            try:
                future = ended.get(timeout=_LOOK)
            except Empty:
                if self.client.status == "running":
                    continue
                break
            if future.status in ("cancelled", "lost"):
                break
            yield self._outcome(future, left.pop(future.key))
        yield from (_not_run(job) for job in left.values())

    @staticmethod
    def _outcome(future: Future, job: Job) -> MunicipalityOutcome:
        if future.status == "finished":
            return future.result()
        error = future.exception()
        why = f"{type(error).__name__}: {' '.join(str(error).split())[:300]}"
        reason = Note("Its worker ended before it did ({why}).", why=why)
        return MunicipalityOutcome(code=job.area.code, status=FAILED, reason=reason)


def _not_run(job: Job) -> MunicipalityOutcome:
    return MunicipalityOutcome(
        code=job.area.code,
        status=FAILED,
        reason=Note("It was not run, since the scheduler of the cluster is gone: run the same command again."),
    )


@contextmanager
def pool_of(address: str, workers: int) -> Generator[Pool, None, None]:
    """Return where jobs are run: at a scheduler by its address, else with so many workers here (0: one by one)."""
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
        "distributed.comm.timeouts.connect": _ANSWER,
    }
    with _without_log(), dask.config.set(settings):
        if address:
            yield from _at(address, Client)
            return
        # The memory is that of the process of each municipality, which a worker does not see.
        with (
            LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                memory_limit=0,
                dashboard_address=None,
                silence_logs=logging.CRITICAL,
            ) as cluster,
            Client(cluster) as client,
        ):
            yield OnCluster(client)


@contextmanager
def _without_log() -> Iterator[None]:
    """Let nothing be logged: what happens to workers and the scheduler is told by the outcomes."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _at(address: str, make: type[Client]) -> Iterator[Pool]:
    try:
        client = make(address, timeout=_ANSWER)
    except (OSError, ValueError) as error:
        raise InputError(
            "No scheduler answers at {address} ({why}): start one, or give the address that it tells.",
            address=address,
            why=" ".join(str(error).split()) or type(error).__name__,
        ) from error
    try:
        yield OnCluster(client)
    finally:
        with suppress(OSError, TimeoutError):
            client.close(timeout=2)
