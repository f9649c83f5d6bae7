"""What an input takes, where QGIS has one kind of parameter for several."""

from __future__ import annotations

from qgis.core import Qgis, QgsProcessingParameterDefinition, QgsProcessingParameterMultipleLayers


def takes_several_files(definition: QgsProcessingParameterDefinition) -> bool:
    """Return whether an input takes several files that are no layers."""
    return isinstance(definition, QgsProcessingParameterMultipleLayers) and (
        definition.layerType() == Qgis.ProcessingSourceType.File
    )


def takes_several_layers(definition: QgsProcessingParameterDefinition) -> bool:
    """Return whether an input takes several layers."""
    return bool(definition.type() == "multilayer") and not takes_several_files(definition)
