"""Pages to read: HTML in which every text that is put in is escaped, and numbers as the reader's language has them."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, Template, select_autoescape
from jinja2.bccache import Bucket
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QLocale

from ...core.errors import InputError
from ...core.progress import Progress
from ...core.system_words import system_words
from ..io.translation import user_locale
from .brand import Brand
from .look import PAGE_SHADES

_PIECES = 200
"""Pieces of a page between two looks at Cancel."""

_PERCENT = re.compile(r"(?<=\d) %")
"""What stands between a number and its sign, which a line would else begin with."""

_TEMPLATES = Path(__file__).resolve().parent.parent.parent / "resources" / "templates"


def write_page(path: Path, name: str, language: str, content: Mapping[str, object], progress: Progress) -> None:
    """Write a page as it is made, looking at Cancel in between; an `InputError` where the file cannot be written."""
    try:
        with path.open("w", encoding="utf-8") as file:
            for count, piece in enumerate(page(name, language).generate(**content)):
                if count % _PIECES == 0:
                    progress.check()
                file.write(_PERCENT.sub("\N{NO-BREAK SPACE}%", piece))
    except OSError as error:
        raise InputError(
            "The page cannot be written to {path}: {why}; choose another place.", path=path, why=system_words(error)
        ) from error
    progress.at(1.0)


def write_styled_page(path: Path, name: str, language: str, content: Mapping[str, object], progress: Progress) -> None:
    """Write a page that no municipality gave its colours: in the style of the report, with the usual ones."""
    write_page(path, name, language, {**content, "policy": page_policy(Brand(), language)}, progress)


@dataclass(frozen=True, kw_only=True)
class PagePolicy:
    """The style and the script of a page as they are in it: a browser may run these, and nothing else."""

    style: str
    script: str

    @property
    def content(self) -> str:
        """Return the Content-Security-Policy of the page."""
        return (
            f"default-src 'none'; img-src data:; style-src '{_hash(self.style)}'; script-src '{_hash(self.script)}'; "
            "base-uri 'none'; form-action 'none'"
        )


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode('ascii')}"


def page_policy(brand: Brand, language: str) -> PagePolicy:
    """Return the style of a page in the colours of a municipality, its script, and the policy for both."""
    style = page("report/style.css", language).render(brand=brand, shades=PAGE_SHADES)
    return PagePolicy(style=style, script=page("report/script.js", language).render())


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
