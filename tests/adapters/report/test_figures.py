"""Every figure in every output is the results table's, in random towns: read here from the rows, without the plugin."""

from __future__ import annotations

import functools
import math
import re
import sys
import zipfile
from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from towns import told_town
from towns.report_page import Page
from towns.runs import Feedback
from towns.spreadsheet_page import read as read_spreadsheet
from towns.told_town import written

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent / "core"))

from buurtmaat.adapters.io.translation import Language
from buurtmaat.adapters.report.docx import write_docx
from buurtmaat.adapters.report.phrases import Phrases
from buurtmaat.adapters.report.report import ReportFacts, write_report
from buurtmaat.adapters.report.sheets import row_texts, sheet_texts
from buurtmaat.adapters.report.spreadsheet import write_spreadsheet
from buurtmaat.adapters.requirements.log import log_totals
from buurtmaat.core.norms.model import NormSet, Text
from buurtmaat.core.progress import Progress
from buurtmaat.core.results.findings import read_findings
from buurtmaat.core.results.table import RunMark, result_table
from towns.random_towns import RandomTown, random_town, with_factor

SEEDS = range(16)
ENGLISH = Phrases(Language("en"))
SHARES = ("distance", "count", "types", "basket")
MARKS = {"meets": "✓", "fails": "✗", "unknown": "?", "too_few": "○", "not_applicable": "–", None: ""}
WORDS = {
    "meets": "meets",
    "fails": "fails",
    "unknown": "unknown",
    "too_few": "too few dwellings",
    "not_applicable": "not applicable",
    None: "no verdict",
}
GRAVEST = ("fails", "unknown", "meets", "too_few", "not_applicable")
MATRIX = "Every neighbourhood and every requirement"


@dataclass(frozen=True)
class Told:
    """A town, its results table, and what that says: rows are those of the last year and of all dwellings."""

    town: RandomTown
    table: pd.DataFrame
    member: dict[str, dict[str, str | None]]

    @functools.cached_property
    def rows(self) -> pd.DataFrame:
        table = self.table
        last = table["year"].isna() | (table["year"] == table["year"].max())
        return table[last & (table["stock"] == "all")]

    @property
    def ids(self) -> list[str]:
        return list(dict.fromkeys(self.table["requirement"]))

    @property
    def areas(self) -> list[str]:
        return self.town.area_ids

    @functools.cached_property
    def _of(self) -> dict[tuple[str, str], pd.DataFrame]:
        return {}

    def of(self, name: str, level: str = "neighbourhood") -> pd.DataFrame:
        if (name, level) not in self._of:
            rows = self.rows
            mine = rows[(rows["requirement"] == name) & (rows["level"] == level) & rows["group"].isna()]
            self._of[name, level] = mine.set_index("neighbourhood")
        return self._of[name, level]

    def level(self, name: str) -> str:
        rows = self.rows
        judged = rows[(rows["requirement"] == name) & rows["group"].isna() & rows["compliance"].notna()]["level"]
        return judged.iloc[0] if len(judged) else "neighbourhood"

    def judged(self, name: str) -> pd.DataFrame:
        """The rows that have its verdicts: of neighbourhoods, or of areas of another level."""
        rows = self.of(name, self.level(name))
        return rows[rows["compliance"].notna()]

    def holding(self, name: str, area: str) -> tuple[pd.Series | None, str | None]:
        """The row that the verdict in a neighbourhood rests on, and that verdict."""
        own, level = self.of(name).loc[area], self.level(name)
        if level == "neighbourhood":
            return own, none_if_nan(own["compliance"])
        there = self.of(name, level)
        home = self.member[level][area]
        found = there[there.index == home] if home is not None else there[there.index.isna()]
        row = None if found.empty else found.iloc[0]
        verdict = "not_applicable" if own["total"] == 0 else None if row is None else none_if_nan(row["compliance"])
        return row, verdict

    def overall(self, area: str) -> str | None:
        mine = {self.holding(name, area)[1] for name in self.ids}
        return next((verdict for verdict in GRAVEST if verdict in mine), None)

    @property
    def dwellings(self) -> dict[str, float]:
        """How many dwellings stand in each neighbourhood, from the town itself."""
        found = dict.fromkeys(self.areas, 0.0)
        for number, home in zip(self.town.number, self.town.holder, strict=True):
            if home >= 0 and number is not None and number > 0:
                found[self.areas[home]] += number
        return found


def none_if_nan(value: object) -> str | None:
    return value if isinstance(value, str) else None


def told(seed: int) -> Told:
    town = random_town(seed)
    if seed % 3:
        table = result_table(town.assess(), town.norm_set, RunMark("en"))
    else:
        years = ((2026, with_factor(town, 0.5)), (2040, town))
        tables = [result_table(one.assess(), one.norm_set, RunMark("en"), year) for year, one in years]
        table = pd.concat(tables, ignore_index=True)
    member = {d.level: dict(zip(town.area_ids, (d.ids[row] for row in d.area), strict=True)) for d in town.divisions}
    return Told(town, table, member)


@pytest.fixture(scope="module", params=SEEDS)
def case(request, qgis_app) -> Told:
    return told(request.param)


@pytest.fixture(scope="module")
def findings(case):
    return read_findings(case.table, case.member)


@pytest.fixture(scope="module")
def page(case, findings, tmp_path_factory) -> Page:
    path = tmp_path_factory.mktemp("report") / "report.html"
    write_report(path, findings, ReportFacts(title="Town"), ENGLISH, Progress())
    return Page(path)


def weight_text(value: float) -> str:
    """Write dwellings or people: those under ten may be parts of one."""
    exact = Decimal(repr(float(value)))
    whole = value >= 10 or float(value).is_integer()
    return f"{exact.quantize(Decimal(1) if whole else Decimal('0.1'), ROUND_HALF_UP):,}"


def expected_cell(row: pd.Series | None, verdict: str | None) -> str:
    value = told_town.value_text(row, verdict, "en")
    return f"{MARKS[verdict]} {'' if value == '–' else f'{value} '}{WORDS[verdict]}".strip()


def without_note(cell: str) -> str:
    return re.sub(r" \[\d+\]$", "", cell)


# The report


def test_every_cell_of_the_matrix(case, page):
    *lines, whole = page.rows(MATRIX)
    assert [line[0] for line in lines] == case.areas
    for line, area in zip(lines, case.areas, strict=True):
        for cell, name in zip(line[2:], case.ids, strict=True):
            row, verdict = case.holding(name, area)
            assert without_note(cell) == expected_cell(row, verdict), (name, area)
            why = None if row is None or verdict in ("not_applicable", None) else none_if_nan(row["reason"])
            assert (ENGLISH.reason(why) in page.note(cell)) if why else True
        overall = case.overall(area)
        number = Counter(case.holding(name, area)[1] for name in case.ids)
        judged = number["meets"] + number["fails"] + number["unknown"]
        met = f"{number['meets']} of {judged} " if number["meets"] + number["fails"] else ""
        assert line[1] == f"{MARKS[overall]} {met}{WORDS[overall]}".strip()
    notes = page.section(MATRIX).notes
    assert len(set(notes)) == len(notes)
    for cell, name in zip(whole[2:], case.ids, strict=True):
        assert cell == told_town.value_text(case.of(name).loc["_total"], None, "en")


def test_the_summary_counts_what_is_judged(case, page):
    said = " ".join(page.section("").sentences)
    number = Counter(case.overall(area) for area in case.areas)
    judged = number["meets"] + number["fails"] + number["unknown"]
    verdicts = Counter(verdict for name in case.ids for verdict in case.judged(name)["compliance"])
    asked = any(case.rows["target"].notna() | ~case.rows["indicator"].isin(SHARES))
    if judged:
        assert summary_text(case, number["meets"], judged) in said
    else:
        assert ("No neighbourhood is judged." if asked else "the requirements have no target.") in said
    assert ("the requirements have no target" in said) == (not judged and not asked)
    for verdict, words in (
        ("unknown", f"{number['unknown']} cannot be judged."),
        ("too_few", f"In {number['too_few']} there are too few dwellings to judge."),
        ("not_applicable", f"In {number['not_applicable']} nothing is asked."),
    ):
        told = verdict == "unknown" and not number["meets"] + number["fails"]  # by the summary
        assert (words in said) == (number[verdict] > 0 and not told)
    met = of_words(verdicts["meets"], "requirement", "requirements")
    told_all = f"{met} met, {verdicts['fails']} failed, {verdicts['unknown']} unknown."
    assert (told_all in said) == (verdicts["meets"] + verdicts["fails"] + verdicts["unknown"] > 0)


def of_words(number: int, one: str, more: str) -> str:
    """Write a number with the word that goes with it."""
    return f"{number} {one if number == 1 else more}"


def summary_text(case: Told, meeting: int, judged: int) -> str:
    """Write in how many neighbourhoods all is met; of one, how much it meets."""
    known = {case.overall(area) for area in case.areas} & {"meets", "fails"}
    if judged > 1 and not known:
        return f"Of none of the {judged} neighbourhoods is it known whether it meets all requirements."
    if judged == 1:
        (area,) = [area for area in case.areas if case.overall(area) in ("meets", "fails", "unknown")]
        if not known:
            return f"It is not known whether {area} meets all requirements."
        number = Counter(case.holding(name, area)[1] for name in case.ids)
        m = number["meets"] + number["fails"] + number["unknown"]
        return f"{area} meets all that is asked." if meeting else f"{area} meets {number['meets']} of the {m} "
    if meeting == judged:
        return f"All {judged} neighbourhoods meet all that is asked."
    verb = "meets" if meeting == 1 else "meet"
    counted = f"{meeting} of {judged} neighbourhoods {verb} all requirements."
    return counted if meeting else f"None of the {judged} neighbourhoods meets all requirements"


def test_the_sentences_on_each_requirement(case, page):
    sentences = page.section("Each requirement").sentences
    for name in case.ids:
        (said,) = [one.removeprefix(f"{name} ") for one in sentences if one.startswith(f"{name} ")]
        whole, number = case.of(name).loc["_total"], Counter(case.judged(name)["compliance"])
        judged = number["meets"] + number["fails"] + number["unknown"]
        assert ("; judged by " in said) == (case.level(name) != "neighbourhood")
        what = "neighbourhood" if case.level(name) == "neighbourhood" else "area"
        all_judged = of_words(judged, what, f"{what}s")
        if number["meets"] + number["fails"]:
            assert re.search(rf"\b{number['meets']} of {all_judged} meets? it\.", said)
            assert (f"{number['unknown']} cannot be judged." in said) == (number["unknown"] > 0)
        elif judged:
            assert f"None of {all_judged} can be judged." in said
        elif number["too_few"] or number["not_applicable"]:
            assert ("there are too few dwellings" in said) == (number["too_few"] > 0)
            assert ("does not apply" in said or "applies nowhere" in said) == (number["not_applicable"] > 0)
        else:
            assert "No verdict is asked." in said
        if whole["indicator"] in SHARES:
            check_shares_sentence(whole, said)
        else:
            areas = [row for _, row in case.judged(name).iterrows()]
            lack = sum(lack for row in areas if not math.isnan(lack := told_town.lacking(row)))
            small = sum(row["compliance"] == "fails" and told_town.lacking(row) == 0 for row in areas)
            assert ("less than half a facility is missing" in said) == (small > 0)
            assert small < 2 or f"In {small} areas" in said
            lacks = re.search(r"Missing in total: (.+?)(?:, rounded up to whole ones in each area)?\.(?: |$)", said)
            found = lacks[1] if lacks else ""
            assert bool(found) == (lack > 0), said
            assert not found or told_town.is_missing(told_town.numbers(found, "en")[0], lack, dwellings=False)


def check_shares_sentence(whole: pd.Series, said: str) -> None:
    """Check how many of those of whom it is known lie outside, and of how many it is not known."""
    within, outside, unknown = (whole[name] for name in ("within", "outside", "unknown"))
    if pd.isna(outside) or not whole["total"] > 0:
        assert "not known" not in said
        assert "%)" not in said.partition("): ")[2]
    elif not within + outside > 0:
        assert f"Of {weight_text(unknown)} " in said
    else:
        share = told_town.outside_text(within, outside, "en")
        told_known = f"{weight_text(outside)} of {weight_text(within + outside)} "
        assert re.search(rf"(^|\W){re.escape(told_known)}[^.(]*\({re.escape(share)}\)", said), (said, told_known, share)
        assert (f"Of another {weight_text(unknown)} " in said) == (unknown > 0)


def test_what_is_missing(case, page):
    failed = {
        (name, str(area)): row
        for name in case.ids
        for area, row in case.judged(name).iterrows()
        if row["compliance"] == "fails" and told_town.lacking(row) > 0
    }
    tables = page.sections.get("What is missing, the most first")
    lines = tables.tables[0][1:] if tables else []
    assert sorted((line[1], line[0]) for line in lines) == sorted(failed)
    for area, name, missing, part in lines:
        row = failed[name, area]
        share = row["indicator"] in SHARES
        lacking = row["shortfall" if share else "shortfall_capacity"]
        told = told_town.numbers(missing, "en")
        assert told_town.is_missing(told[0], told_town.lacking(row), dwellings=share), (missing, lacking)
        if not share and row["unit"] != "number" and not pd.isna(row["size"]):
            whole, size = told[1], told[2]
            assert size == row["size"]
            assert (whole - 1) * size < lacking * (1 + 1e-9) <= whole * size * (1 + 1e-6)
        wanted = {
            "rate": row["threshold"] * row["total"] / (1.0 if pd.isna(row["per"]) else row["per"]),
            "presence": row["threshold"],
        }.get(row["indicator"], row["target"] * row["total"] if share else np.nan)
        if not pd.isna(wanted):
            assert part == told_town.percent_text(min(lacking / wanted, 1.0), "en")


def test_groups(case, page):
    rows = case.rows[case.rows["group"].notna()]
    section = page.sections.get("By landlord or complex")
    assert (section is not None) == (len(rows) > 0)
    if section is None:
        return
    titles = [title.removesuffix(" ↕") for title in section.tables[0][0][1:]]
    assert titles == list(dict.fromkeys(rows["requirement"]))
    few = set(rows[rows["compliance"] == "too_few"]["group"])
    for line in section.tables[0][1:]:
        for name, cell in zip(titles, line[1:], strict=True):
            row = rows[(rows["requirement"] == name) & (rows["group"] == line[0])].iloc[0].copy()
            is_small = line[0] in few or row["total"] < row["min_dwellings"]
            if row["compliance"] == "too_few" or (row["compliance"] not in ("meets", "fails") and is_small):
                row["share"] = np.nan  # its figures would tell about people
            assert without_note(cell) == expected_cell(row, none_if_nan(row["compliance"])), (name, line[0])


def test_what_is_not_known(case, page):
    section = page.sections.get("What is not known")
    lines = {one.split(":")[0]: one for one in section.sentences} if section else {}
    for name in case.ids:
        whole, outside = case.of(name).loc["_total"], case.of(name).loc["outside_neighbourhoods"]
        said = lines.get(name, "")
        (unknown,) = re.findall(r"([\d.,]+) [^;:]* of which it is not known", said) or [""]
        assert unknown == (weight_text(whole["unknown"]) if whole["unknown"] > 0 else ""), said
        (lost,) = re.findall(r"([\d.,]+) [^;:]* outside all neighbourhoods", said) or [""]
        assert lost == (weight_text(outside["total"]) if outside["total"] > 0 else ""), said
        reasons = case.judged(name)
        reasons = reasons[reasons["compliance"] == "unknown"]["reason"]
        assert sum(int(n) for n in re.findall(r"(\d+) areas?: ", said)) == len(reasons)


def test_the_years(case, page):
    section = page.sections.get("Over the years")
    assert (section is not None) == (len(set(case.table["year"].dropna())) > 1)
    if section is None:
        return
    (lines,) = section.tables
    for line, name in zip(lines[1:], case.ids, strict=True):
        for year, cell in zip((2026, 2040), line[1:], strict=True):
            mine = case.table[(case.table["year"] == year) & (case.table["requirement"] == name)]
            plain = mine[mine["group"].isna()]
            whole = plain[(plain["level"] == "neighbourhood") & (plain["neighbourhood"] == "_total")].iloc[0]
            number = Counter(plain["compliance"].dropna())
            assert cell.startswith(told_town.value_text(whole, None, "en")), (name, year)
            judged = number["meets"] + number["fails"] + number["unknown"]
            if number["meets"] + number["fails"]:
                assert f"{number['meets']} of {judged} meet" in cell
            failing = plain[plain["compliance"] == "fails"]
            missing = sum(told_town.lacking(row) for _, row in failing.iterrows())
            assert ("Missing: " in cell) == (missing > 0)
            if missing > 0:
                first = told_town.numbers(cell.split("Missing: ")[1], "en")[0]
                assert told_town.is_missing(first, missing, dwellings=whole["indicator"] in SHARES)


def test_the_barcode_of_space(case, page):
    names = [n for n in case.ids if set(case.of(n)[["indicator", "unit"]].iloc[0]) == {"rate", "m2"}]
    section = next((s for h, s in page.sections.items() if h.startswith("Space that is needed")), None)
    assert (section is not None) == bool(names)
    if section is None:
        return
    lines = section.tables[0][2:]
    assert [line[0] for line in lines] == ["All together", *case.areas]
    for number, name in enumerate(names):
        rows = case.of(name)
        per = 1.0 if pd.isna(rows["per"].iloc[0]) else rows["per"].iloc[0]
        sizes = rows["total"].loc[case.areas] / per
        asked = [case.holding(name, area)[1] != "not_applicable" for area in case.areas]
        needed = (rows["threshold"].loc[case.areas] * sizes).where(asked, 0.0)
        there = (rows["rate"].loc[case.areas] * sizes).where(sizes > 0)
        whole = rows.loc["_total", "rate"] * sizes.sum()
        together = (needed.sum(), whole) if not pd.isna(whole) else (None, None)
        expected = [together, *zip(needed, there, strict=True)]
        for line, (need, has) in zip(lines, expected, strict=True):
            said = line[2 + 3 * number : 5 + 3 * number]
            if need is not None:
                assert said[0] == (missing_text(need) if need > 0 and has == 0 else space_text(need))
                assert said[1].removeprefix("≥ ") == space_text(has)


def space_text(value: float) -> str:
    if pd.isna(value):
        return "–"
    whole = float(value).is_integer() or abs(value) >= 100
    return f"{Decimal(repr(float(value))).quantize(Decimal(1) if whole else Decimal('0.1'), ROUND_HALF_UP):,}"


def missing_text(value: float) -> str:
    """Return what is missing, rounded up: what is needed where nothing is there."""
    step = Decimal(1) if value >= 10 else Decimal("0.1") if value >= 1 else Decimal("0.01")
    up = Decimal(repr(round(value, 9))).quantize(step, ROUND_CEILING)
    return f"{up.to_integral_value() if up == up.to_integral_value() else up:,}"


# The other outputs


def test_the_document(case, findings, tmp_path):
    path = tmp_path / "d.docx"
    write_docx(path, findings, ReportFacts(title="Town"), ENGLISH, Progress())
    with zipfile.ZipFile(path) as file:
        body = ElementTree.fromstring(file.read("word/document.xml"))  # noqa: S314 -- our own file
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

    def text(element) -> str:
        return "".join(t.text or "" for t in element.iter(f"{w}t"))

    found: dict[str, list[list[str]]] = {}
    for table in body.iter(f"{w}tbl"):
        head, *rows = table.iter(f"{w}tr")
        if "Missing" in map(text, head.iter(f"{w}tc")):  # where most people lack something
            continue
        for row in rows:
            name, *cells = ([text(p) for p in cell.iter(f"{w}p")] for cell in row.iter(f"{w}tc"))
            found.setdefault(name[0], []).extend(cells)
    for area in case.areas:
        for cell, name in zip(found[area][: len(case.ids)], case.ids, strict=True):
            row, verdict = case.holding(name, area)
            value, word = told_town.value_text(row, verdict, "en"), cell[-1].rstrip("⁰¹²³⁴⁵⁶⁷⁸⁹").rstrip()
            assert [*cell[:-1], word] == [*([] if value == "–" else [value]), WORDS[verdict]], (name, area)
    for cell, name in zip(found["All together"][: len(case.ids)], case.ids, strict=True):
        assert cell[0] == told_town.value_text(case.of(name).loc["_total"], None, "en")


def test_the_spreadsheet(case, findings, tmp_path):
    path = tmp_path / "s.xlsx"
    write_spreadsheet(path, findings, ReportFacts(title="Town"), ENGLISH, ())
    head, *lines = next(iter(read_spreadsheet(path).values()))
    assert [line[1] for line in lines] == [*case.areas, None, None, None]
    by_area = dict(zip([*case.areas, None, "outside_neighbourhoods", "_total"], lines, strict=True))
    first = len(head) - 2 * len(case.ids)
    for number, name in enumerate(case.ids):
        for area in [*case.areas, "outside_neighbourhoods", "_total"]:
            cell, word = by_area[area][first + 2 * number : first + 2 + 2 * number]
            row, verdict = case.holding(name, area) if area in case.areas else (case.of(name).loc[area], None)
            said = told_town.value_text(row, verdict, "en")
            if said == "–":
                assert cell is None, (name, area)
            elif said.startswith("under"):
                value = row["share" if row["indicator"] in SHARES else "rate"]
                assert cell == pytest.approx(value, rel=1e-12), (name, area)
            else:  # cut off, as the report says it
                shown = float(said.replace(",", "").removesuffix(" %")) / (100 if said.endswith("%") else 1)
                assert cell == pytest.approx(shown, rel=1e-12, abs=1e-12), (name, area)
            assert word == (WORDS[verdict] if area in case.areas else None)


def test_the_sheets(case, findings):
    about = ReportFacts(title="Town")
    known = any(
        r.weight == "dwellings" and not r.demand_where and not r.applies_if and r.id not in case.town.blockers
        for r in case.town.requirements
    )
    for texts in sheet_texts(findings, about, ENGLISH, Progress()):
        area = texts["area"]
        number = Counter(case.holding(name, area)[1] for name in case.ids)
        judged = number["meets"] + number["fails"] + number["unknown"]
        asked = of_words(judged, "requirement", "requirements")
        counted = f"{number['meets']} of {asked} met; {number['unknown']} unknown."
        if number["unknown"] == judged:
            counted = f"None of {asked} can be judged."
        assert texts["summary"].endswith(counted if judged else "Nothing is judged here.")
        homes = case.dwellings[area]
        told_homes = f"Dwellings: {homes:,.0f}." if homes.is_integer() else f"Dwellings: {homes:,.1f}."
        assert (told_homes in texts["summary"]) == (known and homes > 0)
        assert ("Dwellings: " in texts["summary"]) == (known and homes > 0)
    for texts in row_texts(findings, about, ENGLISH, Progress()):
        row, verdict = case.holding(texts["requirement"], texts["area"])
        assert texts["here"] == told_town.measured_text(row, verdict, "en")
        assert texts["verdict"].split("\n")[0] == WORDS[verdict]
        missing = np.nan if row is None else told_town.lacking(row)
        if verdict == "not_applicable" or not missing > 0:
            assert texts["missing"] == "–"
        else:
            said = told_town.numbers(texts["missing"], "en")[0]
            assert told_town.is_missing(said, missing, dwellings=row["indicator"] in SHARES)


def test_the_log(case):
    feedback, assessment = Feedback(), case.town.assess()
    requirements = case.town.requirements
    norms = SimpleNamespace(norm_set=NormSet(id="town", title=Text(), version="1", requirements=tuple(requirements)))
    log_totals(feedback, SimpleNamespace(norms=norms, moments=[SimpleNamespace(year=2040)]), [assessment])
    number = Counter(case.overall(area) for area in case.areas)
    judged = number["meets"] + number["fails"] + number["unknown"]
    verdicts = Counter(verdict for name in case.ids for verdict in case.judged(name)["compliance"])
    among = of_words(judged, "neighbourhood", "neighbourhoods")
    verb = "meets" if number["meets"] == 1 or judged == 1 else "meet"  # nought of one goes with the one
    start = f"{number['meets']} of {among} {verb} all requirements." if judged else "No neighbourhood is judged."
    if judged and number["unknown"] == judged:
        start = f"Of none of the {judged} neighbourhoods is it known whether it meets all requirements."
        if judged == 1:
            start = "It is not known whether the neighbourhood meets all requirements."
    met = of_words(verdicts["meets"], "requirement", "requirements")
    counted = f"Over all neighbourhoods: {met} met, {verdicts['fails']} failed, {verdicts['unknown']} unknown."
    aimless = [
        f"“{one.id}”" for one in requirements if one.indicator in SHARES and one.target is None and not one.target_path
    ]
    aims = [f"No verdict without a target, only figures: {', '.join(aimless)}"] if aimless else []
    assert feedback.infos == [*aims, f"In 2040: {start} {counted}"]
    assert written(1234.5, "nl") == "1.234,5"
