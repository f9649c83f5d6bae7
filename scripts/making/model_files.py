"""The models that ship with the plugin, step by step; scripts/make_models writes them into files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from qgis.core import (
    Qgis,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFile,
    QgsProcessingParameterMatrix,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)
from qgis.PyQt.QtCore import QPointF, QSizeF

from buurtmaat.algorithms.model_texts import HELPS, LABELS, OSM_BAG, OSM_CBS, ModelFile
from buurtmaat.algorithms.shipped_models import CHECK
from buurtmaat.core.preparing.facility_mapping import COLUMNS

Source = QgsProcessingModelChildParameterSource
_BOX, _WIDE, _HIGH = QSizeF(260, 40), 340.0, 90.0
_POINT, _LINE, _POLYGON, _ANY = (
    Qgis.ProcessingSourceType.VectorPoint,
    Qgis.ProcessingSourceType.VectorLine,
    Qgis.ProcessingSourceType.VectorPolygon,
    Qgis.ProcessingSourceType.VectorAnyGeometry,
)
_BICYCLE = 2  # the profile of Prepare network
# From the bottom of the map up, tables first.
_ORDER = (
    f"{CHECK}:REPORT",
    "facilities:MERGED",
    f"{CHECK}:OUTPUT_RESULTS",
    "dwellings:RECONCILIATION_MAP",
    "streets:EXCLUDED",
    "dwellings:EXCLUDED",
    f"{CHECK}:OUTPUT_NEIGHBOURHOODS",
    f"{CHECK}:OUTPUT_DWELLINGS",
)


def make_models() -> dict[str, QgsProcessingModelAlgorithm]:
    """Make the models, by the stem of their file; the provider has to be there, since they name its algorithms."""
    return {OSM_BAG.stem: _from_osm_and_bag(), OSM_CBS.stem: _from_osm_and_cbs()}


def _from_osm_and_bag() -> QgsProcessingModelAlgorithm:
    model = _model(OSM_BAG)
    _add_inputs(
        model,
        _layer("STREETS", _LINE),
        _several("FACILITIES"),
        _layer("ADDRESSES", _POINT, _POLYGON),
        _layer("NEIGHBOURHOODS", _POLYGON),
        _layer("EXCLUDE_AREAS", _POLYGON, optional=True),
        _layer("BARRIERS", _LINE, _POLYGON, optional=True),
        *_settings(),
    )
    _add_steps(model, {"SOURCE": _of("ADDRESSES"), "EXCLUDE_AREAS": _of("EXCLUDE_AREAS")})
    return model


def _from_osm_and_cbs() -> QgsProcessingModelAlgorithm:
    model = _model(OSM_CBS)
    _add_inputs(
        model,
        _layer("STREETS", _LINE),
        _several("FACILITIES"),
        _layer("SQUARES", _POINT, _POLYGON),
        _layer("RESIDENTIAL_POINTS", _POINT, _POLYGON, optional=True),
        _layer("NEIGHBOURHOODS", _POLYGON),
        _layer("BARRIERS", _LINE, _POLYGON, optional=True),
        *_settings(),
    )
    _add_steps(model, {"SOURCE": _of("SQUARES"), "RESIDENTIAL_POINTS": _of("RESIDENTIAL_POINTS")})
    return model


def _settings() -> list[QgsProcessingParameterDefinition]:
    """Make the inputs behind the layers: what facilities are, and what is asked of whom."""
    file, field, number = (
        Qgis.ProcessingFileParameterBehavior.File,
        Qgis.ProcessingFieldParameterDataType.Any,
        Qgis.ProcessingNumberParameterType.Double,
    )
    return [
        QgsProcessingParameterMatrix("MAPPING", "", 1, False, list(COLUMNS), [], optional=True),
        QgsProcessingParameterString("NORM_SET", "", "", optional=True),
        QgsProcessingParameterFile("NORM_FILE", "", file, "json", optional=True),
        _advanced(QgsProcessingParameterField("LEVEL_FIELDS", "", None, "NEIGHBOURHOODS", field, True, True)),
        _advanced(QgsProcessingParameterNumber("MIN_DWELLINGS", "", number, 50, minValue=0)),
    ]


def _advanced(definition: QgsProcessingParameterDefinition) -> QgsProcessingParameterDefinition:
    definition.setFlags(definition.flags() | Qgis.ProcessingParameterFlag.Advanced)
    return definition


def _model(file: ModelFile) -> QgsProcessingModelAlgorithm:
    model = QgsProcessingModelAlgorithm(file.title.message, "Buurtmaat")
    model.setHelpContent({"ALG_DESC": file.help.message})
    return model


def _layer(name: str, *kinds: Qgis.ProcessingSourceType, optional: bool = False) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterFeatureSource(name, "", [int(kind) for kind in kinds], None, optional)


def _several(name: str) -> QgsProcessingParameterDefinition:
    return QgsProcessingParameterMultipleLayers(name, "", _ANY)


def _add_inputs(model: QgsProcessingModelAlgorithm, *definitions: QgsProcessingParameterDefinition) -> None:
    for number, definition in enumerate(definitions):
        name = definition.name()
        definition.setDescription(LABELS[name].message)
        definition.setHelp(HELPS[name].message)
        place = QgsProcessingModelParameter(name)
        _put(place, number, 0)
        model.addModelParameter(definition, place)
    model.setParameterOrder([definition.name() for definition in definitions])


def _add_steps(model: QgsProcessingModelAlgorithm, dwellings: Mapping[str, Sequence[Source]]) -> None:
    """Add what both models do; they differ in where dwellings come from."""
    _add_step(
        model,
        "streets",
        "preparenetwork",
        "Streets on foot",
        {"SOURCE": _of("STREETS")},
        {"EXCLUDED": "lines_left_out"},
        (0, 1),
    )
    _add_step(
        model,
        "cycle_streets",
        "preparenetwork",
        "Streets by bicycle",
        {"SOURCE": _of("STREETS"), "PROFILE": _fixed(_BICYCLE)},
        {},
        (1, 1),
    )
    _add_step(
        model,
        "facilities",
        "preparefacilities",
        "Facilities",
        {"SOURCES": _of("FACILITIES"), "MAPPING": _of("MAPPING")},
        {"MERGED": "merged_duplicates"},
        (2, 1),
    )
    _add_step(
        model,
        "dwellings",
        "preparedwellings",
        "Dwellings",
        {**dwellings, "NEIGHBOURHOODS": _of("NEIGHBOURHOODS")},
        {"EXCLUDED": "rows_left_out", "RECONCILIATION_MAP": "reconciliation_on_the_map"},
        (3, 1),
    )
    _add_step(
        model,
        CHECK,
        "basicrequirements",
        "Check basic requirements",
        {
            "DWELLINGS": _made("dwellings", "OUTPUT"),
            "WEIGHT_FIELD": _fixed("dwellings"),
            "NEIGHBOURHOODS": _of("NEIGHBOURHOODS"),
            "FACILITIES": [*_made("facilities", "POINTS"), *_made("facilities", "AREAS")],
            "TYPE_FIELD": _fixed("type"),
            "FACILITY_ID": _fixed("facility_id"),
            "NETWORK": _made("streets", "OUTPUT"),
            "CYCLE_NETWORK": _made("cycle_streets", "OUTPUT"),
            "DIRECTION_FIELD": _fixed("direction"),
            "VALUE_FORWARD": _fixed("forward"),
            "VALUE_BACKWARD": _fixed("backward"),
            "VALUE_BOTH": _fixed("both"),
            "BARRIERS": _of("BARRIERS"),
            "NORM_SET": _of("NORM_SET"),
            "NORM_FILE": _of("NORM_FILE"),
            "LEVEL_FIELDS": _of("LEVEL_FIELDS"),
            "MIN_DWELLINGS": _of("MIN_DWELLINGS"),
        },
        {
            "OUTPUT_DWELLINGS": "dwelling_results",
            "OUTPUT_NEIGHBOURHOODS": "neighbourhood_verdicts",
            "OUTPUT_RESULTS": "results_table",
            "REPORT": "report",
        },
        (2, 3),
    )
    model.setOutputGroup(model.displayName())
    model.setOutputOrder(list(_ORDER))
    model.updateDestinationParameters()


def _add_step(
    model: QgsProcessingModelAlgorithm,
    step: str,
    algorithm: str,
    title: str,
    sources: Mapping[str, Sequence[Source]],
    outputs: Mapping[str, str],
    place: tuple[int, int],
) -> None:
    child = QgsProcessingModelChildAlgorithm(f"buurtmaat:{algorithm}")
    child.setChildId(step)
    child.setDescription(title)
    _put(child, *place)
    for name, given in sources.items():
        child.addParameterSources(name, list(given))
    made = {}
    for number, (name, label) in enumerate(outputs.items()):
        text = LABELS[label].message
        output = QgsProcessingModelOutput(text, text)
        output.setChildId(step)
        output.setChildOutputName(name)
        _put(output, place[0] + number / 2, place[1] + 1)
        made[text] = output
    child.setModelOutputs(made)
    model.addChildAlgorithm(child)


def _put(
    part: QgsProcessingModelParameter | QgsProcessingModelChildAlgorithm | QgsProcessingModelOutput,
    row: float,
    column: float,
) -> None:
    part.setPosition(QPointF(200 + column * _WIDE, 80 + row * _HIGH))
    part.setSize(_BOX)


def _of(name: str) -> list[Source]:
    return [Source.fromModelParameter(name)]


def _made(step: str, output: str) -> list[Source]:
    return [Source.fromChildOutput(step, output)]


def _fixed(value: object) -> list[Source]:
    return [Source.fromStaticValue(value)]
