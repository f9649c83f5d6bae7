"""A batch: the recipe for each municipality of a layer, what stands is not repeated, and the tables at the end."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from uuid import uuid4

from qgis.PyQt.QtCore import QLockFile

from ..adapters.io import parameter_names as p
from ..adapters.io.translation import tr, translated, user_locale
from ..adapters.norms.choosing import DEFAULT_SET
from ..adapters.norms.store import SHIPPED_FOLDER
from ..adapters.outputs.versions import versions_now
from ..adapters.recipes.opening import RecipePlaces
from ..adapters.recipes.recipe_checks import check_recipe
from ..core.errors import InputError
from ..core.municipalities.clipping import CHECKS, parted, results_of, shared_layers
from ..core.municipalities.margins import margin_of, norms_of
from ..core.network.options import NetworkOptions
from ..core.norms.file import load_shipped
from ..core.notes import Note
from ..core.recipes.parts import steps_of
from ..core.recipes.places import is_coded
from ..core.recipes.recipe import Recipe, RecipeStep
from ..core.recipes.recipe_reader import read_recipe_file
from ..core.system_words import system_words
from .batch_tables import BatchTables, check_table_format
from .digests import digest_of_file, files_of, stamp_of_file
from .jobs import FAILED, FINISHED, UNCHANGED, Job, MunicipalityArea, MunicipalityOutcome, digest_of
from .kept_results import KeptResults
from .machines import marked
from .municipality_layer import read_municipalities
from .one_municipality import recipe_text
from .pools import Pool, pool_of
from .row_counts import RowCounter
from .row_report import row_report

_LOCK = "batch.lock"


@dataclass(frozen=True, kw_only=True)
class BatchPlan:
    """What a batch is asked for.

    Parameters
    ----------
    recipe, municipalities, folder
        The recipe, the layer of municipalities, and below which folder all is written.
    code, name
        The fields with the code and the name of a municipality; empty: found by their usual names.
    margin
        Metres around a municipality; None: by the largest threshold.
    only
        The codes of those that are run; empty: all.
    scheduler, workers
        The address of a scheduler, or how many workers here; 0: one municipality after the other.
    again
        Whether also what is finished and unchanged is run.
    ending
        The format of the tables.
    """

    recipe: Path
    municipalities: str
    folder: Path
    code: str = ""
    name: str = ""
    margin: float | None = None
    only: tuple[str, ...] = ()
    scheduler: str = ""
    workers: int = 0
    again: bool = False
    ending: str = "gpkg"


def run_batch(plan: BatchPlan, say: Callable[[str], None]) -> int:
    """Run a batch and return how many municipalities failed; an `InputError` where it cannot begin or end."""
    check_table_format(plan.ending)
    if is_coded(plan.folder):
        raise InputError(
            "QGIS opens no GeoPackage with {sign} in its path, such as below {folder}: choose another folder.",
            sign="%20",
            folder=plan.folder,
        )
    recipe = _read_recipe(plan)
    found = read_municipalities(plan.municipalities, plan.code, plan.name)
    areas = _chosen(found.areas, plan.only)
    for note in found.notes:
        say(note)
    kept = KeptResults(plan.folder)
    lock = _locked(plan.folder)
    try:
        kept.tidy()
        jobs = _jobs(plan, recipe, areas, found.crs, say)
        with marked(plan.folder, jobs[0].batch):
            outcomes = _Running(kept, jobs, recipe_text(recipe), say).all_outcomes(plan)
        kept.tidy()  # after workers that were killed
        say(tr("The tables of all are put together…"))
        counter = RowCounter(found.areas, found.crs, _places(plan))
        rows = partial(row_report, counter, recipe, shared_layers(recipe))
        written = BatchTables(kept=kept, ending=plan.ending, areas=areas, rows=rows).write(outcomes)
    finally:
        lock.unlock()
    told = written.outcomes
    for code, outcome in told.items():
        if outcome != outcomes[code]:
            say(f"{code} {tr('failed')}: {outcome.reason}")
    for text in written.report.sentences(written.split):
        say(text)
    counts = Counter(one.status for one in told.values())
    text = tr("{finished} finished, {unchanged} unchanged, {failed} failed.")
    say(text.format(**{status: counts[status] for status in (FINISHED, UNCHANGED, FAILED)}))
    say(tr("Tables: {files}").format(files=", ".join(map(str, written.files))))
    return counts[FAILED]


def _read_recipe(plan: BatchPlan) -> Recipe:
    """Return the recipe; an `InputError` where it cannot be run for municipalities."""
    recipe = read_recipe_file(plan.recipe)
    results_of(recipe)
    parted(recipe)
    check_recipe(recipe, _places(plan))
    return recipe


def _places(plan: BatchPlan) -> RecipePlaces:
    return RecipePlaces(recipe=plan.recipe, folder=plan.recipe.parent, given={}, network=False, may_give=False)


def _chosen(areas: Sequence[MunicipalityArea], only: Sequence[str]) -> tuple[MunicipalityArea, ...]:
    unknown = sorted(set(only) - {area.code for area in areas})
    if unknown:
        raise InputError("The layer has no municipality {codes}: write codes that it has.", codes=", ".join(unknown))
    return tuple(area for area in areas if not only or area.code in only)


def _locked(folder: Path) -> QLockFile:
    """Return the lock of a folder, which goes with this process; an `InputError` where another batch has it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(
            "The folder {folder} cannot be made ({why}): choose another.", folder=folder, why=system_words(error)
        ) from error
    lock = QLockFile(str(folder / _LOCK))
    lock.setStaleLockTime(0)  # only that of a process that is gone
    if not lock.tryLock(0):
        raise _not_locked(lock, folder)
    return lock


def _not_locked(lock: QLockFile, folder: Path) -> InputError:
    """Return why a folder cannot be had. Of a batch of another computer nobody here sees whether it goes on."""
    is_held, process, computer, _ = lock.getLockInfo()
    if not is_held:
        return InputError("The folder {folder} cannot be written into: choose another, or allow it.", folder=folder)
    return InputError(
        "Another batch writes into the folder {folder} (process {process} on the computer {computer}): wait, or choose "
        "another folder. If that batch is gone, delete {file}.",
        folder=folder,
        process=process,
        computer=computer,
        file=folder / _LOCK,
    )


def _jobs(
    plan: BatchPlan, recipe: Recipe, areas: Sequence[MunicipalityArea], crs: str, say: Callable[[str], None]
) -> tuple[Job, ...]:
    margin = plan.margin
    if margin is None:
        margin = margin_of(norms_of(recipe, load_shipped(SHIPPED_FOLDER, DEFAULT_SET)), _street_beyond(recipe))
        text = tr("Streets and facilities count up to {m} m around each municipality: --margin changes that.")
        say(text.format(m=f"{margin:g}"))
    places = _places(plan)
    batch = uuid4().hex
    told = {path: _told(places.file(path)) for path in files_of(recipe)}
    asked, versions, language = digest_of(recipe_text(recipe)), versions_now(), user_locale()
    return tuple(
        Job(
            area=area,
            crs=crs,
            recipe=str(plan.recipe),
            folder=str(plan.folder),
            margin=margin,
            digests={path: digest for path, (digest, _) in told.items()},
            batch=batch,
            again=plan.again,
            language=language,
            versions=versions,
            asked=asked,
            stamps={path: stamp for path, (_, stamp) in told.items()},
        )
        for area in areas
    )


def _street_beyond(recipe: Recipe) -> float:
    """Return how far beyond a threshold a street must lead to be no small part, from doors as far from it as can be."""

    def number(step: RecipeStep, name: str, usual: float) -> float:
        given = step.parameters.get(name)
        return float(given) if isinstance(given, int | float) else usual

    usual = NetworkOptions()
    return max(
        2 * number(step, p.MAX_SNAP, usual.max_snap) + number(step, p.MIN_COMPONENT, usual.min_component)
        for step in steps_of(recipe, CHECKS)
    )


def _told(path: Path) -> tuple[str, str]:
    """Return what stands for the content of a file, and its size and date."""
    try:
        stamp = stamp_of_file(path)
        return digest_of_file(path), stamp
    except OSError as error:
        raise InputError(
            "The file “{file}” of the recipe cannot be read ({why}): see whether you may read it.",
            file=str(path),
            why=system_words(error),
        ) from error


def _in_words(outcome: MunicipalityOutcome) -> MunicipalityOutcome:
    """Return an outcome whose reason is in the user's language."""
    reason = outcome.reason
    return replace(outcome, reason=translated(reason.message, reason.values)) if isinstance(reason, Note) else outcome


def _still(seconds: float) -> str:
    """Return how long it will take still, where that is a minute or more."""
    minutes = round(seconds / 60)
    return f", {tr('about {n} min left').format(n=minutes)}" if minutes else ""


@dataclass(frozen=True)
class _Running:
    """Runs what is not finished or has changed.

    Parameters
    ----------
    kept
        The results that are there.
    jobs
        Of all municipalities.
    recipe
        What the recipe does.
    say
        Takes what there is to tell.
    """

    kept: KeptResults
    jobs: Sequence[Job]
    recipe: str
    say: Callable[[str], None]

    def all_outcomes(self, plan: BatchPlan) -> Mapping[str, MunicipalityOutcome]:
        """Return what became of each municipality, by its code."""
        versions = versions_now()
        standing = [job for job in self.jobs if self._stands(job, versions)]
        found = {job.area.code: MunicipalityOutcome(code=job.area.code, status=UNCHANGED) for job in standing}
        if standing:
            text = tr("{n} of {m} {m:municipality|municipalities} {n:is|are} finished and unchanged.")
            self.say(text.format(n=len(standing), m=len(self.jobs)))
        left = [job for job in self.jobs if job.area.code not in found]
        if left:
            with pool_of(plan.scheduler, plan.workers, self.say) as pool:
                self._run(pool, left, found)
        return found

    def _run(self, pool: Pool, left: Sequence[Job], found: dict[str, MunicipalityOutcome]) -> None:
        names = {job.area.code: f"{job.area.code} {job.area.name}".strip() for job in left}
        words = {FINISHED: tr("finished"), UNCHANGED: tr("unchanged"), FAILED: tr("failed")}
        began = time.monotonic()
        for number, outcome in enumerate(map(_in_words, pool.outcomes(left)), 1):
            found[outcome.code] = outcome
            why = f": {outcome.reason}" if outcome.reason else ""
            still = _still((time.monotonic() - began) / number * (len(left) - number))
            self.say(f"[{len(found)}/{len(self.jobs)}{still}] {names[outcome.code]} {words[outcome.status]}{why}")

    def _stands(self, job: Job, versions: Mapping[str, str]) -> bool:
        """Return whether the results of a municipality are those that a run would give, as far as files tell."""
        record = None if job.again or job.area.trouble else self.kept.record(job.area.folder)
        return record is not None and record.key == job.key(self.recipe, versions) and record.digests == job.digests
