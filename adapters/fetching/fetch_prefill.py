"""The inputs of a fetch that fit the layers of a project: the municipality that it is of, and its earlier fetch."""

from __future__ import annotations

import os
from collections.abc import Mapping

from qgis.core import QgsFeatureRequest, QgsProject, QgsProviderRegistry, QgsVectorLayer

from ...core.errors import InputError
from ..io import parameter_names as p
from ..io.feature_sources import features
from ..io.providers import Provider
from ..io.reading import is_null
from ..io.roles import find_column
from ..outputs.provenance import is_fetched


def fetch_inputs(project: QgsProject, check: Mapping[str, object]) -> dict[str, object]:
    """Return the municipality of the neighbourhoods of a check, and the GeoPackage of an earlier fetch.

    Parameters
    ----------
    check
        Inputs of a check (see `inputs_for`).
    """
    areas = project.mapLayer(str(check.get(p.NEIGHBOURHOODS, "")))
    name = _municipality(areas) if isinstance(areas, QgsVectorLayer) else ""
    earlier = next((file for one in project.mapLayers().values() if (file := _fetched_file(one))), "")
    found: dict[str, object] = {p.MUNICIPALITY: name, p.EARLIER: earlier}
    return {key: value for key, value in found.items() if value}


def _municipality(layer: QgsVectorLayer) -> str:
    """Return the municipality of the first neighbourhood; empty where it does not say, or a server would be asked."""
    names = layer.fields().names()
    column = find_column("municipality_name", names, {}) or find_column("municipality", names, {})
    if column is None or Provider(layer).can_hang:
        return ""
    request = QgsFeatureRequest().setLimit(1).setSubsetOfAttributes([column], layer.fields())
    try:
        value = next((one[column] for one in features(layer, request)), None)
    except InputError:
        return ""
    return "" if is_null(value) else str(value).strip()


def _fetched_file(layer: object) -> str:
    """Return the GeoPackage that a layer was fetched into; empty where it was not fetched, or is gone."""
    if not isinstance(layer, QgsVectorLayer) or not is_fetched(layer):
        return ""
    path = str(QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source()).get("path") or "")
    return path if path.lower().endswith(".gpkg") and os.path.isfile(path) else ""
