"""Compliance report: what a results table says, as a page to read and as documents to go on with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterColor,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterMultipleLayers,
    QgsProcessingParameterString,
)

from ..adapters.io import parameter_names as p
from ..adapters.io.feedback import progress_of
from ..adapters.io.parameter_kinds import in_either_case
from ..adapters.io.reader import Reader
from ..adapters.io.translation import Language, tr
from ..adapters.outputs.outputs import Outputs
from ..adapters.outputs.provenance import settings_of
from ..adapters.report.brand import read_brand
from ..core.errors import InputError
from . import parameters as ask
from .base import BuurtmaatAlgorithm

if TYPE_CHECKING:
    from ..adapters.report.atlas import Sheets

LANGUAGES = ("", "en", "nl")

_WRITTEN = (p.REPORT, p.DOCUMENT, p.PDF, p.SPREADSHEET)
"""What it writes; the first that it wrote is what the window says of it."""


class ComplianceReportAlgorithm(BuurtmaatAlgorithm):
    """The Processing algorithm `buurtmaat:compliancereport`."""

    STEM = "compliance_report"

    def __init__(self) -> None:
        super().__init__()
        self._sheets: Sheets | None = None
        self._background: list[QgsMapLayer] = []

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
            "On request also a sheet for every neighbourhood to talk about (PDF), a text with tables to paste into a "
            "vision document (DOCX), and all figures as a spreadsheet (XLSX). The layout of the sheets comes into the "
            "project too, to be changed and kept as a template with your own logo.\n\n"
            "Titles and notes of the norms are in the language of the report where the results table has them in it; "
            "tables of earlier versions have only that of the run."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        table = [Qgis.ProcessingSourceType.Vector]
        ask.add(
            self,
            ask.layer(p.RESULTS, tr("Results table"), table),
            tr("“Results table” (OUTPUT_RESULTS) that Check basic requirements wrote."),
        )
        ask.add_neighbourhoods(self, tr("The neighbourhoods of that run, for the maps and for what people call them."))
        ask.add(
            self,
            ask.field(p.CLASS_FIELD, tr("Field with the living environment"), p.NEIGHBOURHOODS),
            tr("To compare neighbourhoods of one kind. Left empty: living_environment or woonmilieu if there is one."),
        )
        ask.add(
            self,
            ask.layer(p.DWELLINGS, tr("Dwellings with what they have"), ask.PLACES, optional=True),
            tr("“Dwellings with what they have” (OUTPUT_DWELLINGS) of the same run, for the maps."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.TITLE, tr("Title"), "", optional=True),
            tr("At the top of the report. Left empty: the title of the norm set."),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.MUNICIPALITY, tr("Municipality"), "", optional=True),
            tr(
                "Above the title. Left empty: gemeentenaam or municipality_name of the neighbourhoods, if all have one."
            ),
        )
        language = QgsProcessingParameterString(p.LANGUAGE, tr("Language"), "", optional=True)
        language.setMetadata({"widget_wrapper": {"value_hints": list(LANGUAGES)}})
        ask.add(self, language, tr("In which the report is written: nl or en. Left empty: that of QGIS."))
        ask.add(
            self,
            ask.layer(p.FACILITIES, tr("Facilities and what used them"), ask.PLACES, optional=True),
            tr("“Facilities and what used them” (OUTPUT_FACILITIES) of the same run, for the maps."),
        )
        ask.add(
            self,
            QgsProcessingParameterMultipleLayers(
                p.BACKGROUND,
                tr("Streets, water and green below the maps"),
                Qgis.ProcessingSourceType.VectorAnyGeometry,
                optional=True,
            ),
            tr("Lines and polygons. What they are called tells how they are drawn: water, green, railway, streets."),
        )
        ask.add(
            self,
            ask.layer(p.DEGREES, tr("How many requirements dwellings meet"), table, optional=True),
            tr(
                "“How many requirements dwellings meet” (OUTPUT_DEGREES) of the same run, for what dwellings have of "
                "all that is asked."
            ),
        )
        ask.add(
            self,
            ask.layer(p.GROUPS_TABLE, tr("Groups and what they have"), table, optional=True),
            tr("“Groups and what they have” (OUTPUT_GROUPS) of the same run, for who has what."),
        )
        ask.add(
            self,
            ask.layer(p.PLAUSIBILITY, tr("Average distances beside published ones"), table, optional=True),
            tr(
                "“Average distances beside published ones” (OUTPUT_PLAUSIBILITY) of the same run, for whether its "
                "distances are plausible."
            ),
        )
        ask.add(
            self,
            ask.layer(p.SERIES, tr("Series over the years"), table, optional=True),
            tr("“Series” (SERIES) that Trend wrote, for how the requirements went and whether they are on course."),
        )
        ask.add(
            self,
            ask.layer(p.CAUSES, tr("What caused the changes"), table, optional=True),
            tr("“Causes of changes” (CAUSES) that the same run of Trend wrote."),
        )
        ask.add(
            self,
            ask.layer(p.ESTIMATES, tr("Survey estimates"), table, optional=True),
            tr("The layer that Survey estimates wrote, for which figures of a survey hold."),
        )
        ask.add(
            self,
            ask.layer(p.COMPARISON, tr("Survey figures and requirements"), table, optional=True),
            tr("“Differences” (TABLE) that Survey figures and requirements wrote."),
        )
        ask.add(
            self,
            ask.layer(p.AMONG, tr("Place among other municipalities"), table, optional=True),
            tr(
                "The table “places” that a recipe run for every municipality ends with. The municipality is that of "
                "the report, by its name or code."
            ),
        )
        ask.add(
            self,
            QgsProcessingParameterString(p.SURVEY_TITLE, tr("What the survey asked"), "", optional=True),
            tr("Such as: feeling at home. Left empty: what its figure is called."),
        )
        ask.add(
            self,
            QgsProcessingParameterFile(p.TEMPLATE, tr("Layout of the sheets (.qpt)"), extension="qpt", optional=True),
            tr("A template with your own logo, made from the layout that a first run puts into the project."),
            advanced=True,
        )
        ask.add(
            self,
            QgsProcessingParameterFile(
                p.LOGO, tr("Logo"), optional=True, fileFilter=in_either_case(tr("Pictures (*.png *.svg *.jpg *.jpeg)"))
            ),
            tr("At the top of the report: PNG, SVG or JPEG, at most 500 kB."),
        )
        ask.add(
            self,
            QgsProcessingParameterColor(p.COLOUR, tr("Colour"), None, opacityEnabled=False, optional=True),
            tr(
                "Of the rule below the title, of headings and links, such as #0f6f7c. It is made darker where text in "
                "it could not be read."
            ),
        )
        for name, label, kind, on in (
            (p.REPORT, tr("Report"), tr("HTML files (*.html)"), True),
            (p.PDF, tr("Sheets for the neighbourhoods"), tr("PDF files (*.pdf)"), False),
            (p.DOCUMENT, tr("Text for a vision document"), tr("Word documents (*.docx)"), False),
            (p.SPREADSHEET, tr("Spreadsheet"), tr("Spreadsheets (*.xlsx)"), False),
        ):
            self.addParameter(
                QgsProcessingParameterFileDestination(name, label, kind, None, optional=True, createByDefault=on)
            )

    def flags(self) -> Qgis.ProcessingAlgorithmFlags:
        # Layouts cannot leave the main thread.
        return super().flags() | Qgis.ProcessingAlgorithmFlag.NoThreading

    def check(self, reader: Reader) -> None:
        language = reader.text(p.LANGUAGE)
        if language.lower() not in LANGUAGES:
            raise InputError("LANGUAGE must be nl, en or empty, not “{value}”.", value=language)
        read_brand(reader)

    def prepareAlgorithm(
        self, parameters: dict[str, object], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> bool:
        self._background = self.parameterAsLayerList(parameters, p.BACKGROUND, context)
        return super().prepareAlgorithm(parameters, context, feedback)

    def compute(
        self,
        parameters: dict[str, object],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
        outputs: Outputs,
    ) -> dict[str, object]:
        from ..adapters.report.atlas import TEMPLATE as SHIPPED
        from ..adapters.report.atlas import SheetContent, Sheets, read_template, write_atlas
        from ..adapters.report.backdrop import take_background
        from ..adapters.report.compliance import read_report
        from ..adapters.report.docx import write_docx
        from ..adapters.report.phrases import Phrases
        from ..adapters.report.report import write_report
        from ..adapters.report.spreadsheet import write_spreadsheet

        outputs.check(*_WRITTEN)
        if not any(outputs.wanted(name) for name in _WRITTEN):
            raise InputError("Nothing is asked for: choose a file for the report.")
        own = self.parameterAsFile(parameters, p.TEMPLATE, context)
        template = Path(own or SHIPPED)
        if own:  # a bad one is told before anything is written; to read one takes as long as a small report
            read_template(template)
        reader, progress = Reader(self, parameters, context, feedback), progress_of(feedback)
        phrases = Phrases(Language(reader.text(p.LANGUAGE).lower()))
        background = take_background(self._background, reader)
        findings, about = read_report(reader, outputs.inputs, background, phrases, progress.part(0, 0.3))

        if (path := outputs.file(p.REPORT)) is not None:
            write_report(path, findings, about, phrases, progress.part(0.3, 0.5))
        if (path := outputs.file(p.DOCUMENT)) is not None:
            write_docx(path, findings, about, phrases, progress.part(0.5, 0.6))
        if (path := outputs.file(p.SPREADSHEET)) is not None:
            write_spreadsheet(path, findings, about, phrases, settings_of(outputs.inputs, phrases.input_layer))
        if (path := outputs.file(p.PDF)) is not None:
            content = SheetContent(
                findings=findings, about=about, phrases=phrases, places=about.places, template=template
            )
            write_atlas(path, content, progress.part(0.6, 1))
            self._sheets = Sheets(pdf=outputs.place_of(path), content=content)
        progress.at(1.0)
        return {}

    def postProcessAlgorithm(self, context: QgsProcessingContext, feedback: QgsProcessingFeedback) -> dict[str, object]:
        # In a window only: a run without one has no project to work on, and should leave no more than was asked for.
        if self._sheets is not None and context.project() is not None and QgsApplication.platform() == "desktop":
            self._sheets.put_into(context.project())
        self._sheets = None
        written = [self._written[name] for name in _WRITTEN if self._written.get(name)]
        if self.signals is not None and written:
            self.signals.reported.emit(str(written[0]))
        return super().postProcessAlgorithm(context, feedback)
