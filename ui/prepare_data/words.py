"""What came of preparing data, in words: what is good, what deserves a look, what was left out and why."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from qgis.core import QgsVectorLayer, QgsVectorLayerUtils

from ...adapters.io import parameter_names as p
from ...adapters.io.translation import Language, facility_word, tr
from ...adapters.norms.store import open_store
from ...adapters.preparing.prepared_streets import kind_words as street_words
from ...adapters.results.field_words import field_words
from ...core.comparing import type_key
from ...core.preparing import dwelling_sources as d
from ...core.preparing.groups import BASES, HOUSEHOLDS, INHABITANTS_65
from ...core.wording import percent_within
from .steps import CHECK, CYCLE, DWELLINGS, FACILITIES, STREETS, StepOutcome, StepState

_MOST = 8
_NEAR_MISS = "near_miss"


@dataclass(kw_only=True)
class Told:
    """What is said of one step."""

    title: str
    good: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    wrong: str = ""
    log: list[str] = field(default_factory=list)


def outcome_words(outcomes: Sequence[StepOutcome]) -> list[Told]:
    """Put the outcome of every step in words."""
    found = []
    known: set[str] = set()
    for outcome in outcomes:
        told = Told(title=outcome.step.title, log=list(outcome.infos))
        if outcome.state == StepState.CANCELLED:
            told.wrong = tr("Cancelled: nothing of this is in the project.")
        elif outcome.used:
            told.good.append(tr("“{layer}” is used as it is.").format(layer=outcome.used))
        elif outcome.state != StepState.DONE:
            told.wrong = outcome.why
        else:
            _TELLERS[outcome.step.key](outcome, told)
        # What is said of the streets on foot holds for those by bicycle too.
        told.look += [text for text in dict.fromkeys(outcome.warnings) if text not in known]
        known.update(outcome.warnings)
        found.append(told)
    return found


def summary(outcomes: Sequence[StepOutcome], told: Sequence[Told]) -> str:
    """Describe in a sentence or two how it went."""
    done = sum(one.state == StepState.DONE for one in outcomes)
    failed = sum(one.state == StepState.FAILED for one in outcomes)
    looks = sum(len(one.look) for one in told)
    asked = sum(not one.used for one in outcomes)
    parts = []
    if done == asked == 1:
        parts.append(tr("The step came to its end."))
    elif done == asked:
        parts.append(tr("All {n} steps came to their end.").format(n=done))
    else:
        parts.append(tr("{n} of {all} {all:step|steps} {n:came to its|came to their} end.").format(n=done, all=asked))
    if failed:
        parts.append(tr("Stopped by an error: {n}.").format(n=failed))
    if done:
        parts.append(tr("Deserve a look: {n}.").format(n=looks) if looks else tr("Nothing deserves a second look."))
    return " ".join(parts)


def summary_page(outcomes: Sequence[StepOutcome]) -> str:
    """Write the page about all steps, as HTML."""
    told = outcome_words(outcomes)
    parts = [f"<p><b>{html.escape(summary(outcomes, told))}</b></p>"]
    for one in told:
        parts.append(f"<h3>{html.escape(one.title)}</h3>")
        if one.wrong:
            parts.append(f"<p>⚠ {html.escape(one.wrong)}</p>")
        for title, texts in (
            (tr("Good"), one.good),
            (tr("Deserves a look"), one.look),
            (tr("Left out, and why"), one.left),
        ):
            if texts:
                parts.append(f"<p><b>{html.escape(title)}</b></p>{_list(texts)}")
    said = [f"{one.title}: {text}" for one in told for text in one.log]
    if said:
        parts.append(f"<h3>{html.escape(tr('What the runs said'))}</h3>{_list(said)}")
    return "".join(parts)


def repairs_made(outcomes: Sequence[StepOutcome]) -> bool:
    """Return whether the check of the streets found ends that were joined."""
    check = next((one for one in outcomes if one.step.key == CHECK and one.state == StepState.DONE), None)
    return check is not None and _counted(check.layer(p.ISSUES), "issue")[_NEAR_MISS] > 0


def latest(layer: QgsVectorLayer | None, name: str) -> str | None:
    """Return the field that an algorithm computed under a name, or under `name_2` and so on where that was taken."""
    if layer is None:
        return None
    names = {field.name().casefold(): field.name() for field in layer.fields()}
    found, number = names.get(name), 2
    while f"{name}_{number}" in names:
        found, number = names[f"{name}_{number}"], number + 1
    return found


def _list(texts: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(text)}</li>" for text in texts) + "</ul>"


def _number(value: object) -> str:
    return Language().number(int(value), 0) if isinstance(value, int | float) else "–"


def _rows(layer: QgsVectorLayer | None) -> int:
    return 0 if layer is None else layer.featureCount()


def _values(layer: QgsVectorLayer | None, name: str) -> list[object]:
    column = latest(layer, name)
    return [] if layer is None or column is None else QgsVectorLayerUtils.getValues(layer, column)[0]


def _counted(layer: QgsVectorLayer | None, name: str) -> Counter[str]:
    return Counter(str(value) for value in _values(layer, name))


def _short(names: Sequence[str]) -> str:
    shown = ", ".join(names[:_MOST])
    return shown if len(names) <= _MOST else tr("{names} and others").format(names=shown)


def _reasons(layer: QgsVectorLayer | None, words: dict[str, str]) -> str:
    found = _counted(layer, "reason").most_common()
    return "; ".join(f"{words.get(reason, reason)} {_number(n)}" for reason, n in found)


def _tell_streets(outcome: StepOutcome, told: Told) -> None:
    used, left = _rows(outcome.layer(p.OUTPUT)), outcome.layer(p.EXCLUDED)
    told.good.append(
        tr("{n} of {all} {all:line|lines} may be used on foot.").format(
            n=_number(used), all=_number(used + _rows(left))
        )
    )
    if left is not None:
        told.left.append(
            tr("Lines: {n} ({reasons}).").format(n=_number(_rows(left)), reasons=_reasons(left, street_words()))
        )


def _tell_cycle(outcome: StepOutcome, told: Told) -> None:
    told.good.append(tr("{n} {n:line|lines} may be used by bicycle.").format(n=_number(_rows(outcome.layer(p.OUTPUT)))))


def _tell_facilities(outcome: StepOutcome, told: Told) -> None:
    layers = [outcome.layer(name) for name in (p.POINTS, p.AREAS)]
    types: Counter[str] = sum((_counted(layer, "type") for layer in layers), Counter())
    merged = _rows(outcome.layer(p.MERGED))
    told.good.append(
        tr("{n} {n:facility|facilities} of {kinds} {kinds:type|types}: {types}.").format(
            n=_number(types.total()),
            kinds=len(types),
            types=_short([f"{facility_word(name)} {_number(n)}" for name, n in types.most_common()]) or "–",
        )
    )
    if merged:
        told.good.append(tr("Drawn twice, and merged into one: {n}.").format(n=_number(merged)))
    if outcome.numbers.get(p.UNTYPED):
        told.left.append(
            tr(
                "{n} {n:feature|features}: without a type that Buurtmaat knows; the most frequent stand at the end."
            ).format(n=_number(outcome.numbers[p.UNTYPED]))
        )
    lacking = [name for name in _asked_types() if type_key(name) not in {type_key(one) for one in types}]
    if lacking:
        told.look.append(
            tr(
                "Types that the shipped norm sets ask for and that were not found: {types}. Norms about them will be "
                "unknown: add a layer, or say in Check requirements, under “Types known to be complete”, that there "
                "really are none."
            ).format(types=", ".join(facility_word(name) for name in lacking))
        )


def _asked_types() -> list[str]:
    """Return the types of facility that the shipped norm sets ask for."""
    sets = [stored.norm_set for stored in open_store(None).shipped() if stored.norm_set is not None]
    return sorted({name for one in sets for requirement in one.requirements for name in requirement.facility})


def _tell_dwellings(outcome: StepOutcome, told: Told) -> None:
    numbers = outcome.numbers
    told.good.append(
        tr(
            "{dwellings} {dwellings:dwelling|dwellings} with {people} {people:inhabitant|inhabitants}, of "
            "whom {older} {older:is|are} 65 or older."
        ).format(
            dwellings=_number(numbers.get(p.DWELLINGS)),
            people=_number(numbers.get(p.INHABITANTS)),
            older=_number(numbers.get(p.INHABITANTS_65)),
        )
    )
    points = outcome.layer(p.OUTPUT)
    there = [] if points is None else points.fields().names()
    words = field_words()
    groups = [words[name] for name in (HOUSEHOLDS, *BASES) if name in there and name != INHABITANTS_65]
    if groups:
        told.good.append(
            tr("Groups that a norm may weigh by: {groups}.").format(groups=", ".join(one.lower() for one in groups))
        )
    outcomes = _counted(outcome.layer(p.RECONCILIATION_MAP), "outcome")
    known = outcomes.total() - outcomes["unknown"]
    if known:
        told.good.append(
            tr(
                "In {n} of {all} {all:neighbourhood|neighbourhoods} the dwellings agree with the published stock, "
                "to 5 %."
            ).format(n=_number(outcomes["agrees"]), all=_number(known))
        )
    left = outcome.layer(p.EXCLUDED)
    if left is not None:
        told.left.append(
            tr("Rows: {n} ({reasons}).").format(n=_number(_rows(left)), reasons=_reasons(left, _home_words()))
        )


def _home_words() -> dict[str, str]:
    """Return the words for the reasons to leave rows of a layer of dwellings out."""
    return {
        d.PLANNED: tr("planned only"),
        d.GONE: tr("no longer there"),
        d.NO_STATUS: tr("without a status"),
        d.UNKNOWN_STATUS: tr("with an unknown status"),
        d.NOT_RESIDENTIAL: tr("no dwelling"),
        d.NO_USE: tr("without a use"),
        d.DUPLICATE: tr("the same as a row before"),
        d.SUPPRESSED: tr("figures suppressed"),
        d.EMPTY: tr("nobody lives there"),
        d.EXCLUDED_AREA: tr("in an area to leave out"),
        d.NO_RESIDENTIAL_POINTS: tr("with no point to spread over"),
    }


def _tell_check(outcome: StepOutcome, told: Told) -> None:
    share = outcome.numbers.get(p.MAIN_SHARE)
    if isinstance(share, float):
        told.good.append(
            tr("{share} % of the length of the streets is connected.").format(
                share=Language().number(percent_within(share, 1)[0], 1)
            )
        )
    issues = _counted(outcome.layer(p.ISSUES), "issue")
    for issue, text in (
        (_NEAR_MISS, tr("ends that stop within 1 m of another street; joined in “Streets on foot, repaired”")),
        ("island", tr("parts that are connected to nothing else")),
        ("crossing_without_node", tr("crossings without a shared vertex, which may be bridges")),
        (
            "dead_end_at_boundary",
            tr("dead ends at the edge of the neighbourhoods, where streets may have been cut off"),
        ),
        ("duplicate", tr("streets drawn twice")),
        ("zero_length", tr("lines without length")),
    ):
        if issues[issue]:
            told.look.append(f"{_number(issues[issue])}: {text}")
    if not issues:
        told.good.append(tr("No ends, crossings or loose parts deserve a look."))


_TELLERS = {
    STREETS: _tell_streets,
    CYCLE: _tell_cycle,
    FACILITIES: _tell_facilities,
    DWELLINGS: _tell_dwellings,
    CHECK: _tell_check,
}
