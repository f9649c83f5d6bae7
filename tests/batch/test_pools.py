"""Where municipalities are run: what a cluster of its own says by itself, and which workers of another cannot."""

from __future__ import annotations

import logging
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from buurtmaat.batch import pools
from buurtmaat.batch.jobs import FAILED, FINISHED, Job, MunicipalityArea, MunicipalityOutcome
from buurtmaat.batch.pools import _trouble, pool_of


def test_workers_log_nothing_by_themselves() -> None:
    with pool_of("", 1, print) as pool:
        names = ("distributed.worker", "distributed.nanny", "distributed.core")
        would = [pool.client.submit(lambda name: logging.getLogger(name).isEnabledFor(logging.ERROR), n) for n in names]
        assert pool.client.gather(would) == [False] * len(names)


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (ModuleNotFoundError("No module named 'buurtmaat'", name="buurtmaat"), "start it with PYTHONPATH"),
        (ModuleNotFoundError("No module named 'qgis.PyQt'", name="qgis.PyQt"), "with the Python of QGIS"),
        (AttributeError("module has no attribute 'run_on'"), "install the same versions"),
        (MunicipalityOutcome(code="", status=FAILED, reason="The computer b does not see it."), "^The computer b"),
    ],
)
def test_a_worker_that_cannot_is_told_what_to_do(found: object, words: str) -> None:
    trouble = _trouble(found)
    assert trouble is not None
    with pytest.raises(ValueError, match=words):
        raise ValueError(str(trouble))


def test_a_worker_that_can_is_in_no_trouble() -> None:
    assert _trouble(MunicipalityOutcome(code="", status=FINISHED)) is None


@pytest.mark.faults
def test_what_was_told_is_not_run_again_when_its_worker_dies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As found: dask made all outcomes again that the worker still had, before it went on."""

    def noted(_: str) -> Callable[[str], object]:
        log = str(tmp_path / "log")

        def run(job: str) -> object:
            import json
            import time
            from pathlib import Path

            code = json.loads(job)["area"]["code"]
            with Path(log).open("a") as file:
                file.write(f"{code}\n")
            time.sleep(0.2)
            return code

        return run

    monkeypatch.setattr(pools, "_on_worker", noted)
    jobs = [
        Job(area=MunicipalityArea(code=f"M{n}", name="", folder=""), crs="", recipe="", folder="", margin=0)
        for n in range(8)
    ]
    with pool_of("", 1, print) as pool:
        outcomes = pool.outcomes(jobs)
        told = [next(outcomes) for _ in range(4)]
        (worker,) = pool.client.run(os.getpid).values()
        os.kill(worker, signal.SIGKILL)
        rest = list(outcomes)
    assert sorted([*told, *rest]) == [f"M{n}" for n in range(8)]
    runs = (tmp_path / "log").read_text().split()
    assert [runs.count(code) for code in told] == [1, 1, 1, 1]
