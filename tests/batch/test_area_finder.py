"""Where points lie, against QGIS asked of each point and area: in gaps, in overlaps, on borders, and nowhere."""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import ogr
from qgis.core import QgsGeometry, QgsPointXY

from buurtmaat.batch.area_finder import AreaFinder

ogr.UseExceptions()


def areas_of(seed: int) -> list[QgsGeometry]:
    """Return triangles and blobs at whole coordinates: many overlap, many touch, and there is ground between them."""
    rng = np.random.default_rng(seed)
    shapes = []
    for _ in range(9):
        corners = [QgsPointXY(float(x), float(y)) for x, y in rng.integers(0, 60, (rng.integers(3, 8), 2))]
        shapes.append(QgsGeometry.fromMultiPointXY(corners).convexHull())
    block = "POLYGON (({0} 0, {1} 0, {1} 60, {0} 60, {0} 0), ({2} 20, {3} 20, {3} 40, {2} 40, {2} 20))"
    shapes += [QgsGeometry.fromWkt(block.format(x, x + 20, x + 5, x + 15)) for x in (70, 90)]
    return [one for one in shapes if one.area() > 0]


def given(shape: QgsGeometry) -> ogr.Geometry:
    return ogr.CreateGeometryFromWkb(bytes(shape.asWkb().data()))


@pytest.mark.parametrize("points", [1, 200, 3000, 100_000])
@pytest.mark.parametrize("seed", range(6))
def test_points_lie_where_each_area_says(seed: int, points: int) -> None:
    """`points` is how many are announced, and so how fine the grid is."""
    shapes, rng = areas_of(seed), np.random.default_rng(seed + 100)
    whole = rng.integers(-5, 120, (1500, 2)).astype(float)  # many of them on borders and corners
    xy = np.concatenate([whole, rng.uniform(-5, 120, (500, 2)), [[np.nan, np.nan], [np.inf, 3], [1e300, -1e300]]])
    found = AreaFinder([None, *map(given, shapes)], points).find(xy)
    shared = 0
    for at, first, is_shared in zip(xy, found.first.tolist(), found.shared.tolist(), strict=True):
        place = QgsGeometry.fromPointXY(QgsPointXY(*at))
        of = [n for n, one in enumerate(shapes, 1) if np.isfinite(at).all() and one.intersects(place)]
        assert (first, is_shared) == (of[0] if of else -1, len(of) > 1), at
        shared += is_shared
    assert shared > 50
    assert (found.first < 0).sum() > 50


def test_without_areas_all_lie_in_none() -> None:
    found = AreaFinder([None], 10).find(np.zeros((3, 2)))
    assert found.first.tolist() == [-1, -1, -1]
    assert not found.shared.any()
