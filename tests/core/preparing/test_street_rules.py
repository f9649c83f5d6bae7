"""Which lines may be used by whom: the shipped rules on lines of every kind, and the engine against a plain one."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from buurtmaat.core.errors import Cancelled, InputError
from buurtmaat.core.preparing.street_rules import PROFILES, judge, load_kinds, read_kinds
from buurtmaat.core.progress import Progress

PATH = Path(__file__).resolve().parents[3] / "resources" / "prepare" / "streets.json"
KINDS = {kind.id: kind for kind in load_kinds(PATH)}


def judged(rows, profile="foot", kind="osm", ferries=True):
    keys = {key for row in rows for key in row}
    columns = {key: np.array([row.get(key) for row in rows], object) for key in keys}
    return judge(KINDS[kind], profile, ferries, columns, len(rows))


def reasons(row, kind="osm", ferries=True) -> list[str | None]:
    """Return why a line is left out on foot, in a wheelchair and by bicycle."""
    return [judged([row], profile, kind, ferries).reason[0] for profile in PROFILES]


def tags(text: str) -> dict[str, str]:
    return dict(pair.split("=") for pair in text.split())


OSM = {
    # what it is: why it is left out on foot, in a wheelchair, by bicycle
    "highway=residential": (None, None, None),
    "highway=living_street": (None, None, None),
    "highway=service service=driveway": (None, None, None),
    "highway=cycleway": (None, None, None),
    "highway=path": (None, None, None),
    "highway=road": (None, None, None),
    "highway=footway": (None, None, "footway"),
    "highway=footway bicycle=yes": (None, None, None),
    "highway=pedestrian": (None, None, "pedestrian"),
    "highway=pedestrian bicycle=designated": (None, None, None),
    "highway=steps": (None, "steps", "steps"),
    "highway=steps ramp:wheelchair=yes": (None, None, "steps"),
    "highway=steps wheelchair=yes": (None, None, "steps"),
    "highway=steps ramp:bicycle=yes": (None, "steps", "steps"),
    "highway=bridleway": ("bridleway", "bridleway", "bridleway"),
    "highway=bridleway foot=yes": (None, None, "bridleway"),
    "highway=platform": (None, None, "footway"),
    # roads for motor vehicles
    "highway=motorway": ("motorway",) * 3,
    "highway=motorway_link": ("motorway",) * 3,
    "highway=motorway foot=yes bicycle=yes": ("motorway",) * 3,
    "highway=trunk": ("trunk",) * 3,
    "highway=trunk_link": ("trunk",) * 3,
    "highway=trunk foot=yes": (None, None, "trunk"),
    "highway=trunk foot=designated bicycle=yes": (None, None, None),
    "highway=trunk sidewalk=both": (None, None, "trunk"),
    "highway=trunk sidewalk=separate": ("trunk",) * 3,
    "highway=primary motorroad=yes": ("motorroad",) * 3,
    "highway=primary motorroad=yes foot=yes": (None, None, "motorroad"),
    "highway=busway": ("busway",) * 3,
    "highway=busway foot=yes": (None, None, "busway"),
    # not there
    "highway=proposed": ("proposed",) * 3,
    "highway=proposed foot=yes": ("proposed",) * 3,
    "highway=construction": ("construction",) * 3,
    "highway=abandoned": ("disused",) * 3,
    # access
    "highway=service access=private": ("private",) * 3,
    "highway=service access=private foot=yes": (None, None, "private"),
    "highway=service access=private bicycle=yes": ("private", "private", None),
    "highway=service access=no": ("no_access",) * 3,
    "highway=service access=no foot=designated": (None, None, "no_access"),
    "highway=service access=no vehicle=yes": ("no_access", "no_access", None),
    "highway=service access=destination": (None, None, None),
    "highway=service access=customers": (None, None, None),
    "highway=service access=permissive": (None, None, None),
    "highway=service access=delivery": ("no_access",) * 3,
    "highway=track access=agricultural;forestry": ("no_access",) * 3,
    "highway=service motor_vehicle=private": (None, None, None),
    "highway=service vehicle=no": (None, None, "no_access"),
    "highway=service vehicle=no bicycle=yes": (None, None, None),
    "highway=service vehicle=private": (None, None, "private"),
    "highway=primary foot=no": ("no_access", "no_access", None),
    "highway=primary foot=private": ("private", "private", None),
    "highway=primary foot=use_sidepath": ("use_sidepath", "use_sidepath", None),
    "highway=primary bicycle=use_sidepath": (None, None, "use_sidepath"),
    "highway=primary bicycle=no": (None, None, "no_access"),
    "highway=footway bicycle=dismount": (None, None, "dismount"),
    "highway=cycleway foot=no": ("no_access", "no_access", None),
    "highway=path foot=no;yes": (None, None, None),
    # rough
    "highway=path surface=sand": (None, "surface", None),
    "highway=path surface=asphalt;gravel": (None, "surface", None),
    "highway=path surface=paving_stones": (None, None, None),
    "highway=path surface=sand wheelchair=yes": (None, None, None),
    "highway=path surface=sand wheelchair=limited": (None, "surface", None),
    "highway=path smoothness=very_bad": (None, "surface", None),
    "highway=path smoothness=intermediate": (None, None, None),
    "highway=track tracktype=grade1": (None, None, None),
    "highway=track tracktype=grade3": (None, "surface", None),
    "highway=path wheelchair=no": (None, "no_wheelchair", None),
    # no streets
    "highway=raceway": ("not_a_street",) * 3,
    "highway=via_ferrata": ("not_a_street",) * 3,
    "waterway=canal": ("not_a_street",) * 3,
    "railway=rail": ("not_a_street",) * 3,
    "railway=platform": (None, None, "not_a_street"),
    "man_made=pier": (None, None, "not_a_street"),
    "barrier=fence": ("not_a_street",) * 3,
    "route=ferry": (None, None, None),
    "route=ferry foot=no": ("no_access", "no_access", None),
    "route=ferry access=private": ("private",) * 3,
    "route=hiking": ("not_a_street",) * 3,
    "highway=residential route=ferry": (None, None, None),
}


@pytest.mark.parametrize("line", OSM)
def test_a_line_of_openstreetmap_is_kept_or_left_out_with_its_reason(line):
    assert reasons(tags(line)) == list(OSM[line])


def test_case_and_spaces_do_not_count():
    assert reasons({"highway": " Motorway "}) == ["motorway"] * 3
    assert reasons({"highway": "SERVICE", "access": "Private"}) == ["private"] * 3


GEOFABRIK = {
    "fclass=residential": (None, None, None),
    "fclass=footway": (None, None, "footway"),
    "fclass=pedestrian": (None, None, "pedestrian"),
    "fclass=steps": (None, "steps", "steps"),
    "fclass=motorway": ("motorway",) * 3,
    "fclass=trunk_link": ("trunk",) * 3,
    "fclass=busway": ("busway",) * 3,
    "fclass=unknown": (None, None, None),
    "fclass=track": (None, None, None),
    "fclass=track_grade1": (None, None, None),
    "fclass=track_grade5": (None, "surface", None),
    "fclass=bridleway": ("bridleway",) * 3,
    "fclass=rail": ("not_a_street",) * 3,
    "oneway=B": ("no_class",) * 3,
}


@pytest.mark.parametrize("line", GEOFABRIK)
def test_a_line_of_geofabrik_is_kept_or_left_out_with_its_reason(line):
    assert reasons(tags(line), "geofabrik") == list(GEOFABRIK[line])


NWB = {
    "wvk_id=1": (None, None, None),
    "wvk_id=1 bst_code=RB wegbehsrt=G frc=6": (None, None, None),
    "wvk_id=1 bst_code=# wegbehsrt=G": (None, None, None),
    "wvk_id=1 bst_code=FP wegbehsrt=G frc=7": (None, None, None),
    "wvk_id=1 bst_code=VP wegbehsrt=G frc=7": (None, None, "footway"),
    "wvk_id=1 bst_code=RP": ("bridleway",) * 3,
    "wvk_id=1 bst_code=HR wegbehsrt=R frc=0": ("motorway",) * 3,
    "wvk_id=1 bst_code=HR wegbehsrt=R frc=1": ("trunk",) * 3,
    "wvk_id=1 bst_code=HR wegbehsrt=R": ("trunk",) * 3,
    "wvk_id=1 bst_code=OPR wegbehsrt=R": ("trunk",) * 3,
    "wvk_id=1 bst_code=HR wegbehsrt=P frc=2": (None, None, None),
    "wvk_id=1 bst_code=PAR wegbehsrt=R frc=1": (None, None, None),
    "wvk_id=1 bst_code=FP wegbehsrt=R frc=7": (None, None, None),
    "wvk_id=1 bst_code=BU": ("busway",) * 3,
    "wvk_id=1 bst_code=OVB": ("busway",) * 3,
    "wvk_id=1 bst_code=VV": ("not_a_street",) * 3,
    "wvk_id=1 bst_code=VD": (None, None, None),
    "rijrichtng=H": ("no_class",) * 3,
}


@pytest.mark.parametrize("line", NWB)
def test_a_line_of_the_nwb_is_kept_or_left_out_with_its_reason(line):
    assert reasons(tags(line), "nwb") == list(NWB[line])


@pytest.mark.parametrize(
    ("line", "kind"), [("route=ferry", "osm"), ("highway=ferry", "osm"), ("wvk_id=1 bst_code=VD", "nwb")]
)
def test_ferries_are_used_only_where_they_are_asked_for(line, kind):
    assert reasons(tags(line), kind, ferries=False) == ["ferry"] * 3
    assert reasons(tags(line), kind, ferries=True) == [None] * 3
    assert judged([tags(line)], kind=kind, ferries=False).ferry.tolist() == [True]


def test_only_ferries_have_minutes():
    rows = [
        *({"route": "ferry", "duration": text} for text in ("00:10", "PT10M", "10", "soon")),
        {"route": "ferry"},
        {"highway": "residential", "duration": "00:10"},
    ]
    assert np.array_equal(judged(rows).minutes, [10, 10, 10, np.nan, np.nan, np.nan], equal_nan=True)


def test_bridges_and_tunnels_are_marked_however_the_data_says_it():
    values = ["yes", "viaduct", "movable", "T", "1", "no", "F", "0", "", None]
    rows = [{"highway": "residential", "bridge": v, "tunnel": v} for v in values]
    expected = [True] * 5 + [False] * 5
    found = judged(rows)
    assert found.bridge.tolist() == expected
    assert found.tunnel.tolist() == expected


DIRECTIONS = {
    "highway=residential": "both",
    "oneway=yes": "forward",
    "oneway=true": "forward",
    "oneway=1": "forward",
    "oneway=-1": "backward",
    "oneway=reverse": "backward",
    "oneway=no": "both",
    "oneway=alternating": "both",
    "oneway=yes oneway:bicycle=no": "both",
    "oneway=no oneway:bicycle=yes": "forward",
    "oneway=yes oneway:bicycle=-1": "backward",
    "oneway=yes cycleway=opposite": "both",
    "oneway=yes cycleway=opposite_lane": "both",
    "oneway=yes cycleway=lane": "forward",
    "oneway=yes cycleway:left=opposite_track": "both",
    "oneway=yes cycleway:left=lane cycleway:left:oneway=-1": "both",
    "oneway=yes cycleway:right=lane cycleway:right:oneway=yes": "forward",
    "oneway=yes bicycle:backward=yes": "both",
    "junction=roundabout": "forward",
    "junction=circular": "forward",
    "junction=roundabout oneway=no": "both",
    "junction=roundabout oneway=-1": "backward",
    "junction=roundabout oneway:bicycle=no": "both",
}


@pytest.mark.parametrize("line", DIRECTIONS)
def test_the_direction_for_bicycles_heeds_their_exemptions(line):
    assert judged([tags(line)], "bicycle").direction.tolist() == [DIRECTIONS[line]]


@pytest.mark.parametrize(
    ("kind", "row", "direction"),
    [
        ("geofabrik", {"oneway": "F"}, "forward"),
        ("geofabrik", {"oneway": "T"}, "backward"),
        ("geofabrik", {"oneway": "B"}, "both"),
        ("nwb", {"rijrichtng": "H"}, "forward"),
        ("nwb", {"rijrichtng": "T"}, "backward"),
        ("nwb", {"rijrichtng": "B"}, "both"),
        ("nwb", {"rijrichtng": None}, "both"),
    ],
)
def test_other_data_have_their_own_letters_for_directions(kind, row, direction):
    assert judged([row], "bicycle", kind).direction.tolist() == [direction]


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        (["osm_id", "name", "highway", "z_order", "other_tags"], "osm"),
        (["HIGHWAY"], "osm"),
        (["other_tags"], "osm"),
        (["osm_id", "code", "fclass", "name", "ref", "oneway", "maxspeed", "layer", "bridge", "tunnel"], "geofabrik"),
        (["OSM_ID", "FCLASS"], "geofabrik"),
        (["wvk_id", "jte_id_beg", "jte_id_end", "wegbehsrt", "rijrichtng", "bst_code", "frc"], "nwb"),
        (["WVK_ID", "RIJRICHTNG"], "nwb"),
        (["wvk_id", "highway", "bst_code"], "nwb"),
        (["wvk_id"], None),
        (["name", "class", "foot"], None),
        ([], None),
    ],
)
def test_a_kind_is_known_by_its_columns(names, kind):
    assert next((k.id for k in KINDS.values() if k.recognised(names)), None) == kind


def plainly(kind, profile, row) -> str | None:
    """Judge one line by going through the file as a reader would."""
    data = json.loads(PATH.read_text("utf-8"))
    entry = next(k for k in data["kinds"] if k["id"] == kind)

    def has(key, wanted):
        value = (row.get(key) or "").strip().lower()
        values = [v for w in wanted for v in (data["lists"][w[1:]] if w.startswith("@") else [w])]
        return value != "" and ("*" in values or any(part.strip() in values for part in value.split(";")))

    for rule in entry["rules"]:
        if profile not in rule["for"] or not all(has(k, w) for k, w in rule["if"].items()):
            continue
        if any(has(k, w) for k, w in rule.get("unless", {}).items()):
            continue
        return rule.get("reason")
    what = entry["otherwise"] if row.get(entry["class"]) else entry["without"]
    return None if what == "use" else what


VALUES = {
    "highway": ["residential", "footway", "steps", "trunk", "motorway", "proposed", "service", "nonsense", "busway"],
    "foot": ["yes", "no", "private", "use_sidepath", "no;yes"],
    "bicycle": ["yes", "no", "dismount"],
    "access": ["private", "no", "yes", "destination"],
    "vehicle": ["no", "yes"],
    "surface": ["sand", "asphalt", "asphalt;sand"],
    "wheelchair": ["yes", "no"],
    "motorroad": ["yes", "no"],
    "route": ["ferry"],
}
ROW = st.fixed_dictionaries({key: st.sampled_from([None, "", *values]) for key, values in VALUES.items()})


@given(st.lists(ROW, min_size=1, max_size=20), st.sampled_from(PROFILES))
def test_all_lines_at_once_are_judged_as_each_alone_by_the_letter_of_the_file(rows, profile):
    assert judged(rows, profile).reason.tolist() == [plainly("osm", profile, row) for row in rows]


def test_no_lines_are_judged_without_fuss():
    assert judge(KINDS["osm"], "foot", True, {"highway": np.empty(0, object)}, 0).reason.tolist() == []


def test_what_a_column_lacks_decides_nothing():
    assert judge(KINDS["osm"], "foot", True, {"highway": np.array(["service"], object)}, 1).reason.tolist() == [None]


def test_cancel_stops_the_rules():
    with pytest.raises(Cancelled):
        judge(KINDS["osm"], "foot", True, {"highway": np.array(["x"], object)}, 1, Progress(cancelled=lambda: True))


def test_every_rule_says_why():
    for kind in KINDS.values():
        assert all(len(rule.why) > 10 for rule in (*kind.rules, *kind.directions))
        assert {p for rule in kind.rules for p in rule.profiles} == set(PROFILES)


def shipped() -> dict:
    return json.loads(PATH.read_text("utf-8"))


def broken(change) -> dict:
    data = copy.deepcopy(shipped())
    change(data)
    return data


FAULTS = {
    "an unknown key": lambda d: d["kinds"][0]["rules"][1].update(colour="red"),
    "an unknown profile": lambda d: d["kinds"][0]["rules"][1].update({"for": ["horse"]}),
    "nobody": lambda d: d["kinds"][0]["rules"][1].update({"for": []}),
    "an unknown decision": lambda d: d["kinds"][0]["rules"][1].update(then="perhaps"),
    "no reason": lambda d: d["kinds"][0]["rules"][2].pop("reason"),
    "a reason to use": lambda d: d["kinds"][0]["rules"][2].update(then="use"),
    "no why": lambda d: d["kinds"][0]["rules"][1].update(why=""),
    "no list": lambda d: d["kinds"][0]["rules"][1].update({"if": {"highway": "motorway"}}),
    "a number": lambda d: d["kinds"][0]["rules"][1].update({"if": {"frc": [0]}}),
    "an unknown direction": lambda d: d["kinds"][0]["directions"][0].update({"is": "up"}),
    "a name of no list": lambda d: d["kinds"][0]["rules"][1].update({"if": {"highway": ["@nix"]}}),
    "no rules": lambda d: d["kinds"][0].pop("rules"),
    "like an unknown one": lambda d: d["kinds"][1].update(like="nix"),
    "profiles missing": lambda d: d["kinds"][0]["told"].pop("foot"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_file_with_a_fault_is_refused(fault, tmp_path):
    path = tmp_path / "streets.json"
    path.write_text(json.dumps(broken(FAULTS[fault])))
    with pytest.raises(InputError, match=r"^The rules for streets in streets\.json cannot be read: .+\.$"):
        load_kinds(path)


@pytest.mark.parametrize("text", ["", "[", "[]", "3", "[" * 50_000, '{"version": 1}'])
def test_a_file_that_is_no_rules_is_refused(text, tmp_path):
    path = tmp_path / "streets.json"
    path.write_text(text)
    with pytest.raises(InputError, match=r"^The rules for streets in streets\.json cannot be read: .+\.$"):
        load_kinds(path)


def test_a_file_that_is_too_large_is_refused(tmp_path):
    path = tmp_path / "streets.json"
    path.write_text(" " * 200_001)
    with pytest.raises(InputError, match="larger"):
        load_kinds(path)


def test_the_shipped_file_is_read_as_it_is():
    assert [kind.id for kind in read_kinds(shipped())] == ["nwb", "geofabrik", "osm"]
