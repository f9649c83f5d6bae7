"""Ground shared out between owners of streets, tile by tile."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.core import QgsGeometry

from buurtmaat.adapters.reach import split_ground
from buurtmaat.adapters.reach.service_areas import LEAST, without_slivers
from buurtmaat.adapters.reach.split_ground import divide_ground, put_together
from buurtmaat.core.errors import Cancelled
from buurtmaat.core.progress import Progress
from buurtmaat.core.reach.borders import StreetPieces

MARGIN = 29.0


def streets(rows) -> StreetPieces:
    table = np.array(rows, np.float64)
    return StreetPieces(table[:, :2], table[:, 2:4], table[:, 4].astype(np.int64))


def comb() -> StreetPieces:
    """Return a street of owner 0 with side streets of the owners 1 to 5 every 100 m."""
    return streets([(0, 0, 600, 0, 0), *((100 * i, 10, 100 * i, 300, i) for i in range(1, 6))])


def ground_of(pieces: StreetPieces, metres: float = 25) -> QgsGeometry:
    lines = [
        QgsGeometry.fromWkt(f"LINESTRING({a[0]} {a[1]}, {b[0]} {b[1]})")
        for a, b in zip(pieces.a, pieces.b, strict=True)
    ]
    return QgsGeometry.unaryUnion([line.buffer(metres, 5) for line in lines])


def parts(grounds, pieces: StreetPieces) -> dict:
    found = divide_ground(grounds, pieces, MARGIN, Progress())
    return {key: put_together(faces, Progress()) for key, faces in found.items()}


@pytest.mark.parametrize("metres_a_tile", [50.0, 200.0, 1e6])
def test_tiles_change_nothing_and_lose_nothing(metres_a_tile, monkeypatch):
    monkeypatch.setattr(split_ground, "_STREET", metres_a_tile)
    pieces = comb()
    outer = ground_of(pieces)
    inner = ground_of(pieces, 12)
    found = parts([QgsGeometry(), inner, outer], pieces)
    assert set(found) == {(owner, ring) for owner in range(6) for ring in (1, 2)}
    assert sum(one.area() for (_, ring), one in found.items() if ring == 1) == pytest.approx(inner.area(), rel=1e-9)
    assert sum(one.area() for one in found.values()) == pytest.approx(outer.area(), rel=1e-9)
    for owner in range(1, 6):
        side = found[owner, 1].combine(found[owner, 2])
        assert len(side.asGeometryCollection()) == 1
        # 50 m wide from y = 0 up, with half a circle of ten pieces at the end; what the first street is nearer to lies
        # below y = (x² + 100) / 20 for |x| < 10, and below y = |x| as far as 25.
        circle = 10 * 25**2 / 2 * np.sin(np.pi / 10)
        lost = 2 * ((10**3 / 3 + 10 * 100) / 20 + (25**2 - 10**2) / 2)
        assert side.area() == pytest.approx(50 * 300 + circle - lost, rel=1e-3)


def test_cancel_is_looked_at_for_every_tile(monkeypatch):
    monkeypatch.setattr(split_ground, "_STREET", 200.0)
    pieces = comb()
    looks = []

    def cancelled() -> bool:
        looks.append(1)
        return len(looks) == 5

    with pytest.raises(Cancelled):
        divide_ground([ground_of(pieces)], pieces, MARGIN, Progress(cancelled=cancelled))


def test_a_face_with_a_spike_is_told_by_its_body():
    """At half its height it is a spike with no width, on the very border of the ground."""
    face = QgsGeometry.fromWkt("POLYGON((0 0, 10 0, 10 1, 0.000000001 1, 0 101, 0 1, 0 0))")
    spot = split_ground._spot(face)
    assert 0 < spot.y() < 1
    assert 0 < spot.x() < 10


def test_no_ground_gives_no_faces():
    assert divide_ground([QgsGeometry()], streets([(0, 0, 1, 0, 0)]), MARGIN, Progress()) == {}


def test_slivers_lines_and_points_go_and_the_rest_stays():
    mixed = QgsGeometry.fromWkt(
        "GEOMETRYCOLLECTION(POINT(5 5), LINESTRING(0 0, 9 9), POLYGON((50 0, 50.001 0, 50.001 0.001, 50 0)), "
        "GEOMETRYCOLLECTION(POLYGON((0 0, 10 0, 10 10, 0 10, 0 0), (1 1, 1.001 1, 1.001 1.001, 1 1), "
        "(4 4, 5 4, 5 5, 4 5, 4 4))))"
    )
    kept = without_slivers(mixed)
    assert kept.area() == pytest.approx(99)
    assert len(kept.asGeometryCollection()) == 1
    assert without_slivers(QgsGeometry.fromWkt("LINESTRING(0 0, 9 9)")) is None
    assert without_slivers(QgsGeometry()) is None
    assert without_slivers(QgsGeometry.fromWkt(f"POLYGON((0 0, 1 0, 1 {LEAST}, 0 0))")) is None
