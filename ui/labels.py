"""What the keys and values of a norm set are called, in the user's language."""

from __future__ import annotations

import html
from collections.abc import Mapping
from itertools import pairwise

from qgis.PyQt.QtCore import QLocale
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QDialogButtonBox, QMessageBox, QWidget

from ..adapters.io.translation import tr, translated, user_locale
from ..adapters.norms.choice_words import named_modes, named_states
from ..adapters.norms.indicator_words import indicator_words
from ..core.norms.explanations import OF_REQUIREMENT, OF_SET
from ..core.norms.model import NormSet
from ..core.notes import Note

# Text on a light ground, whatever the theme; each basis also has its words, so that no colour says anything alone.
BADGE_TEXT = QColor("#1a1a1a")
BADGES = {
    "national": QColor("#a6cee3"),
    "municipal": QColor("#b2dfb5"),
    "institute": QColor("#d5c6e8"),
    "foreign": QColor("#dcd3c3"),
    "illustrative": QColor("#ffd59e"),
}
ERROR_GROUND = QColor("#ffd6d1")
IDLE_GROUND = QColor("#b8b8b8")


def decimal_comma() -> bool:
    """Return whether QGIS writes decimals with a comma."""
    return QLocale().decimalPoint() == ","


def name_buttons(box: QDialogButtonBox | QMessageBox) -> None:
    """Name the usual buttons of a dialog in the language of the rest of it: Qt itself may not know that language."""
    standard = type(box).StandardButton
    for kind, text in (
        (standard.Ok, tr("OK")),
        (standard.Yes, tr("Yes")),
        (standard.Cancel, tr("Cancel")),
        (standard.Close, tr("Close")),
        (standard.Help, tr("Help")),
        (standard.Save, tr("Save")),
        (standard.Discard, tr("Discard")),
    ):
        button = box.button(kind)
        if button is not None:
            button.setText(text)


def tab_order(*widgets: QWidget) -> None:
    """Let Tab go from each widget to the next."""
    for one, following in pairwise(widgets):
        QWidget.setTabOrder(one, following)


def plain_tip(text: str) -> str:
    """Return a tooltip that shows a text as it is: norm sets come from elsewhere, and Qt reads what looks like HTML."""
    return f"<p>{html.escape(text[:1000])}</p>" if text else ""


def language() -> str:
    """Return the language of the interface, as titles and notes know it."""
    return "nl" if user_locale().casefold().startswith("nl") else "en"


def key_label(name: str) -> str:
    """Return what a key of a requirement or a set is called."""
    return {
        "id": tr("Id"),
        "title": tr("Title"),
        "note": tr("Note"),
        "title.en": tr("Title in English"),
        "title.nl": tr("Title in Dutch"),
        "facility": tr("Facilities"),
        "indicator": tr("Indicator"),
        "threshold": tr("Threshold"),
        "unit": tr("Unit"),
        "minimum": tr("At least"),
        "per": tr("Per"),
        "metric": tr("Measured"),
        "mode": tr("Way to move"),
        "weight": tr("Counted in"),
        "weight_of": tr("Percentage of"),
        "target": tr("Target"),
        "target_path": tr("Targets by year"),
        "thresholds_by_class": tr("By living environment"),
        "where": tr("Facilities where"),
        "demand_where": tr("Dwellings where"),
        "applies_if": tr("Applies where"),
        "min_area_m2": tr("Least area (m²)"),
        "merge_touching": tr("Touching polygons are one"),
        "area_of": tr("Share of"),
        "level": tr("Judged by"),
        "rounding": tr("Rounding"),
        "size": tr("Size of one (m² or places)"),
        "serves": tr("One serves, from - to"),
        "min_demand": tr("Judged from"),
        "source": tr("Source"),
        "url": tr("Link"),
        "year": tr("Year"),
        "page": tr("Page or table"),
        "quotation": tr("Words of the source"),
        "looked_up": tr("Looked up on"),
        "basis": tr("Basis"),
        "note.en": tr("Note in English"),
        "note.nl": tr("Note in Dutch"),
        "version": tr("Version"),
        "date": tr("Date"),
        "state": tr("State"),
        "adopted_by": tr("Adopted by"),
        "adopted_on": tr("Adopted on"),
        "superseded_by": tr("Superseded by"),
        "modes": tr("Ways to move"),
        "requirements": tr("Requirements"),
        "kmh": tr("Speed (km/h)"),
        "network": tr("Streets"),
        "exclude": tr("Leaves out"),
    }.get(name, name)


def said(what: Note) -> str:
    """Describe what is wrong, with keys called as in the dialogs."""
    return translated(what.message, _with_labels(what.values))


def _with_labels(values: Mapping[str, object]) -> dict[str, object]:
    return {name: _with_label(name, value) for name, value in values.items()}


def _with_label(name: str, value: object) -> object:
    if isinstance(value, Note):
        return Note(value.message, **_with_labels(value.values))
    return key_label(value) if name == "key" and isinstance(value, str) else value


def key_help(name: str) -> str:
    """Return what a key is for, and how it is filled in here."""
    explained = OF_REQUIREMENT.get(name) or OF_SET.get(name)
    if explained is None:
        return ""
    notes = [note for note in (explained.meaning, explained.entry) if note is not None]
    return " ".join(translated(note.message, note.values) for note in notes)


def choice_words(name: str) -> dict[str, str]:
    """Return the words for the values that a key can have."""
    return {
        "indicator": {name: words.name for name, words in indicator_words(tr).items()},
        "unit": {
            "m": tr("metres"),
            "min": tr("minutes"),
            "number": tr("number"),
            "m2": tr("m² or places"),
            "share": tr("share"),
        },
        "metric": {"network": tr("over the streets"), "straight": tr("in a straight line")},
        "mode": dict(named_modes()),
        "basis": {
            "national": tr("national guideline"),
            "municipal": tr("municipal guideline"),
            "institute": tr("knowledge institute"),
            "foreign": tr("from abroad"),
            "illustrative": tr("example"),
        },
        "area_of": {
            "neighbourhood": tr("the neighbourhood"),
            "land": tr("its land"),
            "developed": tr("its developed area"),
            "public_space": tr("its public space"),
        },
        "rounding": {"none": tr("none"), "up": tr("up to whole places")},
        "merge_touching": {"false": tr("no"), "true": tr("yes")},
        "state": dict(named_states()),
        "network": {"walk": tr("on foot"), "cycle": tr("by bicycle")},
    }.get(name, {})


def choice_word(name: str, value: str) -> str:
    """Return the word for one value; the value itself where there is none."""
    return choice_words(name).get(value, value)


def state_words(norm_set: NormSet) -> str:
    """Describe in one line what a set is: who adopted it, if anyone, and how many of its requirements are examples."""
    unknown = tr("an unknown date")
    if norm_set.state == "adopted":
        state = tr("Adopted by {who} on {date}.").format(
            who=norm_set.adopted_by or "–", date=norm_set.adopted_on or unknown
        )
    elif norm_set.state == "superseded":
        state = tr("Superseded by {other}.").format(other=norm_set.superseded_by or tr("a later norm set"))
    else:
        state = f"{tr('No legal norm.')} {tr('Draft: no council adopted it.')}"
    examples = sum(one.basis == "illustrative" for one in norm_set.requirements)
    if not examples:
        return state
    number = tr("Examples: {n} of {all} requirements.").format(n=examples, all=len(norm_set.requirements))
    return f"{state} {number}"
