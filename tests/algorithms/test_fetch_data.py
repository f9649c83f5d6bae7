"""Fetch data from services on this machine, which behave well and badly."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest
from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt

from buurtmaat.adapters.fetching import fetched_tables
from buurtmaat.adapters.outputs import geopackage
from towns import runs
from towns.fetched_sample import TOWN, sample_services, write_sample_services
from towns.fetched_town import GOUD, WRONG, FetchedTown, Thing, dwellings, serving_town, square
from towns.fixtures import provider
from towns.full_disk import files_at_most
from towns.runs import X0, Y0

__all__ = ["provider"]

ALL = [0, 1, 2, 3, 4, 5, 6]
NEIGHBOURHOODS, DWELLINGS, STREETS, FACILITIES, GREEN, WATER, STATISTICS = ALL


def slow(*given):
    """Mark a case that the tests of what reads an answer have too."""
    return pytest.param(*given, marks=pytest.mark.slow)


@pytest.fixture(autouse=True)
def profile(tmp_path, monkeypatch):
    """Let what is kept of answers be in a profile of the test's own."""
    from qgis.core import QgsApplication

    folder = tmp_path / "profile"
    folder.mkdir()
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", staticmethod(lambda: str(folder)))
    return folder


@pytest.fixture
def town(qgis_new_project):
    with serving_town(FetchedTown()) as found:
        yield found


def inputs(town, tmp_path, **given):
    return {
        "MUNICIPALITY": "Goudstad",
        "SERVICES": str(town.write_services(tmp_path / "services.json")),
        "MARGIN": 1000,
        "OUTPUT": str(tmp_path / "town.gpkg"),
        **given,
    }


def fetch(town, tmp_path, feedback=None, **given):
    return runs.run("fetchdata", inputs(town, tmp_path, **given), feedback)


def refused(town, tmp_path, **given):
    """Return the sentence of a fetch that stops, which leaves nothing."""
    before = sorted(one.name for one in tmp_path.iterdir())
    said = runs.refusal("fetchdata", inputs(town, tmp_path, **given))
    after = sorted(one.name for one in tmp_path.iterdir())
    assert set(after) - set(before) <= {"services.json"}
    assert said.endswith((".", "?")), said
    return said


def tables(path):
    with closing(sqlite3.connect(path)) as database:
        names = [name for (name,) in database.execute("select table_name from gpkg_contents")]
        return {name: database.execute(f'select count(*) from "{name}"').fetchone()[0] for name in names}


def table(path, name):
    layer = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert layer.isValid()
    return layer


EVERYTHING = {
    "neighbourhoods": 4,
    "districts": 1,  # of the municipality alone
    "dwellings": 144,  # of 288 in the box, those within its boundary
    "streets": 22,
    "facilities_points": 3,
    "facilities_areas": 1,  # without the parking, and the school 7 km off
    "green": 1,
    "water": 2,  # of three ponds, one is 9 km off
    "key_figures": 4,
}


def test_a_municipality_by_its_name(town, tmp_path):
    feedback = runs.Feedback()
    done = fetch(town, tmp_path, feedback, PARTS=ALL)
    assert tables(done.results["OUTPUT"]) == EVERYTHING
    assert done.results["ROWS"] == sum(EVERYTHING.values())
    assert feedback.warnings == []
    assert all("Buurtmaat/" in agent for agent in town.agents)


@pytest.mark.parametrize("parts", [["dwellings", "streets"], "dwellings;streets", "dwellings, streets", [1, "streets"]])
def test_parts_by_their_names(town, tmp_path, parts):
    done = fetch(town, tmp_path, PARTS=parts)
    assert tables(done.results["OUTPUT"]) == {"dwellings": 144, "streets": 22}


def test_a_part_that_there_is_not(town, tmp_path):
    assert "trees" in refused(town, tmp_path, PARTS=["dwellings", "trees"])


@pytest.mark.parametrize("name", ["goudstad", "GOUD-STAD", "GM0344", "344", "0344"])
def test_a_municipality_as_people_write_it(town, tmp_path, name):
    done = fetch(town, tmp_path, MUNICIPALITY=name, PARTS=[NEIGHBOURHOODS])
    assert tables(done.results["OUTPUT"]) == {"neighbourhoods": 4, "districts": 1}


def test_a_municipality_that_is_not_there(town, tmp_path):
    assert "the nearest are: “Goudstad”" in refused(town, tmp_path, MUNICIPALITY="Goudsted")


def test_two_municipalities_of_a_name(town, tmp_path):
    town.collections["gemeentegebied"][1]["properties"]["naam"] = "Goudstad"
    assert "2 municipalities" in refused(town, tmp_path)


def test_an_extent(town, tmp_path):
    extent = f"{X0 + 100},{X0 + 400},{Y0 + 100},{Y0 + 400} [EPSG:28992]"
    done = fetch(town, tmp_path, MUNICIPALITY="", EXTENT=extent, MARGIN=50, PARTS=ALL)
    found = tables(done.results["OUTPUT"])
    # Dwellings stand at 40 + 80 k: 120, 200, 280, 360 lie in the box.
    assert found["dwellings"] == 16
    assert found["neighbourhoods"] == 1
    assert found["facilities_points"] == 0  # the school at (450, 450) is in the margin's box, but 70.7 m off its corner
    assert found["key_figures"] == 4  # of the municipality that the neighbourhood is of


def test_the_corner_of_a_margin_is_round(town, tmp_path):
    extent = f"{X0 + 100},{X0 + 400},{Y0 + 100},{Y0 + 400} [EPSG:28992]"
    for margin, found in ((70, 0), (72, 1)):
        done = fetch(town, tmp_path, MUNICIPALITY="", EXTENT=extent, MARGIN=margin, PARTS=[FACILITIES])
        assert tables(done.results["OUTPUT"])["facilities_points"] == found


def test_what_came_says_where_from(town, tmp_path):
    path = fetch(town, tmp_path).results["OUTPUT"]
    school = table(path, "facilities_points")
    metadata = school.metadata()
    assert metadata.rights() == ["© OpenStreetMap contributors, 2026-11-29 (ODbL 1.0)"]
    assert metadata.licenses() == ["ODbL 1.0"]
    assert "complete" in metadata.abstract()
    assert "amenity" in metadata.history()[0]
    assert "read to the last page" in table(path, "dwellings").metadata().abstract()


def test_the_address_of_what_came_is_that_of_its_year(town, tmp_path):
    path = fetch(town, tmp_path, PARTS=[NEIGHBOURHOODS]).results["OUTPUT"]
    (link,) = table(path, "neighbourhoods").metadata().links()
    one = next(one for one in town.services()["datasets"] if one["layer"] == "buurten")
    assert link.url == one["url"].replace("{year}", str(town.services()["year"])) + "/collections/buurten/items"


def test_what_a_recipe_opens_says_whose_data_it_is(town, tmp_path):
    """As found: without its style QGIS gives a layer no metadata either, and reports of recipes named nobody."""
    from qgis.core import QgsProcessingContext

    from buurtmaat.adapters.io.providers import open_to_read
    from buurtmaat.adapters.recipes.opening import open_table

    path = Path(fetch(town, tmp_path, PARTS=[DWELLINGS]).results["OUTPUT"])
    whose = table(path, "dwellings").metadata().rights()
    assert whose
    context = QgsProcessingContext()
    assert open_table(path, "DWELLINGS", "fetch", context).metadata().rights() == whose
    assert open_to_read(f"{path}|layername=dwellings").metadata().rights() == whose
    assert not open_to_read(str(tmp_path / "none.gpkg")).isValid()


def test_a_report_says_whose_data_it_is(town, tmp_path):
    """The layers of a fetch are inputs like others: whose they are goes on into what is made of them."""
    path = fetch(town, tmp_path, PARTS=[STREETS]).results["OUTPUT"]
    output = runs.arrived("preparenetwork", {"SOURCE": f"{path}|layername=streets"}, "OUTPUT")
    assert output.metadata().rights() == ["© OpenStreetMap contributors, 2026-11-29 (ODbL 1.0)"]


def test_geometry_and_values_are_those_of_the_services(town, tmp_path):
    path = fetch(town, tmp_path, PARTS=ALL).results["OUTPUT"]
    (park,) = table(path, "green").getFeatures()
    assert park.geometry().area() == pytest.approx(100 * 100 - 30 * 30, rel=1e-4)
    school = next(f for f in table(path, "facilities_points").getFeatures() if f["amenity"] == "school")
    assert school["name"] == 'De "Ster"'
    assert school.geometry().asPoint().x() == pytest.approx(X0 + 450, abs=0.01)
    assert (school["osm_type"], school["osm_id"]) == ("node", 1)
    shop = next(f for f in table(path, "facilities_points").getFeatures() if f["shop"] == "supermarket")
    assert shop["other_tags"] == '"opening_hours"=>"Mo-Sa 08:00-20:00"'
    home = next(table(path, "dwellings").getFeatures())
    assert home["pand"] == '[{"href": "https://example.org/pand/1"}]'
    assert home["oppervlakte"] == 80
    figures = table(path, "key_figures")
    assert {f["WijkenEnBuurten"] for f in figures.getFeatures()} == {f"BU0344000{n}" for n in range(4)}
    assert figures.attributeDisplayName(figures.fields().indexOf("AantalInwoners_5")).startswith("Bevolking – Aantal")
    assert table(path, "streets").crs().authid() == "EPSG:28992"


def test_streets_of_the_national_road_file(town, tmp_path):
    path = fetch(town, tmp_path, PARTS=[STREETS], STREETS=1).results["OUTPUT"]
    assert tables(path) == {"streets": 3}
    assert table(path, "streets").fields().indexOf("wvk_id") >= 0
    assert town.number_of("overpass") == 0


@pytest.mark.parametrize("page", [slow(7), 50, 1000])
def test_pages_of_any_length_are_put_together(town, tmp_path, page):
    town.page = page
    path = fetch(town, tmp_path, PARTS=[DWELLINGS]).results["OUTPUT"]
    assert tables(path) == {"dwellings": 144}
    assert town.number_of("verblijfsobject") == -(-288 // page)


PASSING = ["cut", "too busy", "status 429", "sends to itself"]
PASSING_TOO = ["cut, told short", "nothing", "exception", "status 500", "status 503", "status 504", "slow"]


OF_SERVICE = {"gemeentegebied": [DWELLINGS], "buurten": [NEIGHBOURHOODS], "overpass": [STREETS], "cbs": [STATISTICS]}


@pytest.mark.parametrize(
    ("service", "fault"),
    [("verblijfsobject", fault) for fault in PASSING]
    + [slow("verblijfsobject", fault) for fault in [*PASSING_TOO, "lies about the page"]]
    + [(service, "too busy") for service in OF_SERVICE]
    + [slow(service, fault) for service in OF_SERVICE for fault in ("cut", "status 429")],
)
def test_a_fault_that_passes_is_asked_again(town, tmp_path, service, fault):
    town.faults[service, 2 if service == "verblijfsobject" else 1] = fault
    done = fetch(town, tmp_path, PARTS=OF_SERVICE.get(service, [DWELLINGS]))
    found = tables(done.results["OUTPUT"])
    assert found == {name: EVERYTHING[name] for name in found}


@pytest.mark.parametrize("fault", ["remark", "lies about the count", "part of it"])
def test_overpass_is_asked_again_where_its_answer_is_only_a_part(town, tmp_path, fault):
    town.faults["overpass", 1] = fault
    assert tables(fetch(town, tmp_path, PARTS=[STREETS]).results["OUTPUT"]) == {"streets": 22}


STAYING = [
    ("verblijfsobject", "cut", "cut off"),
    slow("verblijfsobject", "cut, told short", "cut off or is not the JSON"),
    ("verblijfsobject", "packed, cut", "cut off or is not the JSON"),
    slow("verblijfsobject", "nothing", "answers with nothing"),
    ("verblijfsobject", "too busy", "a page that says: OSM3S Response"),
    slow("verblijfsobject", "exception", "an exception: the table is gone"),
    slow("verblijfsobject", "status 400", "status 400: refused"),
    ("verblijfsobject", "status 404", "status 404: refused"),
    slow("verblijfsobject", "status 429", "too busy (status 429)"),
    slow("verblijfsobject", "status 504", "too busy (status 504)"),
    ("verblijfsobject", "hangs", "has not answered"),
    ("verblijfsobject", "lies about the page", "says that a page has"),
    ("verblijfsobject", "page twice", "begins again at rows that it gave before"),
    slow("verblijfsobject", "cursor restarts", "begins again at rows that it gave before"),
    ("verblijfsobject", "next twice", "gives the address of a page twice"),
    slow("verblijfsobject", "next elsewhere", "sends on to 127.0.0.1:9 for its next page"),
    ("verblijfsobject", "sends elsewhere", "sends on to 127.0.0.1, which is not asked"),
    ("verblijfsobject", "ignores the box", "gives places outside the box"),
    slow("verblijfsobject", "ignores the system", "gives places outside the box"),
    ("buurten", "ignores the filter", "gemeentecode is GM0900, not GM0344"),
    slow("cbs", "ignores the filter", "WijkenEnBuurten is BU09000000, not BU0344…"),
    slow("cbs", "cut", "cut off"),
    ("overpass", "status 406", "refuses who asks (status 406)"),
    ("overpass", "remark", "gave only a part: runtime error: Query timed out"),
    slow("overpass", "part of it", "and gave"),
    ("overpass", "lies about the count", "and gave"),
    slow("overpass", "too busy", "a page that says: OSM3S Response"),
]


@pytest.mark.parametrize(("service", "fault", "words"), STAYING)
def test_a_fault_that_stays_ends_in_a_sentence_and_what_was_there_stays(town, tmp_path, service, fault, words):
    if service == "verblijfsobject":
        town.collections[service].append(_far_dwelling())
    path = fetch(town, tmp_path, PARTS=[NEIGHBOURHOODS]).results["OUTPUT"]
    before = tables(path)
    town.always[service] = fault
    services = town.write_services(tmp_path / "profile" / "impatient.json", silence_s=0.5)
    assert words in refused(town, tmp_path, PARTS=ALL, SERVICES=str(services))
    assert tables(path) == before


@pytest.mark.parametrize(
    ("service", "fault"),
    [("overpass", "deep")]
    + [("verblijfsobject", fault) for fault in WRONG if fault != "deep"]
    + [slow(service, fault) for service in OF_SERVICE for fault in WRONG if (service, fault) != ("overpass", "deep")],
)
def test_a_body_that_is_no_answer_ends_in_a_sentence_and_what_was_there_stays(town, tmp_path, service, fault):
    path = fetch(town, tmp_path, PARTS=[NEIGHBOURHOODS]).results["OUTPUT"]
    before = tables(path)
    town.always[service] = fault
    said = refused(town, tmp_path, PARTS=[NEIGHBOURHOODS, *OF_SERVICE.get(service, [DWELLINGS])])
    assert "127.0.0.1" in said
    assert tables(path) == before


def _far_dwelling() -> dict:
    from towns.fetched_town import dwellings, point

    return dwellings()[0] | {"geometry": point(30_000, 0), "id": "far"}


def test_a_missing_page_shows_where_a_number_is_announced(town, tmp_path):
    town.announces = True
    town.faults["verblijfsobject", 2] = "page missing"
    assert "announces 288 rows and gave 238" in refused(town, tmp_path, PARTS=[DWELLINGS])


def test_a_missing_page_is_not_called_complete_where_none_is_announced(town, tmp_path):
    town.faults["verblijfsobject", 2] = "page missing"
    feedback = runs.Feedback()
    fetch(town, tmp_path, feedback, PARTS=[DWELLINGS])
    assert any("238 rows" in text and "announces no number" in text for text in feedback.infos)


def test_a_number_that_is_a_lie_stops(town, tmp_path):
    town.announces = True
    town.always["verblijfsobject"] = "lies about the count"
    assert "announces 291 rows and gave 288" in refused(town, tmp_path, PARTS=[DWELLINGS])


def counted_by_wfs(town, tmp_path):
    content = town.services()
    one = next(one for one in content["datasets"] if one["id"] == "dwellings")
    one["count"] = {"url": f"{town.address}/verblijfsobject/wfs", "type_name": "bag:verblijfsobject"}
    path = tmp_path / "counted.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_another_service_may_say_how_many_there_are(town, tmp_path):
    feedback = runs.Feedback()
    fetch(town, tmp_path, feedback, PARTS=[DWELLINGS], SERVICES=counted_by_wfs(town, tmp_path))
    assert any("complete" in text for text in feedback.infos)


def test_another_service_that_says_another_number_is_a_warning(town, tmp_path):
    feedback = runs.Feedback()
    town.faults["verblijfsobject", 2] = "page missing"
    fetch(town, tmp_path, feedback, PARTS=[DWELLINGS], SERVICES=counted_by_wfs(town, tmp_path))
    assert feedback.warned("dwellings", "another service has 288 there")


def by_wfs(town, tmp_path, **more):
    """Return services of which dwellings and neighbourhoods are asked by WFS."""
    content = town.services(**more)
    for one in content["datasets"]:
        if one["id"] in ("dwellings", "neighbourhoods"):
            one |= {"kind": "wfs", "url": f"{town.address}/{one['layer']}/wfs"}
    path = tmp_path / "wfs.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_a_wfs_gives_as_many_as_its_hits(town, tmp_path):
    feedback = runs.Feedback()
    done = fetch(town, tmp_path, feedback, PARTS=[NEIGHBOURHOODS, DWELLINGS], SERVICES=by_wfs(town, tmp_path))
    assert tables(done.results["OUTPUT"]) == {"neighbourhoods": 4, "districts": 1, "dwellings": 144}
    assert sum("complete" in text for text in feedback.infos) == 2


def by_gml(town, tmp_path):
    """Return services of a WFS that gives no JSON."""
    content = json.loads(Path(by_wfs(town, tmp_path)).read_text())
    for one in content["datasets"]:
        one.update({"format": "gml"} if one["kind"] == "wfs" else {})
    path = tmp_path / "gml.json"
    path.write_text(json.dumps(content))
    return str(path)


def test_a_wfs_in_gml_gives_what_it_gives_in_json(town, tmp_path):
    found = {}
    for name, services in (("json", by_wfs(town, tmp_path)), ("gml", by_gml(town, tmp_path))):
        given = {"PARTS": [NEIGHBOURHOODS, DWELLINGS], "SERVICES": services, "OUTPUT": str(tmp_path / f"{name}.gpkg")}
        path = fetch(town, tmp_path, **given).results["OUTPUT"]
        layers = {one: table(path, one) for one in ("neighbourhoods", "dwellings")}
        found[name] = {
            one: sorted(
                (str({k: v for k, v in row.items() if k not in ("fid", "pand")}), feature.geometry().asWkt(9))
                for row, feature in zip(runs.rows(layer), layer.getFeatures(), strict=True)
            )
            for one, layer in layers.items()
        }
        assert {one: len(rows) for one, rows in found[name].items()} == {"neighbourhoods": 4, "dwellings": 144}
        kinds = {field.name(): field.isNumeric() for field in layers["neighbourhoods"].fields()}
        assert (kinds["aantal_inwoners"], kinds["buurtcode"]) == (True, False)
    assert found["gml"] == found["json"]


@pytest.mark.parametrize(
    ("number", "fault", "words"),
    [
        (3, "cut, told short", "cut off or is not the XML"),
        (3, "page missing", "announces 288 rows and gave 50"),
        (3, "page twice", "begins again at rows that it gave before"),
        (2, '<!DOCTYPE a [<!ENTITY b "bbbb">]>', "XML that declares entities"),
        (2, "exception", "the table is gone"),
        (2, "too busy", "OSM3S Response"),
    ],
)
def test_faults_of_gml(town, tmp_path, number, fault, words):
    for turn in range(3):  # each is asked three times
        town.faults["verblijfsobject", number + turn] = fault
    assert words in refused(town, tmp_path, PARTS=[DWELLINGS], SERVICES=by_gml(town, tmp_path))


def test_a_wfs_in_gml_that_ignores_its_filter_is_not_read_to_the_end(town, tmp_path):
    town.always["buurten"] = "ignores the filter"
    assert "it ignores the filter" in refused(town, tmp_path, PARTS=[NEIGHBOURHOODS], SERVICES=by_gml(town, tmp_path))


def test_more_rows_than_a_wfs_pages_through_are_asked_in_quarters(town, tmp_path, monkeypatch):
    from buurtmaat.core.fetching import wfs

    monkeypatch.setattr(wfs, "MOST_STARTED", 100)
    town.most_started = 100
    done = fetch(town, tmp_path, PARTS=[DWELLINGS], SERVICES=by_wfs(town, tmp_path))
    assert tables(done.results["OUTPUT"]) == {"dwellings": 144}
    assert sum("resultType=hits" in question for _, question in town.asked) > 1


@pytest.mark.parametrize(
    ("number", "fault", "words"),
    [
        (1, "lies about the count", "announces 291 rows and gave 288"),
        (1, "bomb", "XML that declares entities"),
        (1, "status 400", "status 400"),
        (3, "page missing", "announces 288 rows and gave 50"),
        (3, "page twice", "begins again at rows that it gave before"),
    ],
)
def test_faults_of_a_wfs(town, tmp_path, number, fault, words):
    town.faults["verblijfsobject", number] = fault
    assert words in refused(town, tmp_path, PARTS=[DWELLINGS], SERVICES=by_wfs(town, tmp_path))


def test_a_wfs_that_ignores_its_filter_is_not_read_to_the_end(town, tmp_path):
    town.always["buurten"] = "ignores the filter"
    said = refused(town, tmp_path, PARTS=[NEIGHBOURHOODS], SERVICES=by_wfs(town, tmp_path))
    assert "it ignores the filter" in said


def test_a_wfs_that_does_not_count_is_not_believed(town, tmp_path):
    town.counts = False
    said = refused(town, tmp_path, PARTS=[DWELLINGS], SERVICES=by_wfs(town, tmp_path))
    assert "does not say how many rows" in said


def test_overpass_without_a_count_is_not_called_complete(town, tmp_path):
    town.counts = False
    feedback = runs.Feedback()
    fetch(town, tmp_path, feedback, PARTS=[STREETS])
    assert any("22 rows" in text and "announces no number" in text for text in feedback.infos)


def test_the_next_fetch_goes_on_where_one_stopped(town, tmp_path, profile):
    town.always["overpass"] = "status 504"
    refused(town, tmp_path, PARTS=ALL)
    asked = town.number_of("verblijfsobject"), town.number_of("buurten")
    assert asked == (6, 1)
    town.always.clear()
    feedback = runs.Feedback()
    done = fetch(town, tmp_path, feedback, PARTS=ALL)
    assert tables(done.results["OUTPUT"]) == EVERYTHING
    assert (town.number_of("verblijfsobject"), town.number_of("buurten")) == asked
    # The municipality, neighbourhoods, districts, and six pages of dwellings.
    assert any("kept from an earlier fetch: 9;" in text for text in feedback.infos)
    assert list((profile / "buurtmaat" / "fetched").iterdir()) == []  # all is written: nothing is kept any more


def test_pages_of_yesterday_are_asked_again(town, tmp_path, profile):
    import os
    import time

    town.always["overpass"] = "status 504"
    refused(town, tmp_path, PARTS=[DWELLINGS, STREETS])
    for page in (profile / "buurtmaat" / "fetched").rglob("*"):
        if page.is_file():
            os.utime(page, (time.time() - 25 * 3600,) * 2)
    town.always.clear()
    fetch(town, tmp_path, PARTS=[DWELLINGS, STREETS])
    assert town.number_of("verblijfsobject") == 12


def test_what_cannot_be_believed_is_not_kept(town, tmp_path):
    town.announces = True
    town.faults["verblijfsobject", 2] = "page missing"
    refused(town, tmp_path, PARTS=[DWELLINGS])
    done = fetch(town, tmp_path, PARTS=[DWELLINGS])
    assert tables(done.results["OUTPUT"]) == {"dwellings": 144}


def test_cancel_leaves_nothing_and_keeps_what_came(town, tmp_path):
    town.faults["overpass", 1] = "hangs"
    feedback = runs.Feedback()
    real, looks = feedback.isCanceled, []

    def cancelled() -> bool:
        looks.append(town.hanging.is_set())
        if sum(looks) == 3:
            feedback.cancel()
        return real()

    feedback.isCanceled = cancelled
    assert runs.refusal("fetchdata", inputs(town, tmp_path, PARTS=ALL), feedback) == "Cancelled: nothing was written."
    assert not (tmp_path / "town.gpkg").exists()
    done = fetch(town, tmp_path, PARTS=ALL)
    assert tables(done.results["OUTPUT"]) == EVERYTHING
    assert town.number_of("verblijfsobject") == 6


def test_a_fetch_that_is_cancelled_at_its_end_leaves_nothing_for_the_map(town, tmp_path, monkeypatch):
    """As found: the tables were announced to the project before they were in their place."""
    from qgis.core import QgsProcessingContext

    monkeypatch.setattr("buurtmaat.adapters.fetching.web._LOOK_MS", 60_000)
    feedback = runs.Feedback()
    (tmp_path / "whole").mkdir()
    fetch(town, tmp_path / "whole", feedback, PARTS=[DWELLINGS])
    looks = feedback.looks
    for moment in range(looks - 12, looks + 1):
        runs.forget()
        context, feedback = QgsProcessingContext(), runs.Feedback(cancel_at=moment)
        context.setProject(QgsProject.instance())
        with pytest.raises(runs.RefusedError, match="Cancelled"):
            runs.run("fetchdata", inputs(town, tmp_path, PARTS=[DWELLINGS]), feedback, context)
        assert context.layersToLoadOnCompletion() == {}, f"at look {moment} of {looks}"
        assert not (tmp_path / "town.gpkg").exists()


def test_limits_on_size(town, tmp_path):
    small = town.write_services(tmp_path / "small.json", answer_mb=0.005)
    assert "larger than 0.005 MB" in refused(town, tmp_path, PARTS=[DWELLINGS], SERVICES=str(small))
    small = town.write_services(tmp_path / "small.json", rows=100)
    assert "more than 100 rows" in refused(town, tmp_path, PARTS=[DWELLINGS], SERVICES=str(small))
    small = town.write_services(tmp_path / "small.json", total_mb=0.02)
    assert "larger than 0.02 MB" in refused(town, tmp_path, PARTS=[DWELLINGS], SERVICES=str(small))


def test_columns_in_another_case_are_the_same_columns(town, tmp_path):
    """The newer services write aantalInwoners; the plugin's roles find these too."""
    for one in town.collections["buurten"]:
        values = one["properties"]
        values["aantalInwoners"] = values.pop("aantal_inwoners")
        values["buurtCode"] = values.pop("buurtcode")
    path = fetch(town, tmp_path, PARTS=[NEIGHBOURHOODS]).results["OUTPUT"]
    assert tables(path)["neighbourhoods"] == 4
    from buurtmaat.adapters.io.roles import find_column

    names = table(path, "neighbourhoods").fields().names()
    assert find_column("inhabitants", names, {}) == "aantalInwoners"


def test_columns_that_are_gone_are_told(town, tmp_path):
    for one in town.collections["buurten"]:
        one["properties"]["bewoners"] = one["properties"].pop("aantal_inwoners")
    said = refused(town, tmp_path, PARTS=[NEIGHBOURHOODS])
    assert "without aantal_inwoners" in said
    assert "bewoners" in said


def test_what_changed_since_an_earlier_fetch(town, tmp_path):
    earlier = tmp_path / "earlier.gpkg"
    fetch(town, tmp_path, PARTS=[DWELLINGS, FACILITIES], OUTPUT=str(earlier))
    town.collections["verblijfsobject"][0]["properties"]["gebruiksdoel"] = "woonfunctie"  # was a shop
    del town.collections["verblijfsobject"][5]
    things = {one.number: one for one in town.things}
    things[1].places = [(450, 480)]
    town.things.remove(things[2])
    things[4].tags = {"amenity": "community_centre", "name": "Nieuw"}
    given = {"EARLIER": str(earlier), "CHANGES": "TEMPORARY_OUTPUT", "CHANGES_MAP": "TEMPORARY_OUTPUT"}
    done = fetch(town, tmp_path, PARTS=[DWELLINGS, FACILITIES], **given)
    found = {(row["fetched_table"], row["key"], row["change"]) for row in done.rows("CHANGES")}
    assert found == {
        ("dwellings", "034401000000000", "changed"),
        ("dwellings", "034401000000005", "went"),
        ("facilities_points", "node/1", "moved"),
        ("facilities_points", "node/2", "went"),
        ("facilities_points", "node/4", "came"),
    }
    moved = next(row for row in done.rows("CHANGES") if row["change"] == "moved")
    assert moved["distance_m"] == pytest.approx(30, abs=0.01)
    changed = next(row for row in done.rows("CHANGES") if row["change"] == "changed")
    assert (changed["earlier"], changed["now"]) == ("gebruiksdoel=winkelfunctie", "gebruiksdoel=woonfunctie")
    assert done.layer("CHANGES_MAP").featureCount() == 5


def changes_since(town, tmp_path, before, after=None, feedback=None, **given):
    """Return what changed between a fetch with some inputs and one with others, after `given` changed the town."""
    earlier = tmp_path / "earlier.gpkg"
    fetch(town, tmp_path, OUTPUT=str(earlier), **before)
    given.get("change", lambda: None)()
    given.get("spoil", lambda _path: None)(earlier)
    asked = {"EARLIER": str(earlier), "CHANGES": "TEMPORARY_OUTPUT", **(before if after is None else after)}
    done = fetch(town, tmp_path, feedback, **asked)
    return {(row["fetched_table"], row["key"], row["change"]) for row in done.rows("CHANGES")}


def test_a_place_that_a_mapper_drew_anew_has_another_id(town, tmp_path):
    """The school was a point, and is an outline around it now: in another table, under another id."""

    def change():
        school = next(one for one in town.things if one.number == 1)
        school.kind, school.number = "way", 901
        school.places = [(440, 440), (460, 440), (460, 460), (440, 460), (440, 440)]

    found = changes_since(town, tmp_path, {"PARTS": [FACILITIES]}, change=change)
    assert found == {("facilities_areas", "way/901", "changed")}


def test_neighbourhoods_of_another_year_have_other_codes(town, tmp_path):
    def change():
        for one in town.collections["buurten"]:
            one["properties"]["buurtcode"] = one["properties"]["buurtcode"].replace("BU0344", "BU1999")

    feedback = runs.Feedback()
    found = changes_since(town, tmp_path, {"PARTS": [NEIGHBOURHOODS]}, feedback=feedback, change=change)
    assert found == {("neighbourhoods", f"BU1999000{n}", "changed") for n in range(4)}
    assert feedback.warned("neighbourhoods", "another area or year")


@pytest.mark.parametrize(("metres", "change"), [(5.0, "moved"), (0.9, "")])
def test_a_dwelling_that_moved(town, tmp_path, metres, change):
    def move():
        town.collections["verblijfsobject"][7]["geometry"]["coordinates"][0] += metres

    found = changes_since(town, tmp_path, {"PARTS": [DWELLINGS]}, change=move)
    assert found == ({("dwellings", "034401000000007", "moved")} if change else set())


@pytest.mark.parametrize(("before", "after"), [(300, 1000), (1000, 300)])
def test_what_lies_in_one_margin_only_did_not_come_or_go(town, tmp_path, before, after):
    """East of the boundary at 1000 m stand a library at 1100 m and, within the wider margin alone, one at 1700 m."""
    town.things += [
        Thing(kind="node", number=51, tags={"amenity": "school", "name": "Dichtbij"}, places=[(1100, 500)]),
        Thing(kind="node", number=52, tags={"amenity": "school", "name": "Verder"}, places=[(1700, 500)]),
    ]

    def change():
        town.things[:] = [one for one in town.things if one.number != 51]

    found = changes_since(
        town,
        tmp_path,
        {"PARTS": [FACILITIES], "MARGIN": before},
        {"PARTS": [FACILITIES], "MARGIN": after},
        change=change,
    )
    assert found == {("facilities_points", "node/51", "went")}


def test_an_earlier_fetch_of_another_municipality_is_told(town, tmp_path):
    feedback = runs.Feedback()
    given = {"PARTS": [NEIGHBOURHOODS]}
    found = changes_since(town, tmp_path, {**given, "MUNICIPALITY": "Zilverdam"}, given, feedback)
    assert {change for _, _, change in found} == {"came", "went"}
    assert feedback.warned("neighbourhoods", "of another area (GM0900, now GM0344)")


def test_streets_of_another_source_are_not_compared(town, tmp_path):
    feedback = runs.Feedback()
    given = {"PARTS": [STREETS, DWELLINGS]}
    assert changes_since(town, tmp_path, {**given, "STREETS": 1}, given, feedback) == set()
    assert feedback.warned("streets from another source")


def test_an_id_that_an_earlier_file_has_twice_counts_once_and_is_told(town, tmp_path):
    def spoil(path):
        with closing(sqlite3.connect(path)) as database:
            for (trigger,) in database.execute("select name from sqlite_master where type = 'trigger'").fetchall():
                database.execute(f'drop trigger "{trigger}"')
            database.execute(
                "insert into dwellings (geom, identificatie, status, gebruiksdoel) "
                "select geom, identificatie, 'gesloopt', gebruiksdoel from dwellings "
                "where identificatie = '034401000000007'"
            )
            database.commit()

    feedback = runs.Feedback()
    assert changes_since(town, tmp_path, {"PARTS": [DWELLINGS]}, feedback=feedback, spoil=spoil) == set()
    assert feedback.warned("ids twice in dwellings", "1 (034401000000007)")


def test_an_earlier_fetch_of_the_same_says_that_nothing_changed(town, tmp_path):
    earlier = tmp_path / "earlier.gpkg"
    fetch(town, tmp_path, PARTS=ALL, OUTPUT=str(earlier))
    done = fetch(town, tmp_path, PARTS=ALL, EARLIER=str(earlier), CHANGES="TEMPORARY_OUTPUT")
    assert done.rows("CHANGES") == []


def test_a_number_is_the_same_in_a_file_and_in_an_answer(town, tmp_path):
    """Among 80, 81 and 80.5 a file has 80.0."""
    for number, one in enumerate(town.collections["verblijfsobject"]):
        one["properties"]["oppervlakte"] = 80.5 if number == 3 else 80 + number % 2
    services = json.loads(town.write_services(tmp_path / "services.json").read_text())
    for one in services["datasets"]:
        if one["part"] == "dwellings":
            one["watch"] = ["oppervlakte"]
    path = tmp_path / "watching.json"
    path.write_text(json.dumps(services))
    earlier = tmp_path / "earlier.gpkg"
    given = {"PARTS": [DWELLINGS], "SERVICES": str(path)}
    fetch(town, tmp_path, OUTPUT=str(earlier), **given)
    town.collections["verblijfsobject"][0]["properties"]["oppervlakte"] = 82
    done = fetch(town, tmp_path, EARLIER=str(earlier), CHANGES="TEMPORARY_OUTPUT", **given)
    assert [(row["key"], row["earlier"], row["now"]) for row in done.rows("CHANGES")] == [
        ("034401000000000", "oppervlakte=80", "oppervlakte=82")
    ]


def test_a_column_that_an_earlier_fetch_does_not_have_is_no_change_of_every_row(town, tmp_path):
    houses = [one["properties"] for one in town.collections["verblijfsobject"]]
    uses = [one.pop("gebruiksdoel") for one in houses]
    services = json.loads(town.write_services(tmp_path / "services.json").read_text())
    for one in services["datasets"]:
        one.pop("needs", None)
    path = tmp_path / "other.json"
    path.write_text(json.dumps(services))
    earlier = tmp_path / "earlier.gpkg"
    given = {"PARTS": [DWELLINGS], "SERVICES": str(path)}
    fetch(town, tmp_path, OUTPUT=str(earlier), **given)
    for one, use in zip(houses, uses, strict=True):
        one["gebruiksdoel"] = use
    assert fetch(town, tmp_path, EARLIER=str(earlier), CHANGES="TEMPORARY_OUTPUT", **given).rows("CHANGES") == []


def test_a_second_fetch_takes_the_place_of_the_first(town, tmp_path):
    path = fetch(town, tmp_path, PARTS=[DWELLINGS]).results["OUTPUT"]
    shown = table(path, "dwellings")
    del town.collections["verblijfsobject"][5]
    fetch(town, tmp_path, PARTS=[DWELLINGS])
    shown.reload()
    assert shown.featureCount() == 143


def test_the_tables_arrive_in_the_project(town, tmp_path):
    from qgis.core import QgsProcessingContext

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    fetch(town, tmp_path, PARTS=[NEIGHBOURHOODS, DWELLINGS])
    made = runs.algorithm("fetchdata")
    made.run(inputs(town, tmp_path, PARTS=[NEIGHBOURHOODS, DWELLINGS]), context, runs.Feedback(), {}, False)
    details = context.layersToLoadOnCompletion()
    assert {one.name for one in details.values()} == {"neighbourhoods", "districts", "dwellings"}
    assert all(QgsVectorLayer(place, "x", "ogr").isValid() for place in details)
    assert {one.groupName for one in details.values()} == {"Goudstad"}
    by_name = {one.name: context.getMapLayer(place) or context.takeResultLayer(place) for place, one in details.items()}
    fill = by_name["neighbourhoods"].renderer().symbol().symbolLayer(0)
    assert fill.brushStyle() == Qt.BrushStyle.NoBrush  # not the colour that QGIS took at random
    assert by_name["dwellings"].hasScaleBasedVisibility()


@pytest.mark.slow
def test_the_sample_town_comes_from_its_services_as_it_is(qgis_new_project, tmp_path):
    """Of the dwellings those within the boundary."""
    with closing(sqlite3.connect(TOWN)) as database:

        def count(what: str) -> int:
            return database.execute(f"select {what}").fetchone()[0]

        expected = {
            "neighbourhoods": count("count(*) from neighbourhoods"),
            "districts": count("count(distinct wijkcode) from neighbourhoods"),
            "streets": count("count(*) from streets"),  # the ferry too
            "water": count("count(*) from water"),
        }
        homes = count("sum(dwellings) from dwellings")
    with serving_town(sample_services()) as town:
        services = write_sample_services(town, tmp_path / "services.json")
        done = runs.run(
            "fetchdata",
            {"MUNICIPALITY": "waterveen", "SERVICES": str(services), "OUTPUT": str(tmp_path / "waterveen.gpkg")},
        )
    found = tables(done.results["OUTPUT"])
    assert {name: found[name] for name in expected} == expected
    assert 0.99 * homes < found["dwellings"] <= homes


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"MUNICIPALITY": ""}, "Give a Municipality (MUNICIPALITY) or an Extent (EXTENT)"),
        ({"EXTENT": "0,1,0,1 [EPSG:28992]"}, "one of the two"),
        ({"PARTS": []}, "choose what is to be fetched"),
        ({"PARTS": [6], "YEAR": 2019}, "no statistics of the year 2019: choose one of “2024”"),
        (
            {"PARTS": [6], "MUNICIPALITY": "", "EXTENT": "84000,84100,447000,447100 [EPSG:28992]"},
            "goes by municipality",
        ),
        ({"CHANGES": "TEMPORARY_OUTPUT"}, "choose one in Earlier fetch (EARLIER)"),
        ({"EARLIER": "/nowhere/x.gpkg"}, "There is no earlier fetch"),
        ({"SERVICES": "/nowhere/x.json"}, "The file of services /nowhere/x.json cannot be read"),
        ({"MUNICIPALITY": "", "EXTENT": "0,300000,300000,600000 [EPSG:28992]"}, "km across"),
    ],
)
def test_inputs_that_cannot_be_meant_are_told_before_anything_is_asked(town, tmp_path, given, words):
    assert words in refused(town, tmp_path, **given)
    assert town.asked == []


def recipe(town, tmp_path):
    """Save a fetch as a recipe, as its dialog does."""
    from qgis.core import QgsProcessingContext

    from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
    from buurtmaat.core.progress import Progress

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    given = inputs(town, tmp_path, PARTS=[DWELLINGS])
    run = RunToKeep(
        algorithm=runs.algorithm("fetchdata"), parameters=given, context=context, path=tmp_path / "run.json"
    )
    save_recipe(run, Progress(), copy=True)
    return str(tmp_path / "run.json")


def test_a_recipe_fetches_only_where_it_may_use_a_network(town, tmp_path):
    path = recipe(town, tmp_path)
    (step,) = json.loads(Path(path).read_text())["steps"]
    assert step["outputs"] == {"OUTPUT": {"file": "town.gpkg"}}  # as a whole, with all that a fetch writes
    said = runs.refusal("runrecipe", {"RECIPE": path, "LOAD": False})
    assert "uses a network: set May use a network (ALLOW_NETWORK)" in said
    assert town.asked == []
    done = runs.run("runrecipe", {"RECIPE": path, "LOAD": False, "ALLOW_NETWORK": True})
    assert tables(done.results["fetchdata.OUTPUT"]) == {"dwellings": 144}


def test_a_step_does_not_read_the_file_that_the_recipe_fetches_anew(town, tmp_path):
    """As it is now, and not from the step: all layers are opened first, so it would read what lay there before."""
    from qgis.core import QgsProcessingContext

    from buurtmaat.adapters.recipes.making import RunToKeep, save_recipe
    from buurtmaat.core.errors import InputError
    from buurtmaat.core.progress import Progress
    from buurtmaat.core.recipes.recipe_reader import read_recipe_file

    path = Path(recipe(town, tmp_path))
    before = path.read_text()
    fetched = fetch(town, tmp_path, PARTS=[STREETS]).results["OUTPUT"]
    run = RunToKeep(
        algorithm=runs.algorithm("preparenetwork"),
        parameters={"SOURCE": table(fetched, "streets"), "OUTPUT": "TEMPORARY_OUTPUT"},
        context=QgsProcessingContext(),
        path=path,
        earlier=read_recipe_file(path),
        follows=False,
    )
    with pytest.raises(
        InputError,
        match="step “fetchdata”: “OUTPUT” would be written over what the recipe reads",
    ):
        save_recipe(run, Progress(), copy=True)
    assert path.read_text() == before


CHAIN = [
    ("preparenetwork", {"SOURCE": "streets"}, ["OUTPUT"]),
    ("preparefacilities", {"SOURCES": ["facilities_points", "facilities_areas"]}, ["POINTS", "AREAS"]),
    ("preparedwellings", {"SOURCE": "dwellings", "NEIGHBOURHOODS": "neighbourhoods"}, ["OUTPUT"]),
    ("preparecandidates", {"SOURCE": "dwellings"}, ["OUTPUT"]),
]
NORM = [["green", "park", "distance", "300", "m", "", "", "", "", "", "0.9"]]


def chain(town, tmp_path, *more) -> dict:
    """Return a recipe that fetches, prepares and checks, written as one writes it by hand."""
    town.write_services(tmp_path / "services.json")
    fetched = {"MUNICIPALITY": "Goudstad", "SERVICES": {"file": "services.json"}, "MARGIN": 1000}

    def taken(table: str) -> dict:
        return {"output": "fetch.OUTPUT", "table": table}

    steps = [
        {
            "id": "fetch",
            "algorithm": "buurtmaat:fetchdata",
            "parameters": fetched,
            "outputs": {"OUTPUT": {"file": "fetched.gpkg"}},
        }
    ]
    for name, given, outputs in CHAIN:
        inputs = {n: [taken(one) for one in v] if isinstance(v, list) else taken(v) for n, v in given.items()}
        written = {one: {"file": "prepared.gpkg", "table": f"{name}_{one.lower()}"} for one in outputs}
        steps.append({"id": name, "algorithm": f"buurtmaat:{name}", "parameters": inputs, "outputs": written})
    check = {
        "NETWORK": {"output": "preparenetwork.OUTPUT"},
        "DWELLINGS": {"output": "preparedwellings.OUTPUT"},
        "WEIGHT_FIELD": "dwellings",
        "NEIGHBOURHOODS": taken("neighbourhoods"),
        "FACILITIES": [{"output": "preparefacilities.POINTS"}, {"output": "preparefacilities.AREAS"}],
        "TYPE_FIELD": "type",
        "REQUIREMENTS": NORM,
        "MIN_COMPONENT": 0,
    }
    outputs = {"OUTPUT_RESULTS": {"file": "results.gpkg", "table": "results"}}
    steps.append({"id": "check", "algorithm": "buurtmaat:basicrequirements", "parameters": check, "outputs": outputs})
    return {"buurtmaat_recipe": 1, "title": "From a name to a verdict", "steps": [*steps, *more]}


def written(recipe: dict, tmp_path) -> str:
    path = tmp_path / "chain.json"
    path.write_text(json.dumps(recipe), encoding="utf-8")
    return str(path)


def test_a_recipe_leads_from_a_name_to_a_verdict(town, tmp_path):
    """Fetch, prepare, check: what each step takes is a table of what the first wrote."""
    path = written(chain(town, tmp_path), tmp_path)
    done = runs.run("runrecipe", {"RECIPE": path, "LOAD": False, "ALLOW_NETWORK": True})
    assert done.context.layersToLoadOnCompletion() == {}  # as found: LOAD of the fetch held all the same
    fetched = tmp_path / "fetched.gpkg"
    assert tables(fetched)["dwellings"] == 144
    # The same by hand, from another fetch.
    by_hand = fetch(town, tmp_path).results["OUTPUT"]
    made = {}
    for name, given, outputs in CHAIN:
        inputs_of = {
            n: [f"{by_hand}|layername={one}" for one in v] if isinstance(v, list) else f"{by_hand}|layername={v}"
            for n, v in given.items()
        }
        made[name] = runs.run(name, {**inputs_of, **dict.fromkeys(outputs, "memory:")})
        for one in outputs:
            rows, expected = done.rows(f"{name}.{one}"), made[name].rows(one)
            assert _without_fid(rows) == _without_fid(expected), (name, one)
    assert {row["candidate_id"] for row in done.rows("preparecandidates.OUTPUT")} == set()  # homes, and a shop in use
    check = runs.run(
        "basicrequirements",
        {
            "NETWORK": made["preparenetwork"].layer("OUTPUT"),
            "DWELLINGS": made["preparedwellings"].layer("OUTPUT"),
            "WEIGHT_FIELD": "dwellings",
            "NEIGHBOURHOODS": f"{by_hand}|layername=neighbourhoods",
            "FACILITIES": [made["preparefacilities"].layer(one) for one in ("POINTS", "AREAS")],
            "TYPE_FIELD": "type",
            "REQUIREMENTS": NORM,
            "MIN_COMPONENT": 0,
            "OUTPUT_RESULTS": "memory:",
        },
    )
    columns = ("neighbourhood", "requirement", "total", "within", "outside", "unknown", "compliance")
    found = [tuple(row[name] for name in columns) for row in done.rows("check.OUTPUT_RESULTS")]
    assert found == [tuple(row[name] for name in columns) for row in check.rows("OUTPUT_RESULTS")]
    # 144 address objects, one of which is a shop.
    assert {row[2] for row in found if row[0] == "_total"} == {143.0}


def _without_fid(rows: list[dict]) -> list[dict]:
    return [{name: value for name, value in row.items() if not name.lower().startswith("fid")} for row in rows]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"output": "fetch.OUTPUT"}, "takes the file “fetch.OUTPUT” for SOURCE: add which table of it"),
        ({"output": "preparenetwork.OUTPUT", "table": "output"}, "which there cannot be: leave the table out"),
    ],
)
def test_which_table_is_said_exactly_where_there_are_several(town, tmp_path, given, words):
    more = {"id": "again", "algorithm": "buurtmaat:preparenetwork", "parameters": {"SOURCE": given}, "outputs": {}}
    said = runs.refusal("runrecipe", {"RECIPE": written(chain(town, tmp_path, more), tmp_path), "ALLOW_NETWORK": True})
    assert words in said
    assert town.asked == []


def test_a_table_that_the_fetch_did_not_write_is_told(town, tmp_path):
    recipe = chain(town, tmp_path)
    recipe["steps"][0]["parameters"]["PARTS"] = [DWELLINGS]
    said = runs.refusal("runrecipe", {"RECIPE": written(recipe, tmp_path), "ALLOW_NETWORK": True})
    assert "Step “fetch” of the recipe wrote no table “streets”; it wrote: dwellings." in said
    assert tables(tmp_path / "fetched.gpkg") == {"dwellings": 144}  # what the steps before it wrote stays
    assert not (tmp_path / "prepared.gpkg").exists()


def test_a_step_that_is_added_takes_the_table_from_the_step_that_fetches_it(town, tmp_path):
    from qgis.core import QgsProcessingContext

    from buurtmaat.adapters.recipes.making import RunToKeep, layers_of_steps, layers_to_copy, save_recipe
    from buurtmaat.core.progress import Progress
    from buurtmaat.core.recipes.recipe import OutputValue
    from buurtmaat.core.recipes.recipe_reader import read_recipe_file

    path = Path(recipe(town, tmp_path))
    fetched = fetch(town, tmp_path, PARTS=[DWELLINGS, STREETS]).results["OUTPUT"]
    run = RunToKeep(
        algorithm=runs.algorithm("preparecandidates"),
        parameters={"SOURCE": table(fetched, "dwellings"), "OUTPUT": "TEMPORARY_OUTPUT"},
        context=QgsProcessingContext(),
        path=path,
        earlier=read_recipe_file(path),
    )
    assert layers_of_steps(run) == ["dwellings (fetchdata.OUTPUT)"]
    assert layers_to_copy(run) == []
    both = save_recipe(run, Progress(), copy=False)
    assert both.steps[1].parameters["SOURCE"] == OutputValue("fetchdata", "OUTPUT", "dwellings")
    assert both.layers == {}
    done = runs.run("runrecipe", {"RECIPE": str(path), "LOAD": False, "ALLOW_NETWORK": True})
    assert done.results["preparecandidates.CANDIDATES"] == 0
    assert tables(fetched) == {"dwellings": 144}  # fetched anew, as the first step says


def test_an_earlier_fetch_that_another_program_writes_to_for_long_is_told(town, tmp_path, monkeypatch):
    monkeypatch.setattr(geopackage, "WAIT", 0.1)
    fetch(town, tmp_path, PARTS=[DWELLINGS])
    earlier = (tmp_path / "town.gpkg").rename(tmp_path / "earlier.gpkg")
    with closing(sqlite3.connect(earlier, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        said = refused(town, tmp_path, PARTS=[DWELLINGS], EARLIER=str(earlier), CHANGES="TEMPORARY_OUTPUT")
    assert "“earlier.gpkg” failed: another program is writing to it (close it there first)." in said


def test_the_earlier_fetch_is_not_written_over(town, tmp_path):
    fetch(town, tmp_path, PARTS=[DWELLINGS])
    said = refused(town, tmp_path, PARTS=[DWELLINGS], EARLIER=str(tmp_path / "town.gpkg"))
    assert "is the earlier fetch" in said


def test_an_earlier_fetch_of_something_else_is_told_before_anything_is_asked(town, tmp_path):
    earlier = tmp_path / "earlier.gpkg"
    fetch(town, tmp_path, PARTS=[STREETS], OUTPUT=str(earlier))
    town.asked.clear()
    assert "has none of the tables" in refused(town, tmp_path, PARTS=[DWELLINGS], EARLIER=str(earlier))
    earlier.write_text("no GeoPackage")
    assert "has none of the tables" in refused(town, tmp_path, PARTS=[DWELLINGS], EARLIER=str(earlier))
    assert town.asked == []


def test_the_next_dialog_has_the_municipality_and_the_earlier_fetch(town, tmp_path):
    from buurtmaat.ui.dialog_prefill import fitting_for

    path = fetch(town, tmp_path, PARTS=[NEIGHBOURHOODS, DWELLINGS]).results["OUTPUT"]
    for name in ("neighbourhoods", "dwellings"):
        QgsProject.instance().addMapLayer(table(path, name))
    found = fitting_for(runs.algorithm("fetchdata"), QgsProject.instance(), 2026)
    assert found == {"MUNICIPALITY": "Goudstad", "EARLIER": str(path)}
    QgsProject.instance().removeAllMapLayers()
    assert fitting_for(runs.algorithm("fetchdata"), QgsProject.instance(), 2026) == {}


def test_a_boundary_that_crosses_itself_is_mended(town, tmp_path):
    ring = [[X0, Y0], [X0 + 1000, Y0 + 1000], [X0 + 1000, Y0], [X0, Y0 + 1000], [X0, Y0]]
    town.collections["gemeentegebied"][0] |= {"geometry": {"type": "Polygon", "coordinates": [ring]}}
    path = fetch(town, tmp_path, PARTS=[DWELLINGS]).results["OUTPUT"]
    # Two triangles left and right of the middle, of which the dwellings on the diagonals are part: of 12 × 12 points
    # at 40 + 80 k, those with |x − 500| ≥ |y − 500|, which are not symmetric about 500.
    wanted = sum(abs(40 + 80 * x - 500) >= abs(40 + 80 * y - 500) for x in range(12) for y in range(12))
    assert tables(path) == {"dwellings": wanted}


def test_the_services_of_the_town_are_two_municipalities(town):
    assert [one["properties"]["code"] for one in town.collections["gemeentegebied"]] == [GOUD, "GM0900"]
    assert square(0, 0, 1)["coordinates"][0][0] == [X0, Y0]


@pytest.mark.parametrize("count", [3, pytest.param(24, marks=pytest.mark.faults)])
def test_a_geopackage_that_cannot_grow_is_told_and_leaves_the_earlier_one(count, town, tmp_path):
    """As found: a disk that was full when the file was closed left fewer rows, and nobody said so."""
    place = tmp_path / "town.gpkg"
    fetch(town, tmp_path, PARTS=[1])
    before, size = tables(place), place.stat().st_size
    town.collections["verblijfsobject"] = [one for one in dwellings() if not one["id"].endswith("-3")]
    given = inputs(town, tmp_path, PARTS=[1])
    for number in range(count):
        feedback = runs.Feedback()
        with files_at_most(size * number // count), suppress(runs.RefusedError):
            runs.run("fetchdata", given, feedback)
            assert any("the new one is" in text for text in feedback.errors)  # which was too large to take its place
        assert tables(place) == before, f"{size * number // count} of {size} bytes"
    fetch(town, tmp_path, PARTS=[1])
    assert tables(place) == {"dwellings": 132}


def test_a_table_of_which_rows_are_lost_when_it_is_closed_is_refused(town, tmp_path, monkeypatch):
    real = fetched_tables._features
    monkeypatch.setattr(fetched_tables, "_features", lambda *given: real(*given)[:-1])
    said = refused(town, tmp_path, PARTS=[1])
    assert "The table dwellings could not be written whole (143 of its 144 rows can be read again)" in said


def test_a_table_of_which_the_spatial_index_is_lost_when_it_is_closed_is_refused(town, tmp_path):
    """As found: a file without it took the place of the older one, and nobody said so."""
    fetch(town, tmp_path, PARTS=[1])
    size = (tmp_path / "town.gpkg").stat().st_size
    # The rows are there, of what comes behind them nothing: the index of three nodes takes 24 KB.
    with files_at_most(size - 16_384):
        said = refused(town, tmp_path, PARTS=[1])
    assert "The table dwellings could not be written whole (its spatial index is not there)" in said
