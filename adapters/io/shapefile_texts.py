"""The texts of Shapefiles, where GDAL reads them beside QGIS."""

from __future__ import annotations

from pathlib import Path

from .providers import open_to_read


def text_options(path: str) -> list[str]:
    """Return the options with which GDAL opens a file so that its texts are those that QGIS shows.

    QGIS decodes the texts of Shapefiles itself, and tells GDAL to leave them as they are: for the whole program, from
    the first layer that it opens.
    """
    if Path(path).suffix.lower() not in (".shp", ".dbf"):
        return []
    layer = open_to_read(path)
    encoding = layer.dataProvider().encoding() if layer.isValid() else ""
    return [f"ENCODING={encoding}"] if encoding and encoding != "System" else []


def whole_text(text: str) -> str:
    """Return a text of GDAL with a sign in place of each byte that is no character in the encoding of the file."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
