"""The run of a recipe for one municipality, in a QGIS of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.reading import read_layer
from ..adapters.io.roles import CLASS_ROLE, find_column
from ..adapters.layers.neighbourhoods import neighbourhood_ids
from ..adapters.norms.store import open_store
from ..adapters.outputs.versions import versions_now
from ..adapters.recipes.layer_fingerprints import fingerprint_of
from ..adapters.recipes.opening import RecipePlaces
from ..adapters.recipes.recipe_checks import check_recipe
from ..adapters.recipes.running import RecipeResults, RecipeRun
from ..core.errors import InputError
from ..core.municipalities.clipping import parted, results_of, without_records
from ..core.progress import Progress
from ..core.recipes.recipe import LayerValue, OutputValue, Recipe, RecipeStep
from ..core.recipes.recipe_reader import read_recipe_file
from ..core.recipes.recipe_writer import dump_recipe
from .digests import digest_of_file, files_of
from .jobs import FINISHED, UNCHANGED, Job, MunicipalityOutcome, digest_of
from .kept_results import KeptResults, Record
from .layer_parts import PartCutter

LOG = "log.txt"


def recipe_text(recipe: Recipe) -> str:
    """Return what a recipe does, whenever and with whatever it was made."""
    return dump_recipe(without_records(recipe))


def run_municipality(job: Job) -> MunicipalityOutcome:
    """Run a recipe for a municipality, unless its results stand and nothing changed; an `InputError` tells why not."""
    if job.area.trouble:
        raise InputError("{why}", why=job.area.trouble)
    kept = KeptResults(Path(job.folder))
    whole, path = read_recipe_file(Path(job.recipe)), Path(job.recipe)
    with kept.new(job.area.folder) as part:
        places = RecipePlaces(recipe=path, folder=part, given={}, network=False, may_give=False)
        run = _Run(job=job, whole=whole, places=places)
        check_recipe(whole, run.places)
        recipe = run.cut()
        content = run.content_of(recipe)
        record = Record(
            code=job.area.code,
            name=job.area.name,
            key=job.key(recipe_text(whole), versions_now()),
            content=content,
            digests=job.digests,
            results=_place_of_results(whole),
            margin=job.margin,
            batch=job.batch,
        )
        before = kept.record(job.area.folder)
        if before is not None and (before.key, before.content) == (record.key, record.content):
            is_of_this_batch = before.batch == job.batch
            if is_of_this_batch or not job.again:
                kept.refresh(job.area.folder, replace(before, digests=job.digests))
                return MunicipalityOutcome(code=job.area.code, status=FINISHED if is_of_this_batch else UNCHANGED)
        classes = run.classes(recipe, run.run(recipe))
        run.clear()
        kept.write(part, replace(record, classes=classes))
    return MunicipalityOutcome(code=job.area.code, status=FINISHED)


class _Log(QgsProcessingFeedback):
    """Keeps what a run says."""

    def __init__(self) -> None:
        super().__init__(False)
        self.lines: list[str] = []

    def pushInfo(self, info: str) -> None:
        self.lines.append(info)

    def pushWarning(self, warning: str) -> None:
        self.lines.append(f"Warning: {warning}")

    def reportError(self, error: str, fatalError: bool = False) -> None:  # noqa: ARG002 -- as QGIS calls it
        self.lines.append(f"Error: {error}")


@dataclass(frozen=True, kw_only=True)
class _Run:
    """A run in a folder that is not in its place yet."""

    job: Job
    whole: Recipe
    places: RecipePlaces
    name: str = field(default_factory=lambda: f"layers-{uuid4().hex}.gpkg")
    context: QgsProcessingContext = field(default_factory=QgsProcessingContext)

    @property
    def _layers(self) -> Path:
        return self.places.folder / self.name

    def cut(self) -> Recipe:
        """Copy what the municipality takes of the layers, and return the recipe that takes it."""
        return PartCutter(self.job, self.places, self._layers).cut(self.whole, parted(self.whole))

    def content_of(self, recipe: Recipe) -> str:
        """Return what stands for the content of all that the recipe of the municipality reads."""
        found: list[object] = []
        for name, layer in recipe.layers.items():
            copy = QgsVectorLayer(f"{self._layers}|layername={layer.table}", name, "ogr")
            one = fingerprint_of(copy, "", 0, Progress())
            found.append([name, one.rows, one.fields, one.extent, one.sha256, copy.crs().toWkt()])
        named = files_of(replace(recipe, layers={}))
        found += [[path, digest_of_file(self.places.file(path))] for path in named]
        return digest_of(found)

    def run(self, recipe: Recipe) -> RecipeResults:
        """Run the recipe; what it says goes to a file beside its results."""
        log = _Log()
        run = RecipeRun(
            recipe=recipe,
            places=self.places,
            given={},
            store=open_store(None),
            project=None,
            context=self.context,
            feedback=log,
        )
        self.context.setFeedback(log)
        try:
            results = run.run(Progress())
        except QgsProcessingException as error:
            raise InputError("{why}", why=" ".join(str(error).split())) from error
        (self.places.folder / LOG).write_text("\n".join(log.lines) + "\n", encoding="utf-8")
        return results

    def classes(self, recipe: Recipe, results: RecipeResults) -> Mapping[str, str]:
        """Return the living environment of each neighbourhood of the check that has one."""
        step, _ = results_of(recipe)
        layer = self._neighbourhoods(step, recipe, results)
        names = [] if layer is None else layer.fields().names()
        given, code = (str(step.parameters.get(one) or "") for one in (p.CLASS_FIELD, p.NEIGHBOURHOOD_ID))
        kind = given or find_column(CLASS_ROLE, names, {}) or ""
        own = code or find_column("neighbourhood_code", names, {}) or ""
        if layer is None or kind not in names or own not in ("", *names):
            return {}
        rows = read_layer(layer, None, [one for one in (own, kind) if one])
        pairs = zip(neighbourhood_ids(rows, own), rows.names(kind), strict=True)
        return {one: found for one, found in pairs if found is not None}

    def _neighbourhoods(self, step: RecipeStep, recipe: Recipe, results: RecipeResults) -> QgsVectorLayer | None:
        match step.parameters.get(p.NEIGHBOURHOODS):
            case LayerValue(name):
                return QgsVectorLayer(f"{self._layers}|layername={recipe.layers[name].table}", name, "ogr")
            case OutputValue(earlier, output):
                return QgsProcessingUtils.mapLayerFromString(str(results.outputs[f"{earlier}.{output}"]), self.context)
            case _:
                return None

    def clear(self) -> None:
        """Take away the copies of the layers."""
        self.context.temporaryLayerStore().removeAllMapLayers()
        for suffix in ("", "-wal", "-shm", "-journal"):
            self._layers.with_name(self.name + suffix).unlink(missing_ok=True)


def _place_of_results(recipe: Recipe) -> tuple[str, str]:
    _, target = results_of(recipe)
    table = target.table or Path(target.file).stem if target.file.lower().endswith(".gpkg") else ""
    return target.file, table
