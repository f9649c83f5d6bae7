"""Prepare dwellings: address objects, buildings, squares or postcode areas as points with dwellings and people.

Counts are whole numbers; figures of areas are spread by largest remainders (see docs/algorithms/prepare_dwellings.md).
"""

from __future__ import annotations

import math
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
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..core.preparing.dwelling_sources import KINDS
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class PrepareDwellingsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:preparedwellings`."""

    STEM = "prepare_dwellings"
    STYLES: ClassVar[Mapping[str, str]] = {
        p.EXCLUDED: "left_out",
        p.OUTPUT: "prepared_dwellings",
        p.RECONCILIATION_MAP: "reconciliation",
    }

    def name(self) -> str:
        return "preparedwellings"

    def displayName(self) -> str:
        return tr("Prepare dwellings")

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr("dwellings,BAG,CBS,address,building,postcode,inhabitants,population,prepare,Netherlands").split(",")

    def shortDescription(self) -> str:
        return tr("Makes points with dwellings, inhabitants and people of 65 or older from Dutch open data.")

    def shortHelpString(self) -> str:
        return tr(
            "Makes points with the number of dwellings, inhabitants and people of 65 or older, ready for the other "
            "algorithms, from what the Netherlands publishes: address objects or buildings of the BAG, squares of "
            "100 m or postcode areas of Statistics Netherlands (CBS), or any points with a number. The layer is "
            "recognised by its fields.\n\n"
            "Address objects count if they stand and are lived in (gebruiksdoel contains woonfunctie); those out of "
            "use count too, and are flagged. Buildings count by their number of address objects, never as one each.\n\n"
            "Inhabitants are spread from the neighbourhoods over their dwellings, in whole numbers that add up "
            "exactly; spread is 1 there. So are the groups that a norm may weigh by, where they are published: ages, "
            "households of one person or with children or a low income, dwellings of associations and of owners. What "
            "finds no dwelling is in the reconciliation.\n\n"
            "The reconciliation lays the dwellings counted beside the published housing stock of each neighbourhood, "
            "and flags differences above 5 %. Rows that are no dwellings go to a layer of their own, each with its "
            "reason."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        from ..adapters.preparing.dwelling_sources import kind_labels

        numeric = Qgis.ProcessingFieldParameterDataType.Numeric
        points_or_polygons = [*ask.POINTS, *ask.POLYGONS]
        ask.add(
            self,
            ask.layer(p.SOURCE, tr("Dwellings to prepare"), points_or_polygons),
            tr(
                "BAG address objects (verblijfsobject) or buildings (pand), CBS squares of 100 m or postcode areas "
                "(PC6), or any points with a number of dwellings."
            ),
        )
        ask.add(
            self,
            ask.field(p.WEIGHT_FIELD, tr("Field with the number of dwellings"), p.SOURCE, numeric),
            tr("Needed for a layer that is not recognised; wins over the field that is."),
        )
        ask.add_neighbourhoods(
            self,
            tr(
                "Polygons with the published inhabitants, ages, households, tenure and housing stock, as the CBS "
                "neighbourhood map has them."
            ),
        )
        ask.add(
            self,
            ask.layer(p.RESIDENTIAL_POINTS, tr("Residential points to spread over"), points_or_polygons, optional=True),
            tr(
                "For squares and postcode areas: address objects, or other points with a dwelling each. Without them "
                "the figures stand in the middle of each square. A point whose square does not tell its dwellings "
                "keeps its own number."
            ),
        )
        ask.add(
            self,
            ask.layer(p.EXCLUDE_AREAS, tr("Areas to leave out"), ask.POLYGONS, optional=True),
            tr("Polygons whose dwellings and institutions do not count, such as holiday parks."),
        )
        ask.add(
            self,
            ask.layer(p.INSTITUTIONS, tr("Institutions"), points_or_polygons, optional=True),
            tr(
                "Care homes and the like, with the number of people who live there: it is taken off the "
                "neighbourhood's before the rest is spread. Dwellings inside such a polygon get none. The fields with "
                "these people are not in the result, which has its own."
            ),
        )
        ask.add(
            self,
            ask.field(p.INSTITUTION_FIELD, tr("Field with the institution's inhabitants"), p.INSTITUTIONS, numeric),
            tr("Left empty: inhabitants or aantal_inwoners if there is one."),
        )
        ask.add(
            self,
            ask.field(p.INSTITUTION_65_FIELD, tr("Field with those of 65 or older"), p.INSTITUTIONS, numeric),
            tr("Left empty: inhabitants_65 if there is one."),
        )
        labels = kind_labels()
        kind = QgsProcessingParameterEnum(
            p.KIND, tr("What the dwellings layer is"), [tr("recognise it"), *(labels[kind] for kind in KINDS)], False, 0
        )
        ask.add(self, kind, tr("For a layer that is not recognised by its fields, or wrongly."), advanced=True)
        ask.add(
            self,
            QgsProcessingParameterString(p.FIELD_MAP, tr("Other names of fields"), "", optional=True),
            tr(
                "role=field with semicolons, for example inhabitants_0_15=children;households_low_income=minima_pct. "
                "Where the name of a field says so (pct, percentage) it is a percentage of inhabitants, households or "
                "dwellings."
            ),
            advanced=True,
        )
        ask.add_prefix(self)
        self.addParameter(
            QgsProcessingParameterFeatureSink(p.OUTPUT, tr("Dwellings"), Qgis.ProcessingSourceType.VectorPoint)
        )
        table = ask.sink(
            p.RECONCILIATION, tr("Reconciliation by neighbourhood"), Qgis.ProcessingSourceType.Vector, on=False
        )
        ask.add(self, table, tr("A table: dwellings counted beside those published, and people who found no dwelling."))
        groups = ask.sink(
            p.RECONCILIATION_GROUPS, tr("Reconciliation of groups"), Qgis.ProcessingSourceType.Vector, on=False
        )
        ask.add(
            self,
            groups,
            tr(
                "A table: of each neighbourhood and group what is published and in the points, and why it is not known."
            ),
        )
        polygons = ask.sink(p.RECONCILIATION_MAP, tr("Reconciliation on the map"), ask.POLYGONS[0], on=False)
        ask.add(self, polygons, tr("The neighbourhoods with the same figures, coloured by the difference."))
        ask.add(
            self,
            ask.sink(p.EXCLUDED, tr("Rows left out"), ask.PLACES[0], on=False),
            tr("With the reason for each."),
        )
        self.addOutput(QgsProcessingOutputNumber(p.DWELLINGS, tr("Dwellings")))
        self.addOutput(QgsProcessingOutputNumber(p.INHABITANTS, tr("Inhabitants")))
        self.addOutput(QgsProcessingOutputNumber(p.INHABITANTS_65, tr("People of 65 or older")))
        self.addOutput(QgsProcessingOutputNumber(p.FLAGGED, tr("Neighbourhoods that differ by more than 5 %")))

    def check(self, reader: Reader) -> None:
        reader.field_map(p.FIELD_MAP)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.preparing.dwelling_inputs import read_dwelling_inputs
        from ..adapters.preparing.dwelling_log import log_result
        from ..adapters.preparing.dwelling_reconciliation import write_groups, write_reconciliation
        from ..adapters.preparing.prepared_dwellings import (
            Result,
            log_renamed,
            write_dwellings_left_out,
            write_points_of,
        )
        from ..core.preparing.group_population import settle_groups
        from ..core.preparing.population import settle

        outputs.check(p.OUTPUT, p.RECONCILIATION, p.RECONCILIATION_MAP, p.RECONCILIATION_GROUPS, p.EXCLUDED)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        inputs = read_dwelling_inputs(reader, progress.part(0, 0.5))
        working, town, places = inputs.working, inputs.town, inputs.places

        settled = settle(places.homes, town.areas, places.blocks, places.counted, progress)
        groups = settle_groups(places.homes, settled, town.areas, places.blocks, progress)

        result = Result(town, places, settled, groups)
        totals = log_result(feedback, result, progress)
        prefix = reader.text(p.PREFIX)
        log_renamed(feedback, result, prefix)
        write_points_of(LayerWriter(outputs, p.OUTPUT, prefix), result, working, progress.part(0.5, 0.85))
        excluded = LayerWriter(outputs, p.EXCLUDED, prefix)
        write_dwellings_left_out(excluded, result, working, progress.part(0.85, 0.95))
        table, polygons = LayerWriter(outputs, p.RECONCILIATION), LayerWriter(outputs, p.RECONCILIATION_MAP, prefix)
        write_reconciliation(table, polygons, result, progress.part(0.95, 0.99))
        write_groups(LayerWriter(outputs, p.RECONCILIATION_GROUPS), result, progress.part(0.99, 1))
        progress.at(1.0)
        known = {name: None if math.isnan(total) else total for name, total in totals.items()}
        return {
            p.DWELLINGS: known["dwellings"],
            p.INHABITANTS: known["inhabitants"],
            p.INHABITANTS_65: known["inhabitants_65"],
            p.FLAGGED: int(totals["flagged"]),
        }
