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
PANEL = "BuurtmaatPanel"
"""By which the panel is found in the window."""
ERROR_GROUND = QColor("#ffd6d1")
IDLE_GROUND = QColor("#b8b8b8")

# Not one function that translates all of them to return one: a table asks for thousands.
_KEY_LABELS: Mapping[str, Note] = {
    "id": Note("Id"),
    "title": Note("Title"),
    "note": Note("Note"),
    "title.en": Note("Title in English"),
    "title.nl": Note("Title in Dutch"),
    "facility": Note("Facilities"),
    "indicator": Note("Indicator"),
    "threshold": Note("Threshold"),
    "unit": Note("Unit"),
    "minimum": Note("At least"),
    "per": Note("Per"),
    "metric": Note("Measured"),
    "mode": Note("Way to move"),
    "weight": Note("Counted in"),
    "weight_of": Note("Percentage of"),
    "target": Note("Target"),
    "target_path": Note("Targets by year"),
    "thresholds_by_class": Note("By living environment"),
    "where": Note("Facilities where"),
    "demand_where": Note("Dwellings where"),
    "applies_if": Note("Applies where"),
    "min_area_m2": Note("Least area (m²)"),
    "merge_touching": Note("Touching polygons are one"),
    "area_of": Note("Share of"),
    "level": Note("Judged by"),
    "rounding": Note("Rounding"),
    "size": Note("Size of one (m² or places)"),
    "serves": Note("One serves, from - to"),
    "min_demand": Note("Judged from"),
    "source": Note("Source"),
    "url": Note("Link"),
    "year": Note("Year"),
    "page": Note("Page or table"),
    "quotation": Note("Words of the source"),
    "looked_up": Note("Looked up on"),
    "basis": Note("Basis"),
    "note.en": Note("Note in English"),
    "note.nl": Note("Note in Dutch"),
    "version": Note("Version"),
    "date": Note("Date"),
    "state": Note("State"),
    "adopted_by": Note("Adopted by"),
    "adopted_on": Note("Adopted on"),
    "superseded_by": Note("Superseded by"),
    "modes": Note("Ways to move"),
    "requirements": Note("Requirements"),
    "kmh": Note("Speed (km/h)"),
    "network": Note("Streets"),
    "exclude": Note("Leaves out"),
}
_CHOICES: Mapping[str, Mapping[str, Note]] = {
    "unit": {
        "m": Note("metres"),
        "min": Note("minutes"),
        "number": Note("number"),
        "m2": Note("m² or places"),
        "share": Note("share"),
    },
    "metric": {"network": Note("over the streets"), "straight": Note("in a straight line")},
    "basis": {
        "national": Note("national guideline"),
        "municipal": Note("municipal guideline"),
        "institute": Note("knowledge institute"),
        "foreign": Note("from abroad"),
        "illustrative": Note("example"),
    },
    "area_of": {
        "neighbourhood": Note("the neighbourhood"),
        "land": Note("its land"),
        "developed": Note("its developed area"),
        "public_space": Note("its public space"),
    },
    "rounding": {"none": Note("none"), "up": Note("up to whole places")},
    "merge_touching": {"false": Note("no"), "true": Note("yes")},
    "network": {"walk": Note("on foot"), "cycle": Note("by bicycle")},
}


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


def plain_html(text: str) -> str:
    """Return HTML in one line that shows a text as it is, for what reads what looks like HTML."""
    return f"<span>{html.escape(text)}</span>"


def language() -> str:
    """Return the language of the interface, as titles and notes know it."""
    return "nl" if user_locale().casefold().startswith("nl") else "en"


def key_label(name: str) -> str:
    """Return what a key of a requirement or a set is called."""
    label = _KEY_LABELS.get(name)
    return name if label is None else translated(label.message, label.values)


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
    if name == "indicator":
        return {name: words.name for name, words in indicator_words(tr).items()}
    if name == "mode":
        return dict(named_modes())
    if name == "state":
        return dict(named_states())
    return {value: translated(word.message, word.values) for value, word in _CHOICES.get(name, {}).items()}


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
    number = tr("Examples: {n} of {all} {all:requirement|requirements}.").format(
        n=examples, all=len(norm_set.requirements)
    )
    return f"{state} {number}"
