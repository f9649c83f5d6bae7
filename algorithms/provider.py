"""The Processing provider: the list of Buurtmaat's algorithms."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsProcessingProvider
from qgis.PyQt.QtGui import QIcon

from .basic_requirements import BasicRequirementsAlgorithm
from .check_network import CheckNetworkAlgorithm
from .nearest_facility import NearestFacilityAlgorithm
from .od_matrix import OdMatrixAlgorithm
from .reach_counts import ReachCountsAlgorithm
from .service_areas import ServiceAreasAlgorithm

ALGORITHMS = (
    CheckNetworkAlgorithm,
    NearestFacilityAlgorithm,
    ServiceAreasAlgorithm,
    ReachCountsAlgorithm,
    OdMatrixAlgorithm,
    BasicRequirementsAlgorithm,
)
_ICON = str(Path(__file__).resolve().parent.parent / "resources" / "icons" / "buurtmaat.svg")


class BuurtmaatProvider(QgsProcessingProvider):
    """Shows Buurtmaat in the Processing toolbox."""

    def id(self) -> str:
        """Give the id that stands before the colon in each algorithm's id."""
        return "buurtmaat"

    def name(self) -> str:
        """Give the name shown in the toolbox; a name, so not translated."""
        return "Buurtmaat"

    def icon(self) -> QIcon:
        """Give the icon shown in the toolbox."""
        return QIcon(_ICON)

    def svgIconPath(self) -> str:
        """Give the icon's file, so that QGIS can draw it at any size."""
        return _ICON

    def loadAlgorithms(self) -> None:
        """Add a new object of every algorithm; the registry calls this."""
        for algorithm in ALGORITHMS:
            self.addAlgorithm(algorithm())
