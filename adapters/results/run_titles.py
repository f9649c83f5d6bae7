"""What the requirements of a run are called."""

from __future__ import annotations

from collections.abc import Iterable

from qgis.core import QgsFeatureRequest, QgsVectorLayer

from ...core.errors import InputError
from ..io.feature_sources import features, layer_source
from ..io.reading import is_null
from .dwelling_fields import find_fields


def requirement_titles(dwellings: QgsVectorLayer | None, results: QgsVectorLayer | None) -> dict[str, str]:
    """Return the requirements of a run, each id with its title in a results table, else the id.

    Parameters
    ----------
    dwellings
        An output with dwellings, for the requirements that these have; None: those of the table.
    """
    own = {} if results is None else {name.casefold(): name for name in results.fields().names()}
    has_titles = {"requirement", "title"} <= own.keys()
    if dwellings is not None:
        ids: Iterable[str] = find_fields(dwellings.fields().names()).requirements
    elif results is not None and has_titles:
        values = results.uniqueValues(results.fields().lookupField(own["requirement"]))
        ids = sorted(str(value) for value in values if not is_null(value))
    else:
        ids = ()
    titles = {name: name for name in ids}
    if results is None or not has_titles:
        return titles
    keys, lacking = {name.casefold(): name for name in titles}, set(titles)
    request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([own["requirement"], own["title"]], results.fields())
    try:
        for row in features(layer_source(results, lambda: False), request):
            if not lacking:
                break
            name, title = keys.get(str(row[own["requirement"]]).casefold()), row[own["title"]]
            if name in lacking and not is_null(title) and str(title).strip():
                titles[name] = str(title).strip()
                lacking.discard(name)
    except InputError:  # of a table that does not answer the ids will do
        return titles
    return titles
