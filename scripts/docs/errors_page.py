"""The page of wrong inputs, made of the table of cases that the tests run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs" / "errors.md"

if TYPE_CHECKING:
    from towns.bad_inputs.cases import DialogCase, Refusal, Warned

_TOP = """# Wrong inputs: what you read, and what stays

This page gives {n} wrong inputs, for every algorithm, the norm-set editor, *Prepare data…* and the panel, with the
sentence that you get and what stays of your results. A run with a wrong input stops before it writes anything. One
wrong row does not stop it: the log counts it, mostly with its id in brackets, as in “1 (2)”, and it keeps its row in
the result. Only a row by which others would go wrong stops the run too: a code that two neighbourhoods share, a number
such as 1e300.

A number with a decimal comma is that number, also where an input is optional; NaN and infinity are refused with the
name of the input.

Look for a few words of the sentence that you got. Names in capitals are those that scripts use, behind the label that a
window shows; “homes”, “streets”, “areas” and “school” are your layers, … is your folder. The tests run each of these
cases and compare the sentence to the letter; `scripts/pages` writes this page of the same table.
"""


def pages() -> Iterator[tuple[Path, str]]:
    """Yield the page and its text as it should be."""
    from towns.bad_inputs.catalogue import DIALOGS, REFUSALS, WARNINGS

    cases = (*REFUSALS, *WARNINGS, *DIALOGS)
    titles = _titles()
    groups: dict[str, list[Refusal | Warned | DialogCase]] = {title: [] for title in titles.values()}
    for case in cases:
        groups.setdefault(getattr(case, "dialog", "") or titles[case.algorithm], []).append(case)
    lines = [_TOP.format(n=len(cases)), " · ".join(f"[{one}](#{_anchor(one)})" for one in groups), ""]
    for heading, group in groups.items():
        lines += [f"## {heading}", "", *_table(group), ""]
    yield PAGE, "\n".join(lines).rstrip("\n") + "\n"


def _titles() -> dict[str, str]:
    """Return the title of each algorithm's page, by the algorithm's name, in the order of the titles."""
    pages = (ROOT / "docs" / "algorithms").glob("*.md")
    found = {path.stem.replace("_", ""): path.read_text(encoding="utf-8").partition("\n")[0] for path in pages}
    return {name: title.lstrip("# ") for name, title in sorted(found.items(), key=lambda pair: pair[1])}


def _anchor(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _table(cases: Sequence[Refusal | Warned | DialogCase]) -> Iterable[str]:
    yield "| what is wrong | what you read | what stays |"
    yield "|---|---|---|"
    for case in cases:
        sentence = case.sentence.replace("{folder}", "…")
        yield f"| {_plain(case.title)} | {_plain(sentence)} | {case.stays} |"


def _plain(text: str) -> str:
    """Return a text as Markdown shows it letter for letter."""
    return re.sub(r"[\\|*<\[\]`~]|\b_|_\b", lambda found: "\\" + found[0], text)
