"""Rows that lie in no file a recipe can name, copied beside it."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from shutil import copyfile

import numpy as np
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsVectorFileWriter,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from ...core.errors import InputError
from ...core.progress import Progress
from ...core.recipes.recipe import RecipeLayer
from ..io.feature_sources import features
from ..io.field_values import as_floats
from ..io.reference_systems import authority_number, sound
from ..outputs.geopackage import copy_database, is_database
from ..outputs.staging import reason_of
from ..outputs.wholeness import why_not_whole

_BATCH = 1000
_UNFIT = re.compile(r"[\x00-\x1f\x7f\"'`|\\]")
_KEPT = ("gpkg_", "rtree_", "sqlite_", "layer_styles", "qgis_projects")
"""Names of tables that GeoPackage, SQLite and QGIS have for themselves begin so."""


class Copies:
    """Writes layers and files that get their place beside a recipe, under names that nothing there has yet.

    Parameters
    ----------
    recipe
        The file of the recipe.
    folder
        Where they are written; from there they get their place with the recipe.
    context
        As Processing hands it over.
    """

    def __init__(self, recipe: Path, folder: Path, context: QgsProcessingContext) -> None:
        self._recipe, self._folder, self._context = recipe, folder, context
        self._tables: dict[Path, set[str]] = {}

    def _written(self, place: Path) -> Path:
        return self._folder / place.name

    def file(self, path: Path, name: str) -> Path:
        """Copy a file, and return its place beside the recipe."""
        found, number = self._recipe.with_name(f"{self._recipe.stem}-{name}{path.suffix}"), 2
        while os.path.exists(found) or self._written(found).exists():
            found = self._recipe.with_name(f"{self._recipe.stem}-{name}-{number}{path.suffix}")
            number += 1
        try:
            if is_database(path):
                copy_database(path, self._written(found))
            else:
                copyfile(path, self._written(found))
        except (OSError, sqlite3.Error) as error:
            raise InputError(
                "The file {path} could not be copied to {to} ({why}): choose another file, or another place for the "
                "recipe.",
                path=path,
                to=found,
                why=reason_of(error),
            ) from error
        return found

    def layer(self, layer: QgsVectorLayer, given: object, progress: Progress) -> RecipeLayer:
        """Copy the rows that a run reads of a layer, and return where they are."""
        table = _UNFIT.sub("_", layer.name()).strip()[:100]
        table = table if any(sign.isalnum() for sign in table) else "layer"
        table = f"_{table}" if table.casefold().startswith(_KEPT) else table
        path = self._place(table)
        self._tables.setdefault(path, set()).add(table.casefold())
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName, options.layerName = "GPKG", table
        action = QgsVectorFileWriter.ActionOnExistingFile
        written = self._written(path)
        is_first = not written.exists()
        options.actionOnExistingFile = action.CreateOrOverwriteFile if is_first else action.CreateOrOverwriteLayer
        if not _has_keys(layer):
            options.layerOptions = ["FID=ogc_fid"]
        writer = QgsVectorFileWriter.create(
            str(written), layer.fields(), layer.wkbType(), sound(layer.crs()), self._context.transformContext(), options
        )
        if writer.hasError() != QgsVectorFileWriter.WriterError.NoError:
            raise _failed(layer, path, writer.errorMessage())
        done, total, rows = 0, max(layer.featureCount(), 1), _rows(layer, given)
        while batch := list(islice(rows, _BATCH)):
            progress.at(done / total)
            done += len(batch)
            if not writer.addFeatures(batch, QgsFeatureSink.Flag.FastInsert) or not writer.flushBuffer():
                raise _failed(layer, path, writer.errorMessage())
        sip.delete(writer)  # which closes the file
        lack = why_not_whole(written, table, done)
        if lack:
            raise InputError(
                "The layer “{layer}” could not be copied whole to {path} ({why}): see whether the disk is full, or "
                "choose another place for the recipe.",
                layer=layer.name(),
                path=path,
                why=lack,
            )
        return RecipeLayer(name=layer.name(), file=path.name, table=table, crs=crs_text(layer.crs()))

    def _place(self, table: str) -> Path:
        number = 1
        while True:
            suffix = "data" if number == 1 else f"data-{number}"
            path = self._recipe.with_name(f"{self._recipe.stem}-{suffix}.gpkg")
            if path in self._tables:
                if table.casefold() not in self._tables[path]:
                    return path
            elif not os.path.exists(path):
                return path
            number += 1


def crs_text(crs: QgsCoordinateReferenceSystem) -> str:
    """Return a reference system as a recipe has it: by its number where every QGIS knows that, else written out."""
    return authority_number(crs) or str(sound(crs).toWkt())


def _rows(layer: QgsVectorLayer, given: object) -> Iterator[QgsFeature]:
    """Yield the rows of a layer that a run reads, in the order in which it does."""
    request = QgsFeatureRequest()
    if isinstance(given, QgsProcessingFeatureSourceDefinition):
        if given.filterExpression:
            request.setFilterExpression(given.filterExpression)
        if given.selectedFeaturesOnly:
            request.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("$id")]))
        if given.featureLimit > 0 and not given.selectedFeaturesOnly:
            request.setLimit(given.featureLimit)
        if given.selectedFeaturesOnly:
            selected = set(layer.selectedFeatureIds())
            most = given.featureLimit if given.featureLimit > 0 else None
            return islice((one for one in features(layer, request) if one.id() in selected), most)
    return iter(features(layer, request))


def _has_keys(layer: QgsVectorLayer) -> bool:
    """Return whether a layer has no field `fid`, or one that can number its rows."""
    place = layer.fields().lookupField("fid")
    if place < 0:
        return True
    if not layer.fields()[place].isNumeric():
        return False
    values = [feature.attributes()[place] for feature in features(layer, QgsFeatureRequest())]
    numbers = as_floats(values)
    return np.unique(numbers).size == len(values) and bool((numbers == np.round(numbers)).all())


def _failed(layer: QgsVectorLayer, path: Path, why: str) -> InputError:
    return InputError(
        "The layer “{layer}” could not be copied to {path} ({why}): save it to a file yourself, and choose that.",
        layer=layer.name(),
        path=path,
        why=" ".join(why.split()) or "–",
    )
