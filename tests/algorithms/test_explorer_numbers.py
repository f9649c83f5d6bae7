"""The explorer's numbers at a moved threshold and target equal those of a new run."""

from __future__ import annotations

import json
import math

import pytest
from qgis.core import QgsProject

from buurtmaat.adapters.explore.what_if import norms_to_save, read_exploration
from buurtmaat.core.errors import InputError
from buurtmaat.core.norms.checks import check_set
from buurtmaat.core.norms.file import dump, load, load_file
from towns.runs import box, grid, layer, point
from towns.small_town import EAST, WEST, check, norm_file, row, verdicts

NORTH = box(-60, 560, 560, 900)


def areas(*, few: bool = False):
    """Return four neighbourhoods: one without dwellings, one with few."""
    made = [
        (WEST, "west", "town", "A", 150.0),
        (EAST, "east", "town", "B", 90.0),
        (NORTH, "north", "village", "A", 5.0 if few else None),
        (box(2000, 0, 2100, 100), "polder", "village", None, 7.0),
    ]
    return layer(made, "areas", kind="Polygon", code="text", kern="text", woonmilieu="text", people="real")


def town(**changes):
    """Run a town with homes off the network, without a place, outside all neighbourhoods and without a weight."""
    west = [(point(100, y), 1 + y % 3, "old") for y in range(0, 300, 5)]
    east = [(point(500, y), 2, "new") for y in range(200, 500, 5)]
    north = [(point(20 * x, 570), 1, "old") for x in range(12)]
    odd = [(point(300, 870), 3, "old"), (None, 4, "old"), (point(590, 600), 5, "new"), (point(0, 300), None, "new")]
    homes = layer([*west, *east, *north, *odd], "homes", kind="Point", n="int", age="text")
    given = {
        "FACILITIES": [
            layer([point(100, 0), point(400, 300)], "school"),
            layer([box(210, 210, 260, 260)], "park"),
            layer([point(500, 500)], "shop"),
        ],
        "NEIGHBOURHOODS": areas(),
        "DWELLINGS": homes,
        "WEIGHT_FIELD": "n",
        "MIN_DWELLINGS": 20,
        "REQUIREMENTS": None,
    }
    return check(**{**given, **changes})


KINDS = {
    "distance": {},
    "count": {"indicator": "count", "minimum": 2},
    "types": {"facility": ["school", "park", "shop"], "indicator": "types", "minimum": 2},
    "basket": {"facility": ["school", "park"], "indicator": "basket"},
    "straight": {"metric": "straight"},
    "minutes": {"threshold": 4, "unit": "min", "mode": "walk_65"},
    "absent": {"facility": "nowhere"},
    "absent types": {"facility": ["school", "park", "nowhere"], "indicator": "types", "minimum": 2},
    "truly absent": {"facility": "gone"},
    "people": {"weight": "people"},
    "conditional": {"applies_if": [{"field": "people", "op": ">", "value": 100}]},
    "some homes": {"demand_where": [{"field": "age", "op": "=", "value": "new"}]},
    "settlement": {"level": "settlement", "thresholds_by_class": None},
    "people by settlement": {"level": "settlement", "weight": "people"},
    "no target": {"target": None},
}
MOVES = ((300.0, 0.9), (0.2, 0.9), (150.0, 0.5), (290.0, 0.3), (330.0, 1.0), (450.0, 0.75), (871.0, 0.9))


def explored(done, **layers):
    given = {
        "dwellings": done.layer("OUTPUT_DWELLINGS"),
        "neighbourhoods": done.layer("OUTPUT_NEIGHBOURHOODS"),
        "results": done.layer("OUTPUT_RESULTS"),
        "class_field": "woonmilieu",
        **layers,
    }
    return read_exploration(**given)


def assert_same(one, reading, again, name="s"):
    """Compare what was read off with a run, and give how many verdicts there were."""
    wanted = again.rows("OUTPUT_NEIGHBOURHOODS")
    shares = [math.nan if w[f"{name}_share"] is None else w[f"{name}_share"] for w in wanted]
    assert reading.share.tolist() == pytest.approx(shares, nan_ok=True, rel=1e-9)
    assert reading.compliance.tolist() == [w[f"{name}_compliance"] for w in wanted]
    whole = verdicts(again, name)["_total"]
    if whole["within"] is not None:
        assert float(reading.whole.within[0]) == pytest.approx(whole["within"])
        assert float(reading.whole.outside[0]) == pytest.approx(whole["outside"], abs=1e-9)
        assert float(reading.whole.unknown[0]) == pytest.approx(whole["unknown"], abs=1e-9)
        share = math.nan if whole["share"] is None else whole["share"]
        assert reading.whole_share == pytest.approx(share, nan_ok=True)
        at_90 = math.nan if whole["share_at_90"] is None else whole["share_at_90"]
        assert float(reading.whole.share_of(reading.whole.at_90)[0]) == pytest.approx(at_90, nan_ok=True)
    return sum(w[f"{name}_compliance"] is not None for w in wanted)


@pytest.mark.parametrize("kind", KINDS)
def test_numbers_equal_those_of_a_new_run(provider, tmp_path, kind, request):
    cells = {k: v for k, v in KINDS[kind].items() if v is not None or k == "target"}
    scale = float(cells.get("threshold", 300)) / 300
    changes = {"COMPLETE_TYPES": "gone"}
    done = town(**changes, NORM_FILE=norm_file(tmp_path, **cells))
    found = explored(done)
    assert list(found.strange) == []
    (one,) = found.requirements
    every = kind == "distance" or request.config.getoption("--all")
    for threshold, wanted in MOVES if every else MOVES[list(KINDS).index(kind) % 3 :: 3]:  # by turns
        target = None if "target" in cells else wanted
        asked = one.explored.asked.at(threshold * scale)
        asked = type(asked)(asked.thresholds, target)
        moved = {**cells, "threshold": threshold * scale, "target": target}
        again = town(**changes, NORM_FILE=norm_file(tmp_path, **moved))
        assert_same(one, one.explored.read(asked), again)


@pytest.mark.parametrize("kind", ["count", "distance"])
def test_numbers_by_living_environment_equal_those_of_a_new_run(provider, tmp_path, kind):
    cells = {**KINDS[kind], "threshold": None, "thresholds_by_class": {"A": 200, "B": 400}}
    one = explored(town(NORM_FILE=norm_file(tmp_path, **cells))).requirements[0].explored
    homes = one.homes
    for a, b in ((200, 400), (100, 400), (420, 130), (300, 300)):
        asked = one.asked.at(a, homes.of_class("a ")).at(b, homes.of_class("B"))
        again = town(NORM_FILE=norm_file(tmp_path, **{**cells, "thresholds_by_class": {"A": a, "B": b}}))
        assert_same(one, one.read(asked), again)
    # One threshold for all: those that had none get it too.
    again = town(NORM_FILE=norm_file(tmp_path, **{**cells, "thresholds_by_class": None, "threshold": 250}))
    assert_same(one, one.read(one.asked.at(250.0)), again)


def test_the_verdict_over_all_requirements_follows(provider, tmp_path):
    from buurtmaat.ui.explorer.state import Exploring

    def requirements(threshold):
        return [
            row(threshold=threshold),
            row(id="c", indicator="count", minimum=2, threshold=300, target=0.2),
            row(id="r", indicator="rate", unit="number", threshold=0.1, metric=""),
        ]

    session = Exploring(explored(town(REQUIREMENTS=requirements(300))))
    assert list(session.requirements) == ["s", "c"]
    for threshold in (300, 100, 500):
        session.ask("s", threshold=float(threshold))
        again = town(REQUIREMENTS=requirements(threshold))
        assert session.overall().tolist() == again.column("OUTPUT_NEIGHBOURHOODS", "compliance")
    session.reset()
    assert session.threshold("s") == 300


def test_a_threshold_beyond_what_was_counted_is_refused(provider):
    from buurtmaat.ui.explorer.state import Exploring

    session = Exploring(explored(town(REQUIREMENTS=[row(indicator="count", minimum=2, threshold=100)])))
    session.ask("s", threshold=5000)
    assert session.threshold("s") == 300


def test_without_the_results_table_shares_are_the_same(provider):
    done = town(REQUIREMENTS=[row()])
    known, guessed = explored(done), explored(done, results=None)
    assert guessed.requirements[0].estimated
    asked = known.requirements[0].explored.asked
    one, other = (x.requirements[0].explored.read(asked) for x in (known, guessed))
    assert one.share.tolist() == pytest.approx(other.share.tolist(), nan_ok=True)
    assert one.compliance.tolist() == other.compliance.tolist()
    # The guess puts the same dwellings within.
    first = guessed.requirements[0].explored
    assert first.read(first.asked).whole_share == pytest.approx(one.whole_share)


def test_a_prefix_and_earlier_results_in_the_layers_do_not_mislead(provider):
    once = town(REQUIREMENTS=[row(threshold=100)])
    chained = {
        "DWELLINGS": once.layer("OUTPUT_DWELLINGS"),
        "NEIGHBOURHOODS": once.layer("OUTPUT_NEIGHBOURHOODS"),
        "REQUIREMENTS": [row(threshold=450)],
    }
    for more in ({}, {"PREFIX": "new_"}):
        again = town(**chained, **more)
        found = explored(again)
        assert list(found.strange) == []
        (one,) = found.requirements
        plain = town(REQUIREMENTS=[row(threshold=450)])
        assert_same(one, one.explored.read(one.explored.asked), plain)


def test_layers_of_different_runs_are_refused(provider):
    done = town(REQUIREMENTS=[row()])
    other = check(REQUIREMENTS=[row(id="other")], NEIGHBOURHOODS=layer([(WEST, "x1"), (EAST, "x2")], code="text"))
    with pytest.raises(InputError, match="same run"):
        explored(done, neighbourhoods=other.layer("OUTPUT_NEIGHBOURHOODS"), class_field="")
    with pytest.raises(InputError, match="same run"):
        explored(done, results=other.layer("OUTPUT_RESULTS"))
    with pytest.raises(InputError, match="OUTPUT_DWELLINGS"):
        explored(done, dwellings=done.layer("OUTPUT_NEIGHBOURHOODS"))


def test_a_selection_of_neighbourhoods_leaves_the_whole_as_it_is(provider):
    done = town(REQUIREMENTS=[row()])
    first = done.layer("OUTPUT_NEIGHBOURHOODS").materialize(request_of(1))
    one = explored(done, neighbourhoods=first).requirements[0].explored
    again = verdicts(done)
    assert one.homes.ids == ["west"]
    reading = one.read(one.asked)
    assert reading.share.tolist() == pytest.approx([again["west"]["share"]])
    assert reading.whole_share == pytest.approx(again["_total"]["share"])


def request_of(fid: int):
    from qgis.core import QgsFeatureRequest

    return QgsFeatureRequest(fid)


class TestSavedAsNormSet:
    """What is asked becomes a norm set that a run takes."""

    def saved(self, done, tmp_path, moves: dict):
        from buurtmaat.ui.explorer.state import Exploring

        session = Exploring(explored(done))
        for name, (threshold, target) in moves.items():
            session.ask(name, threshold=threshold, target=target)
        made = norms_to_save(session.exploration, session.asked, "mine", "Mine", QgsProject.instance()).norm_set
        check_set(made)
        path = tmp_path / "mine.json"
        path.write_text(dump(made), encoding="utf-8")
        assert load(path.read_bytes()) == made
        return made, path, session

    def test_a_run_with_it_gives_the_numbers_seen(self, provider, tmp_path):
        done = town(
            REQUIREMENTS=[
                row(),
                row(id="c", indicator="count", minimum=2, threshold=300, target=0.2),
                row(id="m", threshold=4, unit="min", mode="walk_65", weight="people"),
                row(id="r", indicator="rate", unit="number", threshold=0.1, metric=""),
                row(id="b", facility="school|park", indicator="basket"),
            ]
        )
        made, path, session = self.saved(done, tmp_path, {"s": (130.0, 0.4), "m": (6.5, None), "c": (450.0, 0.3)})
        assert made.state == "draft"
        assert {r.basis for r in made.requirements} == {"illustrative"}
        again = town(NORM_FILE=str(path))
        for name in ("s", "c", "m", "b"):
            assert_same(None, session.readings[name], again, name)
        assert [r["r_compliance"] for r in again.rows("OUTPUT_NEIGHBOURHOODS")] == done.column(
            "OUTPUT_NEIGHBOURHOODS", "r_compliance"
        )

    def test_thresholds_by_living_environment_are_kept(self, provider, tmp_path):
        cells = {"threshold": 500, "thresholds_by_class": {"A": 200, "B": 400}}
        done = town(NORM_FILE=norm_file(tmp_path, **cells))
        made, path, session = self.saved(done, tmp_path, {"s": (None, 0.5)})
        assert dict(made.requirements[0].thresholds_by_class) == {"A": 200, "B": 400}
        assert made.requirements[0].threshold == 500
        assert_same(None, session.readings["s"], town(NORM_FILE=str(path)))

    def test_a_set_that_can_be_found_keeps_what_the_results_do_not_tell(self, provider, tmp_path):
        from buurtmaat.adapters.norms.store import NormStore

        done = town(NORM_SET="meeting")
        made, _, _ = self.saved(done, tmp_path, {"meeting_place": (321.0, None)})
        shipped = {r.id: r for r in NormStore(tmp_path).find("meeting").requirements}
        assert {r.id for r in made.requirements} == set(shipped)
        for requirement in made.requirements:
            old = shipped[requirement.id]
            assert requirement.applies_if == old.applies_if
            assert requirement.basis == ("illustrative" if requirement.id == "meeting_place" else old.basis)
            if requirement.id == "meeting_place":
                assert (requirement.threshold, requirement.source, requirement.url) == (321, "", "")
            else:
                assert (requirement.threshold, requirement.target, requirement.source) == (
                    old.threshold, old.target, old.source,
                )  # fmt: skip

    @pytest.mark.parametrize("basis", ["municipal", "national", "illustrative", None])
    def test_only_what_was_moved_becomes_an_example(self, provider, tmp_path, basis):
        """The set of the run comes from a file: the results table says on what a norm rests."""
        done = town(NORM_FILE=norm_file(tmp_path, basis=basis, source="Den Haag", year=2024))
        kept, _, _ = self.saved(done, tmp_path, {"s": (300.0, 0.9)})  # what it asks already
        assert (kept.state, kept.requirements[0].source) == ("draft", "Den Haag")
        assert kept.requirements[0].basis == (basis or "illustrative")
        moved, _, _ = self.saved(done, tmp_path, {"s": (310.0, 0.9)})
        assert (moved.requirements[0].source, moved.requirements[0].basis) == ("", "illustrative")

    def test_conditions_are_kept_where_rows_lie_over_a_set(self, provider, tmp_path):
        """The set of the run is not to be found: it comes from a file, and a row was added."""
        conditions = {
            "min_area_m2": 1000.5,
            "merge_touching": True,
            "where": [{"field": "area_m2", "op": "in", "value": [900, 2500, "x"]}],
            "demand_where": [{"field": "age", "op": "=", "value": "new"}],
            "applies_if": [{"field": "people", "op": ">", "value": 100}],
            "level": "settlement",
        }
        parks = layer(
            [(box(210, 210, 260, 260), 2500), (box(260, 210, 290, 240), 900)], "park", kind="Polygon", area_m2="real"
        )
        changes = {"FACILITIES": [parks, layer([point(100, 0)], "school")], "REQUIREMENTS": [row(id="more")]}
        path = norm_file(tmp_path, facility="park", **conditions)
        wanted = load_file(tmp_path / "norms.json").requirements[0]
        made, path, session = self.saved(town(NORM_FILE=path, **changes), tmp_path, {"s": (350.0, 0.7)})
        assert [r.id for r in made.requirements] == ["s", "more"]
        for key in conditions:
            assert getattr(made.requirements[0], key) == getattr(wanted, key), key
        again = town(NORM_FILE=str(path), **{**changes, "REQUIREMENTS": None})
        assert assert_same(None, session.readings["s"], again) > 0

    def test_a_speed_and_what_is_left_out_of_a_way_to_move_are_kept(self, provider, tmp_path):
        path = tmp_path / "norms.json"
        norm_file(tmp_path, threshold=4, unit="min", mode="rollator")
        norms = json.loads(path.read_text())
        norms["requirements"].append({**norms["requirements"][0], "id": "metres", "threshold": 300, "unit": "m"})
        norms |= {"modes": {"rollator": {"kmh": 1.7, "exclude": {"surface": ["sand"]}}}}
        path.write_text(json.dumps(norms))
        streets = layer([(geometry, "stone") for geometry in grid()], "streets", surface="text")
        done = town(NORM_FILE=str(path), NETWORK=streets)
        made, _, _ = self.saved(done, tmp_path, {"s": (5.0, None)})
        assert [(m.kmh, m.network, m.exclude) for m in made.modes] == [(1.7, "walk", (("surface", ("sand",)),))]

    def test_living_environments_that_do_not_occur_stay(self, provider, tmp_path):
        cells = {"threshold": None, "thresholds_by_class": {"a ": 200, "Z": 700}}
        made, _, _ = self.saved(town(NORM_FILE=norm_file(tmp_path, **cells)), tmp_path, {"s": (None, 0.5)})
        assert dict(made.requirements[0].thresholds_by_class) == {"A": 200, "Z": 700}
        assert made.requirements[0].threshold is None

    def test_without_a_column_of_conditions_it_says_whose_may_be_lost(self, provider, tmp_path):
        done = town(NORM_FILE=norm_file(tmp_path, title="Places", demand_where=KINDS["some homes"]["demand_where"]))
        earlier = done.layer("OUTPUT_RESULTS").clone()
        earlier.startEditing()
        earlier.deleteAttribute(earlier.fields().lookupField("conditions"))
        earlier.commitChanges()
        found = explored(done, results=earlier)
        made = norms_to_save(found, {}, "mine", "Mine", QgsProject.instance())
        assert list(made.unsure) == ["Places"]
        assert made.norm_set.requirements[0].threshold == 300
        known = norms_to_save(explored(done), {}, "mine", "Mine", QgsProject.instance())
        assert list(known.unsure) == []

    @pytest.mark.parametrize(
        "text",
        ["[", "[1]", '{"where": 3}', '{"where": [[1]]}', '{"exclude": 1}', '{"who": 1}', "[" * 9999, '{"kmh": "x"}'],
    )
    def test_conditions_that_no_run_wrote_are_refused_in_words(self, provider, tmp_path, text):
        done = town(REQUIREMENTS=[row()])
        table = done.layer("OUTPUT_RESULTS").clone()
        table.startEditing()
        for feature in table.getFeatures():
            table.changeAttributeValue(feature.id(), table.fields().lookupField("conditions"), text)
        table.commitChanges()
        with pytest.raises(InputError, match="results table"):
            norms_to_save(explored(done, results=table), {}, "mine", "Mine", QgsProject.instance())

    def test_a_way_to_move_of_a_norm_file_is_kept(self, provider, tmp_path):
        school = {"facility": "school", "indicator": "distance", "target": 0.8}
        norms = {
            "id": "own-set",
            "title": "Own",
            "version": "1",
            "modes": {
                "scooter": {"kmh": 12, "network": "cycle"},
                "barrow": {"kmh": 2, "exclude": {"highway": ["steps"]}},
            },
            "requirements": [
                {**school, "id": "s", "threshold": 3, "unit": "min", "mode": "scooter"},
                {**school, "id": "t", "threshold": 300, "unit": "m", "mode": "barrow"},
            ],
        }
        (tmp_path / "norms.json").write_text(json.dumps(norms), encoding="utf-8")
        streets = layer([(geometry, "stone") for geometry in grid()], "streets", highway="text")
        ways = {"NETWORK": streets, "CYCLE_NETWORK": layer(grid(), "cycling")}
        made, path, session = self.saved(
            town(NORM_FILE=str(tmp_path / "norms.json"), **ways), tmp_path, {"s": (4.0, None)}
        )
        assert {m.name: (m.kmh, m.network, m.exclude) for m in made.modes} == {
            "scooter": (12, "cycle", ()),
            "barrow": (2, "walk", (("highway", ("steps",)),)),
        }
        again = town(NORM_FILE=str(path), **ways)
        assert assert_same(None, session.readings["s"], again) > 0

    def test_without_results_there_is_nothing_to_save(self, provider):
        found = explored(town(REQUIREMENTS=[row()]), results=None)
        with pytest.raises(InputError, match="results table"):
            norms_to_save(found, {}, "mine", "Mine", QgsProject.instance())
