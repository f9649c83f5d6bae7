"""The table of kinds of norms says what the interface says of each, and everything else asks the table."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from buurtmaat.core.norms.indicators import INDICATORS, indicator_of, takers
from buurtmaat.core.norms.model import REQUIREMENT_KEYS, Requirement
from buurtmaat.core.requirements.amounts import AMOUNTS
from buurtmaat.core.requirements.measures import SHARES
from buurtmaat.core.requirements.reachable_ground import GROUNDS

# "What each indicator takes", by name: whether it has a share, the units of its threshold, and its own keys.
INTERFACE = {
    "distance": (True, {"m", "min"}, {"mode", "target", "target_path"}),
    "count": (True, {"m", "min"}, {"minimum", "mode", "target", "target_path"}),
    "types": (True, {"m", "min"}, {"minimum", "mode", "target", "target_path"}),
    "basket": (True, {"m", "min"}, {"mode", "target", "target_path"}),
    "rate": (False, {"number", "m2"}, {"per", "rounding", "min_demand"}),
    "presence": (False, {"number"}, {"min_demand"}),
    "area_share": (False, {"share"}, {"area_of", "min_demand"}),
}


@pytest.mark.parametrize("name", INTERFACE)
def test_each_kind_takes_what_the_interface_says(name: str) -> None:
    row = INDICATORS[name]
    assert (row.has_share, set(row.units), set(row.keys)) == INTERFACE[name]
    assert row.name == name


def test_each_kind_has_a_strategy() -> None:
    assert set(SHARES) == {row.name for row in INDICATORS.values() if row.has_share}
    assert set(AMOUNTS) == {row.name for row in INDICATORS.values() if not row.has_share}
    assert set(GROUNDS) <= set(SHARES)
    assert all((row.asked_of is None) == row.has_share for row in INDICATORS.values())


def test_keys_that_only_some_take_are_keys_and_have_their_usual_values() -> None:
    keys = {key.name for key in REQUIREMENT_KEYS}
    for row in INDICATORS.values():
        assert set(row.keys) <= keys
        assert {name for name, _ in row.usual} <= set(row.keys)
        assert not {name for name, _ in row.idle} & set(row.keys)
    assert set(takers("minimum")) >= {"count", "types"}
    assert not set(takers("minimum")) & {"distance", "basket", "rate", "presence", "area_share"}
    assert takers("threshold") == tuple(INDICATORS)


@pytest.mark.parametrize(("name", "minimum", "per"), [("count", 1, None), ("rate", None, 1000), ("basket", None, None)])
def test_what_is_not_said_is_usual_and_what_says_nothing_is_dropped(
    name: str, minimum: int | None, per: float | None
) -> None:
    plain = Requirement(id="a", facility=("park",), indicator=name, unit=INDICATORS[name].units[0])
    said = Requirement(id="a", facility=("park",), indicator=name, unit=plain.unit, minimum=minimum or 1, per=1000)
    assert (plain.minimum, plain.per) == (minimum, per)
    if name != "rate":  # there a minimum of 1 is refused
        assert said == plain


def test_a_kind_that_is_not_known_does_nothing() -> None:
    row = indicator_of("from_a_later_version")
    assert (row.name, row.has_share, row.units, row.asked_of) == ("from_a_later_version", False, (), None)


def test_no_code_compares_an_indicator_with_a_name() -> None:
    """Everything asks the row, so that a new kind is a row and its strategy."""
    compared = []
    root = Path(__file__).resolve().parents[3]
    for path in sorted(p for layer in ("core", "adapters", "algorithms", "ui") for p in (root / layer).rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "indicator" in text else ():
            if not isinstance(node, ast.Compare):
                continue
            sides = [node.left, *node.comparators]
            about = any("indicator" in ast.unparse(side).rpartition(".")[2] for side in sides)
            names = {n.value for side in sides for n in ast.walk(side) if isinstance(n, ast.Constant)}
            if about and names & set(INDICATORS):
                compared.append(f"{path.relative_to(root).as_posix()}:{node.lineno}")
    assert compared == []
