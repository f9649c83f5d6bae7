"""Pages to read: HTML in which every text that is put in is escaped, and numbers as the reader's language has them."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, Template, select_autoescape
from jinja2.bccache import Bucket
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from ...core.errors import InputError
from ...core.progress import Progress
from ..io.translation import user_locale

_PIECES = 200
"""Pieces of a page between two looks at Cancel."""

_TEMPLATES = Path(__file__).resolve().parent.parent.parent / "resources" / "templates"


def write_page(path: Path, name: str, language: str, content: Mapping[str, object], progress: Progress) -> None:
    """Write a page as it is made, looking at Cancel in between; an `InputError` where the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8") as file:
            for count, piece in enumerate(page(name, language).generate(**content)):
                if count % _PIECES == 0:
                    progress.check()
                file.write(piece)
    except OSError as error:
        raise InputError(
            "The page cannot be written to {path}: {why}; choose another place.", path=path, why=error.strerror or error
        ) from error
    progress.at(1.0)


def page(name: str, language: str) -> Template:
    """Return the template of a page in a language; what is put into it is escaped."""
    return _pages("nl" if language.lower().startswith("nl") else "en").get_template(name)


@cache  # to compile a template takes as long as all else of a page
def _pages(language: str) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(default=True),
        trim_blocks=True,
        bytecode_cache=_Compiled(),
    )
    environment.globals["language"] = language
    return environment


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates that stay for the next start of QGIS, in its folder; without room for them all goes on."""

    def __init__(self) -> None:
        folder = Path(QgsApplication.qgisSettingsDirPath()) / "cache" / "buurtmaat"
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take a template that was put down."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Put a template down."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


def figure_text(value: float, decimals: int = 1) -> str:
    """Write a number as the user's language does."""
    return QLocale(user_locale()).toString(value, "f", decimals)
