"""Tables whose fields look like coordinates: QGIS opens a CSV as a table, in which nothing has a place."""

from __future__ import annotations

import math
from dataclasses import dataclass

from qgis.core import Qgis, QgsFeatureRequest, QgsMapLayer, QgsProject, QgsVectorLayer

from ...core.errors import InputError
from ...core.numbers import as_numbers
from ..io.feature_sources import features
from ..io.providers import Provider
from ..io.roles import find_named
from ..io.translation import tr
from ..results.origins import origin_of

_PAIRS = (
    ("x", "y"),
    ("rd_x", "rd_y"),
    ("rd-x", "rd-y"),
    ("x_rd", "y_rd"),
    ("geo_x", "geo_y"),
    ("x_coord", "y_coord"),
    ("coord_x", "coord_y"),
    ("x_coordinate", "y_coordinate"),
    ("x_coordinaat", "y_coordinaat"),
    ("x_coördinaat", "y_coördinaat"),
    ("x-coördinaat", "y-coördinaat"),
    ("x-coordinaat", "y-coordinaat"),
    ("point_x", "point_y"),
    ("easting", "northing"),
    ("lon", "lat"),
    ("long", "lat"),
    ("lng", "lat"),
    ("longitude", "latitude"),
    ("lengtegraad", "breedtegraad"),
)
"""What coordinates are called, the one to the east first."""
_LOOKED_AT = 100
"""Rows of a table that may be without coordinates before one that has them."""


@dataclass(frozen=True, kw_only=True)
class TableOfPlaces:
    """A table with coordinates, of which QGIS made no points.

    Parameters
    ----------
    x, y
        The fields with the coordinates.
    commas
        Whether their decimals come behind a comma.
    is_text
        Whether its file is a text, such as a CSV.
    """

    layer: str
    x: str
    y: str
    commas: bool
    is_text: bool

    def sentence(self) -> str:
        """Say what it is, and how it becomes a layer of points."""
        if not self.is_text:
            text = tr(
                "“{layer}” is a table without points, though “{x}” and “{y}” look like coordinates: make points of it "
                "with “Create points layer from table” of the Processing Toolbox."
            )
        elif self.commas:
            text = tr(
                "“{layer}” is a table without points, though “{x}” and “{y}” look like coordinates: open its file with "
                "Layer › Add Layer › Add Delimited Text Layer, where you tick “Decimal separator is comma”."
            )
        else:
            text = tr(
                "“{layer}” is a table without points, though “{x}” and “{y}” look like coordinates: open its file with "
                "Layer › Add Layer › Add Delimited Text Layer."
            )
        return text.format(layer=self.layer, x=self.x, y=self.y)


def tables_of_places(project: QgsProject) -> list[TableOfPlaces]:
    """Return the tables of a project with coordinates, in the order of their names; none of servers, nor of our own."""
    found = (_look(layer) for layer in project.mapLayers().values())
    return sorted((one for one in found if one is not None), key=lambda one: one.layer.casefold())


def _look(layer: QgsMapLayer) -> TableOfPlaces | None:
    if not isinstance(layer, QgsVectorLayer) or layer.geometryType() != Qgis.GeometryType.Null or not layer.isValid():
        return None
    names = layer.fields().names()
    pairs = ((find_named([x], names), find_named([y], names)) for x, y in _PAIRS)
    x, y = next((pair for pair in pairs if None not in pair), (None, None))
    if x is None or y is None or Provider(layer).can_hang or origin_of(layer) is not None:
        return None
    values = _first_pair(layer, x, y)
    if values is None:
        return None
    commas = any(isinstance(one, str) and "," in one for one in values)
    is_text = layer.providerType() == "delimitedtext" or layer.storageType() == "CSV"
    return TableOfPlaces(layer=layer.name(), x=x, y=y, commas=commas, is_text=is_text)


def _first_pair(layer: QgsVectorLayer, x: str, y: str) -> tuple[object, object] | None:
    """Return the first values that are numbers both; None where there are none, or the table cannot be read."""
    request = QgsFeatureRequest().setLimit(_LOOKED_AT).setSubsetOfAttributes([x, y], layer.fields())
    try:
        for feature in features(layer, request):
            values = feature[x], feature[y]
            if all(math.isfinite(one) for one in as_numbers(values)):
                return values
    except InputError:  # a run that takes it says so
        return None
    return None
