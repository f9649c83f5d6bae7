"""The tables of keys and of kinds on the page about norm keys, made of the keys that the reader knows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from buurtmaat.core.norms.explanations import OF_REQUIREMENT, OF_SET, Explanation
from buurtmaat.core.norms.indicators import INDICATORS
from buurtmaat.core.norms.model import (
    REQUIREMENT_KEYS,
    SET_KEYS,
    Key,
    NormSet,
    Requirement,
    defaults,
)

ROOT = Path(__file__).resolve().parent.parent.parent
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


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the page and its text as it should be."""
    text = PAGE.read_text(encoding="utf-8")
    for name, keys, explained, usual in (
        ("a set", SET_KEYS, OF_SET, defaults(NormSet)),
        ("a requirement", REQUIREMENT_KEYS, OF_REQUIREMENT, defaults(Requirement)),
    ):
        text = _filled(text, f"keys of {name}", _table(keys, explained, usual))
    yield PAGE, _filled(text, "the kinds of norms", _kinds())


def _filled(text: str, what: str, table: str) -> str:
    """Return the page with one of its tables as it should be."""
    start = f"<!-- {what}: made by scripts/pages -->"
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
