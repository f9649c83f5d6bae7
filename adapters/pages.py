"""Pages to read: HTML in which every text that is put in is escaped, and numbers as the reader's language has them."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, Template, select_autoescape
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

_TEMPLATES = Path(__file__).resolve().parent.parent / "resources" / "templates"


def page(name: str, language: str) -> Template:
    """Give the template of a page in a language; what is put into it is escaped."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES), autoescape=select_autoescape(default=True), trim_blocks=True
    )
    return environment.get_template(name, globals={"language": "nl" if language.lower().startswith("nl") else "en"})


def number(value: float, decimals: int = 1) -> str:
    """Write a number as the user's language does."""
    return QLocale(QgsApplication.locale()).toString(value, "f", decimals)
