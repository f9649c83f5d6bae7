"""The models that ship with the plugin: their names, and what they, their inputs and their outputs are called.

The files are in resources/models and are made by scripts/make_models.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..adapters.io import parameter_names as p
from ..core.notes import Note

_ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class ModelFile:
    """A model that is shipped.

    Parameters
    ----------
    name
        What stands behind the colon in its id, in every language.
    stem
        The name of its file in resources/models.
    """

    name: str
    stem: str
    title: Note
    help: Note

    @property
    def path(self) -> Path:
        """Return its file."""
        return _ROOT / "resources" / "models" / f"{self.stem}.model3"


OSM_BAG = ModelFile(
    "fromosmandbag",
    "osm_bag",
    Note("From OpenStreetMap and the BAG to requirements"),
    Note(
        "Prepares raw layers and checks the requirements on them, in one run: streets and facilities from "
        "OpenStreetMap (raw, or Geofabrik's extracts), address objects from the BAG and neighbourhoods from CBS.\n\n"
        "It runs Prepare network (on foot and by bicycle), Prepare facilities, Prepare dwellings and Check basic "
        "requirements. Streets of the NWB, or buildings of the BAG, may stand in their places too. Look at what was "
        "left out, and at the reconciliation, before the verdicts are used."
    ),
)
OSM_CBS = ModelFile(
    "fromosmandcbs",
    "osm_cbs",
    Note("From OpenStreetMap and CBS squares to requirements"),
    Note(
        "Prepares raw layers and checks the requirements on them, in one run: streets and facilities from "
        "OpenStreetMap (raw, or Geofabrik's extracts), and dwellings and people from CBS squares of 100 m or postcode "
        "areas, with the neighbourhoods of CBS.\n\n"
        "It runs Prepare network (on foot and by bicycle), Prepare facilities, Prepare dwellings and Check basic "
        "requirements. Without residential points to spread over, all of a square is put in its middle: too coarse "
        "for short distances. Look at what was left out, and at the reconciliation, before the verdicts are used."
    ),
)
MODELS = (OSM_BAG, OSM_CBS)

LABELS: Mapping[str, Note] = {
    p.STREETS: Note("Street data"),
    p.FACILITIES: Note("Layers with facilities"),
    p.ADDRESSES: Note("Address objects of the BAG"),
    p.SQUARES: Note("CBS squares or postcode areas"),
    p.RESIDENTIAL_POINTS: Note("Residential points to spread over"),
    p.NEIGHBOURHOODS: Note("Neighbourhoods"),
    p.EXCLUDE_AREAS: Note("Areas to leave out"),
    p.BARRIERS: Note("Barriers"),
    p.MAPPING: Note("Own types"),
    p.NORM_SET: Note("Norm set"),
    p.NORM_FILE: Note("Norm file"),
    p.LEVEL_FIELDS: Note("Fields to sum up by"),
    p.MIN_DWELLINGS: Note("Minimum dwellings per neighbourhood"),
    "dwelling_results": Note("Dwelling results"),
    "neighbourhood_verdicts": Note("Neighbourhood verdicts"),
    "results_table": Note("Results table"),
    "report": Note("Report"),
    "lines_left_out": Note("Lines left out"),
    "merged_duplicates": Note("Merged duplicates"),
    "rows_left_out": Note("Rows left out"),
    "reconciliation_on_the_map": Note("Reconciliation on the map"),
}
"""What the inputs and outputs of the models are called; QGIS names an output after its English label."""

HELPS: Mapping[str, Note] = {
    p.STREETS: Note("Lines from OpenStreetMap, Geofabrik or the NWB, with the columns as they come."),
    p.FACILITIES: Note("Layers of points and of areas from OpenStreetMap or Geofabrik, as they come."),
    p.ADDRESSES: Note("The layer verblijfsobject, with its fields gebruiksdoel and status."),
    p.SQUARES: Note("Squares of 100 m or postcode areas (PC6), with the columns as they come."),
    p.RESIDENTIAL_POINTS: Note("Address objects, or other points with a dwelling each."),
    p.NEIGHBOURHOODS: Note(
        "Polygons with the published inhabitants, share of 65 or older and housing stock, as the CBS neighbourhood "
        "map has them."
    ),
    p.EXCLUDE_AREAS: Note("Polygons whose dwellings do not count, such as holiday parks."),
    p.BARRIERS: Note("Water, railways and motorways that nobody crosses but by a bridge or tunnel; not for the NWB."),
    p.MAPPING: Note(
        "Rows that override the shipped mapping: a field (or tag), a value (* for any) and the type; * as the type "
        "takes the value itself, - leaves it out. For facilities that are not from OpenStreetMap."
    ),
    p.NORM_SET: Note("The id of a norm set. Left empty: meeting, example norms about meeting places."),
    p.NORM_FILE: Note("A norm set of your own as JSON; it overrides the norm set above."),
    p.LEVEL_FIELDS: Note("District, settlement, municipality: the results table gets rows for their areas too."),
    p.MIN_DWELLINGS: Note("A neighbourhood with fewer is too_few: its figures are given, but no verdict."),
}

NUMBERS: Mapping[str, Note] = {
    p.NEIGHBOURHOODS_MEETING_ALL: Note("Neighbourhoods that meet all requirements"),
    p.REQUIREMENTS_MET: Note("Requirements met"),
    p.REQUIREMENTS_FAILED: Note("Requirements failed"),
    p.REQUIREMENTS_UNKNOWN: Note("Requirements unknown"),
}
"""The numbers of the check that the models give too."""
