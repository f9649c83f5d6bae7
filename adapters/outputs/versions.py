"""With which versions a run is made, by name."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

from osgeo import gdal
from qgis.core import Qgis

from .provenance import plugin_version

_PACKAGES = ("numpy", "pandas", "scipy")


def versions_now() -> dict[str, str]:
    """Return the versions of the plugin, of QGIS and of the libraries that compute."""
    found = {"Buurtmaat": plugin_version(), "QGIS": Qgis.version().partition("-")[0], "GDAL": str(gdal.__version__)}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:  # a QGIS that brings it without saying so
            continue
    return found
