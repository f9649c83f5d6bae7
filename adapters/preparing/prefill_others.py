"""The inputs of every algorithm but the checks, that fit the layers of a project."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import QgsProject, QgsVectorLayer

from ..io import parameter_names as p

_OF_FACILITIES = (p.FACILITY_ID, p.CAPACITY_FIELD, p.TYPE_FIELD)


def town_inputs(
    project: QgsProject, check: Mapping[str, object], asked: Collection[str], *, several: bool
) -> dict[str, object]:
    """Return what an algorithm asks of the inputs of a check.

    Parameters
    ----------
    check
        The inputs of a check (see `inputs_for`).
    asked
        The names of what the algorithm asks.
    several
        Whether it takes several layers of facilities; else it gets the first.
    """
    found = {name: value for name, value in check.items() if name in asked}
    first = first_facilities(project, check)
    if not several and p.FACILITIES in found:
        found = {name: value for name, value in found.items() if name not in (p.FACILITIES, *_OF_FACILITIES)}
        found |= {name: value for name, value in first.items() if name in asked}
    if {p.ORIGINS, p.DESTINATIONS} <= set(asked):
        found |= {p.ORIGINS: check[p.DWELLINGS]} if p.DWELLINGS in check else {}
        found |= {p.DESTINATIONS: first[p.FACILITIES]} if first else {}
        found |= {p.DESTINATION_ID: first[p.FACILITY_ID]} if p.FACILITY_ID in first else {}
    return found


def first_facilities(project: QgsProject, check: Mapping[str, object]) -> dict[str, object]:
    """Return the first layer of facilities of a check, and those of its fields that this layer has."""
    given = check.get(p.FACILITIES)
    layers = [project.mapLayer(str(one)) for one in given] if isinstance(given, list) else []
    layer = next((one for one in layers if isinstance(one, QgsVectorLayer)), None)
    if layer is None:
        return {}
    fields = {name: check[name] for name in _OF_FACILITIES if name in check}
    return {p.FACILITIES: layer.id()} | {
        name: field for name, field in fields.items() if layer.fields().lookupField(str(field)) >= 0
    }
