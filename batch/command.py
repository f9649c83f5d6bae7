"""The command line of a batch."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from ..adapters.io.translation import tr, translated
from ..core.errors import InputError
from .batch_tables import DRIVERS
from .headless import qgis_without_window

SOME_FAILED, NOT_RUN, STOPPED = 1, 2, 130
_ABOUT = """Run a recipe for every municipality of a layer, several at a time.

The dwellings and neighbourhoods of each run are those of the municipality; streets and facilities count up to a margin
beyond its border. What is finished and unchanged is not repeated: after a crash, run the same command again."""
_CODES = """0: all municipalities have results; 1: some failed, and the table of failures says why; 2: nothing was run;
130: stopped."""


def main(arguments: Sequence[str]) -> int:
    """Run a batch as the command line asks; return the exit code."""
    given = _parser().parse_args(arguments)
    try:
        with qgis_without_window():
            return _run(given)
    except KeyboardInterrupt:  # while QGIS starts or ends
        return STOPPED


def _run(given: argparse.Namespace) -> int:
    from .run import BatchPlan, run_batch

    plan = BatchPlan(
        recipe=given.recipe.resolve(),
        municipalities=given.municipalities,
        folder=given.folder.resolve(),
        code=given.code,
        name=given.name,
        margin=given.margin,
        only=tuple(given.only or ()),
        scheduler=given.scheduler,
        workers=0 if given.serial else given.workers,
        again=given.again,
        ending=given.format,
    )
    try:
        return SOME_FAILED if run_batch(plan, _say) else 0
    except InputError as error:
        sys.stderr.write(f"{translated(error.message, error.values)}\n")
        return NOT_RUN
    except KeyboardInterrupt:
        _say(tr("Stopped: run the same command again, which repeats nothing that is finished."))
        return STOPPED


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    found = argparse.ArgumentParser(
        prog="python3 -m buurtmaat.batch",
        description=_ABOUT,
        epilog=f"Exit codes. {_CODES}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    found.add_argument("recipe", type=Path, help="what “Save as recipe…” wrote, with layers of the whole area")
    found.add_argument(
        "municipalities", help="a layer of polygons: a file, with |layername=… behind it if it has several"
    )
    found.add_argument("folder", type=Path, help="below which all is written; it is made if it is not there")
    found.add_argument("--code", default="", metavar="FIELD", help="with the code of a municipality (gemeentecode)")
    found.add_argument("--name", default="", metavar="FIELD", help="with its name (gemeentenaam)")
    found.add_argument("--only", action="append", metavar="CODE", help="run this one; may be repeated")
    found.add_argument(
        "--margin",
        type=_metres,
        help="metres of streets and facilities beyond the border (3 times the largest threshold)",
    )
    where = found.add_mutually_exclusive_group()
    where.add_argument(
        "--workers",
        type=_count,
        default=os.cpu_count() or 1,
        help="how many at a time on this machine (its processors)",
    )
    where.add_argument(
        "--scheduler", default="", metavar="ADDRESS", help="of a cluster that runs, such as tcp://host:8786"
    )
    where.add_argument("--serial", action="store_true", help="one after the other, without dask")
    found.add_argument("--again", action="store_true", help="also what is finished and unchanged")
    found.add_argument("--format", choices=sorted(DRIVERS), default="gpkg", help="of the tables (gpkg)")
    return found


def _metres(text: str) -> float:
    value = float(text.replace(",", "."))
    if not 0 <= value <= 1_000_000:
        raise argparse.ArgumentTypeError("from 0 to 1,000,000 metres")
    return value


def _count(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 1000:
        raise argparse.ArgumentTypeError("from 1 to 1,000")
    return value
