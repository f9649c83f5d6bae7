"""The Processing provider: the list of Buurtmaat's algorithms."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProcessingAlgorithm, QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from ..adapters.outputs.run_record import LastRun
from ..adapters.outputs.taken_places import Claims
from ..adapters.results.layer_arrivals import LayerArrivals
from ..core.session import NetworkSession
from .basic_requirements import BasicRequirementsAlgorithm
from .check_network import CheckNetworkAlgorithm
from .compare_scenarios import CompareScenariosAlgorithm
from .compliance_report import ComplianceReportAlgorithm
from .facilities_per_dwellings import FacilitiesPerDwellingsAlgorithm
from .fetch_data import FetchDataAlgorithm
from .floating_catchment import FloatingCatchmentAlgorithm
from .going_runs import GoingRuns
from .living_environments import LivingEnvironmentsAlgorithm
from .nearest_facility import NearestFacilityAlgorithm
from .od_matrix import OdMatrixAlgorithm
from .planned_dwellings import PlannedDwellingsAlgorithm
from .prepare_candidates import PrepareCandidatesAlgorithm
from .prepare_dwellings import PrepareDwellingsAlgorithm
from .prepare_facilities import PrepareFacilitiesAlgorithm
from .prepare_network import PrepareNetworkAlgorithm
from .prepare_stops import PrepareStopsAlgorithm
from .reach_counts import ReachCountsAlgorithm
from .reachable_ground import ReachableGroundAlgorithm
from .requirements_over_years import RequirementsOverYearsAlgorithm
from .run_recipe import RunRecipeAlgorithm
from .run_signals import RunSignals
from .service_areas import ServiceAreasAlgorithm
from .shipped_models import shipped_models
from .suggest_locations import SuggestLocationsAlgorithm
from .survey_comparison import SurveyComparisonAlgorithm
from .survey_estimates import SurveyEstimatesAlgorithm
from .threshold_curve import ThresholdCurveAlgorithm
from .trend import TrendAlgorithm

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QWidget

ALGORITHMS = (
    CheckNetworkAlgorithm,
    NearestFacilityAlgorithm,
    ServiceAreasAlgorithm,
    ReachCountsAlgorithm,
    OdMatrixAlgorithm,
    FacilitiesPerDwellingsAlgorithm,
    FloatingCatchmentAlgorithm,
    BasicRequirementsAlgorithm,
    RequirementsOverYearsAlgorithm,
    ReachableGroundAlgorithm,
    ComplianceReportAlgorithm,
    ThresholdCurveAlgorithm,
    TrendAlgorithm,
    PlannedDwellingsAlgorithm,
    CompareScenariosAlgorithm,
    SuggestLocationsAlgorithm,
    SurveyEstimatesAlgorithm,
    SurveyComparisonAlgorithm,
    FetchDataAlgorithm,
    PrepareNetworkAlgorithm,
    PrepareFacilitiesAlgorithm,
    PrepareDwellingsAlgorithm,
    PrepareStopsAlgorithm,
    PrepareCandidatesAlgorithm,
    LivingEnvironmentsAlgorithm,
    RunRecipeAlgorithm,
)
_ICON = str(Path(__file__).resolve().parent.parent / "resources" / "icons" / "buurtmaat.svg")


class BuurtmaatProvider(QgsProcessingProvider):
    """Shows Buurtmaat in the Processing toolbox, and keeps what its runs are writing to and have made of the inputs.

    Attributes
    ----------
    make_dialog
        Makes the dialog of an algorithm, for a window; None leaves that to QGIS.
    signals
        Tells a window what came of runs.
    last_run
        What can be told of the last one, for those who look into what went wrong.
    """

    def __init__(self) -> None:
        super().__init__()
        self.claims = Claims()
        self.arrivals = LayerArrivals()
        self.session = NetworkSession()
        self.runs = GoingRuns()
        self.signals = RunSignals()
        self.last_run = LastRun()
        self.make_dialog: Callable[[QgsProcessingAlgorithm, QWidget | None], QWidget | None] | None = None

    def id(self) -> str:
        """Return the id that stands before the colon in each algorithm's id."""
        return "buurtmaat"

    def name(self) -> str:
        """Return the name shown in the toolbox; a name, so not translated."""
        return "Buurtmaat"

    def icon(self) -> QIcon:
        """Return the icon shown in the toolbox."""
        return QIcon(_ICON)

    def svgIconPath(self) -> str:
        """Return the icon's file, so that QGIS can draw it at any size."""
        return _ICON

    def load(self) -> bool:
        """Load, and once more when the registry knows the provider: only then its models find their algorithms."""
        QgsApplication.processingRegistry().providerAdded.connect(self._refresh)
        return super().load()

    def unload(self) -> None:
        """Stop runs, listen no more, and forget what runs kept; the registry calls this, also at the end of QGIS."""
        self.runs.stop()
        self.arrivals.drop()
        self.session.clear()
        registry = QgsApplication.processingRegistry()
        if registry is not None:
            registry.providerAdded.disconnect(self._refresh)
        super().unload()

    def _refresh(self, added: str) -> None:
        if added == self.id():
            self.refreshAlgorithms()

    def loadAlgorithms(self) -> None:
        """Add a new object of every algorithm, and the models that come along; the registry calls this."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
        for model in shipped_models():
            self.addAlgorithm(model)
