"""Suggested locations, run as QGIS runs it: choices and figures by hand, sentences, statuses, fields and Cancel."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsSymbol,
)

from towns import runs
from towns.runs import Feedback, RefusedError, box, grid, layer, point

HOMES = [(point(50, 10), "a", 2), (point(250, 100), "b", 3), (point(480, 500), "c", 5)]
# a is 10 m from K1, b 50 m from K2, c 40 m from K3; all other ways are over 200 m.
PLACES = [
    (point(50, 0), "K1", "state"),
    (point(300, 100), "K2", "municipality"),
    (point(500, 480), "K3", "state"),
    (point(0, 500), "K4", None),
]
AREAS = [(box(-9, -9, 400, 300), "west"), (box(400, 300, 600, 600), "east")]
MAPS = ("OUTPUT", "RANKING")
NUMBERS = ("SERVED", "SERVED_SHARE", "PLACES", "GAP", "VALUE", "BOUND")


def town(**changes):
    given = {
        "NETWORK": layer(grid(), "streets"),
        "DWELLINGS": layer(HOMES, "homes", who="text", weight="int"),
        "WEIGHT_FIELD": "weight",
        "CANDIDATES": layer(PLACES, "buildings", code="text", holder="text"),
        "CANDIDATE_ID": "code",
        "LIMIT": 200,
        "P": 2,
        "OUTPUT": "memory:",
        **changes,
    }
    return runs.without_none(given)


def suggest(feedback: Feedback | None = None, **changes):
    return runs.run("suggestlocations", town(**changes), feedback)


def refused(**changes) -> str:
    return runs.refusal("suggestlocations", town(**changes))


def said(done, *words: str) -> bool:
    return any(all(word in text for word in words) for text in done.feedback.infos)


def numbers(done) -> tuple:
    return tuple(done.results[name] for name in NUMBERS)


def test_the_most_served_and_what_each_adds():
    done = suggest()
    rows = done.rows("OUTPUT")
    assert [(r["facility_id"], r["rank"], r["gain"], r["served"], r["nearest"]) for r in rows] == [
        ("K2", 2, 3, 3, 3),
        ("K3", 1, 5, 5, 5),
    ]
    assert list(rows[0]) == ["code", "holder", "facility_id", "rank", "gain", "served", "nearest"]
    assert numbers(done) == (8, 0.8, 2, 0, 8, 8)
    assert said(done, "proved, no choice does better")


def test_every_place_that_helps_opens_and_none_that_does_not():
    done = suggest(P=4)
    assert done.column("OUTPUT", "facility_id") == ["K1", "K2", "K3"]
    assert numbers(done) == (10, 1, 3, 0, 10, 10)


@pytest.mark.parametrize(
    ("target", "chosen"), [(0.5, ["K3"]), (0.51, ["K2", "K3"]), (0.8, ["K2", "K3"]), (0.81, ["K1", "K2", "K3"])]
)
def test_the_fewest_places_for_a_share(target, chosen):
    done = suggest(OBJECTIVE=1, TARGET=target, P=1)
    assert done.column("OUTPUT", "facility_id") == chosen
    assert (done.results["PLACES"], done.results["GAP"], done.results["VALUE"]) == (len(chosen), 0, len(chosen))


def test_the_least_total_distance():
    done = suggest(OBJECTIVE=2, P=1)
    # K2: a 10 + 250 + 100, b 50, c 20 + 160 + 400 m.
    assert done.column("OUTPUT", "facility_id") == ["K2"]
    assert done.results["VALUE"] == pytest.approx(2 * 360 + 3 * 50 + 5 * 580)
    assert done.results["GAP"] == 0
    assert (done.results["SERVED"], done.rows("OUTPUT")[0]["nearest"]) == (3, 10)


def test_the_least_greatest_distance():
    done = suggest(OBJECTIVE=3, P=1, ASSIGNMENT="memory:")
    assert done.column("OUTPUT", "facility_id") == ["K2"]
    assert (done.results["VALUE"], done.results["GAP"]) == (pytest.approx(580), 0)
    assert done.column("ASSIGNMENT", "distance_m") == pytest.approx([360, 50, 580])
    assert done.column("ASSIGNMENT", "row_status") == ["ok"] * 3


def test_the_worst_neighbourhood_comes_before_the_most_served():
    homes = layer([(*one[:2], 1 if one[1] == "c" else one[2]) for one in HOMES], who="text", weight="int")
    areas = {"NEIGHBOURHOODS": layer(AREAS, name="areas", code="text"), "NEIGHBOURHOOD_ID": "code"}
    most = suggest(DWELLINGS=homes)
    assert most.column("OUTPUT", "facility_id") == ["K1", "K2"]
    fair = suggest(DWELLINGS=homes, OBJECTIVE=4, **areas, ASSIGNMENT="memory:")
    assert fair.column("OUTPUT", "facility_id") == ["K2", "K3"]
    assert numbers(fair) == (4, pytest.approx(4 / 6), 2, 0, 0.6, 0.6)
    assert said(fair, "Worst off", "west 60 %", "east 100 %")
    assert fair.column("ASSIGNMENT", "neighbourhood") == ["west", "west", "east"]


def test_no_place_is_counted_twice_where_the_worst_off_come_first():
    """Of a block, each place serves two corners: opposite ones serve all four."""
    corners = layer([(point(x, y), "h", 1) for x in (0, 100) for y in (0, 100)], who="text", weight="int")
    sides = [(point(50, 0), "S", ""), (point(100, 50), "E", ""), (point(50, 100), "N", ""), (point(0, 50), "W", "")]
    areas = {"NEIGHBOURHOODS": layer(AREAS[:1], name="areas", code="text"), "NEIGHBOURHOOD_ID": "code"}
    for places in (2, 3):
        done = suggest(
            DWELLINGS=corners,
            CANDIDATES=layer(sides, "sides", code="text", holder="text"),
            **{"OBJECTIVE": 4, "P": places, "LIMIT": 60, **areas},
        )
        assert set(done.column("OUTPUT", "facility_id")) in ({"S", "N"}, {"E", "W"})
        assert numbers(done) == (4, 1, 2, 0, 1, 1)


def test_existing_facilities_stay_open_and_what_they_serve_is_no_gain():
    shops = layer([(point(250, 0), "old")], "shops", code="text")
    done = suggest(FACILITIES=shops, FACILITY_ID="code", LIMIT=210, ASSIGNMENT="memory:", RANKING="memory:")
    # b: 50 + 100 + 50 = 200 m to the shop, a 10 + 200 = 210 m.
    assert done.column("OUTPUT", "facility_id") == ["K3"]
    assert done.results["SERVED"] == 10
    assert done.column("ASSIGNMENT", "facility_id") == ["old", "old", "K3"]
    assert done.column("ASSIGNMENT", "is_new") == [0, 0, 1]
    assert [(r["gain"], r["served"]) for r in done.rows("RANKING")] == [(0, 2), (0, 3), (5, 5), (0, 0)]
    assert said(done, "5 of 10 dwellings before")


def places_there():
    rows = [(point(50, 20), "hall", "h"), (point(250, 0), " Library ", "l"), (point(480, 490), "shop", "s")]
    return layer([*rows, (point(0, 0), None, "n")], "places", sort="text", code="text")


@pytest.mark.parametrize(
    ("types", "served"),
    # Without K1 to K4: the hall serves a, the library b (200 m) and a (210 m, too far), the shop c.
    [("library", 3), ("Hall; library", 5), ("shop", 5), ("hall;shop;library", 10)],
)
def test_of_the_facilities_only_those_of_the_chosen_types_count(types, served):
    feedback = Feedback()
    done = suggest(feedback, FACILITIES=places_there(), TYPE_FIELD="sort", EXISTING_TYPES=types, FACILITY_ID="code")
    assert said(done, f"{served} of 10 dwellings before")
    assert said(done, f"of the types that count: {len(types.split(';'))} of 4")
    assert {row["facility_id"] for row in done.rows("OUTPUT")} <= {"K1", "K2", "K3"}


def test_without_a_type_all_facilities_count():
    assert said(suggest(FACILITIES=places_there()), "10 of 10 dwellings before")


def test_the_ranking_tells_what_each_does_alone_by_owner():
    done = suggest(OWNER_FIELD="holder", RANKING="memory:")
    rows = done.rows("RANKING")
    assert list(rows[0]) == [
        *("code", "holder", "facility_id", "owner", "owner_gain", "rank", "gain", "served", "gain_share", "chosen"),
        "row_status",
    ]
    assert [(r["facility_id"], r["owner"], r["owner_gain"], r["rank"], r["gain"], r["chosen"]) for r in rows] == [
        ("K1", "state", 7, 3, 2, 0),
        ("K2", "municipality", 3, 2, 3, 1),
        ("K3", "state", 7, 1, 5, 1),
        ("K4", None, None, 4, 0, 0),
    ]
    assert [r["gain_share"] for r in rows] == pytest.approx([0.2, 0.3, 0.5, 0])


def test_a_field_that_is_called_owner_is_not_there_twice():
    places = layer(PLACES, "buildings", code="text", OWNER="text")
    found = suggest(CANDIDATES=places, OWNER_FIELD="OWNER", RANKING="memory:").layer("RANKING").fields().names()
    assert found[:4] == ["code", "OWNER", "facility_id", "owner_gain"]


def test_the_assignment_says_where_each_dwelling_goes():
    done = suggest(ASSIGNMENT="memory:")
    rows = done.rows("ASSIGNMENT")
    assert list(rows[0]) == [*("who", "weight", "facility_id", "distance_m", "duration_min", "is_new", "row_status")]
    assert [(r["facility_id"], r["row_status"]) for r in rows] == [
        (None, "beyond_limit"),
        ("K2", "ok"),
        ("K3", "ok"),
    ]
    assert [r["distance_m"] for r in rows] == [None, pytest.approx(50), pytest.approx(40)]
    assert rows[1]["duration_min"] == pytest.approx(50 / 80)


def test_the_price_of_thresholds():
    done = suggest(THRESHOLDS="600;30;60", TARGET=0.8, PRICE="memory:")
    rows = done.rows("PRICE")
    assert list(rows[0]) == ["threshold", "places", "bound", "share", "attainable"]
    assert [tuple(r.values()) for r in rows] == [
        (30, None, None, None, 0.2),
        (60, 2, 2, 0.8, 1),
        (600, 1, 1, 1, 1),
    ]


def test_without_thresholds_the_limit_is_priced():
    assert [r["threshold"] for r in suggest(PRICE="memory:", TARGET=0.8).rows("PRICE")] == [200]


def test_minutes_decide_where_they_are_asked():
    done = suggest(UNIT=1, SPEED=6, LIMIT=0.45)  # 45 m: K2 is too far from b
    assert done.column("OUTPUT", "facility_id") == ["K1", "K3"]
    assert suggest(UNIT=1, SPEED=6, OBJECTIVE=3, P=1).results["VALUE"] == pytest.approx(5.8)


@pytest.mark.parametrize(("towards", "chosen"), [(True, ["K1"]), (False, ["K2"])])
def test_one_way_streets_lead_one_way(towards, chosen):
    ring = [("LINESTRING(0 0, 100 0)", "F"), ("LINESTRING(100 0, 100 100, 0 100, 0 0)", "F")]
    done = suggest(
        NETWORK=layer(ring, way="text"),
        DWELLINGS=layer([(point(0, 0), "a", 1)], who="text", weight="int"),
        CANDIDATES=layer([(point(50, 0), "K1"), (point(0, 50), "K2")], code="text"),
        DIRECTION_FIELD="way",
        VALUE_FORWARD="F",
        TOWARDS=towards,
        P=1,
        LIMIT=60,
    )
    assert done.column("OUTPUT", "facility_id") == chosen


def test_junctions_serve_where_there_are_no_candidates():
    done = suggest(CANDIDATES=None, CANDIDATE_ID=None, P=3, LIMIT=60, RANKING="memory:")
    rows = done.rows("OUTPUT")
    assert [r["facility_id"].split(":")[0] for r in rows] == ["node"] * len(rows)
    # The junctions are the crossings: (0, 0) or (100, 0) for a, (200, 100) or (300, 100) for b, (500, 500) for c.
    assert numbers(done) == (10, 1, 3, 0, 10, 10)
    assert len(done.rows("RANKING")) == 36
    assert said(done, "36 junctions")
    again = suggest(CANDIDATES=None, CANDIDATE_ID=None, P=3, LIMIT=60)
    assert runs.rows(again.layer("OUTPUT")) == rows
    assert done.layer("OUTPUT").crs().authid() == "EPSG:28992"


WITH_ISLAND = [*grid(), "LINESTRING(1000 1000, 1050 1000)"]


def test_every_row_is_there_with_its_reason():
    homes = [
        (None, 1),
        (point(50, 10), 1),
        (point(5000, 5000), 1),
        (point(1020, 1005), 1),
        (point(50, 10), None),
        (point(50, 10), -2),
        (point(480, 500), 1),
    ]
    places = [(point(50, 0), "in"), (None, "lost"), (point(9000, 9000), "far")]
    done = suggest(
        NETWORK=layer(WITH_ISLAND),
        MIN_COMPONENT=0,
        DWELLINGS=layer(homes, "homes", kind="Point", weight="int"),
        CANDIDATES=layer(places, "buildings", kind="Point", code="text"),
        P=3,
        RANKING="memory:",
        ASSIGNMENT="memory:",
    )
    assert done.column("ASSIGNMENT", "row_status") == [
        *("no_geometry", "ok", "off_network", "unreachable", "no_weight", "no_weight", "beyond_limit")
    ]
    assert done.column("ASSIGNMENT", "facility_id") == [None, "in", None, None, "in", "in", None]
    assert done.column("RANKING", "row_status") == ["ok", "no_geometry", "off_network"]
    assert done.column("RANKING", "gain") == [1, None, None]
    assert done.column("RANKING", "rank") == [1, None, None]
    assert done.column("OUTPUT", "facility_id") == ["in"]
    # The share is of the three that are on the network with a weight.
    assert (done.results["SERVED"], done.results["SERVED_SHARE"]) == (1, pytest.approx(1 / 3))
    assert done.feedback.warned("Candidates off the network", "far")
    assert done.feedback.warned("Candidates without geometry", "lost")
    assert done.feedback.warned("NULL or negative", "2 (")


def test_dwellings_without_a_way_come_before_all_distances():
    homes = [(point(50, 10), 9), (point(1020, 1000), 1), (point(1030, 1000), 1)]
    places = [(point(50, 0), "near"), (point(300, 0), "far"), (point(1040, 1000), "island")]
    done = suggest(
        NETWORK=layer(WITH_ISLAND),
        MIN_COMPONENT=0,
        DWELLINGS=layer(homes, weight="int"),
        CANDIDATES=layer(places, code="text"),
        OBJECTIVE=2,
        P=2,
    )
    assert done.column("OUTPUT", "facility_id") == ["near", "island"]
    assert done.results["VALUE"] == pytest.approx(9 * 10 + 20 + 10)
    assert done.results["GAP"] == 0


def test_polygons_entrances_and_other_reference_systems():
    school = layer([(box(260, 60, 300, 90), "school"), (point(0, 0), "x")][:1], "plots", crs="EPSG:4326", code="text")
    gate = layer([(point(300, 75), "school")], of="text")
    open_one = suggest(CANDIDATES=school, P=1, LIMIT=61, RANKING="memory:")
    assert open_one.rows("RANKING")[0]["gain"] == 3  # 10 m along the street and 10 m to the polygon
    gated = suggest(CANDIDATES=school, P=1, LIMIT=61, RANKING="memory:", ENTRANCES=gate, ENTRANCE_FACILITY="of")
    assert gated.rows("RANKING")[0]["gain"] == 0  # 50 m, and 25 m down the side street
    assert gated.layer("RANKING").crs().authid() == "EPSG:4326"
    assert suggest(CANDIDATES=school, P=1, LIMIT=75.1, ENTRANCES=gate, ENTRANCE_FACILITY="of").results["SERVED"] == 3


def test_ids_that_are_feature_ids_name_their_layer_where_there_are_two():
    shops = layer([(point(250, 0), "old")], "shops", code="text")
    done = suggest(FACILITIES=shops, CANDIDATE_ID=None, LIMIT=210, ASSIGNMENT="memory:")
    assert done.column("ASSIGNMENT", "facility_id") == ["shops:1", "shops:1", "buildings:3"]


def test_only_selected_candidates_count():
    places = layer(PLACES, "buildings", code="text", holder="text")
    runs.in_project(places)
    places.selectByIds([1, 4])
    done = suggest(CANDIDATES=QgsProcessingFeatureSourceDefinition(places.id(), True), RANKING="memory:")
    assert done.column("RANKING", "facility_id") == ["K1", "K4"]
    assert done.column("OUTPUT", "facility_id") == ["K1"]


def test_taken_field_names_get_a_number_or_a_prefix():
    places = layer([(*one[:2], 7) for one in PLACES], code="text", rank="int")
    row = suggest(CANDIDATES=places).rows("OUTPUT")[0]
    assert (row["rank"], row["rank_2"]) == (7, 2)
    assert suggest(CANDIDATES=places, PREFIX="bm_").rows("OUTPUT")[0]["bm_rank"] == 2


@pytest.mark.parametrize("suffix", ["gpkg", "csv"])
def test_files_hold_the_answer(suffix, tmp_path):
    files = {n: str(tmp_path / f"{n}.{suffix}") for n in ("OUTPUT", "RANKING", "ASSIGNMENT", "PRICE")}
    suggest(**files, TARGET=0.5)
    assert {n: len(runs.rows(runs.loaded(f))) for n, f in files.items()} == {
        "OUTPUT": 2,
        "RANKING": 4,
        "ASSIGNMENT": 3,
        "PRICE": 1,
    }


SENTENCES = {
    "more places than candidates": ({"P": 5}, "there are 4 candidates"),
    "no candidates": ({"CANDIDATES": lambda: layer([], kind="Point", code="text")}, "holds no candidates"),
    "candidates far away": (
        {"CANDIDATES": lambda: layer([(point(9000, 0), "x")], code="text"), "P": 1},
        "No candidate is on the network",
    ),
    "a target beyond reach": ({"OBJECTIVE": 1, "LIMIT": 45, "TARGET": 0.9}, "serve 70 % within the limit of 45"),
    "a target in per cent": ({"TARGET": 95}, "write 0.95"),
    "a target of nothing": ({"TARGET": 0}, "above 0"),
    "a limit of nothing": ({"LIMIT": 0}, "above 0"),
    "thresholds of words": ({"THRESHOLDS": "near"}, "“near” of Thresholds to price (THRESHOLDS) is no number"),
    "no neighbourhoods": ({"OBJECTIVE": 4}, "NEIGHBOURHOODS"),
    "neighbourhoods without dwellings": (
        {"OBJECTIVE": 4, "NEIGHBOURHOODS": lambda: layer([box(5000, 0, 5001, 1)])},
        "lies in any neighbourhood",
    ),
    "no dwellings": ({"DWELLINGS": lambda: layer([], kind="Point", weight="int")}, "empty"),
    "weights of nothing": (
        {"DWELLINGS": lambda: layer([(point(50, 10), 0)], weight="int")},
        "weight above 0",
    ),
    "a weight of words": ({"WEIGHT_FIELD": "who"}, "no numbers"),
    "an unknown owner field": ({"OWNER_FIELD": "nix"}, "nix"),
    "no types chosen": (
        {"FACILITIES": places_there, "TYPE_FIELD": "sort"},
        "Types that count (EXISTING_TYPES) is empty: choose the types",
    ),
    "types without their field": (
        {"FACILITIES": places_there, "EXISTING_TYPES": "hall"},
        "Types that count (EXISTING_TYPES) needs Field with the type of facility (TYPE_FIELD): fill it in too.",
    ),
    "a type that is not there": (
        {"FACILITIES": places_there, "TYPE_FIELD": "sort", "EXISTING_TYPES": "hall;gym"},
        "of the layer “places” has no facility of that type; its types are: “hall”, “library”, “shop”.",
    ),
    "dwellings elsewhere": ({"DWELLINGS": lambda: layer([(point(90000, 0), 1)], weight="int")}, "do not overlap"),
}


@pytest.mark.parametrize("case", SENTENCES)
def test_wrong_input_stops_with_one_sentence(case):
    changes, words = SENTENCES[case]
    text = refused(**{name: value() if callable(value) else value for name, value in changes.items()})
    assert words in text
    assert "\n" not in text.strip()


def test_where_all_is_served_already_nothing_opens():
    shops = layer([point(50, 10), point(250, 100), point(480, 500)], "shops")
    for objective in range(5):
        areas = {"NEIGHBOURHOODS": layer(AREAS, code="text")} if objective == 4 else {}
        done = suggest(FACILITIES=shops, OBJECTIVE=objective, **areas)
        assert done.rows("OUTPUT") == []
        junctions = suggest(FACILITIES=shops, OBJECTIVE=objective, CANDIDATES=None, CANDIDATE_ID=None, **areas)
        assert junctions.rows("OUTPUT") == []
        assert (done.results["SERVED"], done.results["PLACES"], done.results["GAP"]) == (10, 0, 0)


def test_without_neighbourhoods_in_reach_of_any_candidate_their_share_stays():
    done = suggest(OBJECTIVE=4, NEIGHBOURHOODS=layer(AREAS, code="text"), LIMIT=15, P=1)
    assert done.column("OUTPUT", "facility_id") == ["K1"]
    assert (done.results["VALUE"], done.results["GAP"]) == (0, 0)


@pytest.mark.faults  # all algorithms are cancelled at some moments always
def test_cancel_leaves_nothing(tmp_path, moments):
    outputs = ("RANKING", "ASSIGNMENT", "PRICE")
    looks = suggest(**dict.fromkeys(outputs, "memory:")).feedback.looks
    assert looks >= 8
    for moment in moments(looks, looks):
        feedback = Feedback(cancel_at=moment)
        runs.forget()  # what is taken from an earlier run is looked at less often
        targets = {name: str(tmp_path / f"{name}.gpkg") for name in ("OUTPUT", *outputs)}
        with pytest.raises(RefusedError, match="Cancelled"):
            suggest(feedback, **targets)
        assert list(tmp_path.iterdir()) == []


def test_choices_and_candidates_have_their_look_on_the_map():
    shown = {n: QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", QgsProject.instance()) for n in MAPS}
    for places in (PLACES, [(box(40, 1, 60, 9), "K1", None), (box(295, 90, 305, 99), "K2", None)]):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        made = layer(places, "buildings", code="text", holder="text")
        given = town(CANDIDATES=made, OWNER_FIELD="holder") | shown
        results, ok = runs.algorithm("suggestlocations").run(given, context, Feedback(), {}, False)
        assert ok
        chosen, ranking = (context.takeResultLayer(results[name]) for name in MAPS)
        assert chosen.renderer().classAttribute() == 'coalesce("served", -1)'
        assert ranking.renderer().classAttribute() == 'coalesce("gain", -1)'
        assert chosen.labelsEnabled()
        for found in (chosen, ranking):
            ranges = found.renderer().ranges()
            assert {one.symbol().type() for one in ranges} == {QgsSymbol.defaultSymbol(found.geometryType()).type()}
            assert ranges[-1].label() == "unknown"
