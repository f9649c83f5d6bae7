"""The fields that hold an average distance of Statistics Netherlands, by their old and new names."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsFeatureSource

from ..io.roles import find_named

if TYPE_CHECKING:
    from ...core.results.published_distances import PublishedDistance

_FILE = Path(__file__).resolve().parent.parent.parent / "resources" / "plausibility" / "published_distances.json"


def published_distances() -> tuple[PublishedDistance, ...]:
    """Return the distances that are known."""
    from ...core.results.published_distances import read_published_distances

    return read_published_distances(_FILE.read_bytes())


def find_published(source: QgsFeatureSource) -> dict[str, PublishedDistance]:
    """Return the fields of a layer that hold a published distance, each with what it is."""
    fields = [(one.name(), one.alias()) for one in source.fields()]
    names = [name for name, _ in fields]
    found: dict[str, PublishedDistance] = {}
    for figure in published_distances():
        column = find_named(figure.columns, names)
        if column is None and figure.statline:
            column = figure.of_shared([one for one in fields if find_named((figure.statline,), one[:1])])
        if column is not None:
            found[column] = figure
    return found
