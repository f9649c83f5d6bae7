"""Living environments: a typology of neighbourhoods by rules, where a municipality has none of its own.

The shipped rules stand in resources/prepare/living_environments.json.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFile,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.reader import Reader, choose_working_crs
from ..adapters.io.translation import tr
from ..adapters.outputs.layer_writer import LayerWriter
from ..adapters.outputs.outputs import Outputs
from . import parameters as ask
from .base import BuurtmaatAlgorithm


class LivingEnvironmentsAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:livingenvironments`."""

    STEM = "living_environments"
    STYLES: ClassVar[Mapping[str, str]] = {p.OUTPUT: "living_environments"}

    def name(self) -> str:
        return "livingenvironments"

    def displayName(self) -> str:
        return tr("Living environments")

    def group(self) -> str:
        return tr("Preparing data")

    def groupId(self) -> str:
        return "prepare"

    def tags(self) -> list[str]:
        return tr("living environment,typology,density,building year,apartments,neighbourhood,class").split(",")

    def shortDescription(self) -> str:
        return tr("Derives a living environment for every neighbourhood, from rules that you can change.")

    def shortHelpString(self) -> str:
        return tr(
            "Derives a living environment for every neighbourhood, for norms that differ by it, where the "
            "municipality has none of its own. The rules are tried in their order; the first of which all conditions "
            "hold gives it. A figure that is not known ends the search: the living environment is NULL, and "
            "derived_from names the figure. Else derived_from has the figures that decided.\n\n"
            "A rule may ask for any field of the neighbourhoods, and for address_density "
            "(omgevingsadressendichtheid), building_year (the median of the dwellings), share_apartments and "
            "dwellings_ha.\n\n"
            "The shipped rules are our own, with the classes of density of Statistics Netherlands (CBS), a building "
            "year of 1970 and 60 % apartments as limits. They are no official typology: say so where you use them."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        ask.add_neighbourhoods(self, tr("Polygons, as the CBS neighbourhood map has them: with their address density."))
        ask.add(
            self,
            ask.layer(p.DWELLINGS, tr("Dwellings"), ask.PLACES, optional=True),
            tr(
                "For building year (bouwjaar) and apartments: rows with several dwellings, or of one pandidentificatie."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterFile(
                p.RULES, tr("Rules"), Qgis.ProcessingFileParameterBehavior.File, "json", optional=True
            ),
            tr("A file (JSON) with rules of your own. Left empty: the shipped ones."),
        )
        self.addParameter(
            QgsProcessingParameterFeatureSink(
                p.OUTPUT, tr("Living environments (derived)"), Qgis.ProcessingSourceType.VectorPolygon
            )
        )

    def check(self, reader: Reader) -> None:
        from ..adapters.preparing.derived_environments import read_rules_of

        read_rules_of(reader)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.preparing.derived_environments import (
            log_environments,
            read_environment_inputs,
            write_environments,
        )
        from ..core.preparing.environment_rules import derive

        outputs.check(p.OUTPUT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        source = reader.needed(p.NEIGHBOURHOODS)
        inputs = read_environment_inputs(reader, source, choose_working_crs(reader, source), progress.part(0, 0.6))

        found = derive(inputs.rules, inputs.columns, inputs.layer.count, progress.part(0.6, 0.8))

        log_environments(feedback, found)
        write_environments(LayerWriter(outputs, p.OUTPUT), inputs, found, progress.part(0.8, 1))
        progress.at(1.0)
        return {}
