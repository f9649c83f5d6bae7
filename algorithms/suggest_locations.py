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

from ..adapters.explore.locations import (
    CandidateWriter,
    assignment_columns,
    check_places,
    log_answer,
    log_candidates,
    nodes_as_candidates,
    read_areas,
    read_candidates,
    read_existing,
    thresholds_asked,
    write_price,
)
from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import figure, progress_of
from ..adapters.io.reader import Reader, choose_working_crs, read
from ..adapters.io.reading import check_numbers
from ..adapters.io.translation import tr, translated
from ..adapters.layers.dwellings import weights
from ..adapters.layers.streets import check_near, read_entrances, read_network
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..adapters.reach.search_log import log_search
from ..core.errors import InputError
from ..core.limits import Limit, read_limits
from ..core.network.options import METRES, Travel
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm

FEWEST, WORST_FIRST = 1, 4


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
        ask.add_facilities(self, optional=True)
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
            ask.number(p.P, tr("Number of places P"), 5, 1, whole=True),
            tr("How many candidates may open at most; not used for the fewest places."),
        )
        ask.add_unit(self)
        ask.add(
            self,
            ask.number(p.LIMIT, tr("Limit (m or min)"), 500),
            tr(
                "A dwelling is served if an open place is at most this far. The two objectives with distances look "
                "beyond it and use it for the figures only."
            ),
        )
        ask.add(
            self,
            ask.number(p.TARGET, tr("Target share"), 0.95),
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

    def checkParameterValues(self, parameters: dict[str, object], context: QgsProcessingContext) -> tuple[bool, str]:
        try:
            self._thresholds(parameters, context)
            self._check(parameters, context)
        except InputError as error:
            return False, translated(error.message, error.values)
        return super().checkParameterValues(parameters, context)

    def _thresholds(self, parameters: dict[str, object], context: QgsProcessingContext) -> list[Limit]:
        text = (self.parameterAsString(parameters, p.THRESHOLDS, context) or "").strip()
        return read_limits(text) if text else []

    def _check(self, parameters: dict[str, object], context: QgsProcessingContext) -> None:
        if not self.parameterAsDouble(parameters, p.LIMIT, context) > 0:
            raise InputError("The limit must be above 0: write metres or minutes, such as 500.")
        if not 0 < self.parameterAsDouble(parameters, p.TARGET, context) <= 1:
            raise InputError("The target is a share above 0 and at most 1: write 0.95 for 95 %.")
        worst = self.parameterAsEnum(parameters, p.OBJECTIVE, context) == WORST_FIRST
        if worst and not parameters.get(p.NEIGHBOURHOODS):
            raise InputError("The worst neighbourhood first needs neighbourhoods: choose a layer for NEIGHBOURHOODS.")

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..core.geometry.shapes import concatenate
        from ..core.locations.suggestions import LocationSearch, SearchDemand, suggest_locations
        from ..core.network.network_access import find_network_access

        outputs.check(p.OUTPUT, p.RANKING, p.ASSIGNMENT, p.PRICE)
        self._check(parameters, context)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        limits, limit = self._thresholds(parameters, context), reader.number(p.LIMIT)
        travel = Travel(reader.whole(p.UNIT), reader.number(p.SPEED))
        question = LocationSearch(
            objective=reader.whole(p.OBJECTIVE),
            places=reader.whole(p.P),
            target=reader.number(p.TARGET),
            limit=limit,
            seconds=reader.number(p.TIME_LIMIT),
            thresholds=thresholds_asked(limits, limit, outputs.wanted(p.PRICE)),
        )
        weight_field = reader.field(p.WEIGHT_FIELD)
        source, streets = reader.needed(p.DWELLINGS), reader.needed(p.NETWORK)
        working = choose_working_crs(reader, streets)
        several = bool(parameters.get(p.FACILITIES)) and bool(parameters.get(p.CANDIDATES))
        candidates = read_candidates(reader, working, several)
        if candidates is not None and question.objective != FEWEST:
            check_places(question.places, candidates.count)
        existing = read_existing(reader, working, several)
        network = read_network(reader, working, progress.part(0, 0.2))
        part = progress.part(0.2, 0.25)
        dwellings = read(reader, source, working, (weight_field,), progress=part, geometries="points")
        check_numbers(dwellings, weight_field)
        if dwellings.count == 0:
            raise InputError("The dwellings layer is empty: choose a layer with dwellings.")
        check_near(network.edges.xy, dwellings.points(), network.options.max_snap)
        areas = read_areas(reader, working, dwellings, progress.part(0.25, 0.27))
        if candidates is None:
            candidates = nodes_as_candidates(network, dwellings.points(), limit, travel, feedback)
        entrances = read_entrances(reader, working, [*existing.ids, *candidates.ids])
        demand = SearchDemand(weights(dwellings, weight_field), areas.holder)
        places = concatenate([existing.shapes, candidates.shapes])

        feedback.setProgressText(
            tr("Looking for the best choice, for at most {n} s…").format(n=figure(question.seconds))
        )
        part = progress.part(0.27, 0.36)
        access = find_network_access(network, travel, places, entrances, dwellings.points(), part)
        part = progress.part(0.36, 0.85)
        found = suggest_locations(access, existing.count, demand, candidates.owners, question, part)

        log_candidates(feedback, candidates, found.opened.status)
        log_search(feedback, dwellings, existing.ids, found.statuses)
        unit = tr("m") if travel.unit == METRES else tr("min")
        log_answer(feedback, found, question, candidates, areas, unit)
        prefix, crs = reader.text(p.PREFIX), streets.sourceCrs()
        of_candidates, owner = CandidateWriter(candidates, working, crs), reader.field(p.OWNER_FIELD)
        of_candidates.choice(LayerWriter(outputs, p.OUTPUT, prefix), found, progress.part(0.85, 0.88))
        of_candidates.ranking(LayerWriter(outputs, p.RANKING, prefix), found, owner, progress.part(0.88, 0.91))
        columns = assignment_columns(found, existing, candidates, areas)
        writer = LayerWriter(outputs, p.ASSIGNMENT, prefix)
        writer.with_input(source, dwellings, columns, progress.part(0.91, 0.99))
        if question.thresholds:
            write_price(LayerWriter(outputs, p.PRICE), found, progress.part(0.99, 1))
        progress.at(1.0)
        return {
            p.SERVED: found.weight,
            p.SERVED_SHARE: found.weight / found.total,
            p.PLACES: int(found.chosen.size),
            p.GAP: found.gap,
            p.VALUE: found.value,
            p.BOUND: found.bound,
        }
