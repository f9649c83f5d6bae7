"""Make the tables of keys and of kinds on the page about norm keys; --check only says whether they are in step."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

# After the path that makes them importable.
from core.norms.explanations import OF_REQUIREMENT, OF_SET, Explanation  # noqa: E402
from core.norms.indicators import INDICATORS  # noqa: E402
from core.norms.model import (  # noqa: E402
    REQUIREMENT_KEYS,
    SET_KEYS,
    Key,
    NormSet,
    Requirement,
    defaults,
)

PAGE = ROOT / "docs" / "norm-keys.md"
_END = "<!-- end of the table -->"
_KINDS = {
    "text": "text",
    "title": 'text, or `{"en": …, "nl": …}`',
    "types": 'a type, a list of types, or `"a|b"`',
    "classes": '`{"class": threshold, …}`',
    "path": '`{"year": share, …}`',
    "serves": '`{"from": number, "to": number}`, or the two in a list',
    "conditions": "a list of conditions",
    "flag": "`true`, `false`",
    "modes": "modes by name",
    "requirements": "a list, at least one",
}


def page() -> str:
    """Return the page with its tables as they should be."""
    text = PAGE.read_text(encoding="utf-8")
    for name, keys, explained, usual in (
        ("a set", SET_KEYS, OF_SET, defaults(NormSet)),
        ("a requirement", REQUIREMENT_KEYS, OF_REQUIREMENT, defaults(Requirement)),
    ):
        text = _filled(text, f"keys of {name}", _table(keys, explained, usual))
    return _filled(text, "the kinds of norms", _kinds())


def _filled(text: str, what: str, table: str) -> str:
    """Return the page with one of its tables as it should be."""
    start = f"<!-- {what}: made by scripts/norm_keys.py -->"
    before, found, rest = text.partition(start)
    _, end, after = rest.partition(_END)
    if not found or not end:
        raise ValueError(f"{PAGE} has no place for {what}")
    return f"{before}{start}\n\n{table}\n{_END}{after}"


def _kinds() -> str:
    """Return the table of what each kind of norm takes."""
    rows = ["| indicator | asks | types | `unit` | its own keys |", "|---|---|---|---|---|"]
    for kind in INDICATORS.values():
        types = "each" if kind.by_type else "any"
        rows.append(f"| `{kind.name}` | {kind.asks} | {types} | {_code(kind.units)} | {_code(kind.keys)} |")
    return "\n".join(rows) + "\n"


def _code(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _table(keys: Sequence[Key], explained: Mapping[str, Explanation], usual: Mapping[str, object]) -> str:
    rows = ["| key | what | value | where not said |", "|---|---|---|---|"]
    rows += [
        f"| `{key.name}` | {explained[key.name].meaning} | {_value(key)} | {_unsaid(key, usual.get(key.name))} |"
        for key in keys
    ]
    return "\n".join(rows) + "\n"


def _value(key: Key) -> str:
    """Return what a key may hold, and of which indicators it is."""
    if key.choices:
        value = _code(key.choices)
    elif key.kind in ("number", "whole"):
        value = "whole number" if key.kind == "whole" else "number"
        if key.above is not None:
            value += f" over {key.above:,g}, at most"
        if key.low is not None:
            value += f" from {_figure(key, key.low)} to"
        if key.high is not None:
            value += f" {_figure(key, key.high)}"
    else:
        value = _KINDS[key.kind].replace("|", "\\|")
    if key.longest is not None:
        value += f", at most {key.longest} characters"
    if set(key.only) != set(INDICATORS):
        value += f"; of {_code(key.only)}"
    return value


def _figure(key: Key, value: float) -> str:
    return f"{value:.0f}" if key.name == "year" else f"{value:,.0f}" if value >= 10 else f"{value:g}"


def _unsaid(key: Key, usual: object) -> str:
    """Return what holds where the key is left out."""
    if key.required:
        return "required"
    if isinstance(usual, bool):
        return f"`{str(usual).lower()}`"
    if isinstance(usual, float | int):
        return f"{usual:,g}"
    return f"`{usual}`" if isinstance(usual, str) and usual else ""


def main() -> int:
    """Write the tables, or with --check fail if they are not those of the keys."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    wanted, there = page(), PAGE.read_text(encoding="utf-8")
    if not check:
        PAGE.write_text(wanted, encoding="utf-8")
    elif wanted != there:
        print(f"{PAGE.name}: run scripts/norm_keys.py")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
