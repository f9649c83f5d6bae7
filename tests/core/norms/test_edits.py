from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from buurtmaat.core.norms.edits import (
    KEYS,
    MAX_STEPS,
    History,
    cell_errors,
    copy_of,
    draft_of,
    for_saving,
    free_id,
    new_set,
    next_version,
    set_text_of,
    text_of,
    with_cell,
    with_copies,
    with_modes,
    with_moved,
    with_new_row,
    with_rows,
    with_set_text,
    without_rows,
)
from buurtmaat.core.norms.file import dump, load, load_file, load_shipped
from buurtmaat.core.norms.model import Condition, Mode, NormSet, Requirement, Serves, Text
from buurtmaat.core.norms.requirement_rows import COLUMNS, apply_matrix, read_matrix

SCHOOL = Requirement(
    id="school",
    title=Text("School nearby", "School dichtbij"),
    facility=("school",),
    indicator="distance",
    threshold=500.0,
    unit="m",
    target=0.9,
    source="RIVM",
    year=2025,
    basis="national",
    note=Text("As it is.", "Zoals het is."),
)
OWN = NormSet(id="own", title=Text("Own", "Eigen"), version="3", date="2025-01-01", requirements=(SCHOOL,))

# Every key of a requirement, with a value that is not its default, for an indicator that takes it.
FULL = replace(
    SCHOOL,
    indicator="count",
    facility=("school", "meeting place"),
    minimum=2,
    metric="straight",
    mode="rollator",
    weight="P_65",
    weight_of="inhabitants",
    thresholds_by_class=(("landelijk", 800.0), ("a; b", 12.5)),
    where=(Condition("area m2", ">=", 1000.0), Condition("kind", "in", ("hall", "2", 2.0, True))),
    demand_where=(Condition("share", "<", 0.5),),
    applies_if=(Condition("inhabitants", ">=", 500.0),),
    min_area_m2=1.125,
    merge_touching=True,
    level="settlement",
    target_path=((2026, 0.5), (2030, 0.9505)),
    size=1400.5,
    serves=Serves(4800, 20000.5),
    page="table 2",
    quotation="one every - or so - 300 m",
    looked_up="2026-11-29",
    url="https://example.org/a?b=c",
)
RATE = replace(SCHOOL, id="rate", indicator="rate", unit="m2", threshold=125.0, target=None, per=5000.0, rounding="up")
RATE = replace(RATE, min_demand=0.5, serves=Serves(None, 1000.0))
AREA = replace(
    SCHOOL, id="area", indicator="area_share", unit="share", threshold=0.03, target=None, area_of="developed"
)


def names_of(requirement: Requirement) -> list[str]:
    titles = ("title", "note")
    return [
        name
        for field in fields(requirement)
        for name in ([f"{field.name}.en", f"{field.name}.nl"] if field.name in titles else [field.name])
    ]


def error(draft, name, row=0) -> str:
    return next((str(one.what) for one in cell_errors(draft) if (one.row, one.key) == (row, name)), "")


# --- Cells ---


@pytest.mark.parametrize("comma", [False, True])
@pytest.mark.parametrize("requirement", [SCHOOL, FULL, RATE, AREA], ids=lambda one: one.id)
def test_every_field_typed_anew_gives_the_same_requirement(requirement, comma):
    from_there = draft_of(replace(OWN, requirements=(requirement,)))
    draft = with_new_row(draft_of(replace(OWN, requirements=())), 0)
    names = names_of(requirement)
    # What a key may hold depends on the indicator, and what a number means on the unit.
    for name in sorted(names, key=lambda name: name not in ("indicator", "unit", "weight")):
        draft = with_cell(draft, 0, name, text_of(from_there.rows[0], name, comma=comma))
    assert draft.rows[0].unread == ()
    assert draft.rows[0].requirement == requirement
    assert cell_errors(draft) == ()


def test_the_keys_of_all_test_requirements_are_all_keys():
    usual = Requirement(id="x", facility=("y",), indicator="distance", unit="m")
    seen = {
        field.name
        for one in (FULL, RATE, AREA)
        for field in fields(one)
        if getattr(one, field.name) != getattr(usual, field.name)
    }
    assert seen == set(KEYS)


def test_every_norm_of_the_library_survives_its_cells(root):
    library = load_file(root / "resources" / "norms" / "library.json")
    for requirement in library.requirements:
        draft = draft_of(replace(library, requirements=(requirement,)))
        for name in names_of(requirement):
            text = text_of(draft.rows[0], name)
            # Past the check that nothing changed: the text itself must give the value.
            again = with_cell(with_cell(draft, 0, name, f"{text} "), 0, name, text)
            assert getattr(again.rows[0].requirement, name.partition(".")[0]) == getattr(
                requirement, name.partition(".")[0]
            ), name


def test_the_sets_own_fields_survive_their_cells():
    full = replace(
        OWN,
        state="adopted",
        adopted_by="Gemeenteraad",
        adopted_on="2025-12",
        superseded_by="later",
        modes=(Mode("wheelchair", 4.0, exclude=(("highway", ("steps",)),)),),
    )
    draft = draft_of(new_set("x", Text()))
    for field in fields(full):
        if field.name == "title":
            draft = with_set_text(draft, "title.en", set_text_of(draft_of(full), "title.en"))
            draft = with_set_text(draft, "title.nl", set_text_of(draft_of(full), "title.nl"))
        elif field.name not in ("modes", "requirements"):
            draft = with_set_text(draft, field.name, set_text_of(draft_of(full), field.name))
    draft = with_modes(draft, full.modes)
    draft = with_rows(draft, full.requirements, 0)
    assert draft.norm_set == full
    assert load(dump(draft.norm_set)) == full


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("threshold", "abc", "threshold must be a number, not “abc”"),
        ("threshold", "", "threshold is missing"),
        ("threshold", "0", "threshold must be over 0 and at most 100000 m, not 0"),
        ("threshold", "1.000", "may mean 1000 or 1; write 1000 or 1.0000"),
        ("target", "120", "target must be over 0 % and at most 100 %, not 120 %"),
        ("target", "much", "target must be a number, not “much”"),
        ("facility", "", "facility must name at least one type"),
        ("facility", "a | A", "facility: the type “A” is named twice; name it once"),
        ("id", "School!", "lower-case letters"),
        ("id", "", "lower-case letters"),
        ("unit", "share", "unit must be “m” or “min” for the indicator distance"),
        ("minimum", "2", "minimum does not go with the indicator distance"),
        ("mode", "horse", "mode must be a mode of the set"),
        ("url", "ftp://x", "url must start with http"),
        ("year", "1800", "from 1900 to 2100"),
        ("year", "soon", "year must be a number, not “soon”"),
        ("where", "area", "field >= 5"),
        ("where", "area in 5 | ", "a value is missing"),
        ("thresholds_by_class", "a: 1; A: 2", "each class a name of its own"),
        ("target_path", "2030: 90 %; 2030: 95 %", "each year once"),
        ("target_path", "2030: 120 %", "target_path must be over 0 % and at most 100 % in each year"),
        ("target_path", "90 %", "as 2030: 95 %"),
        ("target_path", "2030: much", "the target of 2030 must be a number, not “much”"),
        ("serves", "a - b", "serves must be a number, not “a”"),
        ("serves", "1 - 2 - 3", "as 4800 - 20000"),
        ("serves", "-", "as 4800 - 20000"),
        ("serves", "20000 - 4800", "serves must go up"),
        ("size", "0", "size must be over 0"),
        ("min_demand", "5", "min_demand does not go with the indicator distance"),
        ("quotation", "a" * 301, "at most 300 characters"),
        ("looked_up", "today", "a date such as"),
        ("weight", "", ""),  # empties to dwellings
    ],
)
def test_a_wrong_text_is_told_at_its_cell_and_kept(name, text, what):
    draft = with_cell(draft_of(OWN), 0, name, text)
    found = error(draft, name)
    assert what in found
    assert bool(found) == bool(what)
    if text and what:
        assert text_of(draft.rows[0], name) in (text, f"{text} %")


def test_what_cannot_be_read_leaves_the_value_and_is_told_once():
    draft = with_cell(draft_of(OWN), 0, "threshold", "abc")
    assert draft.rows[0].requirement.threshold == 500
    assert [one.key for one in cell_errors(draft)] == ["threshold"]
    mended = with_cell(draft, 0, "threshold", "600")
    assert mended.rows[0].requirement.threshold == 600
    assert cell_errors(mended) == ()


def test_the_old_text_typed_again_changes_nothing():
    draft = draft_of(OWN)
    assert with_cell(draft, 0, "target", "90 %") is draft
    assert with_cell(draft, 0, "threshold", "500") is draft


def test_another_indicator_drops_what_it_does_not_take_and_takes_its_unit():
    draft = with_cell(draft_of(OWN), 0, "indicator", "rate")
    changed = draft.rows[0].requirement
    assert (changed.unit, changed.target, changed.per) == ("number", None, 1000)
    assert cell_errors(draft) == ()
    back = with_cell(draft, 0, "indicator", "count").rows[0].requirement
    assert (back.unit, back.minimum, back.per) == ("m", 1, None)


MUNICIPAL = replace(
    OWN,
    state="adopted",
    adopted_by="Gemeenteraad",
    adopted_on="2025-12-18",
    requirements=(replace(SCHOOL, basis="municipal"), replace(AREA, basis="municipal")),
)


def of_percentage(tenths: int) -> NormSet:
    """A set that a council adopted, whose target and share of the area are a percentage with one decimal."""
    share = float(f"0.{tenths:03d}")
    school, area = MUNICIPAL.requirements
    return replace(MUNICIPAL, requirements=(replace(school, target=share), replace(area, threshold=share)))


def test_a_percentage_typed_over_itself_changes_nothing():
    """All percentages with one decimal: no note, no other basis, no draft of an adopted set."""
    for tenths in range(1, 1000):
        own = of_percentage(tenths)
        draft, point = draft_of(own), f"{tenths // 10}.{tenths % 10}"
        for text in (f"{point} %", f" {point}0%", f"0.{tenths:03d}0", *([point] if tenths > 10 else [])):
            for typed in (text, text.replace(".", ",")):
                once = with_cell(with_cell(draft, 0, "target", typed), 1, "threshold", typed)
                assert once == draft, typed
                assert for_saving(once.norm_set, own, "2026-05-06") == own


def test_a_percentage_typed_away_and_back_again_leaves_the_norm_as_its_source_gives_it():
    for tenths in range(11, 1000):
        own, text = of_percentage(tenths), f"{tenths // 10},{tenths % 10}"
        draft = draft_of(own)
        for typed in ("50,05", text):
            draft = with_cell(with_cell(draft, 0, "target", typed), 1, "threshold", typed)
        assert draft.norm_set == own, text
        assert load(dump(draft.norm_set)) == own


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("threshold", "500,0"),
        ("threshold", " 5e2 "),
        ("minimum", "2,0"),
        ("min_area_m2", "1,12500"),
        ("facility", "school|meeting place"),
        ("facility", " school |  meeting place "),
        ("thresholds_by_class", 'landelijk:800 ; "a; b" : 12,50;'),
        ("where", '"area m2">=1000,0;kind in hall|"2"| 2.0 |true'),
        ("demand_where", "share<0,5"),
        ("merge_touching", " true"),
        ("level", "settlement "),
        ("year", "2025,0"),
        ("target", ".9"),
        ("target_path", "2030:95,05 %;2026 : 0.5"),
        ("serves", "4800–20000,5"),
    ],
)
def test_what_a_cell_shows_written_otherwise_changes_nothing(name, text):
    draft = draft_of(replace(MUNICIPAL, requirements=(FULL,)))
    typed = with_cell(draft, 0, name, text)
    assert typed == draft
    mistyped = with_cell(draft, 0, name, '"')  # which stands there beside the value
    assert with_cell(mistyped, 0, name, text) == draft


def test_a_condition_on_one_is_none_on_true():
    draft = draft_of(replace(OWN, requirements=(replace(SCHOOL, where=(Condition("open", "=", True),)),)))
    (condition,) = with_cell(draft, 0, "where", "open = 1").rows[0].requirement.where
    assert condition.value is not True


def test_counting_facilities_drops_the_size_of_one():
    draft = draft_of(replace(OWN, requirements=(replace(RATE, size=600.0),)))
    assert with_cell(draft, 0, "unit", "number").rows[0].requirement.size is None
    assert cell_errors(with_cell(draft, 0, "indicator", "presence")) == ()


def test_another_weight_drops_what_it_was_a_percentage_of():
    draft = draft_of(replace(OWN, requirements=(FULL,)))
    assert with_cell(draft, 0, "weight", "dwellings").rows[0].requirement.weight_of is None


# --- An example is never mistaken for what a source says ---


def test_a_changed_norm_becomes_an_example_that_says_what_was_changed():
    draft = with_cell(draft_of(OWN), 0, "threshold", "600")
    changed = draft.rows[0].requirement
    assert changed.basis == "illustrative"
    assert changed.note.en == "Changed by the user: threshold 500 → 600. As it is."
    again = with_cell(draft, 0, "threshold", "700").rows[0].requirement
    assert again.note.en == "Changed by the user: threshold 500 → 700. As it is."
    assert again.note.nl == "Gewijzigd door de gebruiker: threshold 500 → 700. Zoals het is."


def test_a_norm_put_back_is_what_its_source_says_again():
    draft = with_cell(with_cell(draft_of(OWN), 0, "threshold", "600"), 0, "threshold", "500")
    assert draft.rows[0].requirement == SCHOOL


@pytest.mark.parametrize(("name", "text"), [("id", "other"), ("title.en", "X"), ("url", "https://x.org"), ("year", "")])
def test_what_is_no_norm_leaves_the_basis(name, text):
    assert with_cell(draft_of(OWN), 0, name, text).rows[0].requirement.basis == "national"


@pytest.mark.parametrize(
    ("name", "text"),
    [("facility", "school | club"), ("thresholds_by_class", "a: 5"), ("where", "a > 5"), ("level", "settlement")],
)
def test_every_part_of_a_norm_counts(name, text):
    assert with_cell(draft_of(OWN), 0, name, text).rows[0].requirement.basis == "illustrative"


def test_a_source_of_ones_own_gives_the_basis_into_the_users_hands():
    draft = draft_of(OWN)
    for name, text in (("source", "Raadsbesluit"), ("basis", "municipal"), ("threshold", "600")):
        draft = with_cell(draft, 0, name, text)
    changed = draft.rows[0].requirement
    assert (changed.basis, changed.threshold, changed.note) == ("municipal", 600, SCHOOL.note)


def test_a_basis_set_by_hand_after_a_change_stays_set():
    draft = draft_of(OWN)
    for name, text in (("threshold", "600"), ("basis", "municipal"), ("threshold", "700")):
        draft = with_cell(draft, 0, name, text)
    assert draft.rows[0].requirement.basis == "municipal"


def test_typing_gives_what_the_table_of_requirements_gives():
    cells = {"facility": "school|club", "threshold": "400", "minimum": "", "metric": "straight", "target": "0,8"}
    table = [["school", *(cells.get(column, "") for column in COLUMNS[1:])]]
    draft = draft_of(OWN)
    for column in COLUMNS[1:]:
        if cells.get(column):
            draft = with_cell(draft, 0, column, cells[column])
    laid_over = apply_matrix(OWN, read_matrix(table)).requirements
    assert draft.norm_set.requirements == laid_over
    assert load(dump(draft.norm_set)).requirements == laid_over


# --- Rows ---


def ids(draft) -> list[str]:
    return [row.requirement.id for row in draft.rows]


def five():
    return draft_of(replace(OWN, requirements=tuple(replace(SCHOOL, id=name) for name in "abcde")))


def test_rows_are_added_copied_moved_and_taken_out():
    assert ids(with_new_row(five(), 2)) == ["a", "b", "requirement", "c", "d", "e"]
    assert ids(with_rows(five(), [SCHOOL, SCHOOL, replace(SCHOOL, id="a")], 0))[:3] == ["school", "school_2", "a_2"]
    assert ids(with_copies(five(), [0, 2])) == ["a", "b", "c", "a_2", "c_2", "d", "e"]
    assert ids(without_rows(five(), [0, 4])) == ["b", "c", "d"]
    assert ids(with_moved(five(), [1, 2], 1)) == ["a", "d", "b", "c", "e"]
    assert ids(with_moved(five(), [1, 3], -1)) == ["b", "a", "d", "c", "e"]


def test_requirements_bring_the_modes_they_need():
    wheelchair, fast = Mode("wheelchair", 4.0), Mode("fast", 20.0)
    draft = with_rows(five(), [replace(SCHOOL, mode="wheelchair")], 0, modes=(wheelchair, fast))
    assert draft.own.modes == (wheelchair,)
    slow = with_modes(five(), (Mode("wheelchair", 3.0),))
    assert with_rows(slow, [replace(SCHOOL, mode="wheelchair")], 0, modes=(wheelchair,)).own == slow.own


@pytest.mark.parametrize(("rows", "by"), [([0], -1), ([4], 1), ([0, 3], -1), ([], 1)])
def test_rows_at_the_end_stay(rows, by):
    draft = five()
    assert with_moved(draft, rows, by) is draft


def test_a_copy_keeps_what_could_not_be_read():
    draft = with_copies(with_cell(five(), 0, "threshold", "abc"), [0])
    assert [one.row for one in cell_errors(draft) if one.key == "threshold"] == [0, 1]


def test_a_new_row_says_what_is_still_to_be_filled_in():
    draft = with_new_row(draft_of(replace(OWN, requirements=())), 0)
    assert [one.key for one in cell_errors(draft)] == ["facility", "threshold"]


def test_ids_that_come_twice_and_sets_without_requirements_are_told():
    assert "another requirement has this id" in error(with_cell(five(), 1, "id", "a"), "id", 1)
    assert [one.key for one in cell_errors(without_rows(five(), range(5)))] == ["requirements"]
    many = with_rows(five(), [SCHOOL] * 200, 0)
    assert "1 to 200" in error(many, "requirements", None)


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("id", "meeting", "ships with Buurtmaat"),
        ("id", "Meeting", "ships with Buurtmaat"),
        ("id", "THEIRS", "another norm set has the id"),
        ("id", "a/b", "letters, digits"),
        ("version", " ", "version must not be empty"),
        ("date", "tomorrow", "must be a date"),
        ("adopted_on", "2025-13", "must be a date"),
    ],
)
def test_wrong_keys_of_the_set_are_told(name, text, what):
    found = cell_errors(with_set_text(draft_of(OWN), name, text), taken=["theirs"])
    assert [(one.row, one.key) for one in found] == [(None, name)]
    assert what in str(found[0].what)


def test_an_adopted_set_says_by_whom_and_when():
    found = cell_errors(with_set_text(draft_of(OWN), "state", "adopted"))
    assert [one.key for one in found] == ["adopted_by", "adopted_on"]


def test_a_wrong_mode_is_told():
    assert "km" in error(with_modes(draft_of(OWN), (Mode("fast", 500.0),)), "modes", None)


@pytest.mark.parametrize(
    ("wanted", "taken", "free"),
    [
        ("a", [], "a"),
        ("a", ["A"], "a-2"),
        ("a-2", ["a-2"], "a-3"),
        ("rivm-2025", ["rivm-2025"], "rivm-2025-2"),
        ("x" * 40, ["x" * 40], "x" * 38 + "-2"),
    ],
)
def test_ids_are_made_free(wanted, taken, free):
    assert free_id(wanted, taken, "-") == free


# --- Undo ---


def test_every_step_is_undone_and_redone():
    history = History((five(),))
    seen = [history.now]
    for draft in (
        with_cell(five(), 0, "threshold", "abc"),
        with_moved(five(), [0], 1),
        with_set_text(five(), "version", "9"),
    ):
        history = history.done(draft)
        seen.append(draft)
    assert (history.can_undo, history.can_redo) == (True, False)
    for draft in seen[-2::-1]:
        history = history.undone()
        assert history.now == draft
    assert (history.can_undo, history.can_redo) == (False, True)
    assert history.undone() == history
    for draft in seen[1:]:
        history = history.redone()
        assert history.now == draft
    assert history.redone() == history


def test_a_new_step_forgets_what_was_undone():
    history = History((five(),)).done(with_moved(five(), [0], 1)).undone()
    history = history.done(without_rows(five(), [0]))
    assert not history.can_redo
    assert history.done(history.now) is history


def test_the_steps_are_bounded():
    history = History((five(),))
    for number in range(MAX_STEPS + 50):
        history = history.done(with_set_text(five(), "version", str(number)))
    assert len(history.states) == MAX_STEPS + 1
    assert history.now.own.version == str(MAX_STEPS + 49)


def test_undo_takes_a_change_back_and_not_the_version_that_was_given_out():
    changed = with_cell(draft_of(OWN), 0, "threshold", "600")
    saved = for_saving(changed.norm_set, OWN, "2026-05-06")
    history = History((draft_of(OWN),)).done(changed).saved(saved)
    assert history.now.norm_set == saved
    undone = history.undone().now.norm_set
    assert undone == replace(OWN, version="4", date="2026-05-06")
    again = with_cell(history.undone().now, 0, "threshold", "700").norm_set
    assert for_saving(again, saved, "2026-05-07").version == "5"


# --- Copies, versions and states ---


def test_a_copy_of_a_set_is_a_draft_of_ones_own(root):
    shipped = load_shipped(root / "resources" / "norms", "meeting")
    copy = copy_of(replace(shipped, state="adopted", adopted_by="X", adopted_on="2025"), ["meeting"])
    assert (copy.id, copy.version, copy.state, copy.adopted_by, copy.adopted_on) == ("meeting-2", "1", "draft", "", "")
    assert copy.title.en.startswith("Copy of Meeting places")
    assert copy.title.nl.startswith("Kopie van Ontmoetingsplekken")
    assert copy.requirements == shipped.requirements
    assert cell_errors(draft_of(copy)) == ()


@pytest.mark.parametrize(
    ("version", "following"),
    [("1", "2"), ("9", "10"), ("1.2", "1.3"), ("2025.09", "2025.10"), ("v3-beta", "v4-beta"), ("first", "first 2")],
)
def test_the_next_version(version, following):
    assert next_version(version) == following


ADOPTED = replace(OWN, state="adopted", adopted_by="Gemeenteraad", adopted_on="2025-01-01")
CHANGED = (replace(SCHOOL, threshold=600.0),)


def test_a_changed_set_gets_its_next_version_and_date():
    saved = for_saving(replace(OWN, requirements=CHANGED), OWN, "2026-05-06")
    assert (saved.version, saved.date, saved.state) == ("4", "2026-05-06", "draft")


def test_what_a_council_adopted_is_a_draft_once_changed():
    saved = for_saving(replace(ADOPTED, requirements=CHANGED), ADOPTED, "2026-05-06")
    assert (saved.state, saved.adopted_by, saved.adopted_on, saved.version) == ("draft", "", "", "4")
    replaced = replace(ADOPTED, state="superseded", superseded_by="later")
    saved = for_saving(replace(replaced, requirements=CHANGED), replaced, "2026-05-06")
    assert (saved.state, saved.superseded_by) == ("draft", "")


def test_a_change_saved_with_its_adoption_is_adopted():
    now = replace(ADOPTED, requirements=CHANGED, adopted_on="2026-05-05")
    saved = for_saving(now, ADOPTED, "2026-05-06")
    assert (saved.state, saved.adopted_on, saved.version) == ("adopted", "2026-05-05", "4")


def test_an_adoption_alone_leaves_version_and_date():
    assert for_saving(ADOPTED, OWN, "2026-05-06") == ADOPTED


def test_a_version_and_date_of_the_users_own_stay():
    saved = for_saving(replace(OWN, requirements=CHANGED, version="2026", date="2026"), OWN, "2026-05-06")
    assert (saved.version, saved.date) == ("2026", "2026")


def test_a_new_set_gets_its_date_only():
    saved = for_saving(replace(OWN, date=""), None, "2026-05-06")
    assert (saved.version, saved.date) == ("3", "2026-05-06")
    assert for_saving(OWN, None, "2026-05-06") == OWN


def test_an_edited_set_is_written_and_read_back_exactly():
    draft = draft_of(replace(OWN, requirements=(FULL, RATE, AREA)))
    assert load(json.dumps(json.loads(dump(draft.norm_set)))) == draft.norm_set
