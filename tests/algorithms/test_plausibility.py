"""Average distances that Statistics Netherlands publishes, beside those of a run: the table, the log, the report.

In the small town the western homes stand on the street to the doctor, y metres from it: 0, 5, …, 295. The eastern ones
are 400 m farther, at y 200, 205, …, 495.
"""

from __future__ import annotations

import statistics
import zipfile
from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer
from scipy.stats import spearmanr

from towns import runs, spreadsheet_page
from towns.browser import look
from towns.report_page import Page
from towns.runs import Feedback, layer, point
from towns.slow import some
from towns.small_town import EAST, WEST, areas, check, refused, row

WEST_M, EAST_M = sum(range(0, 300, 5)) / 60, 400 + sum(range(200, 500, 5)) / 60
HEADING = "Beside the distances of Statistics Netherlands"
GP = "huisartsenpraktijk_gemiddelde_afstand_in_km"


def places() -> list:
    return [layer([point(100, 0)], "school"), layer([point(100, 0)], "general practitioner")]


def published(west: object, east: object, name: str = GP, kind: str = "real"):
    return layer([(WEST, "west", west), (EAST, "east", east)], "areas", code="text", **{name: kind})


def compared(log=None, **changes):
    done = check(log, **{"FACILITIES": places(), "OUTPUT_PLAUSIBILITY": "memory:", **changes})
    return done.rows("OUTPUT_PLAUSIBILITY")


def test_of_each_neighbourhood_ours_theirs_and_the_difference():
    log = Feedback()
    west, east, whole = compared(log, NEIGHBOURHOODS=published(0.1, 0.9))
    for found, name, ours, theirs in ((west, "west", WEST_M, 100), (east, "east", EAST_M, 900)):
        assert (found["neighbourhood"], found["compared"], found["dwellings"], found["left_out"]) == (name, 1, 60, 0)
        assert found["mean_dwellings_m"] == pytest.approx(ours)
        assert found["published_m"] == pytest.approx(theirs)
        assert found["difference_m"] == pytest.approx(ours - theirs)
    assert (whole["neighbourhood"], whole["compared"], whole["field"]) == ("_total", 2, GP)
    assert whole["facility"] == "general practitioner"
    assert whole["median_difference_m"] == pytest.approx((WEST_M - 100 + EAST_M - 900) / 2)
    assert any("General practitioner: 2 neighbourhoods compared, ours less theirs −52 m" in line for line in log.infos)


@pytest.mark.parametrize(
    "name",
    [
        *("HUISARTSENPRAKTIJK_GEMIDDELDE_AFSTAND_IN_KM", "huisartsenpraktijkGemiddeldeAfstandInKm"),
        *("AF_ARTSPR", "af_artspr", "AfstandTotHuisartsenpraktijk_5", "AfstandTotHuisartsenpraktijk_106"),
    ],
)
def test_old_and_new_names_whatever_their_case_and_underscores(name):
    found = compared(NEIGHBOURHOODS=published(0.1, 0.9, name))
    assert [r["field"] for r in found] == [name] * 3
    assert found[0]["published_m"] == pytest.approx(100)


@pytest.mark.parametrize("code", [-99997, -99995, -99991, -99999999, None, -3])
def test_a_figure_that_is_suppressed_is_not_known(code):
    west, east, whole = compared(NEIGHBOURHOODS=published(code, 0.9))
    assert (west["published_m"], west["difference_m"], west["compared"]) == (None, None, 0)
    assert west["reason"] == "not_published"
    assert (east["compared"], whole["compared"]) == (1, 1)


def test_a_neighbourhood_of_few_dwellings_is_not_compared():
    found = compared(NEIGHBOURHOODS=published(0.1, 0.9), MIN_DWELLINGS=61)
    assert [r["reason"] for r in found] == ["too_few", "too_few", None]


def test_inhabitants_weigh_where_the_dwellings_tell_them():
    """In the west only the homes at 0 and at 295 m are lived in, by one and by three."""
    west = [(point(100, y), {0: 1, 295: 3}.get(y, 0)) for y in range(0, 300, 5)]
    east = [(point(500, y), 2) for y in range(200, 500, 5)]
    homes = layer(west + east, "homes", aantal_inwoners="int")
    found = compared(NEIGHBOURHOODS=published(0.1, 0.9), DWELLINGS=homes)
    assert found[0]["mean_inhabitants_m"] == pytest.approx((0 + 3 * 295) / 4)
    assert found[0]["mean_dwellings_m"] == pytest.approx(WEST_M)
    assert found[0]["difference_m"] == pytest.approx((0 + 3 * 295) / 4 - 100)
    assert found[1]["mean_inhabitants_m"] == pytest.approx(EAST_M)


def test_dwellings_that_reach_none_are_left_out_and_counted():
    """Off the network, and without a place."""
    west = [point(100, y) for y in range(0, 300, 5)]
    found = compared(
        NEIGHBOURHOODS=published(0.1, 0.9),
        DWELLINGS=layer([*west, point(150, 540), None], "homes"),
        MAX_SNAP=30,
    )
    assert (found[0]["dwellings"], found[0]["left_out"]) == (61, 1)
    assert found[0]["mean_dwellings_m"] == pytest.approx(WEST_M)
    assert (found[1]["dwellings"], found[1]["reason"]) == (0, "too_few")


def test_what_is_published_without_a_facility_of_its_type_is_told():
    log = Feedback()
    assert compared(log, NEIGHBOURHOODS=published(0.1, 0.9, "bibliotheek_gemiddelde_afstand_in_km")) == []
    assert any("not compared" in line and "Library" in line for line in log.infos)


def test_without_published_distances_that_is_told():
    log = Feedback()
    assert compared(log, NEIGHBOURHOODS=areas()) == []
    assert any("Nothing to compare with" in line for line in log.infos)


def test_without_streets_on_foot_that_is_told():
    log = Feedback()
    assert compared(log, NEIGHBOURHOODS=published(0.1, 0.9), REQUIREMENTS=[row(metric="straight")]) == []
    assert any("no requirement is measured over streets on foot" in line for line in log.infos)


def test_the_results_are_the_same_with_and_without():
    given = {"NEIGHBOURHOODS": published(0.1, 0.9), "FACILITIES": places()}
    with_it, without = check(**given, OUTPUT_PLAUSIBILITY="memory:"), check(**given)
    for output in ("OUTPUT_DWELLINGS", "OUTPUT_NEIGHBOURHOODS"):
        assert with_it.rows(output) == without.rows(output)


# A table of its own


def statline(rows, **aliases: str):
    """Return a table as a fetch writes it: padded codes, and what the columns mean as their aliases."""
    found = layer(
        [(None, *one) for one in rows],
        "proximity",
        kind="NoGeometry",
        WijkenEnBuurten="text",
        **dict.fromkeys(aliases, "real"),
    )
    for name, alias in aliases.items():
        found.setFieldAlias(found.fields().lookupField(name), alias)
    return found


def test_a_table_of_a_fetch_is_joined_by_its_codes_and_goes_before_the_fields():
    table = statline(
        [("east      ", 0.9), ("elsewhere ", 5.0)],
        AfstandTotHuisartsenpraktijk_5="Gezondheid – Afstand tot huisarts (km)",
    )
    west, east, _ = compared(NEIGHBOURHOODS=published(7.0, 7.0), PROXIMITY=table)
    assert (west["published_m"], west["reason"]) == (None, "not_published")
    assert east["published_m"] == pytest.approx(900)
    assert east["field"] == "AfstandTotHuisartsenpraktijk_5"


def test_of_columns_with_one_name_the_alias_tells_which():
    table = statline(
        [("west", 9.0, 0.1, 9.0), ("east", 9.0, 0.9, 9.0)],
        AfstandTotSchool_98="Onderwijs – Voortgezet onderwijs – Afstand tot school (km)",
        AfstandTotSchool_60="Onderwijs – Basisonderwijs – Afstand tot school (km)",
        AfstandTotSchool_64="Onderwijs – Vmbo – Afstand tot school (km)",
    )
    found = compared(FACILITIES=[*places(), layer([point(100, 0)], "primary school")], PROXIMITY=table)
    assert {(r["published_figure"], r["field"]) for r in found} == {("primary_school", "AfstandTotSchool_60")}
    assert found[1]["published_m"] == pytest.approx(900)


def test_a_column_that_may_mean_several_things_is_not_guessed():
    table = statline([("west", 1.0, 2.0)], AfstandTotSchool_60="Afstand tot school", AfstandTotSchool_64="Afstand")
    text = refused(FACILITIES=places(), PROXIMITY=table, OUTPUT_PLAUSIBILITY="memory:")
    assert "no code of neighbourhoods" in text


def test_a_table_of_other_neighbourhoods_stops_the_run():
    table = statline([("BU01", 1.0)], AfstandTotHuisartsenpraktijk_5="")
    text = refused(FACILITIES=places(), PROXIMITY=table, OUTPUT_PLAUSIBILITY="memory:")
    assert "called otherwise (BU01)" in text


def test_a_table_is_compared_in_the_log_where_no_output_is_asked_for():
    log = Feedback()
    check(log, FACILITIES=places(), PROXIMITY=statline([("west", 0.1)], AfstandTotHuisartsenpraktijk_5=""))
    assert any("General practitioner: 1 neighbourhood compared" in line for line in log.infos)


def test_of_a_run_over_years_the_first_is_compared():
    """A doctor that opens in 2028 stands among the eastern homes, who have 200 to 495 m along their street to it."""
    doctors = layer(
        [(point(100, 0), "general practitioner", None), (point(500, 0), "general practitioner", 2028)],
        "doctors",
        sort="text",
        opens="int",
    )
    given = {"FACILITIES": [doctors], "TYPE_FIELD": "sort", "OPEN_FROM_FIELD": "opens"}
    given |= {"REQUIREMENTS": [row(facility="general practitioner")], "NEIGHBOURHOODS": published(0.1, 0.9)}
    for years, east in (("2026;2030", EAST_M), ("2030", EAST_M - 400)):
        assert compared(**given, YEARS=years)[1]["mean_dwellings_m"] == pytest.approx(east)


# The report


def test_the_report_of_a_run_and_one_of_its_tables_say_it_alike(tmp_path):
    files = {
        name: str(tmp_path / f"{name}.gpkg")
        for name in ("OUTPUT_RESULTS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_PLAUSIBILITY")
    }
    files["REPORT"] = str(tmp_path / "run.html")
    check(FACILITIES=places(), NEIGHBOURHOODS=published(0.1, 0.2), **files)
    given = {
        "RESULTS": files["OUTPUT_RESULTS"],
        "NEIGHBOURHOODS": files["OUTPUT_NEIGHBOURHOODS"],
        "NEIGHBOURHOOD_ID": "code",
        "REPORT": str(tmp_path / "later.html"),
    }
    runs.run("compliancereport", given)
    assert HEADING not in Page(Path(given["REPORT"])).sections
    runs.run("compliancereport", {**given, "PLAUSIBILITY": files["OUTPUT_PLAUSIBILITY"]})
    for path in (files["REPORT"], given["REPORT"]):
        section = Page(Path(path)).section(HEADING)
        assert "weighted by dwellings" in section.sentences[0]
        (caption,) = section.captions
        # In the west 47.5 m more, in the east 547.5 m: the median lies halfway.
        assert "2 neighbourhoods are compared. By the median ours is 298 m farther." in caption
        (table,) = section.tables
        assert [line[:5] for line in table[1:]] == [
            ["1", "west", "0.15 km", "0.10 km", "+48 m"],
            ["2", "east", "0.75 km", "0.20 km", "+548 m"],
        ]
        assert "Where ours is much farther" in section.sentences[1]


def test_the_text_and_the_spreadsheet_have_the_figures_too(tmp_path):
    names = ("OUTPUT_RESULTS", "OUTPUT_NEIGHBOURHOODS", "OUTPUT_PLAUSIBILITY")
    files = {name: str(tmp_path / f"{name}.gpkg") for name in names}
    check(FACILITIES=places(), NEIGHBOURHOODS=published(0.1, None), **files)
    given = {
        "RESULTS": files["OUTPUT_RESULTS"],
        "NEIGHBOURHOODS": files["OUTPUT_NEIGHBOURHOODS"],
        "NEIGHBOURHOOD_ID": "code",
        "PLAUSIBILITY": files["OUTPUT_PLAUSIBILITY"],
        "DOCUMENT": str(tmp_path / "r.docx"),
        "SPREADSHEET": str(tmp_path / "r.xlsx"),
    }
    runs.run("compliancereport", given)
    sheets = spreadsheet_page.read(given["SPREADSHEET"])
    heads, *lines = sheets["Published distances"]
    assert heads == [
        *("Published figure", "Neighbourhood", "Code", "Measured to", "Ours, by dwellings", "Published"),
        *("Ours less published", "Dwellings", "Dwellings left out", "Not compared, since"),
    ]
    kind = ("General practitioner", "general practitioner")
    ours, difference = pytest.approx(WEST_M), pytest.approx(WEST_M - 100)
    assert [[line[0], line[3]] for line in lines] == [list(kind)] * 3
    assert [[*line[1:3], *line[4:9]] for line in lines] == [
        ["west", "west", ours, 100, difference, 60, 0],
        ["east", "east", pytest.approx(EAST_M), None, None, 60, 0],
        ["Neighbourhoods that are compared", None, ours, 100, difference, 120, 0],
    ]
    assert [line[9] if len(line) > 9 else None for line in lines] == [None, "not published", None]
    assert {column for name, column, *_ in sheets["Meaning of the columns"] if name == "Published distances"} == {
        *heads
    }
    with zipfile.ZipFile(given["DOCUMENT"]) as file:
        text = file.read("word/document.xml").decode()
    assert text.count(f">{HEADING}<") == 2, "in the contents and above the section"
    assert "1 neighbourhood is compared. By the median ours is 48 m farther." in text


@pytest.mark.parametrize("width", some([1366, 390], [390]))
def test_the_section_passes_an_accessibility_check_and_fits_a_phone(tmp_path, width):
    check(FACILITIES=places(), NEIGHBOURHOODS=published(0.1, 0.2), REPORT=str(tmp_path / "run.html"))
    wider = "return document.documentElement.scrollWidth - document.documentElement.clientWidth"
    told = look(tmp_path / "run.html", wider, axe=True, width=width).told
    assert told["wrong"] == []
    assert told["answer"] == 0


def test_a_report_without_published_distances_has_no_such_section(tmp_path):
    check(FACILITIES=places(), NEIGHBOURHOODS=areas(), REPORT=str(tmp_path / "run.html"))
    assert HEADING not in Page(tmp_path / "run.html").sections


def test_a_name_of_a_neighbourhood_is_only_text_in_the_drawing(tmp_path):
    evil = '"><script>alert(1)</script>'
    zones = layer([(WEST, evil, 0.1), (EAST, "east", 0.2)], "areas", code="text", **{GP: "real"})
    check(FACILITIES=places(), NEIGHBOURHOODS=zones, REPORT=str(tmp_path / "run.html"))
    page = Page(tmp_path / "run.html")
    assert HEADING in page.sections
    assert "<script>alert" not in page.text


def test_a_table_that_is_none_is_refused(tmp_path):
    files = {name: str(tmp_path / f"{name}.gpkg") for name in ("OUTPUT_RESULTS", "OUTPUT_NEIGHBOURHOODS")}
    check(FACILITIES=places(), NEIGHBOURHOODS=published(0.1, 0.2), **files)
    with pytest.raises(runs.RefusedError, match="OUTPUT_PLAUSIBILITY"):
        runs.run(
            "compliancereport",
            {
                "RESULTS": files["OUTPUT_RESULTS"],
                "NEIGHBOURHOODS": files["OUTPUT_NEIGHBOURHOODS"],
                "NEIGHBOURHOOD_ID": "code",
                "PLAUSIBILITY": files["OUTPUT_RESULTS"],
                "REPORT": str(tmp_path / "later.html"),
            },
        )
    assert not (tmp_path / "later.html").exists()


@pytest.mark.slow
def test_delft_beside_its_nearest_facilities(shared):
    """Means of what Nearest facility finds, and the correlation of scipy."""
    delft = shared / "data" / "delft"
    shops = QgsVectorLayer(str(delft / "facilities.gpkg"), "supermarket", "ogr")
    assert shops.setSubsetString("fclass = 'supermarket'")
    town = {"NETWORK": str(delft / "streets.gpkg"), "DWELLINGS": str(delft / "dwellings_synthetic.gpkg")}
    areas_of_delft = QgsVectorLayer(str(delft / "neighbourhoods.gpkg"), "areas", "ogr")
    done = runs.run(
        "basicrequirements",
        {
            **town,
            "NEIGHBOURHOODS": areas_of_delft,
            "FACILITIES": [shops],
            "FACILITY_TYPES": "supermarket",
            "REQUIREMENTS": [row(facility="supermarket")],
            "OUTPUT_DWELLINGS": "memory:",
            "OUTPUT_PLAUSIBILITY": "memory:",
        },
    )
    nearest = runs.run("nearestfacility", {**town, "FACILITIES": shops, "OUTPUT": "memory:"})
    metres: dict[str, list[float]] = {}
    homes = zip(done.column("OUTPUT_DWELLINGS", "neighbourhood"), nearest.column("OUTPUT", "distance_m"), strict=True)
    for area, distance in homes:
        metres.setdefault(area, []).append(distance)
    published = {
        one["buurtcode"]: one["grote_supermarkt_gemiddelde_afstand_in_km"] for one in runs.rows(areas_of_delft)
    }
    pairs = []
    found = {r["neighbourhood"]: r for r in done.rows("OUTPUT_PLAUSIBILITY")}
    for area, ways in metres.items():
        if area is not None and len(ways) >= 50 and published[area] > -99990:
            pairs.append((statistics.fmean(ways), 1000 * published[area]))
            assert found[area]["mean_dwellings_m"] == pytest.approx(pairs[-1][0])
            assert found[area]["published_m"] == pytest.approx(pairs[-1][1])
    whole = found["_total"]
    assert whole["compared"] == len(pairs) > 60
    assert whole["rank_correlation"] == pytest.approx(spearmanr(*zip(*pairs, strict=True)).statistic)
    assert whole["median_difference_m"] == pytest.approx(statistics.median(a - b for a, b in pairs))
