"""What models, scripts and checks call: ids, parameters, defaults, outputs and output fields."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent / "algorithms"))

import runs
from fixtures import provider
from qgis.core import Qgis
from runs import box, grid, layer, point

__all__ = ["provider"]

SNAPPING = {"MAX_SNAP": 200, "MIN_COMPONENT": 2000, "ACCESS_LEGS": True}
BARRIERS = {"BARRIERS": None, "PASS_FIELDS": ["bridge", "tunnel", "layer"]}
ENTRANCES = {"ENTRANCES": None, "ENTRANCE_FACILITY": None, "ENTRANCE_GAP": 25}
SPEEDS = {"SPEED_FIELD": None, "TIME_FIELD": None}
DIRECTION = {
    "DIRECTION_FIELD": None,
    "VALUE_FORWARD": "",
    "VALUE_BACKWARD": "",
    "VALUE_BOTH": "",
    "TOWARDS": True,
}
INPUTS = {
    "checknetwork": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **BARRIERS,
        "GAP": 1,
        "DWELLINGS": None,
        "AREA": None,
        "PREFIX": "",
    },
    "nearestfacility": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        "DWELLINGS": None,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "K": 1,
        "LIMIT": None,
        "UNIT": 0,
        "SPEED": 4.8,
        "PREFIX": "",
    },
    "serviceareas": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "LIMITS": "400;800",
        "UNIT": 0,
        "SPEED": 4.8,
        "LIMIT_FIELD": None,
        "OVERLAP": 0,
        "BANDS": 0,
        "BUFFER": 25,
        "FILL_HOLES": 2500,
    },
    "reachcounts": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        "DWELLINGS": None,
        "WEIGHT_FIELD": None,
        "FACILITIES": None,
        "FACILITY_ID": None,
        "TYPE_FIELD": None,
        "LIMITS": "400;800",
        "UNIT": 0,
        "SPEED": 4.8,
        "PREFIX": "",
    },
    "odmatrix": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        **DIRECTION,
        "ORIGINS": None,
        "ORIGIN_ID": None,
        "DESTINATIONS": None,
        "DESTINATION_ID": None,
        "K": 0,
        "LIMIT": None,
        "UNIT": 0,
        "SPEED": 4.8,
    },
    "basicrequirements": {
        "NETWORK": None,
        "TOLERANCE": 0.01,
        **SNAPPING,
        **BARRIERS,
        **ENTRANCES,
        **SPEEDS,
        "DWELLINGS": None,
        "WEIGHT_FIELD": None,
        **DIRECTION,
        "CYCLE_NETWORK": None,
        "NEIGHBOURHOODS": None,
        "NEIGHBOURHOOD_ID": None,
        "CLASS_FIELD": None,
        "LEVEL_FIELDS": None,
        "GROUP_FIELD": None,
        "DEVELOPED_AREAS": None,
        "FACILITIES": None,
        "FACILITY_ID": "",
        "FACILITY_TYPES": "",
        "TYPE_FIELD": "",
        "CAPACITY_FIELD": "",
        "COMPLETE_TYPES": "",
        "MIN_DWELLINGS": 50,
        "MIN_GROUP": 5,
        "FIELD_MAP": "",
        "NORM_SET": "",
        "NORM_FILE": None,
        "REQUIREMENTS": [],
        "PREFIX": "",
    },
}
REQUIRED = {
    "checknetwork": {"NETWORK", "OUTPUT"},
    "nearestfacility": {"NETWORK", "DWELLINGS", "FACILITIES", "OUTPUT"},
    "serviceareas": {"NETWORK", "FACILITIES"},
    "reachcounts": {"NETWORK", "DWELLINGS", "FACILITIES", "OUTPUT"},
    "odmatrix": {"NETWORK", "ORIGINS", "DESTINATIONS", "OUTPUT"},
    "basicrequirements": {"DWELLINGS", "NEIGHBOURHOODS", "FACILITIES"},
}
USUAL = {"NETWORK", "DWELLINGS", "FACILITIES", "FACILITY_ID", "UNIT", "SPEED", "LIMIT", "LIMITS", "GAP"} | {
    *("OVERLAP", "BANDS", "AREA"),
    *("ORIGINS", "ORIGIN_ID", "DESTINATIONS", "DESTINATION_ID", "K"),
    *("WEIGHT_FIELD", "NEIGHBOURHOODS", "NEIGHBOURHOOD_ID", "TYPE_FIELD", "NORM_SET", "NORM_FILE", "REQUIREMENTS"),
}
"""Parameters that need not be Advanced; of the network options only NETWORK."""
OUTPUTS = {
    "checknetwork": {"OUTPUT": True, "ISSUES": False, "OUTPUT_REPAIRED": False},
    "nearestfacility": {"OUTPUT": True, "ROUTES": False},
    "serviceareas": {"LINES": True, "POLYGONS": True},
    "reachcounts": {"OUTPUT": True, "FACILITY_LOAD": False},
    "odmatrix": {"OUTPUT": True},
    "basicrequirements": {
        "OUTPUT_DWELLINGS": True,
        "OUTPUT_NEIGHBOURHOODS": True,
        "OUTPUT_RESULTS": True,
        "OUTPUT_FACILITIES": False,
        "REPORT": False,
    },
}
NUMBERS = {
    "checknetwork": {"COMPONENTS", "MAIN_SHARE", "NODES", "EDGES"},
    "nearestfacility": {"REACHED", "UNREACHED"},
    "serviceareas": set(),
    "reachcounts": set(),
    "odmatrix": set(),
    "basicrequirements": {
        "NEIGHBOURHOODS_MEETING_ALL",
        "REQUIREMENTS_MET",
        "REQUIREMENTS_FAILED",
        "REQUIREMENTS_UNKNOWN",
    },
}
RESULTS = [
    *("level", "neighbourhood", "group", "year", "stock", "requirement", "title", "facility", "indicator"),
    *("threshold", "unit", "minimum", "per", "metric", "mode", "target", "weight", "weight_spread"),
    *("total", "within", "outside", "unknown", "share", "share_at_90", "share_at_110", "rate"),
    *("mean", "median", "p90", "compliance", "reason", "shortfall", "shortfall_capacity"),
    *("source", "source_year", "url", "basis", "note"),
    *("norm_set", "norm_version", "state", "adopted_by", "adopted_on", "superseded_by"),
]


@pytest.fixture(params=INPUTS)
def made(request, provider):
    found = runs.algorithm(request.param)
    assert found is not None, request.param
    return found


def test_the_provider_and_its_algorithms_have_their_ids(provider):
    assert provider.id() == "buurtmaat"
    assert {a.id() for a in provider.algorithms()} >= {f"buurtmaat:{name}" for name in INPUTS}


def test_every_parameter_is_there_with_its_default(made):
    for name, default in INPUTS[made.name()].items():
        found = made.parameterDefinition(name)
        assert found is not None, name
        value = runs.plain(found.defaultValue())
        assert (value or None) == (default or None), name


def test_only_what_a_run_cannot_do_without_is_required(made):
    optional = Qgis.ProcessingParameterFlag.Optional
    needed = {
        p.name()
        for p in made.parameterDefinitions()
        if not p.flags() & optional and runs.plain(p.defaultValue()) in (None, [], "")
    }
    assert needed == REQUIRED[made.name()]


def test_network_options_are_advanced_all_but_the_network(made):
    advanced = Qgis.ProcessingParameterFlag.Advanced
    plain = {p.name() for p in made.parameterDefinitions() if not p.flags() & advanced and not p.isDestination()}
    assert plain <= USUAL
    assert "NETWORK" in plain


def test_outputs_are_there_and_the_first_are_on(made):
    for name, on in OUTPUTS[made.name()].items():
        found = made.parameterDefinition(name)
        assert found is not None, name
        assert found.isDestination()
        assert found.createByDefault() is on, name
    assert {o.name() for o in made.outputDefinitions()} >= {*OUTPUTS[made.name()], *NUMBERS[made.name()]}


def test_every_parameter_says_what_it_is_for(made):
    silent = [p.name() for p in made.parameterDefinitions() if not p.help() and not p.isDestination()]
    assert silent == []
    assert made.shortHelpString()
    assert made.shortDescription()
    assert made.tags()


TOWN = {
    "NETWORK": lambda: layer(grid()),
    "DWELLINGS": lambda: layer([(point(50, 10), 1)], own_field="int"),
}


def fields(done, output: str) -> list[str]:
    return done.layer(output).fields().names()


def test_the_fields_of_check_network(provider):
    given = {"NETWORK": layer([(w, "a") for w in grid()], own_field="text")}
    done = runs.run("checknetwork", {**given, **dict.fromkeys(OUTPUTS["checknetwork"], "memory:")})
    assert fields(done, "OUTPUT") == ["own_field", "component", "component_length_m", "component_share"]
    assert {"issue", "severity", "length_m", "dwellings"} <= set(fields(done, "ISSUES"))
    assert fields(done, "OUTPUT_REPAIRED") == ["own_field"]
    assert set(done.results) == {*OUTPUTS["checknetwork"], *NUMBERS["checknetwork"]}


def test_the_fields_of_nearest_facility(provider):
    given = {name: make() for name, make in TOWN.items()}
    done = runs.run("nearestfacility", {**given, "FACILITIES": layer([point(0, 0)]), "OUTPUT": "memory:"})
    assert fields(done, "OUTPUT") == [
        *("own_field", "facility_id", "distance_m", "duration_min"),
        *("straight_m", "detour", "snap_m", "rank", "row_status"),
    ]
    assert set(done.results) == {"OUTPUT", *NUMBERS["nearestfacility"]}


def test_the_fields_of_reach_counts(provider):
    given = {name: make() for name, make in TOWN.items()}
    shops = layer([(point(0, 0), "shop")], kind_of="text")
    outputs = {"OUTPUT": "memory:", "FACILITY_LOAD": "memory:"}
    done = runs.run(
        "reachcounts", {**given, "FACILITIES": shops, "TYPE_FIELD": "kind_of", "LIMITS": "400;7,5", **outputs}
    )
    assert fields(done, "OUTPUT") == ["own_field", "n_7_5", "types_7_5", "n_400", "types_400", "row_status"]
    assert fields(done, "FACILITY_LOAD") == [
        *("kind_of", "facility_id", "dwellings_7_5", "weight_7_5", "dwellings_400", "weight_400", "row_status")
    ]
    assert set(done.results) == {"OUTPUT", "FACILITY_LOAD"}


def test_the_fields_of_the_distance_matrix(provider):
    given = {"NETWORK": TOWN["NETWORK"](), "ORIGINS": TOWN["DWELLINGS"](), "DESTINATIONS": layer([point(0, 0)])}
    done = runs.run("odmatrix", {**given, "OUTPUT": "memory:"})
    assert fields(done, "OUTPUT") == ["origin_id", "destination_id", "distance_m", "duration_min", "rank"]
    assert set(done.results) == {"OUTPUT"}


def test_the_fields_of_basic_requirements(provider, tmp_path):
    requirements = [
        ["d", "school", "distance", "300", "m", "", "", "", "", "", "0.9"],
        ["c", "school", "count", "300", "m", "2", "", "", "", "", "0.9"],
        ["r", "school", "rate", "1", "number", "", "1000", "", "", "", ""],
    ]
    outputs = {n: "memory:" for n in OUTPUTS["basicrequirements"] if n != "REPORT"}
    done = runs.run(
        "basicrequirements",
        {
            **{name: make() for name, make in TOWN.items()},
            "NEIGHBOURHOODS": layer([(box(-9, -9, 600, 600), "a")], code="text"),
            "NEIGHBOURHOOD_ID": "code",
            "FACILITIES": [layer([(point(0, 0), "x")], "school", of="text")],
            "REQUIREMENTS": requirements,
            "REPORT": str(tmp_path / "report.html"),
            **outputs,
        },
    )
    assert fields(done, "OUTPUT_DWELLINGS") == [
        *("own_field", "neighbourhood"),
        *("d_value", "d_facility", "d_ok", "d_weight", "d_reason"),
        *("c_value", "c_n", "c_facility", "c_ok", "c_weight", "c_reason"),
        "row_status",
    ]
    assert fields(done, "OUTPUT_NEIGHBOURHOODS") == [
        *("code", "dwellings", "d_share", "d_compliance", "c_share", "c_compliance", "r_rate", "r_compliance"),
        *("met", "failed", "unknown", "compliance"),
    ]
    assert fields(done, "OUTPUT_RESULTS") == RESULTS
    assert fields(done, "OUTPUT_FACILITIES") == [
        "of", "facility_id", "type", "requirements", "snap_m", "row_status",
    ]  # fmt: skip
    assert set(done.results) == {*OUTPUTS["basicrequirements"], *NUMBERS["basicrequirements"]}
    assert (tmp_path / "report.html").is_file()
    rows = done.rows("OUTPUT_RESULTS")
    assert {(r["level"], r["stock"], r["group"], r["year"]) for r in rows} == {("neighbourhood", "all", None, None)}
    assert len(rows) == 3 * 3
