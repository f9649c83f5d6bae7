"""Layers made of well-known text, runs of an algorithm on them, and what these left behind."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from qgis.core import (
    Qgis,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsMemoryProviderUtils,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtCore import QMetaType

RD = "EPSG:28992"
X0, Y0 = 84000.0, 447000.0
"""Where the toy towns stand, in metres of EPSG:28992: Delft."""

TYPES = {
    "text": QMetaType.Type.QString,
    "int": QMetaType.Type.Int,
    "long": QMetaType.Type.LongLong,
    "real": QMetaType.Type.Double,
    "date": QMetaType.Type.QDate,
    "bool": QMetaType.Type.Bool,
}


class Feedback(QgsProcessingFeedback):
    """Keeps what a run says, of each kind and in all `lines`, counts the looks at Cancel, and cancels at the n-th."""

    def __init__(self, cancel_at: int | None = None) -> None:
        super().__init__(False)
        self.cancel_at = cancel_at
        self.shares: list[float] = []
        self.warnings: list[str] = []
        self.infos: list[str] = []
        self.errors: list[str] = []
        self.lines: list[str] = []
        self.looks = 0
        self.progressChanged.connect(self.shares.append)

    def isCanceled(self):
        self.looks += 1
        if self.cancel_at is not None and self.looks >= self.cancel_at:
            self.cancel()
        return super().isCanceled()

    @property
    def largest_step(self) -> float:
        """Return the largest step of the progress, of 100."""
        return max(b - a for a, b in zip([0.0, *self.shares], self.shares, strict=False))

    def pushWarning(self, text):
        self.warnings.append(text)
        self.lines.append(text)

    def pushInfo(self, text):
        self.infos.append(text)
        self.lines.append(text)

    def reportError(self, text, fatalError=False):
        self.errors.append(text)

    def warned(self, *words: str) -> bool:
        """Return whether one warning holds all these words."""
        return any(all(word in text for word in words) for text in self.warnings)


@dataclass
class Run:
    """A run that came to its end."""

    results: dict
    feedback: Feedback
    context: QgsProcessingContext
    layers: dict[str, QgsVectorLayer] = field(default_factory=dict)

    def layer(self, name: str) -> QgsVectorLayer:
        """Open an output; taken out of the run's context, with which it would go."""
        if name not in self.layers:
            layer = QgsProcessingUtils.mapLayerFromString(self.results[name], self.context, False)
            if layer is None and ".gpkg" in self.results[name]:
                layer = loaded(self.results[name], Path(self.results[name].partition("|")[0]).stem)
            layer = layer or QgsProcessingUtils.mapLayerFromString(self.results[name], self.context)
            assert layer is not None, f"{name} gave {self.results[name]}"
            assert layer.isValid(), f"{name} gave {self.results[name]}"
            self.layers[name] = self.context.takeResultLayer(layer.id()) or layer
        return self.layers[name]

    def rows(self, name: str) -> list[dict]:
        return rows(self.layer(name))

    def column(self, name: str, column: str) -> list:
        layer = self.layer(name)
        request = QgsFeatureRequest().setFlags(Qgis.FeatureRequestFlag.NoGeometry)
        request.setSubsetOfAttributes([column], layer.fields())
        return [plain(feature[column]) for feature in layer.getFeatures(request)]


class RefusedError(Exception):
    """A run that stopped; the text is what the user reads."""


def plain(value):
    return None if value is None or (hasattr(value, "isNull") and value.isNull()) else value


def rows(layer: QgsVectorLayer) -> list[dict]:
    """Return the rows of a layer, without the id of the run, which no two runs have in common."""
    names = layer.fields().names()
    assert len({n.lower() for n in names}) == len(names)
    read = [dict(zip(names, map(plain, f.attributes()), strict=True)) for f in layer.getFeatures()]
    return [{name: value for name, value in row.items() if name != "run_id"} for row in read]


def algorithm(name: str):
    return QgsApplication.processingRegistry().createAlgorithmById(f"buurtmaat:{name}")


def forget() -> None:
    """Let no run take anything from an earlier one."""
    QgsApplication.processingRegistry().providerById("buurtmaat").session.clear()
    shutil.rmtree(Path(QgsApplication.qgisSettingsDirPath()) / "buurtmaat" / "fetched", ignore_errors=True)


def run(name: str, parameters: dict, feedback: Feedback | None = None, context=None) -> Run:
    """Check the parameters as every caller in QGIS does, then run; a stop is a `RefusedError`."""
    feedback = feedback or Feedback()
    if context is None:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
    context.setFeedback(feedback)
    made = algorithm(name)
    good, why = made.checkParameterValues(parameters, context)
    if not good:
        raise RefusedError(why)
    try:
        results, ok = made.run(parameters, context, feedback, {}, False)
    except QgsProcessingException as error:
        raise RefusedError(str(error)) from None
    assert ok, feedback.errors
    return Run(results, feedback, context)


def refusal(name: str, parameters: dict, feedback: Feedback | None = None) -> str:
    """Return the sentence with which a run stops."""
    with pytest.raises(RefusedError) as stop:
        run(name, parameters, feedback)
    sentence = str(stop.value)
    assert "Traceback" not in sentence, sentence
    assert "\n" not in sentence.strip(), sentence
    return sentence


def without_none(parameters: dict) -> dict:
    """Return what is given: a parameter that is None is left out, and has its default."""
    return {name: value for name, value in parameters.items() if value is not None}


def arrived(name: str, parameters: dict, output: str) -> QgsVectorLayer:
    """Run as the dialog does, and give an output as it arrives on the map."""
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    shown = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance())
    made = algorithm(name)
    feedback = Feedback()
    results, good = made.run({**parameters, output: shown}, context, feedback, {}, False)
    assert good, feedback.errors
    return context.takeResultLayer(results[output])


def fields(**kinds: str) -> QgsFields:
    made = QgsFields()
    for name, kind in kinds.items():
        made.append(QgsField(name, TYPES[kind]))
    return made


def layer(
    features: Sequence[str | tuple | None],
    name: str = "layer",
    crs: str = RD,
    kind: str | None = None,
    own: QgsFields | None = None,
    shift: bool = True,
    **kinds: str,
) -> QgsVectorLayer:
    """Make a memory layer.

    A feature is its geometry as text (None: no geometry), in metres from (X0, Y0), or that and one value for each of
    the fields `kinds` (or `own`). Geometries are brought from EPSG:28992 to `crs`; an empty one means none at all.
    """
    wanted = own or fields(**kinds)
    made = []
    system = QgsCoordinateReferenceSystem(crs)
    there = QgsCoordinateTransform(QgsCoordinateReferenceSystem(RD), system, QgsCoordinateTransformContext())
    for one in features:
        wkt, *values = one if isinstance(one, tuple) else (one,)
        feature = QgsFeature(wanted)
        if wkt is not None:
            geometry = QgsGeometry.fromWkt(wkt)
            assert not geometry.isNull(), wkt
            if shift and not geometry.isEmpty():
                geometry.translate(X0, Y0)
                if crs and crs != RD:
                    geometry.transform(there)
            feature.setGeometry(geometry)
        feature.setAttributes(list(values))
        made.append(feature)
    first = next((f.geometry().wkbType() for f in made if f.hasGeometry()), Qgis.WkbType.Point)
    wkb = QgsWkbTypes.parseType(kind) if kind else first
    found = QgsMemoryProviderUtils.createMemoryLayer(name, wanted, wkb, system)
    assert found.dataProvider().addFeatures(made, QgsFeatureSink.Flag.FastInsert)[0], found.dataProvider().errors()
    assert found.featureCount() == len(features)
    return found


def save(source: QgsVectorLayer, path: Path, table: str | None = None, to_edit: bool = False) -> QgsVectorLayer:
    """Write a layer into a file, or as a table into a GeoPackage that may be there already, and open it."""
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".geojson": "GeoJSON"}[path.suffix]
    options.layerName = table or path.stem
    there = QgsVectorFileWriter.ActionOnExistingFile
    options.actionOnExistingFile = there.CreateOrOverwriteLayer if path.exists() else there.CreateOrOverwriteFile
    error, why, *_ = QgsVectorFileWriter.writeAsVectorFormatV3(
        source, str(path), QgsCoordinateTransformContext(), options
    )
    assert error == QgsVectorFileWriter.WriterError.NoError, why
    uri = f"{path}|layername={options.layerName}" if path.suffix == ".gpkg" else str(path)
    return loaded(uri, source.name(), to_edit=to_edit)


def loaded(uri: str, name: str = "layer", provider: str = "ogr", to_edit: bool = False) -> QgsVectorLayer:
    """Open a layer, without its style: looking for one takes as long as opening it.

    A GeoPackage is opened to be read, unless it is to be edited: QGIS would first try whether it can be written, which
    takes four times as long. Tests of what happens to a file that a project has open have it open so.
    """
    plain = QgsVectorLayer.LayerOptions()
    plain.loadDefaultStyle = False
    plain.forceReadOnly = not to_edit and ".gpkg" in uri
    found = QgsVectorLayer(uri, name, provider, plain)
    assert found.isValid(), uri
    return found


def into(path: Path, table: str) -> str:
    """Return the destination for a table in a GeoPackage, as QGIS writes it."""
    return f"ogr:dbname='{path}' table=\"{table}\" (geom)"


def tables(path: Path) -> dict[str, int]:
    """Return every table of a GeoPackage, with its number of rows, that it was not empty before it was made."""
    with sqlite3.connect(path) as db:
        names = [n for (n,) in db.execute("select name from sqlite_master where type = 'table' order by name")]
        counts = {
            n: db.execute(f'select count(*) from "{n}"').fetchone()[0] for n in names if not n.startswith("rtree")
        }
    db.close()
    return counts


def in_project(*layers: QgsVectorLayer) -> None:
    QgsProject.instance().addMapLayers(layers)


def grid(n: int = 6, step: float = 100.0) -> list[str]:
    """Return the streets of a town: n × n crossings in a square, every one a vertex; over 2 km for n = 6."""
    far = (n - 1) * step
    ticks = [i * step for i in range(n)]
    across = ["LINESTRING(" + ", ".join(f"{x:g} {y:g}" for x in ticks) + ")" for y in ticks]
    up = ["LINESTRING(" + ", ".join(f"{x:g} {y:g}" for y in ticks) + ")" for x in ticks]
    assert 2 * n * far > 2000
    return across + up


def point(x: float, y: float) -> str:
    return f"POINT({x:.15g} {y:.15g})"


def box(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"POLYGON(({x0} {y0}, {x1} {y0}, {x1} {y1}, {x0} {y1}, {x0} {y0}))"
