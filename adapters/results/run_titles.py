"""What the requirements of a run are called."""

from __future__ import annotations

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ..io.reading import is_null
from .run_outputs import find_fields


def requirement_titles(dwellings: QgsVectorLayer, results: QgsVectorLayer | None) -> dict[str, str]:
    """Return the requirements of an output with dwellings, each id with its title in a results table, else the id."""
    titles = {name: name for name in find_fields(dwellings.fields().names()).requirements}
    own = {} if results is None else {name.casefold(): name for name in results.fields().names()}
    if results is None or not {"requirement", "title"} <= own.keys():
        return titles
    keys = {name.casefold(): name for name in titles}
    lacking = set(titles)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([own["requirement"], own["title"]], results.fields())
    for row in results.getFeatures(request):
        if not lacking:
            break
        name, title = keys.get(str(row[own["requirement"]]).casefold()), row[own["title"]]
        if name in lacking and not is_null(title) and str(title).strip():
            titles[name] = str(title).strip()
            lacking.discard(name)
    return titles
