"""Where the results of checks go: into temporary layers, or each time into a new GeoPackage in a folder.

Which folder is kept on this computer, by the file of the project: a project that comes from elsewhere must not say
where files are written.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from qgis.core import QgsDataSourceUri, QgsProcessingOutputLayerDefinition, QgsProject, QgsSettings

from ...adapters.io import parameter_names as p

_KEY = "buurtmaat/results_folder"
TABLES: Mapping[str, str] = {
    p.OUTPUT_DWELLINGS: "dwellings",
    p.OUTPUT_NEIGHBOURHOODS: "neighbourhoods",
    p.OUTPUT_RESULTS: "results",
    p.OUTPUT_FACILITIES: "facilities",
}
"""What the panel has a check write, and the tables that it goes into."""

PLAUSIBILITY: Mapping[str, str] = {p.OUTPUT_PLAUSIBILITY: "plausibility"}
"""What it has written too where there are published distances to lay ours beside."""


class ResultFolder:
    """Remembers the folder of a project; empty for temporary layers."""

    def __init__(self, project: QgsProject) -> None:
        self._project = project
        self._unsaved = ""  # of a project that has no file yet
        project.projectSaved.connect(self._take_along)
        project.cleared.connect(self._forget)

    @property
    def path(self) -> str:
        """Return the folder."""
        key = self._key()
        return str(QgsSettings().value(key, "") or "") if key else self._unsaved

    def choose(self, path: str) -> None:
        """Remember another folder."""
        key = self._key()
        if not key:
            self._unsaved = path
        elif path:
            QgsSettings().setValue(key, path)
        else:
            QgsSettings().remove(key)

    def drop(self) -> None:
        """Look at the project no more."""
        self._project.projectSaved.disconnect(self._take_along)
        self._project.cleared.disconnect(self._forget)

    def destinations(
        self, norm_set: str, tables: Mapping[str, str] = TABLES, *, dated: bool = True
    ) -> dict[str, QgsProcessingOutputLayerDefinition]:
        """Return where the outputs of the next check go.

        Parameters
        ----------
        norm_set
            What the file is called after.
        tables
            By output the table that it goes into.
        dated
            Whether the time is in its name too, so that each check has a file of its own.
        """
        folder = self.path
        if not folder:
            return {name: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", self._project) for name in tables}
        when = datetime.now().astimezone().strftime("%Y-%m-%d-%H%M%S")
        file = Path(folder) / (f"{norm_set}-{when}.gpkg" if dated else f"{norm_set}.gpkg")
        return {name: _table(file, table, self._project) for name, table in tables.items()}

    def _key(self) -> str:
        file = self._project.absoluteFilePath()
        return f"{_KEY}/{sha256(file.encode()).hexdigest()[:24]}" if file else ""

    def _take_along(self) -> None:
        """Keep what was chosen before the project had a file."""
        if self._unsaved:
            chosen, self._unsaved = self._unsaved, ""
            self.choose(chosen)

    def _forget(self) -> None:
        self._unsaved = ""


def _table(file: Path, table: str, project: QgsProject) -> QgsProcessingOutputLayerDefinition:
    uri = QgsDataSourceUri()
    uri.setDatabase(str(file))
    uri.setDataSource("", table, "geom")
    return QgsProcessingOutputLayerDefinition(f"ogr:{uri.uri()}", project)
