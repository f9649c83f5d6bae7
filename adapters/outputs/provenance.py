"""How a result came about, so that it can be repeated: kept in the metadata of the layers, and told in reports."""

from __future__ import annotations

import configparser
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from qgis.core import (
    Qgis,
    QgsMapLayer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ..io.feature_sources import TakenLayer, input_layers, whole_layer
from ..io.providers import Provider
from ..io.source_definitions import as_written
from ..io.translation import tr

_FINE_MOMENT = re.compile(r"(?<=\"moment\": \")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d\d:\d\d(?=\"}$)")
_MOMENT = re.compile(r"\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d\b")
_METADATA = Path(__file__).resolve().parent.parent.parent / "metadata.txt"

VOCABULARY, FETCHED = "Buurtmaat", "fetchdata"
"""By which the metadata of a table say, in any language, that it was fetched."""


@dataclass(frozen=True, kw_only=True)
class InputLayer:
    """A layer that went into a run.

    Parameters
    ----------
    parameter, name
        The input and the layer's name.
    features
        How many of its features are read, all of them where a filter leaves that open. None where a server was not
        asked, and of a service, which may say another number than there are.
    date
        Of a file.
    only
        Which features are read where not all are.
    rights
        Whose data it is, as the layer says; empty where it does not.
    crs
        Its reference system; empty where it has none.
    """

    parameter: str
    name: str
    features: int | None
    date: str
    only: str = ""
    rights: str = ""
    crs: str = ""

    @property
    def number(self) -> str:
        """Return the number of features as text; of a file that does not say it either, as of OpenStreetMap, a dash."""
        return "–" if self.features is None or self.features < 0 else str(self.features)


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """How a result came about.

    Parameters
    ----------
    algorithm, version, moment
        The algorithm's id, the plugin's version and when it ran.
    parameters
        As a script would give them.
    inputs
        The layers that it read.
    """

    algorithm: str
    version: str
    moment: str
    parameters: Mapping[str, object]
    inputs: Sequence[InputLayer]


def plugin_version() -> str:
    """Return the version that the plugin says it has."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(_METADATA, encoding="utf-8")
    return parser.get("general", "version")


def provenance_of(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> Provenance:
    """Note how a run begins; to be asked in the main thread."""
    inputs = [
        InputLayer(
            parameter=name,
            name=_name_of(layer),
            features=None if Provider(layer).can_hang else _count(parameters.get(name), layer),
            date=_date_of(layer),
            only=_only(parameters.get(name)),
            rights=layer.serverProperties().attribution() or "; ".join(layer.metadata().rights()),
            crs=layer.crs().authid() or layer.crs().description(),
        )
        for name, layer in input_layers(algorithm, parameters, context)
    ]
    told = algorithm.asMap(parameters, context).get("inputs", {})
    return Provenance(
        algorithm=algorithm.id(),
        version=plugin_version(),
        moment=datetime.now().astimezone().isoformat(timespec="milliseconds"),
        parameters={name: as_written(parameters.get(name), value) for name, value in told.items()},
        inputs=inputs,
    )


def counted(provenance: Provenance, layers: Sequence[TakenLayer], cancelled: Callable[[], bool]) -> Provenance:
    """Ask servers how many features their layers have, which may take long: not before Cancel is heard.

    Parameters
    ----------
    layers
        Those of the inputs, in their order.
    """
    inputs = [
        replace(one, features=_count_late(layer, cancelled)) if one.features is None else one
        for one, layer in zip(provenance.inputs, layers, strict=True)
    ]
    return replace(provenance, inputs=inputs)


def _count_late(layer: TakenLayer, cancelled: Callable[[], bool]) -> int | None:
    source = whole_layer(layer, cancelled)
    return None if source.is_service else source.featureCount()


def log_what_is_run(feedback: QgsProcessingFeedback, provenance: Provenance | None) -> None:
    """Log with which versions a run is made, and of each layer its name, its rows and its reference system."""
    feedback.pushInfo(
        tr("Buurtmaat {version}, QGIS {qgis}.").format(version=plugin_version(), qgis=Qgis.version().partition("-")[0])
    )
    for one in () if provenance is None else provenance.inputs:
        feedback.pushInfo(
            tr("Input {input}: “{layer}”, {n} {n:row|rows}, {crs}").format(
                input=one.parameter, layer=one.name, n=one.number, crs=one.crs or tr("no reference system")
            )
            + (f" ({one.only})" if one.only else "")
        )


def _count(given: object, layer: QgsVectorLayer) -> int:
    """Return how many features of a layer are read, all of them where a filter leaves that open."""
    count = int(layer.featureCount())
    if isinstance(given, QgsProcessingFeatureSourceDefinition):
        count = int(layer.selectedFeatureCount()) if given.selectedFeaturesOnly else count
        count = min(count, given.featureLimit) if given.featureLimit > 0 else count
    return count


def _only(given: object) -> str:
    """Describe which features of a layer are read; empty where all are."""
    if not isinstance(given, QgsProcessingFeatureSourceDefinition):
        return ""
    parts = [
        tr("selected features only") if given.selectedFeaturesOnly else "",
        given.filterExpression,
        tr("at most {n}").format(n=given.featureLimit) if given.featureLimit > 0 else "",
    ]
    return ", ".join(part for part in parts if part)


def name_by_table(
    algorithm: QgsProcessingAlgorithm, parameters: dict[str, object], context: QgsProcessingContext
) -> None:
    """Call layers that were opened for this run, as on the command line, by their table too, so that a message tells.

    Layers of a list keep their names, which may be types of facilities.
    """
    opened = context.temporaryLayerStore()
    for name, layer in input_layers(algorithm, parameters, context):
        of_list = algorithm.parameterDefinition(name).type() == "multilayer"
        if not of_list and opened.mapLayer(layer.id()) is not None:
            layer.setName(_name_of(layer))


def _source_of(layer: QgsVectorLayer) -> Mapping[str, object]:
    return QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())


def _name_of(layer: QgsVectorLayer) -> str:
    """Return the name of a layer, with that of its table: one from the command line is called by its file alone."""
    table = str(_source_of(layer).get("layerName") or "")
    return layer.name() if table in layer.name() else f"{layer.name()} – {table}"


def _date_of(layer: QgsVectorLayer) -> str:
    """Return the date of the file that a layer is in; empty where it is in none."""
    path = Path(str(_source_of(layer).get("path") or ""))
    try:
        return datetime.fromtimestamp(path.stat().st_mtime).astimezone().date().isoformat() if path.is_file() else ""
    except OSError:
        return ""


def describe(layer: QgsVectorLayer, title: str, provenance: Provenance, about: Sequence[str], run_id: str) -> None:
    """Write into the metadata of a layer how it came about.

    Parameters
    ----------
    title
        Of the output.
    about
        Sentences more, such as the norm set that was used.
    run_id
        Tells the run from others; all its outputs have the same.
    """
    metadata = layer.metadata()
    metadata.setIdentifier(run_id)
    metadata.setTitle(title)
    metadata.setAbstract(
        " ".join(
            [
                tr("Made by {algorithm} of Buurtmaat {version} on {moment}.").format(
                    algorithm=provenance.algorithm,
                    version=provenance.version,
                    moment=datetime.fromisoformat(provenance.moment).isoformat(timespec="seconds"),
                ),
                *about,
            ]
        )
    )
    metadata.setHistory(
        [
            *(
                tr("{input}: {layer}, {n} {n:feature|features}, file of {date}").format(
                    input=one.parameter, layer=one.name, n=one.number, date=one.date or "–"
                )
                + (f" ({one.only})" if one.only else "")
                for one in provenance.inputs
            ),
            json.dumps(
                {
                    "algorithm": provenance.algorithm,
                    "inputs": provenance.parameters,
                    "moment": provenance.moment,  # so fine that two runs of the same inputs have not the same
                },
                default=str,
            ),
        ]
    )
    metadata.setRights(list(dict.fromkeys(one.rights for one in provenance.inputs if one.rights)))
    layer.setMetadata(metadata)


def is_fetched(layer: QgsMapLayer) -> bool:
    """Return whether a layer is a table that was fetched."""
    return FETCHED in layer.metadata().keywords(VOCABULARY)


def run_of(layer: QgsMapLayer) -> tuple[str, str] | None:
    """Return which run made a layer: its moment, and how it can be repeated; None where its metadata do not tell.

    The layers of one run have the same, and a later one a later moment.
    """
    metadata = layer.metadata()
    moment, history = _MOMENT.search(metadata.abstract()), metadata.history()
    if moment is None or not history:
        return None
    began = _FINE_MOMENT.search(history[-1]) or moment
    # In one time zone, so that they can be sorted.
    return datetime.fromisoformat(began[0]).astimezone(UTC).isoformat(timespec="milliseconds"), history[-1]


def inputs_of_run(layer: QgsMapLayer) -> Mapping[str, object]:
    """Return the inputs of the run that made a layer, as a script would give them; none where nothing tells."""
    run = run_of(layer)
    try:
        told = json.loads(run[1]) if run is not None else {}
    except (ValueError, RecursionError):
        return {}
    inputs = told.get("inputs") if isinstance(told, dict) else None
    return inputs if isinstance(inputs, dict) else {}


def settings_of(inputs: Sequence[InputLayer], describe_layer: Callable[[InputLayer], str]) -> list[tuple[str, object]]:
    """Return what is told of a run beside its figures, as names and values."""
    return [
        ("Buurtmaat", plugin_version()),
        *((f"{one.parameter}: {one.name}", describe_layer(one)) for one in inputs),
    ]
