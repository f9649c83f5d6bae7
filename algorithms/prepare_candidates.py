"""Prepare candidates: buildings that could be opened, out of address objects, buildings or a list of one's own.

Surfaces in m². The shipped rules stand in resources/prepare/candidates.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, choose_working_crs
from ..adapters.io.translation import tr
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class PrepareCandidatesAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:preparecandidates`."""

    STEM = "prepare_candidates"
    STYLES: ClassVar[Mapping[str, str]] = {p.OUTPUT: "candidates", p.JUDGED: "left_out"}

    def name(self) -> str:
        return "preparecandidates"

    def displayName(self) -> str:
        return tr("Prepare candidates")

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr("candidates,vacant,vacancy,public,care,building,owner,BAG,use,location,prepare").split(",")

    def shortDescription(self) -> str:
        return tr("Finds vacant, public and care buildings that Suggest locations can take as candidates.")

    def shortHelpString(self) -> str:
        return tr(
            "Finds buildings that could be opened to the neighbourhood, as candidates for Suggest locations: out of "
            "the address objects or buildings of the BAG, or a list of your own.\n\n"
            "A row is judged by rules, the first of which holds: vacant by its status (out of use), public and care by "
            "its owner, where a field says it, and by its use (gebruiksdoel). Dwellings and garages are none. Rows of "
            "one building are one candidate, where the largest of them stands; their surfaces are added up, and below "
            "100 m² it is none. What is not known does not make a row a candidate, but an unknown surface does not "
            "keep it out.\n\n"
            "kind says what the candidate is, reason which status, use or owner decided, and source_rows of how many "
            "rows it is made. Rows and what became of them has every row that came in.\n\n"
            "The shipped rules are our own. Out of use in the BAG is not the same as empty: most buildings that stand "
            "empty are in use there. RULES is a readable file: your own statuses, uses, owners and surfaces are an "
            "edit of a copy of it."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        ask.add(
            self,
            ask.layer(p.SOURCE, tr("Address objects or buildings"), [*ask.POINTS, *ask.POLYGONS]),
            tr(
                "BAG address objects (verblijfsobject) or buildings (pand), as Fetch data brings them, or any points "
                "or polygons with a status, a use or an owner."
            ),
        )
        ask.add(
            self,
            ask.field(p.OWNER_FIELD, tr("Field with the owner"), p.SOURCE),
            tr("The BAG has none. Left empty: owner or eigenaar if there is one."),
        )
        ask.add(
            self,
            QgsProcessingParameterFile(
                p.RULES, tr("Rules"), Qgis.ProcessingFileParameterBehavior.File, "json", optional=True
            ),
            tr("A file (JSON) with rules of your own. Left empty: the shipped ones."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.FIELD_MAP, tr("Other names of fields"), "", optional=True),
            tr("status, use, surface, building, id or name, = and a field, with semicolons: use=functie;surface=bvo."),
            advanced=True,
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Candidates"), Qgis.ProcessingSourceType.VectorPoint)
        )
        ask.add(
            self,
            ask.sink(p.JUDGED, tr("Rows and what became of them"), ask.PLACES[0], on=False),
            tr("Every row that came in, with its candidate, or the reason why it is in none."),
        )
        self.addOutput(QgsProcessingOutputNumber(p.CANDIDATES, tr("Candidates")))

    def check(self, reader: Reader) -> None:
        from ..adapters.preparing.prepared_candidates import candidate_rules

        candidate_rules(reader)
        reader.field_map(p.FIELD_MAP)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.preparing.prepared_candidates import (
            candidate_rules,
            log_prepared_candidates,
            read_candidate_source,
            write_candidates,
            write_judged,
        )
        from ..core.preparing.building_candidates import choose_candidates

        outputs.check(p.OUTPUT, p.JUDGED)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        rules, source = candidate_rules(reader), reader.needed(p.SOURCE)
        working = choose_working_crs(reader, source)
        buildings = read_candidate_source(reader, source, rules, working, progress.part(0, 0.4))

        found = choose_candidates(buildings.rows, rules, progress.part(0.4, 0.6))

        log_prepared_candidates(feedback, buildings, found)
        write_candidates(LayerWriter(outputs, p.OUTPUT), buildings, found, progress.part(0.6, 0.7))
        write_judged(LayerWriter(outputs, p.JUDGED), buildings, found, progress.part(0.7, 1))
        progress.at(1.0)
        return {p.CANDIDATES: len(found.ids)}
