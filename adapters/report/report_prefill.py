"""What a report can be given beside a run: the table of places that has its municipality."""

from __future__ import annotations

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ...core.errors import InputError
from ..io.feature_sources import features, layer_source
from ..io.reading import is_null
from ..io.roles import find_column


def has_place_of(places: QgsVectorLayer, areas: QgsVectorLayer) -> bool:
    """Return whether a table of places has one municipality that is called as the one in which all areas lie.

    A report of any other would be refused.
    """
    column = find_column("municipality_name", areas.fields().names(), {})
    if column is None:
        return False
    called = {str(one).casefold() for one in areas.uniqueValues(areas.fields().lookupField(column)) if not is_null(one)}
    if len(called) != 1:
        return False
    rows = [places.fields().lookupField(name) for name in ("municipality", "municipality_name")]
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry).setSubsetOfAttributes(rows)
    found = set()
    try:
        for feature in features(layer_source(places, lambda: False), request):
            own = [None if is_null(one) else str(one) for one in (feature.attribute(row) for row in rows)]
            if called & {one.casefold() for one in own if one}:
                found.add(own[0])
    except InputError:  # a table that does not answer is not filled in
        return False
    return len(found) == 1
