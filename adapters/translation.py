"""Texts in the user's language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication

from ..core.notes import Note

CONTEXT = "Buurtmaat"
_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"


def tr(text: str) -> str:
    """Translate a text; it must be a literal, since scripts/translate finds it by reading the source."""
    return QCoreApplication.translate(CONTEXT, text)


def translated(message: str, values: Mapping[str, object]) -> str:
    """Translate the sentence of an error or a note, and those among its values, and put the values in."""
    text = QCoreApplication.translate(CONTEXT, message)
    shown = {
        name: translated(value.message, value.values) if isinstance(value, Note) else value
        for name, value in values.items()
    }
    return text.format(**shown) if shown else text


def translation_file(locale: str) -> Path | None:
    """Give the compiled translation for a locale such as `nl` or `nl_BE`; None where the texts stay English."""
    language = locale.replace("-", "_").partition("_")[0].lower()
    path = _FOLDER / f"buurtmaat_{language}.qm"
    return path if path.is_file() else None
