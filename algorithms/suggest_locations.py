"""Suggest locations: where to put or open the next places, and what each candidate would do.

Five objectives: most dwellings served by P places (Church and ReVelle 1974), fewest places for a target share (Toregas
and others 1971), least total distance (ReVelle and Swain 1970), least greatest distance (Hakimi 1964), and the worst
neighbourhood first. Ways in metres or minutes over the streets, access legs at both ends included; exact, or with the
gap that is proved (see docs/algorithms/suggest_locations.md).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import figure, progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.outputs import Outputs
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class SuggestLocationsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:suggestlocations`."""

    STEM = "suggest_locations"
    STYLES: ClassVar[Mapping[str, str]] = {
        p.OUTPUT: "suggested_locations",
        p.RANKING: "candidate_ranking",
        p.ASSIGNMENT: "nearest",
    }

    def name(self) -> str:
        return "suggestlocations"

    def displayName(self) -> str:
        return tr("Suggest locations")

    def group(self) -> str:
        return tr("Planning")

    def groupId(self) -> str:
        return "planning"

    def tags(self) -> list[str]:
        return tr(
            "location,allocation,optimise,optimum,covering,MCLP,LSCP,p-median,p-centre,candidates,open,best place"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Chooses the places to put or open that do most for the dwellings.")

    def shortHelpString(self) -> str:
        return tr(
            "Where should the next places come, or which buildings should open to the neighbourhood? Out of candidates "
            "it chooses those that together do best, beside the facilities that are there already and stay open.\n\n"
            "Objectives: the most dwellings within the limit of P places; the fewest places for a target share; the "
            "least total distance with P places; the least greatest distance with P places; or the worst neighbourhood "
            "first: of the shares within the limit the smallest is made as large as can be, then the second smallest, "
            "and so on.\n\n"
            "The choice is proved to be the best, or the log says by how much at most a better one could beat it: GAP "
            "0 means proved. More time may close a gap.\n\n"
            "Every candidate alone: RANKING says what opening just this one would do, and what all of its owner would "
            "do together. PRICE says how many places each of several thresholds needs for the target share. "
            "ASSIGNMENT says where each dwelling goes.\n\n"
            "Dwellings off the network or without a weight do not count. A dwelling that reaches no open place counts "
            "as not served; in the two objectives with distances the fewest such dwellings come first, then the "
            "distance."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        net.add_network(self)
        ask.add_dwellings(self)
        ask.add_weight(self)
        ask.add(
            self,
            ask.layer(p.CANDIDATES, tr("Candidates"), ask.PLACES, optional=True),
            tr(
                "Public buildings, care homes, schools that could open, plots: points or polygons. Left empty: "
                "junctions of the streets, spread evenly, at most 500."
            ),
        )
        ask.add(
            self,
            ask.field(p.CANDIDATE_ID, tr("Field with the candidate's id"), p.CANDIDATES),
            tr("Names the candidate in the result. Left empty: its feature id."),
        )
        ask.add(
            self,
            ask.field(p.OWNER_FIELD, tr("Field with the candidate's owner"), p.CANDIDATES),
            tr("State, municipality, care organisation, school board: for what the candidates of each would do."),
        )
        self._add_existing()
        ask.add(
            self,
            QgsProcessingParameterEnum(
                p.OBJECTIVE,
                tr("Objective"),
                [
                    tr("most dwellings served by P places"),
                    tr("fewest places for the target share"),
                    tr("least total distance with P places"),
                    tr("least greatest distance with P places"),
                    tr("worst neighbourhood first, with P places"),
                ],
                False,
                0,
            ),
            tr("What the choice should do best."),
        )
        ask.add(
            self,
            ask.number(p.P, tr("Number of places P"), 5, 1, decimals=None),
            tr("How many candidates may open at most; not used for the fewest places."),
        )
        ask.add_unit(self)
        ask.add(
            self,
            ask.number(p.LIMIT, tr("Limit (m or min)"), 500, 0, decimals=1),
            tr(
                "A dwelling is served if an open place is at most this far. The two objectives with distances look "
                "beyond it and use it for the figures only."
            ),
        )
        ask.add(
            self,
            ask.number(p.TARGET, tr("Target share"), 0.95, decimals=2),
            tr("From 0 to 1: the share of the dwellings to serve, for the fewest places and for the thresholds."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.THRESHOLDS, tr("Thresholds to price (m or min)"), "", optional=True),
            tr(
                "Such as 300;500;800: for each the fewest places that serve the target share, in PRICE. Left empty: "
                "for the limit only."
            ),
        )
        ask.add(
            self,
            ask.number(p.TIME_LIMIT, tr("Time limit (s)"), 60, 1),
            tr(
                "How long a best choice is looked for; each threshold has as long again. After it the best choice so "
                "far is the answer, with its gap."
            ),
        )
        ask.add_neighbourhoods(
            self, tr("For the objective that puts the worst neighbourhood first, and for ASSIGNMENT."), optional=True
        )
        net.add_network_options(self)
        ask.add_prefix(self)
        places, table = Qgis.ProcessingSourceType.VectorAnyGeometry, Qgis.ProcessingSourceType.Vector
        self.addParameter(QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Suggested locations")))
        self.addParameter(ask.sink(p.RANKING, tr("Candidates with what each does alone"), places, on=False))
        self.addParameter(ask.sink(p.ASSIGNMENT, tr("Dwellings with the place that they go to"), places, on=False))
        self.addParameter(ask.sink(p.PRICE, tr("Places that each threshold needs"), table, on=False))
        self.addOutput(QgsProcessingOutputNumber(p.SERVED, tr("Dwellings served within the limit")))
        self.addOutput(QgsProcessingOutputNumber(p.SERVED_SHARE, tr("Share of the dwellings served")))
        self.addOutput(QgsProcessingOutputNumber(p.PLACES, tr("Places chosen")))
        self.addOutput(QgsProcessingOutputNumber(p.GAP, tr("Gap: 0 if proved optimal")))
        self.addOutput(QgsProcessingOutputNumber(p.VALUE, tr("Value of the objective")))
        self.addOutput(QgsProcessingOutputNumber(p.BOUND, tr("Proved bound of the objective")))

    def _add_existing(self) -> None:
        """Ask for the facilities that are there already, and which of them are of the kind that is to come."""
        ask.add(
            self,
            ask.layer(p.FACILITIES, tr("Facilities that are there already"), ask.PLACES, optional=True),
            tr("Points, lines or polygons that stay open, those around the area as well. Left empty: there are none."),
        )
        ask.add(
            self,
            ask.field(p.FACILITY_ID, tr("Field with the facility's id"), p.FACILITIES),
            tr("Names the facility in the result. Left empty: its feature id."),
        )
        ask.add(
            self,
            ask.field(p.TYPE_FIELD, tr("Field with the type of facility"), p.FACILITIES),
            tr("Where the layer holds facilities of several types. Left empty: all of them count."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.EXISTING_TYPES, tr("Types that count"), "", optional=True),
            tr(
                "The types that do what the new places are to do, with semicolons: meeting place;library. Needed with "
                "a field with the type."
            ),
        )

    def check(self, reader: Reader) -> None:
        from ..adapters.explore.location_inputs import check_search

        check_search(reader)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.explore.location_inputs import read_location_inputs, read_search
        from ..adapters.explore.location_results import log_answer, log_candidates, write_locations
        from ..adapters.reach.search_log import log_search
        from ..core.locations.suggestions import suggest_locations

        outputs.check(p.OUTPUT, p.RANKING, p.ASSIGNMENT, p.PRICE)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        search = read_search(reader, priced=outputs.wanted(p.PRICE))
        inputs = read_location_inputs(reader, search, progress.part(0, 0.27))
        existing, candidates = inputs.existing, inputs.candidates

        feedback.setProgressText(tr("Looking for the best choice, for at most {n} s…").format(n=figure(search.seconds)))
        access, part = inputs.access(progress.part(0.27, 0.36)), progress.part(0.36, 0.85)
        found = suggest_locations(access, existing.count, inputs.demand, candidates.owners, search, part)

        log_candidates(feedback, candidates, found.opened.status)
        log_search(feedback, inputs.dwellings, existing.ids, found.statuses)
        log_answer(feedback, found, search, inputs)
        write_locations(outputs, inputs, found, reader.text(p.PREFIX), progress.part(0.85, 1))
        return {
            p.SERVED: found.weight,
            p.SERVED_SHARE: found.weight / found.total,
            p.PLACES: int(found.chosen.size),
            p.GAP: found.gap,
            p.VALUE: found.value,
            p.BOUND: found.bound,
        }
