"""The reference system of a run: distances are true metres wherever the layers come from."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
)

from buurtmaat.adapters.io.crs import choose_crs
from buurtmaat.adapters.io.dutch_outline import in_the_netherlands
from towns import runs
from towns.runs import Feedback, RefusedError, grid, layer, point

RD_IN_FEET = (
    "+proj=sterea +lat_0=52.1561605555556 +lon_0=5.38763888888889 +k=0.9999079 +x_0=155000 +y_0=463000 +ellps=bessel "
    "+towgs84=565.4171,50.3319,465.5524,1.9342,-1.6677,9.1019,4.0725 +units=us-ft +no_defs"
)
PLACES = [(19.7 * x + 3.1, 17.3 * y + 5.7) for x in range(25) for y in range(25)]
HOMES = [point(*place) for place in PLACES]
SCHOOLS = [point(0, 0), point(500, 490), point(480, 15)]


def nearest(network, homes, schools, feedback=None):
    given = {"NETWORK": network, "DWELLINGS": homes, "FACILITIES": schools, "OUTPUT": "memory:"}
    return runs.run("nearestfacility", given, feedback)


def metres(done) -> list[float]:
    return done.column("OUTPUT", "distance_m")


@pytest.fixture(scope="module")
def plain(qgis_app):
    return metres(nearest(layer(grid()), layer(HOMES), layer(SCHOOLS)))


@pytest.mark.parametrize(
    "systems",
    [
        ("EPSG:4326",) * 3,
        ("EPSG:3857",) * 3,
        ("EPSG:4258", "EPSG:3857", "EPSG:28992"),
        ("EPSG:28992", "EPSG:4326", "EPSG:3857"),
        ("EPSG:32631",) * 3,
        ("EPSG:25831", "EPSG:32632", "EPSG:3035"),
        (f"PROJ:{RD_IN_FEET}",) * 3,
    ],
)
def test_in_the_netherlands_all_systems_give_the_same_metres(systems, plain):
    feedback = Feedback()
    parts = [layer(wkts, crs=crs) for wkts, crs in zip((grid(), HOMES, SCHOOLS), systems, strict=True)]
    found = metres(nearest(*parts, feedback))
    assert found == [pytest.approx(v, abs=max(0.05 * v / 1000, 0.005)) for v in plain]
    assert any("EPSG:28992" in text for text in feedback.infos)


# Degrees to two decimals, as atlases have them.
ABROAD = {
    "Brussels": (4.35, 50.85),
    "Antwerp": (4.40, 51.22),
    "Ghent": (3.72, 51.05),
    "Bruges": (3.22, 51.21),
    "Hasselt": (5.34, 50.93),
    "Liège": (5.57, 50.63),
    "Aachen": (6.08, 50.78),
    "Cologne": (6.96, 50.94),
    "Düsseldorf": (6.77, 51.23),
    "Duisburg": (6.76, 51.43),
    "Mönchengladbach": (6.44, 51.19),
    "Kleve": (6.14, 51.79),
    "Bocholt": (6.61, 51.84),
    "Emden": (7.21, 53.37),
    "Borkum": (6.70, 53.59),
    "London": (-0.13, 51.51),
}
DUTCH = {
    "Amsterdam": (4.90, 52.37),
    "Delft": (4.36, 52.01),
    "Sluis": (3.39, 51.31),
    "Sas van Gent": (3.80, 51.23),
    "Terneuzen": (3.83, 51.33),
    "Putte": (4.39, 51.36),
    "Baarle-Nassau": (4.93, 51.45),
    "Maastricht": (5.69, 50.85),
    "Vaals": (6.02, 50.77),
    "Kerkrade": (6.07, 50.87),
    "Venlo": (6.17, 51.37),
    "Millingen": (6.04, 51.86),
    "Dinxperlo": (6.49, 51.87),
    "Enschede": (6.89, 52.22),
    "Coevorden": (6.74, 52.66),
    "Nieuweschans": (7.21, 53.18),
    "Delfzijl": (6.92, 53.33),
    "Schiermonnikoog": (6.16, 53.48),
    "Vlieland": (5.07, 53.30),
    "Den Burg": (4.80, 53.05),
    "Westkapelle": (3.44, 51.53),
}


@pytest.mark.parametrize(("name", "dutch"), [*((n, False) for n in ABROAD), *((n, True) for n in DUTCH)])
def test_the_netherlands_are_what_lies_in_them(name: str, dutch: bool) -> None:
    from qgis.core import QgsPointXY

    assert in_the_netherlands(QgsPointXY(*(ABROAD | DUTCH)[name])) == dutch


def test_all_dutch_neighbourhoods_lie_in_the_netherlands(shared: Path) -> None:
    from qgis.core import QgsCoordinateTransform, QgsVectorLayer

    areas = QgsVectorLayer(str(shared / "data/nl/neighbourhoods_2024_approx.gpkg"), "areas", "ogr")
    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    to_degrees = QgsCoordinateTransform(areas.crs(), degrees, QgsCoordinateTransformContext())
    middles = [f.geometry().pointOnSurface().asPoint() for f in areas.getFeatures() if f.hasGeometry()]
    assert len(middles) > 14000
    assert all(in_the_netherlands(to_degrees.transform(middle)) for middle in middles)


def test_brussels_is_computed_in_a_system_that_is_true_there() -> None:
    from qgis.core import QgsCoordinateTransform, QgsPointXY

    degrees, lambert = QgsCoordinateReferenceSystem("EPSG:4326"), QgsCoordinateReferenceSystem("EPSG:3812")
    to_lambert = QgsCoordinateTransform(degrees, lambert, QgsCoordinateTransformContext())
    there = to_lambert.transform(QgsPointXY(*ABROAD["Brussels"]))
    street = f"LINESTRING({there.x()} {there.y()}, {there.x() + 100} {there.y()})"
    assert working("EPSG:3812", street, shift=False).crs == lambert


def test_the_system_of_a_shapefile_is_true_to_scale_too_where_qgis_has_no_name_for_its_ellipsoid(tmp_path) -> None:
    """QGIS measures nothing on such a one, and gives no number."""
    from qgis.core import Qgis

    text = QgsCoordinateReferenceSystem("EPSG:31370").toWkt(Qgis.CrsWktVariant.Wkt1Esri)
    path = tmp_path / "streets.shp"
    runs.save(layer(["LINESTRING(148930 171316, 149030 171316)"], crs="", shift=False), path)
    path.with_suffix(".prj").write_text(text.replace("150000.013", "150001.0"))
    streets = runs.loaded(str(path))
    assert streets.crs().ellipsoidAcronym().startswith("PARAMETER:")
    chosen = choose_crs(streets, QgsCoordinateTransformContext())
    assert chosen.crs == streets.crs()
    assert chosen.reason.endswith(": true to scale here.")


@pytest.mark.parametrize(
    ("crs", "lon", "lat"),
    [
        ("EPSG:2263", -74.0, 40.7),  # New York, in feet
        ("EPSG:4326", 13.4, 52.5),
        ("EPSG:3857", 24.9, 60.2),
        ("EPSG:2056", 7.4, 46.9),
        ("EPSG:32733", 18.4, -33.9),
        ("EPSG:4326", 179.999, -16.8),
    ],
)
def test_elsewhere_metres_are_those_of_the_ellipsoid(crs, lon, lat):
    from qgis.core import QgsCoordinateTransform, QgsDistanceArea, QgsPointXY

    degrees = QgsCoordinateReferenceSystem("EPSG:4326")
    measure = QgsDistanceArea()
    measure.setSourceCrs(degrees, QgsCoordinateTransformContext())
    measure.setEllipsoid("EPSG:7030")
    to_own = QgsCoordinateTransform(degrees, QgsCoordinateReferenceSystem(crs), QgsCoordinateTransformContext())
    corners = [(lon, lat), (lon - 0.02, lat), (lon - 0.02, lat + 0.01)]
    length = measure.measureLine([QgsPointXY(*p) for p in corners])

    def own(*places) -> str:
        there = [to_own.transform(QgsPointXY(*p)) for p in places]
        return ", ".join(f"{p.x():.9f} {p.y():.9f}" for p in there)

    made = [f"LINESTRING({own(*corners)})"], [f"POINT({own(corners[0])})"], [f"POINT({own(corners[2])})"]
    network, home, school = (layer(wkts, crs=crs, shift=False) for wkts in made)
    assert metres(nearest(network, home, school))[0] == pytest.approx(length, rel=6e-4)


def working(crs: str, wkt: str = "LINESTRING(0 0, 1000 0)", **changes):
    return choose_crs(layer([wkt], crs=crs, **changes), QgsCoordinateTransformContext())


@pytest.mark.parametrize(
    ("crs", "wkt", "chosen"),
    [
        ("EPSG:28992", "LINESTRING(84000 447000, 84100 447000)", "EPSG:28992"),
        ("EPSG:28992", "LINESTRING(-500000 90000, -500100 90000)", "EPSG:28992"),  # in it already, wherever that is
        ("EPSG:4326", "LINESTRING(4.36 52.01, 4.37 52.01)", "EPSG:28992"),
        ("EPSG:2056", "LINESTRING(2600000 1200000, 2600100 1200000)", "EPSG:2056"),
        ("EPSG:32733", "LINESTRING(261878 6243186, 261978 6243186)", "EPSG:32733"),
    ],
)
def test_the_network_decides(crs, wkt, chosen):
    found = working(crs, wkt, shift=False)
    assert found.crs.authid() == chosen
    assert chosen in found.reason


@pytest.mark.parametrize(
    ("crs", "wkt"),
    [
        ("EPSG:3857", "LINESTRING(1490000 6890000, 1490100 6890000)"),  # Berlin: 1.6 times too long
        ("EPSG:2263", "LINESTRING(980000 200000, 980100 200000)"),
        ("EPSG:32632", "LINESTRING(1200000 5800000, 1200100 5800000)"),  # outside its zone
        ("EPSG:3035", "LINESTRING(4321000 5500000, 4321100 5500000)"),  # equal areas, not lengths
    ],
)
def test_a_system_that_is_not_true_to_scale_gives_way_to_one_that_is(crs, wkt):
    found = working(crs, wkt, shift=False)
    assert not found.crs.isGeographic()
    assert found.crs.authid() != crs
    assert crs in found.reason


def test_one_stray_feature_does_not_move_the_middle():
    lines = ["LINESTRING(13.4 52.5, 13.41 52.5)"] * 5 + ["LINESTRING(-170 -80, -170.1 -80)"]
    found = choose_crs(layer(lines, crs="EPSG:4326", shift=False), QgsCoordinateTransformContext())
    assert "52.5" in found.reason


@pytest.mark.parametrize("wkt", ["LINESTRING(84000 447000, 85000 447000)", "LINESTRING(52 147, 52.1 147)"])
def test_coordinates_that_do_not_fit_their_system_are_refused(wkt):
    with pytest.raises(RefusedError, match="do not fit"):
        nearest(
            layer([wkt], crs="EPSG:4326", shift=False),
            layer(HOMES),
            layer(SCHOOLS),
        )


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:28992"])
def test_a_layer_without_a_system_is_taken_to_be_in_the_network_s(crs, plain):
    feedback = Feedback()
    homes = layer(HOMES, crs=crs)
    homes.setCrs(QgsCoordinateReferenceSystem())
    assert not homes.crs().isValid()
    found = nearest(layer(grid(), crs=crs), homes, layer(SCHOOLS), feedback)
    assert metres(found) == [pytest.approx(v, abs=0.05) for v in plain]
    assert feedback.warned("no reference system", crs)


def test_a_network_without_a_system_is_in_metres(plain):
    feedback = Feedback()
    found = nearest(*(layer(wkts, crs="") for wkts in (grid(), HOMES, SCHOOLS)), feedback)
    assert metres(found) == [pytest.approx(v) for v in plain]
    assert feedback.warned("no reference system", "metres")


def test_a_feature_that_cannot_be_brought_over_is_one_bad_row(plain):
    homes = layer(["POINT(4.3600 52.0100)", "POINT(500 500)", "POINT(4.36 95)"], crs="EPSG:4326", shift=False)
    done = nearest(layer(["LINESTRING(4.35 52.01, 4.40 52.01)"], crs="EPSG:4326", shift=False), homes, layer(SCHOOLS))
    assert [s != "ok" for s in done.column("OUTPUT", "row_status")][1:] == [True, True]
    assert done.column("OUTPUT", "row_status")[0] in ("ok", "unreachable")


def test_without_a_network_the_neighbourhoods_decide():
    given = {
        "DWELLINGS": layer(HOMES, crs="EPSG:4326"),
        "NEIGHBOURHOODS": layer([runs.box(-50, -50, 600, 600)], crs="EPSG:3857"),
        "FACILITIES": [layer(SCHOOLS, "school", crs="EPSG:4258")],
        "REQUIREMENTS": [["s", "school", "distance", "250", "m", "", "", "straight", "", "", "0.5"]],
        "OUTPUT_DWELLINGS": "memory:",
    }
    done = runs.run("basicrequirements", given)
    assert any("EPSG:28992" in text for text in done.feedback.infos)
    schools = ((0, 0), (500, 490), (480, 15))
    wanted = [min(math.dist(home, school) for school in schools) for home in PLACES]
    assert done.column("OUTPUT_DWELLINGS", "s_value") == [pytest.approx(v, abs=0.05) for v in wanted]
    assert done.layer("OUTPUT_DWELLINGS").crs().authid() == "EPSG:4326"
