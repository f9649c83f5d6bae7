"""Facilities per number of dwellings: what each neighbourhood has, and what a norm asks for.

Capacities are places or m², the demand is dwellings, inhabitants or another figure; a reach is metres over the streets.
"""

from __future__ import annotations

import math
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFeatureSink,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader
from ..adapters.io.translation import tr, user_locale
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from ..core.errors import InputError
from . import network_parameters as net
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class FacilitiesPerDwellingsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:facilitiesperdwellings`."""

    STEM = "facilities_per_dwellings"
    STYLES: ClassVar = {p.OUTPUT: "provision"}

    def name(self) -> str:
        return "facilitiesperdwellings"

    def displayName(self) -> str:
        return tr("Facilities per number of dwellings")

    def group(self) -> str:
        return tr("Provision")

    def groupId(self) -> str:
        return "provision"

    def tags(self) -> list[str]:
        return tr("rate,norm,facilities,dwellings,inhabitants,households,capacity,square metres,barcode,balance").split(
            ","
        )

    def shortDescription(self) -> str:
        return tr("Compares the facilities of every neighbourhood, or their m², with its dwellings and with a norm.")

    def shortHelpString(self) -> str:
        return tr(
            "For every neighbourhood: how many facilities it has, or how many places or m² these offer, per 1,000 (or "
            "any number of) dwellings, households or inhabitants; and, with a norm, what is required, the balance and "
            "whether that meets the norm.\n\n"
            "The demand comes from a layer of dwellings, or from a field of the neighbourhoods. With neither, a field "
            "with the number of dwellings, households or inhabitants is looked for, in this order.\n\n"
            "Facilities count where they stand. With a reach, what counts is what the dwellings of a neighbourhood "
            "reach over the streets, on average, so that a library across the border counts too. One facility then "
            "counts for all that reach it: capacities no longer add up over neighbourhoods.\n\n"
            "Which to use? Take the rate to check a norm such as m² per 1,000 dwellings; take the reach where borders "
            "run between people and their facilities; take the floating catchment where people compete for places.\n\n"
            "Every neighbourhood comes out once. Where there is no demand, or nothing is known, the rate is NULL and "
            "row_status says why."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        numeric = Qgis.ProcessingFieldParameterDataType.Numeric
        ask.add_neighbourhoods(self, tr("Polygons to compare. Dwellings and facilities belong to the one they lie in."))
        ask.add(
            self,
            ask.field(p.DEMAND_FIELD, tr("Field with the demand"), p.NEIGHBOURHOODS, numeric),
            tr(
                "Dwellings, households, inhabitants or another number. Left empty: the dwellings below are counted; "
                "without these a field with a known name is taken, such as woningvoorraad."
            ),
        )
        ask.add_dwellings(self, optional=True)
        ask.add_weight(self)
        ask.add_facilities(self)
        ask.add_capacity(
            self,
            tr("Places or m². Left empty: each facility counts for one, but for polygons that count by their area."),
        )
        ask.add(
            self,
            QgsProcessingParameterBoolean(p.AREA_AS_CAPACITY, tr("Polygons count by their area (m²)"), False),
            tr(
                "The capacity of a polygon, where the field does not tell it, is its area; what lies in several "
                "neighbourhoods is split between them."
            ),
        )
        ask.add(
            self,
            ask.number(p.PER, tr("Per number of dwellings"), 1000, 1e-9),
            tr("The rate is the capacity for each such number of the demand."),
        )
        ask.add(
            self,
            ask.number(p.NORM, tr("Norm"), None, 0, decimals=2, optional=True),
            tr("The capacity asked for each such number. Left empty: nothing is asked."),
        )
        ask.add(
            self,
            ask.field(p.NORM_FIELD, tr("Field with the neighbourhood's own norm"), p.NEIGHBOURHOODS, numeric),
            tr("For norms that differ by living environment. It wins; where it is NULL, the norm above holds."),
        )
        ask.add(
            self,
            ask.number(p.REACH, tr("Reach (m; 0: what lies inside)"), 0, 0),
            tr(
                "Above 0, what the dwellings reach within this distance over the streets counts, on average; it needs "
                "the dwellings and the streets."
            ),
        )
        net.add_network(self, optional=True)
        net.add_network_options(self)
        ask.add_prefix(self)
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                p.OUTPUT, tr("Neighbourhoods with their provision"), Qgis.ProcessingSourceType.VectorPolygon
            )
        )
        self.addParameter(ask.html_page(p.PLOT, tr("Barcode plot")))
        for name, label in (
            (p.TOTAL_DEMAND, tr("Demand of all neighbourhoods")),
            (p.TOTAL_CAPACITY, tr("Capacity in all neighbourhoods")),
            (p.UNASSIGNED_DWELLINGS, tr("Dwellings outside all neighbourhoods")),
            (p.UNASSIGNED_FACILITIES, tr("Facilities outside all neighbourhoods")),
            (p.UNASSIGNED_CAPACITY, tr("Capacity outside all neighbourhoods")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def check(self, reader: Reader) -> None:
        plot = self.parameterAsFileOutput(reader.parameters, p.PLOT, reader.context)
        if plot and not reader.text(p.NORM) and not reader.text(p.NORM_FIELD):
            raise InputError("The plot shows what is needed beside what there is: give a norm, or leave out the plot.")

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.requirements.provision import (
            log_provision_totals,
            provision_columns,
            provision_of,
            read_provision_inputs,
            write_plot,
        )

        outputs.check(p.OUTPUT, p.PLOT)
        reader, progress, stages = Reader(self, parameters, context, feedback), progress_of(feedback), outputs.stages
        inputs = read_provision_inputs(reader, progress.part(0, 0.6))
        stages.done(tr("reading"))

        provision, standing = provision_of(
            inputs, reader.number(p.PER), reader.number(p.REACH), progress.part(0.6, 0.9)
        )

        totals = log_provision_totals(feedback, inputs, provision, standing)
        stages.done(tr("provision"))
        source, prefix = reader.needed(p.NEIGHBOURHOODS), reader.text(p.PREFIX)
        columns = provision_columns(provision)
        LayerWriter(outputs, p.OUTPUT, prefix).with_input(source, inputs.layer, columns, progress.part(0.9, 0.95))
        plot = outputs.file(p.PLOT)
        if plot is not None:
            name = reader.needed(p.FACILITIES).sourceName()
            write_plot(plot, inputs, provision, name, user_locale(), progress.part(0.95, 1))
        progress.at(1.0)
        stages.done(tr("writing"))
        names = (
            p.TOTAL_DEMAND,
            p.TOTAL_CAPACITY,
            p.UNASSIGNED_DWELLINGS,
            p.UNASSIGNED_FACILITIES,
            p.UNASSIGNED_CAPACITY,
        )
        return {name: None if math.isnan(total) else total for name, total in zip(names, totals, strict=True)}
