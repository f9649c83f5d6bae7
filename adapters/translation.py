"""Texts in the user's language."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QCoreApplication

CONTEXT = "Buurtmaat"
_FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"


def tr(text: str) -> str:
    """Translate a text; it must be a literal, since scripts/translate finds it by reading the source."""
    return QCoreApplication.translate(CONTEXT, text)


def translation_file(locale: str) -> Path | None:
    """Give the compiled translation for a locale such as `nl` or `nl_BE`; None where the texts stay English."""
    language = locale.replace("-", "_").partition("_")[0].lower()
    path = _FOLDER / f"buurtmaat_{language}.qm"
    return path if path.is_file() else None
