"""Write the page of wrong inputs, of the table of cases that the tests run; --check only says whether it is in step.

It needs QGIS and what the tests need: `.venv/bin/python scripts/errors_page.py`.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "errors.md"

if TYPE_CHECKING:
    from towns.bad_inputs.cases import DialogCase, Refusal, Warned

_TOP = """# Wrong inputs: what you read, and what stays

This page gives {n} wrong inputs, for every algorithm and window, with the sentence that you get and what stays of your
results. A run with a wrong input stops before it writes anything; one wrong row does not stop it, but is named in the
log and keeps its row in the result.

A number with a decimal comma is that number, also where an input is optional; NaN and infinity are refused with the
name of the input.

Look for a few words of the sentence that you got. Names in capitals are those that scripts use, behind the label that a
window shows; "homes", "streets", "areas" and "school" are your layers, … is your folder. The tests run each of these
cases and compare the sentence to the letter; `scripts/errors_page.py` writes this page of the same table.
"""


def problems() -> list[str]:
    """List what is not in step: the page, where its text is not that of the cases."""
    there = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    return [] if there == page() else [f"{PAGE.name}: run scripts/errors_page.py"]


def page() -> str:
    """Return the page as it should be."""
    from towns.bad_inputs.catalogue import DIALOGS, REFUSALS, WARNINGS

    cases = (*REFUSALS, *WARNINGS, *DIALOGS)
    titles = _titles()
    groups: dict[str, list[Refusal | Warned | DialogCase]] = {title: [] for title in titles.values()}
    for case in cases:
        groups.setdefault(getattr(case, "dialog", "") or titles[case.algorithm], []).append(case)
    lines = [_TOP.format(n=len(cases)), " · ".join(f"[{one}](#{_anchor(one)})" for one in groups), ""]
    for heading, group in groups.items():
        lines += [f"## {heading}", "", *_table(group), ""]
    return "\n".join(lines).rstrip("\n") + "\n"


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


def _import_cases() -> None:
    """Make the plugin and the towns of the tests importable under their names, whatever the checkout is called."""
    for name, init, folder in (("buurtmaat", ROOT / "__init__.py", ROOT), ("towns", None, ROOT / "tests" / "towns")):
        if init is None:
            module = ModuleType(name)
            module.__path__ = [str(folder)]
        else:
            spec = importlib.util.spec_from_file_location(name, init, submodule_search_locations=[str(folder)])
            module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module


def main() -> int:
    """Write the page, or with --check fail if it is not that of the cases."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    check = parser.parse_args().check
    _import_cases()
    if not check:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    for line in (wrong := problems()):
        print(line)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
