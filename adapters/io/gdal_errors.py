"""What GDAL says when something fails, as exceptions."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from osgeo import gdal, ogr


@contextmanager
def raising() -> Iterator[None]:
    """Let GDAL say what goes wrong; the switch is everybody's, so it is put back as it was."""
    off = [module for module in (gdal, ogr) if not module.GetUseExceptions()]
    for module in off:
        module.UseExceptions()
    try:
        yield
    finally:
        for module in off:
            module.DontUseExceptions()
