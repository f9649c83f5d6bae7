"""Texts in the user's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QCoreApplication, QDate, QLocale, QTranslator

from ...core.facility_words import word_for, words_for
from ...core.norms.model import Requirement
from ...core.notes import Note, TypeNames
from ...core.plurals import sentence, with_values

CONTEXT = "Buurtmaat"
_FOLDER = Path(__file__).resolve().parent.parent.parent / "resources" / "i18n"


def user_locale() -> str:
    """Return the locale of the texts that QGIS shows, such as `nl` or `nl_BE`.

    `QgsApplication.locale` reads the settings and the system only, and so misses `qgis --lang nl`.
    """
    own, app = QgsApplication.locale(), QgsApplication.instance()
    shown = app.translation() if isinstance(app, QgsApplication) else ""
    return own if not shown or shown[:2].casefold() == own[:2].casefold() else shown


def tr(text: str) -> str:
    """Translate a text; it must be a literal, since scripts/translate finds it by reading the source."""
    return sentence(QCoreApplication.translate(CONTEXT, text))


def translated(message: str, values: Mapping[str, object]) -> str:
    """Translate the sentence of an error or a note, and those among its values, and put the values in."""
    text = QCoreApplication.translate(CONTEXT, message)
    shown = {name: _shown(value) for name, value in values.items()}
    return with_values(text, shown) if shown else text


def _shown(value: object) -> object:
    """Return a value of a sentence as the user reads it."""
    if isinstance(value, Note):
        return translated(value.message, value.values)
    if isinstance(value, TypeNames):
        return facility_words(value.names)
    return value.label(user_locale()) if isinstance(value, Requirement) else value


def facility_word(name: str) -> str:
    """Return the word of the user's language for a type of facility; the type itself where there is none."""
    return word_for(name, tr)


def facility_words(names: Iterable[str]) -> str:
    """Return the words for some types, in quotes, each with the type itself behind it where that is another one."""
    return words_for(names, tr)


def translation_file(locale: str) -> Path | None:
    """Return the compiled translation for a locale such as `nl` or `nl_BE`; None where the texts stay English."""
    language = locale.replace("-", "_").partition("_")[0].lower()
    path = _FOLDER / f"buurtmaat_{language}.qm"
    return path if path.is_file() else None


class Translator(QTranslator):
    """A compiled translation in memory.

    Qt would map the file instead, and QGIS crash at the next text once it is exchanged: by an update of the plugin.
    """

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._content = path.read_bytes()  # Qt does not copy it
        self.loadFromData(self._content)


def in_digits(number: str) -> str:
    """Write a number that has a decimal point as the language of the texts does: 4,8 in Dutch."""
    return number.replace(".", ",") if translation_file(user_locale()) else number


class Language:
    """A language to write in, whatever language QGIS has: a report for a Dutch council, from an English QGIS.

    Parameters
    ----------
    locale
        Such as `nl` or `en_GB`; that of QGIS where none is given. Where there is no translation it is English.
    """

    def __init__(self, locale: str = "") -> None:
        own = locale or user_locale()
        path = translation_file(own)
        self.code = path.stem.rpartition("_")[2] if path is not None else "en"
        self._locale = QLocale(own if own.lower().startswith(self.code) else self.code)
        self._translator = QTranslator() if path is None else Translator(path)

    def tr(self, text: str) -> str:
        """Translate a text; it must be a literal, since scripts/translate finds it by reading the source."""
        # As bytes: a text that is more than ASCII is refused otherwise.
        return sentence(self._translator.translate(CONTEXT, text.encode()) or text)

    def number(self, value: float, decimals: int = 1) -> str:
        """Write a number, – for what is not known."""
        return "–" if value != value else self._locale.toString(float(value), "f", decimals)

    def change(self, value: float, decimals: int) -> str:
        """Write a change with its sign; what rounds to none has none."""
        rounded = round(value, decimals)
        sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
        return f"{sign}{self.number(abs(rounded), decimals)}"

    def day(self, date: QDate) -> str:
        """Write a day in words: 3 May 2026."""
        return str(self._locale.toString(date, "d MMMM yyyy"))

    def short(self, value: float, decimals: int = 2) -> str:
        """Write a number without decimals where these would say nothing."""
        return self.number(value, 0 if float(value).is_integer() else decimals)
