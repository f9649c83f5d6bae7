"""Fetch data: what a municipality's check needs, asked of public services, checked and written as one GeoPackage.

Distances in metres, all in EPSG:28992. The services stand in resources/fetch/services.json; nothing else in Buurtmaat
uses a network.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, refusal
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from ..core.errors import InputError
from ..core.fetching.services import PARTS
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..adapters.fetching.fetching import Fetch, FetchPlan

STREET_SOURCES = ("osm", "nwb")
MOST_MARGIN = 20_000
USUAL_PARTS = list(range(len(PARTS) - 1))
"""All but statistics, whose figures stand with the neighbourhoods too."""


class FetchDataAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:fetchdata`."""

    STEM = "fetch_data"
    STYLES: ClassVar[Mapping[str, str]] = {p.CHANGES_MAP: "changes_map"}

    def __init__(self) -> None:
        super().__init__()
        self._fetch: Fetch | None = None
        self._place: Path | None = None

    def name(self) -> str:
        return "fetchdata"

    def displayName(self) -> str:
        return tr("Fetch data")

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr(
            "download,fetch,network,pdok,cbs,bag,nwb,bgt,osm,openstreetmap,overpass,municipality,neighbourhoods,changes"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Fetches what a check needs of a municipality from public services into one GeoPackage.")

    def shortHelpString(self) -> str:
        return tr(
            "Asks public services for the neighbourhoods with their figures, the address objects, the streets, the "
            "facilities, green and water of a municipality, and writes them as the tables of one GeoPackage. It is the "
            "only algorithm of Buurtmaat that uses a network, and only when it is run: the log says first which "
            "service is asked for what, under which licence.\n\n"
            "An answer counts only if it is whole: its status, its length and its content agree, ids are unique, "
            "filters were heeded, and where a number was announced as many rows came; where none was, that is said. A "
            "service that is busy is asked again after a while. If a fetch fails or is cancelled, nothing is written, "
            "and what came is kept for a day, so that the next fetch goes on from there.\n\n"
            "Facilities, streets and dwellings come as they are: run Prepare data on them next. Each table says in its "
            "properties where it came from, when, under which licence and whose data it is; reports repeat that.\n\n"
            "With an earlier fetch, CHANGES says what came, went, moved or changed since. SERVICES is a readable file: "
            "a service that moved, or one of your own, is an edit of a copy of it."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        ask.add(
            self,
            QgsProcessingParameterString(p.MUNICIPALITY, tr("Municipality"), "", optional=True),
            tr("Its name or code: Delft, or GM0503. Left empty: an extent is taken."),
        )
        ask.add(
            self,
            QgsProcessingParameterExtent(p.EXTENT, tr("Extent"), None, True),
            tr("A box in place of a municipality, such as that of the map."),
        )
        ask.add(
            self,
            ask.at_most(ask.number(p.MARGIN, tr("Margin (m)"), 2000.0, 0), MOST_MARGIN),
            tr(
                "How far past the boundary streets, facilities, green and water are fetched: at least as far as the "
                "farthest norm. Neighbourhoods and dwellings end at the boundary."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterEnum(p.PARTS, tr("What to fetch"), _part_labels(), True, USUAL_PARTS),
            tr("The key figures of Statistics Netherlands by neighbourhood are also in the neighbourhoods themselves."),
        )
        ask.add(
            self,
            QgsProcessingParameterNumber(
                p.YEAR,
                tr("Year of the neighbourhoods"),
                Qgis.ProcessingNumberParameterType.Integer,
                None,
                True,
                1990,
                2100,
            ),
            tr("Of the neighbourhoods and their figures. Left empty: the year that the file of services says."),
        )
        ask.add(
            self,
            QgsProcessingParameterEnum(
                p.STREETS, tr("Streets from"), [tr("OpenStreetMap"), tr("National road file (NWB)")], False, 0
            ),
            tr("On foot OpenStreetMap is the better one: the footpaths of the national road file are incomplete."),
        )
        ask.add(
            self,
            QgsProcessingParameterFile(
                p.EARLIER, tr("Earlier fetch"), Qgis.ProcessingFileParameterBehavior.File, "gpkg", None, True
            ),
            tr("The GeoPackage of an earlier fetch, to see what changed."),
        )
        ask.add(
            self,
            QgsProcessingParameterFile(
                p.SERVICES, tr("Services"), Qgis.ProcessingFileParameterBehavior.File, "json", None, True
            ),
            tr("A file with the services to ask, such as an edited copy of the shipped one. Left empty: that one."),
            advanced=True,
        )
        ask.add(
            self,
            QgsProcessingParameterBoolean(p.LOAD, tr("Add the results to the project"), True),
            tr("In a window. The command line only writes them."),
        )
        ask.add(
            self,
            QgsProcessingParameterFileDestination(p.OUTPUT, tr("Fetched data"), "GeoPackage (*.gpkg)"),
            tr("A GeoPackage with a table for each part. What was there is replaced."),
        )
        ask.add(
            self,
            ask.sink(p.CHANGES, tr("Changes"), Qgis.ProcessingSourceType.Vector, on=False),
            tr("A table: what came, went, moved or has other values since the earlier fetch."),
        )
        ask.add(
            self,
            ask.sink(p.CHANGES_MAP, tr("Changes on the map"), ask.POINTS[0], on=False),
            tr("The same as points: where it is now, or was."),
        )
        self.addOutput(QgsProcessingOutputNumber(p.ROWS, tr("Rows that were fetched")))

    def checkParameterValues(self, parameters: dict[str, object], context: QgsProcessingContext) -> tuple[bool, str]:
        return super().checkParameterValues(_by_number(parameters), context)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        from ..adapters.fetching.fetching import open_services
        from ..adapters.fetching.web import ask_master_password

        reader = Reader(self, parameters, context, feedback)
        if not refusal(lambda: open_services(reader.text(p.SERVICES))):
            ask_master_password(open_services(reader.text(p.SERVICES)))
        return super().prepareAlgorithm(_by_number(parameters), context, feedback)

    def check(self, reader: Reader) -> None:
        from ..adapters.fetching.earlier import check_earlier

        plan, earlier = self._read_plan(reader), reader.text(p.EARLIER)
        check_earlier(earlier, reader.text(p.OUTPUT), plan.datasets)
        if not earlier and any(reader.parameters.get(name) for name in (p.CHANGES, p.CHANGES_MAP)):
            raise InputError("CHANGES are changes since an earlier fetch: choose one in EARLIER, or leave it out.")

    def _read_plan(self, reader: Reader) -> FetchPlan:
        from ..adapters.fetching.fetching import read_fetch_plan

        given = _by_number(reader.parameters)
        parts = [PARTS[number] for number in self.parameterAsEnums(given, p.PARTS, reader.context)]
        return read_fetch_plan(reader, parts, {"streets": STREET_SOURCES[reader.whole(p.STREETS)]})

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.fetching.earlier import log_changes, write_changes
        from ..adapters.fetching.fetching import Fetch

        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        self.check(reader)
        outputs.check(p.OUTPUT, p.CHANGES, p.CHANGES_MAP)
        fetch = Fetch(plan=self._read_plan(reader), reader=reader, feedback=feedback)

        fetch.run(progress.part(0, 0.85))

        earlier = reader.text(p.EARLIER)
        changes = fetch.changes_since(Path(earlier), progress.part(0.85, 0.9)) if earlier else []
        log_changes(feedback, changes)
        write_changes(outputs, changes, context, progress.part(0.9, 0.92))
        path = outputs.file(p.OUTPUT)
        if path is not None:
            fetch.write(path, progress.part(0.92, 0.99))
            self._place = outputs.place_of(path) if reader.flag(p.LOAD) else None
        self._fetch = fetch
        progress.at(1.0)
        return {p.ROWS: sum(len(table.rows) for table in fetch.tables)}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, object]:
        from ..adapters.fetching.fetched_tables import load_tables
        from ..adapters.preparing.quiet_styles import quieten

        if self._fetch is not None:  # all is in its place by now
            self._fetch.forget_kept()
            if self._place is not None:
                name = self._fetch.name or tr("Fetched data")
                for place in load_tables(context, self._place, self._fetch.tables, name):
                    layer = QgsProcessingUtils.mapLayerFromString(place, context)
                    if isinstance(layer, QgsVectorLayer):
                        quieten(layer)
            self._fetch = self._place = None
        return super().postProcessAlgorithm(context, feedback)


def _by_number(parameters: dict[str, object]) -> dict[str, object]:
    """Return what was given with the parts by their numbers: scripts and recipes may name them."""
    given = parameters.get(p.PARTS)
    names = re.split(r"\s*[;,]\s*", given.strip()) if isinstance(given, str) else given
    if not isinstance(names, (list, tuple)):
        return parameters
    numbers = [PARTS.index(one) if one in PARTS else one for one in names]
    return parameters if numbers == list(names) else {**parameters, p.PARTS: numbers}


def _part_labels() -> list[str]:
    """Return what the parts are called, in the order of `PARTS`."""
    return [
        tr("Neighbourhoods and districts, with figures"),
        tr("Dwellings (address objects)"),
        tr("Streets"),
        tr("Facilities"),
        tr("Green"),
        tr("Water, as barriers"),
        tr("Key figures and distances of Statistics Netherlands"),
    ]
