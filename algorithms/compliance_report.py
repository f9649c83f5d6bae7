"""Compliance report: what a results table says, as a page to read and as documents to go on with."""

from __future__ import annotations

from qgis.core import (
    Qgis,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..adapters.feedback import progress_of
from ..adapters.outputs import Outputs
from ..adapters.reader import Reader
from ..adapters.translation import Language, tr
from ..core.errors import InputError
from . import parameters as p
from .base import BuurtmaatAlgorithm

RESULTS = "RESULTS"
CLASS_FIELD = "CLASS_FIELD"
TITLE = "TITLE"
LANGUAGE = "LANGUAGE"
REPORT = "REPORT"
LANGUAGES = ("", "en", "nl")


class ComplianceReportAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:compliancereport`."""

    STEM = "compliance_report"

    def name(self) -> str:
        return "compliancereport"

    def displayName(self) -> str:
        return tr("Compliance report")

    def group(self) -> str:
        return tr("Report")

    def groupId(self) -> str:
        return "report"

    def tags(self) -> list[str]:
        return tr("report,council,summary,basic requirements,neighbourhood,html,map,matrix").split(",")

    def shortDescription(self) -> str:
        return tr("Writes a report of the requirements that were checked, for those who decide.")

    def shortHelpString(self) -> str:
        return tr(
            "Writes a report from the results table of “Check basic requirements”: a summary in words, every "
            "neighbourhood and requirement, a map for each requirement, what is missing, how firm the verdicts are, "
            "landlords, living environments, what is not known, and the sources of the norms.\n\n"
            "The report is one HTML file that opens without a network, can be printed and read on a phone. All it says "
            "of the norms comes from the results table. With the dwellings that the same run wrote, the maps show "
            "which of them lie outside.\n\n"
            "Titles and notes of the norms are in the language in which the run was made."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = [Qgis.ProcessingSourceType.Vector]
        p.add(
            self,
            p.layer(RESULTS, tr("Results table"), table),
            tr("The table that Check basic requirements wrote (OUTPUT_RESULTS)."),
        )
        p.add_neighbourhoods(self, tr("The neighbourhoods of that run, for the maps and for what people call them."))
        p.add(
            self,
            p.field(CLASS_FIELD, tr("Field with the living environment"), p.NEIGHBOURHOODS),
            tr("To compare neighbourhoods of one kind. Left empty: living_environment or woonmilieu if there is one."),
        )
        p.add(
            self,
            p.layer(p.DWELLINGS, tr("Dwellings with what they have"), p.PLACES, optional=True),
            tr("The dwellings that the same run wrote (OUTPUT_DWELLINGS), for the maps."),
        )
        p.add(
            self,
            QgsProcessingParameterString(TITLE, tr("Title"), "", optional=True),
            tr("At the top of the report. Left empty: the id of the norm set."),
        )
        language = QgsProcessingParameterString(LANGUAGE, tr("Language"), "", optional=True)
        language.setMetadata({"widget_wrapper": {"value_hints": list(LANGUAGES)}})
        p.add(self, language, tr("In which the report is written: nl or en. Left empty: that of QGIS."))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                REPORT, tr("Report"), tr("HTML files (*.html)"), None, optional=True, createByDefault=True
            )
        )

    def checkParameterValues(self, parameters: dict[str, object], context: QgsProcessingContext) -> tuple[bool, str]:
        language = self.parameterAsString(parameters, LANGUAGE, context)
        if language.strip().lower() not in LANGUAGES:
            return False, tr("LANGUAGE is nl, en or empty; it is “{value}”.").format(value=language)
        return super().checkParameterValues(parameters, context)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.compliance import read_report
        from ..adapters.phrases import Phrases
        from ..adapters.report import write_report

        outputs.check(REPORT)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        language = Language(reader.text(LANGUAGE).lower())
        findings, about = read_report(reader, outputs.about.inputs, progress.part(0, 0.4))

        path = outputs.file(REPORT)
        if path is None:
            raise InputError("Nothing is asked for: choose a file for the report.")
        write_report(path, findings, about, Phrases(language), progress.part(0.4, 1))
        return {}
