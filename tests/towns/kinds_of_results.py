"""Every kind of place that a result goes to, and what can be read there: the older result, the new one, or neither."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsFeatureSource, QgsProviderRegistry, QgsVectorLayer

from towns import runs
from towns.results_tables import results
from towns.runs import box, grid, into, layer, point

OLD, NEW = 20, 30
"""Dwellings of the older result and of the new one."""

FILES = ("gpkg", "shp", "geojson", "csv", "fgb", "tab", "sqlite", "gml", "dbf")
REPORTS = {"html": "REPORT", "pdf": "PDF", "docx": "DOCUMENT", "xlsx": "SPREADSHEET"}
FIGURES = {"total": 60.0, "within": 60.0, "share": 1.0, "compliance": "meets"}
ON_DISK = ("table", *FILES, *REPORTS)


@dataclass(frozen=True)
class Kind:
    """A kind of place in a folder, or a database, and how to run an algorithm that writes there."""

    name: str
    folder: Path
    database: str = ""

    @property
    def path(self) -> Path:
        return self.folder / ("project.gpkg" if self.name == "table" else f"x.{self.name}")

    @property
    def target(self) -> str:
        if self.name == "postgis":
            return f'postgis:{self.database} table="public"."x" (geom)'
        if self.name == "table":
            return into(Path(str(self.path).replace("'", r"\'")), "x")
        return str(self.path)

    @property
    def output(self) -> str:
        return REPORTS.get(self.name, "OUTPUT")

    def begin(self) -> None:
        """Put what is not the run's beside, and the older result there."""
        if self.name == "table":
            runs.save(layer([(point(1, 2), "mine")], "mine", note="text"), self.path, "mine")
        if self.name == "shp":
            self.path.with_suffix(".qml").write_text("my style")
        self.run(OLD)

    def run(self, count: int, feedback=None, context=None):
        return runs.run(*self.given(count), feedback, context)

    def given(self, count: int) -> tuple[str, dict]:
        if self.name in REPORTS:
            return "compliancereport", {
                "RESULTS": results({"neighbourhood": "a", "title": f"Title {count}", **FIGURES}),
                "NEIGHBOURHOODS": layer([(box(-50, -50, 550, 550), "a")], "areas", code="text"),
                "NEIGHBOURHOOD_ID": "code",
                "TITLE": f"Title {count}",
                self.output: self.target,
            }
        homes = layer([(point(15 * n, 10), f"home {n}") for n in range(count)], "homes", who="text")
        if self.name == "dbf":
            more = {"ORIGINS": homes, "ORIGIN_ID": "who", "DESTINATIONS": layer([point(250, -20)], "shops")}
            return "odmatrix", {"NETWORK": layer(grid(), "streets"), **more, self.output: self.target}
        more = {"DWELLINGS": homes, "FACILITIES": layer([point(250, -20)], "shops")}
        return "nearestfacility", {"NETWORK": layer(grid(), "streets"), **more, self.output: self.target}

    def others(self) -> dict[str, object]:
        """Return what stands beside the result, that of a killed run excepted."""
        if self.name == "postgis":
            connection = QgsProviderRegistry.instance().providerMetadata("postgres").createConnection(self.database, {})
            left = "select tablename from pg_tables where schemaname = 'public' and tablename like 'buurtmaat%'"
            return {name: None for (name,) in connection.executeSql(left)}
        files = {p.name for p in self.folder.iterdir() if not p.name.startswith(f"{self.path.stem}.")}
        found: dict[str, object] = dict.fromkeys(files)
        if self.name == "table" and self.path.exists():
            source = runs.loaded(f"{self.path}|layername=mine", to_edit=True)  # what was killed is rolled back
            found["mine"] = [f["note"] for f in source.getFeatures()]
        if self.name == "shp":
            found["style"] = self.path.with_suffix(".qml").read_text()
        return found

    def state(self) -> str:
        """Return whether the older result can be read in full, or the new one."""
        if self.name in REPORTS:
            return self._of_file()
        uri = f"{self.path}|layername=x" if self.name == "table" else str(self.path)
        if self.name == "postgis":
            uri = f'{self.database} srid=28992 type=Point table="public"."x" (geom)'
        found = QgsVectorLayer(uri, "x", "postgres" if self.name == "postgis" else "ogr")
        if not found.isValid():
            return "none"
        if self.name in ("gpkg", "table") and found.hasSpatialIndex() != QgsFeatureSource.SpatialIndexPresent:
            return "broken: no spatial index"
        name = "origin_id" if self.name == "dbf" else "who"
        rows = sorted(str(f[name]) for f in found.getFeatures())
        wanted = {count: sorted(f"home {n}" for n in range(count)) for count in (OLD, NEW)}
        return next((word for word, count in (("old", OLD), ("new", NEW)) if rows == wanted[count]), f"broken: {rows}")

    def _of_file(self) -> str:
        content = self.path.read_bytes()
        if self.name in ("docx", "xlsx"):
            with zipfile.ZipFile(self.path) as file:
                assert file.testzip() is None
                content = b"".join(file.read(name) for name in file.namelist())
        if self.name == "pdf":
            assert content.startswith(b"%PDF")
            assert content.rstrip().endswith(b"%%EOF")
            content = content.replace(b"\0", b"")
        if self.name == "html":
            assert content.rstrip().endswith(b"</html>")
        found = [word for word, count in (("old", OLD), ("new", NEW)) if f"Title {count}".encode() in content]
        return found[0] if len(found) == 1 else f"broken: {found}"
