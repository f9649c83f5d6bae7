"""Requirements over the years: what a neighbourhood has today and will have, as plans are built and people come.

Each year is a run of `basic_requirements.py` on the dwellings, facilities and streets of that year. Years as 2026,
growth in percent a year.
"""

from __future__ import annotations

from typing import ClassVar

from ..adapters.io.translation import tr
from . import requirement_parameters as r
from .basic_requirements import BasicRequirementsAlgorithm


class RequirementsOverYearsAlgorithm(BasicRequirementsAlgorithm):
    """The Processing algorithm `buurtmaat:requirementsoveryears`: the same check, with years to come in its dialog."""

    STEM = "requirements_over_years"
    NOT_IN_DIALOG: ClassVar[tuple[str, ...]] = ()

    def name(self) -> str:
        return "requirementsoveryears"

    def displayName(self) -> str:
        return tr("Check requirements over the years")

    def tags(self) -> list[str]:
        return tr(
            "basic requirements,years,housing programme,plans,planned dwellings,growth,forecast,neighbourhood,norm"
        ).split(",")

    def shortDescription(self) -> str:
        return tr(
            "Checks in each of several years which neighbourhoods meet a norm set, with plans, growth and forecast."
        )

    def shortHelpString(self) -> str:
        return tr(
            "Checks in each of several years whether the dwellings of every neighbourhood have the facilities that a "
            "norm set asks for, so that a housing programme shows what it means before it is built.\n\n"
            "Write the years, such as 2026;2030;2040. Give what changes: the dwellings that “Planned dwellings” made, "
            "the fields with the years in which facilities open and close and streets are built, and how many people "
            "there will be, as growth or as a forecast. All else is asked as in Check basic requirements.\n\n"
            "Results: the table has rows for each year, those of existing and of new dwellings apart; the layers and "
            "the report show the last year. One table says what each plan means by itself. What is not known is never "
            "called met or failed."
        )

    def initAlgorithm(self, configuration: dict[str, object] | None = None) -> None:
        r.add_layers(self)
        r.add_years(self)
        r.add_plans(self)
        r.add_norms(self)
        r.add_options(self)
        r.add_outputs(self)
