"""Layers of a recipe, opened: from below its folder, or those that the user gives in their place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path
from urllib.parse import urlsplit

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsDataSourceUri,
    QgsFeatureSource,
    QgsProcessingContext,
    QgsProcessingUtils,
    QgsProviderRegistry,
    QgsVectorLayer,
)
from qgis.PyQt import sip

from ...core.errors import InputError
from ...core.notes import Note
from ...core.recipes.linked_systems import may_ask_for_system
from ...core.recipes.places import READABLE, ending, file_below, found_below, is_coded
from ...core.recipes.recipe import Recipe, RecipeLayer
from ...core.wording import listed, shown
from ..io.feature_sources import layer_source, removed
from ..io.providers import open_to_read
from ..io.reference_systems import ask_in_main_thread
from ..outputs.geopackage import content_tables
from .filters import are_plain

SERVICES = ("WFS", "OAPIF")
"""Providers of what a recipe may ask itself, where that is allowed; databases are given by the user."""


@dataclass(frozen=True, kw_only=True)
class RecipePlaces:
    """Where a recipe reads and writes.

    Parameters
    ----------
    recipe
        Its file.
    folder
        Below which it writes, and reads what is not beside the recipe.
    given
        Layers in the place of those of the recipe, by their names there: what QGIS finds them by.
    network
        Whether it may ask services.
    may_give
        Whether its user may give layers in the place of those of the recipe at all.
    """

    recipe: Path
    folder: Path
    given: Mapping[str, str]
    network: bool
    may_give: bool = True

    @property
    def readable(self) -> tuple[Path, ...]:
        """Return the folders below which it reads."""
        return tuple(dict.fromkeys((self.recipe.parent, self.folder)))

    @property
    def instead(self) -> Note:
        """Return what to do about a layer that a recipe cannot open."""
        if self.may_give:
            return Note("give the layer in LAYERS")
        return Note("save it to a file below the folder of the recipe, and make the recipe of that")

    def file(self, path: str) -> Path:
        """Return the file of a recipe's path, which must be there."""
        found = found_below(self.readable, path)
        if found is None:
            raise InputError(
                "The file {path} of the recipe is not below {folder}: put it there.",
                path=shown(path),
                folder=listed(self.readable),
            )
        return found

    def target(self, path: str) -> Path:
        """Return where an output of a recipe goes."""
        found = file_below(self.folder, path)
        if found is None:
            raise InputError(
                "{path} of the recipe is a link out of the folder {folder}: choose another folder for the results.",
                path=shown(path),
                folder=self.folder,
            )
        return found


def read_given(text: str, recipe: Recipe) -> dict[str, str]:
    """Read which layers stand in the place of those of a recipe: `name=layer`, with semicolons between."""
    found: dict[str, str] = {}
    for entry in (part.strip() for part in text.split(";")):
        if not entry:
            continue
        name, sign, layer = (part.strip() for part in entry.partition("="))
        if not sign or not name or not layer:
            raise InputError(
                "LAYERS holds {entry}: write the name of a layer in the recipe, = and the layer, such as "
                "dwellings=homes 2027.",
                entry=shown(entry),
            )
        if name not in recipe.layers:
            raise InputError(
                "LAYERS names {name}, which the recipe does not have; choose from: {names}.",
                name=shown(name),
                names=", ".join(recipe.layers) or "–",
            )
        if name in found:
            raise InputError("LAYERS names {name} twice: write it once.", name=shown(name))
        found[name] = layer
    return found


@dataclass(frozen=True)
class GivenLayer:
    """A layer that is there already in the place of one of a recipe, and its features for any thread."""

    layer: QgsVectorLayer
    source: QgsFeatureSource

    def check_is_there(self) -> None:
        """Stop where it was removed from the project since."""
        if sip.isdeleted(self.layer):
            raise removed(self.source.sourceName())


def find_given(
    given: Mapping[str, str], context: QgsProcessingContext, cancelled: Callable[[], bool]
) -> dict[str, GivenLayer | str]:
    """Return the layers that the user gives: those that are there, and of others their source; in the main thread."""
    found: dict[str, GivenLayer | str] = {}
    project, results = context.project(), context.temporaryLayerStore()
    for name, text in given.items():
        layers = [] if project is None else [project.mapLayer(text), *project.mapLayersByName(text)]
        layers.append(results.mapLayer(text))
        layer = next((one for one in layers if isinstance(one, QgsVectorLayer)), None)
        found[name] = text if layer is None else GivenLayer(layer, layer_source(layer, cancelled))
    return found


def open_given(name: str, text: str, context: QgsProcessingContext) -> QgsVectorLayer:
    """Open a layer that the user gives by its source; the context owns it."""
    layer = _opened_alone(text, context)
    if layer is None:
        raise InputError(
            "The layer {layer} that LAYERS gives for {name} cannot be found: write its name in the project, or its "
            "file.",
            layer=shown(text),
            name=shown(name),
        )
    return layer


def _opened_alone(text: str, context: QgsProcessingContext) -> QgsVectorLayer | None:
    alone = QgsProcessingContext()  # without a project, in which another thread may not look for layers
    alone.setTransformContext(context.transformContext())
    layer = QgsProcessingUtils.mapLayerFromString(text, alone)
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return None
    context.temporaryLayerStore().addMapLayer(alone.takeResultLayer(layer.id()))
    return layer


def check_layers(recipe: Recipe, places: RecipePlaces) -> None:
    """Stop where a layer that a recipe takes may not be read, or is not there: all that are not, in one sentence."""
    gone: dict[str, str] = {}
    ask_in_main_thread({layer.crs for layer in recipe.layers.values() if layer.crs})
    for name, layer in recipe.layers.items():
        if name in places.given:
            continue
        _check_crs(name, layer, places)
        if not are_plain(layer.subset, layer.filter):
            raise InputError(
                "The filter of the layer {layer} does more than compare its fields, which a recipe may not: {instead}.",
                layer=shown(name),
                instead=places.instead,
            )
        if not layer.file:
            _check_service(name, layer, places)
        elif ending(layer.file) not in READABLE:
            raise InputError(
                "The layer {layer} is in {file}, no format that a recipe reads ({endings}): {instead}.",
                layer=shown(name),
                file=shown(layer.file),
                endings=", ".join(READABLE),
                instead=places.instead,
            )
        elif found_below(places.readable, layer.file) is None:
            gone[name] = f"{name} ({layer.place})"
    if gone and not places.may_give:
        raise InputError(
            "Layers of the recipe are not below {folder}: {layers}. Put them there.",
            folder=listed(places.readable),
            layers="; ".join(gone.values()),
        )
    if gone:
        raise InputError(
            "Layers of the recipe are not below {folder}: {layers}. Put them there, or write others in LAYERS, such "
            "as {name}=homes 2027.",
            folder=listed(places.readable),
            layers="; ".join(gone.values()),
            name=next(iter(gone)),
        )


def _check_crs(name: str, layer: RecipeLayer, places: RecipePlaces) -> None:
    """Stop where a layer would have no reference system because this QGIS does not know the recorded one."""
    if layer.crs and not QgsCoordinateReferenceSystem(layer.crs).isValid():
        raise InputError(
            "The reference system {crs} of the layer {layer} is not known: put its WKT in the recipe, or {instead}.",
            crs=shown(layer.crs),
            layer=shown(name),
            instead=places.instead,
        )


def _check_service(name: str, layer: RecipeLayer, places: RecipePlaces) -> None:
    if layer.provider not in SERVICES:
        raise InputError(
            "The layer {layer} comes from {place}, which a recipe does not open itself: {instead}.",
            layer=shown(name),
            place=shown(layer.provider),
            instead=places.instead,
        )
    if not places.network:
        raise InputError(
            "The layer {layer} comes from a service: set ALLOW_NETWORK, or {instead}.",
            layer=shown(name),
            instead=places.instead,
        )
    uri = QgsDataSourceUri(layer.source)
    keys = {key.lower() for key in uri.parameterKeys()}
    if urlsplit(uri.param("url")).scheme not in ("http", "https") or not keys <= {
        "url",
        "typename",
        "version",
        "srsname",
    }:
        raise InputError(
            "The address of the layer {layer} holds more than url, typename, version and srsname: {instead}.",
            layer=shown(name),
            instead=places.instead,
        )


def check_system(name: str, path: Path, places: RecipePlaces) -> None:
    """Stop at GeoJSON of which GDAL would ask an address for the reference system."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as data:
        linked = may_ask_for_system(data)
    if linked:
        raise InputError(
            "The file {path} of the layer {layer} has its reference system at an address, which a recipe does not ask: "
            "{instead}.",
            path=path,
            layer=shown(name),
            instead=places.instead,
        )


def open_output(place: str, output: str, context: QgsProcessingContext) -> QgsVectorLayer:
    """Open a layer that an earlier step wrote; the context owns it, and QGIS may put it on the map at the end.

    By its place alone QGIS would take a layer of the project that shows the same place, of an earlier run: with edits
    that its user did not save, and only until it is removed.
    """
    layer = context.temporaryLayerStore().mapLayer(place)  # in memory
    if not isinstance(layer, QgsVectorLayer):
        layer = _opened_alone(place, context)
    if layer is None:
        raise InputError(
            "{output}, which a step of the recipe wrote, cannot be opened: see whether the disk is full, and run the "
            "recipe again.",
            output=shown(output),
        )
    return layer


def open_table(path: Path, table: str, step: str, context: QgsProcessingContext) -> QgsVectorLayer:
    """Open a table of a GeoPackage that an earlier step wrote; the context owns it."""
    there = content_tables(path)
    name = next((one for one in there if one.casefold() == table.casefold()), None)
    if name is None:
        raise InputError(
            "Step {step} of the recipe wrote no table {table}; it wrote: {tables}. Change what it fetches, or take one "
            "of these.",
            step=shown(step),
            table=shown(table),
            tables=", ".join(there) or "–",
        )
    source = QgsProviderRegistry.instance().encodeUri("ogr", {"path": str(path), "layerName": name})
    found = open_to_read(source, name, "ogr", context.transformContext())
    if not found.isValid():
        raise InputError(
            "The table {table} that step {step} of the recipe wrote cannot be opened: see whether the disk is full, "
            "and run the recipe again.",
            step=shown(step),
            table=shown(name),
        )
    context.temporaryLayerStore().addMapLayer(found)
    return found


def open_layer(name: str, layer: RecipeLayer, places: RecipePlaces, context: QgsProcessingContext) -> QgsVectorLayer:
    """Open a layer of a recipe, which `check_layers` let pass; the context owns it."""
    provider, source = layer.provider, layer.source
    if layer.file:
        path = places.file(layer.file)
        driver = gdal.IdentifyDriverEx(str(path), gdal.OF_VECTOR)
        if driver is None or driver.ShortName != READABLE[ending(layer.file)]:
            # The content decides for GDAL, and may be a file that names others, wherever they lie.
            raise InputError(
                "The file {path} of the layer {layer} is not what its ending says: {instead}.",
                path=path,
                layer=shown(name),
                instead=places.instead,
            )
        if driver.ShortName == "GeoJSON":
            check_system(name, path, places)
        parts = {"path": str(path), **({"layerName": layer.table} if layer.table else {})}
        provider, source = "ogr", QgsProviderRegistry.instance().encodeUri("ogr", parts)
    found = open_to_read(source, layer.name or name, provider, context.transformContext())
    if not found.isValid() and ending(layer.file) == ".gpkg" and is_coded(path):
        raise InputError(
            "QGIS opens no GeoPackage with {sign} in its path, such as {path} of the layer {layer}: rename the folder "
            "or the file.",
            sign="%20",
            path=path,
            layer=shown(name),
        )
    if not found.isValid() or (layer.subset and not found.setSubsetString(layer.subset)):
        raise InputError(
            "The layer {layer} of the recipe ({place}) cannot be opened: look whether it is whole, or {instead}.",
            layer=shown(name),
            place=layer.place,
            instead=places.instead,
        )
    if layer.crs is not None:
        crs = QgsCoordinateReferenceSystem(layer.crs)
        if crs != found.crs():
            found.setCrs(crs)
    context.temporaryLayerStore().addMapLayer(found)
    return found
