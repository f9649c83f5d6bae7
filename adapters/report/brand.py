"""Whose report it is: the municipality, its logo and its colour."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsSymbolLayerUtils
from qgis.PyQt.QtCore import QByteArray, QXmlStreamReader
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtXml import QDomDocument

from ...core.errors import InputError
from ...core.system_words import system_words
from ..io import parameter_names as p
from ..io.reader import Reader

LARGEST_LOGO = 500_000
"""In bytes: a logo is in the page as a whole, and on every sheet."""

_DRAW_OTHERS = ("image", "feImage", "use")
"""Elements of SVG that may draw what lies elsewhere."""

ACCENT = "#0f6f7c"
"""The colour of a report that nobody chose one for."""

LIGHT, DARK = "#ffffff", "#15191b"
"""The paper of a page by day and by night."""

_READABLE = 4.5
"""Contrast of text with what is behind it, as WCAG 2.2 asks at level AA."""

_STEP = 0.04


@dataclass(frozen=True)
class Logo:
    """A logo: its file, and its bytes as a browser takes them."""

    path: Path
    address: str


@dataclass(frozen=True, kw_only=True)
class Brand:
    """Whose report it is, and how it looks; the municipality is empty, and the logo None, where they are not known.

    `colour` is the municipality's own, and `on_light` and `on_dark` are as near to it as can be read on the page.
    """

    municipality: str = ""
    logo: Logo | None = None
    colour: str = ACCENT

    @property
    def on_light(self) -> str:
        """Return the colour, darker where it could not be read on white."""
        return _readable(self.colour, LIGHT)

    @property
    def on_dark(self) -> str:
        """Return the colour, lighter where it could not be read on black."""
        return _readable(self.colour, DARK)


def read_brand(reader: Reader, municipality: str = "") -> Brand:
    """Read whose report it is.

    Parameters
    ----------
    municipality
        What the layers call it, where nobody wrote another name.

    Raises
    ------
    InputError
        Where the logo is no picture of a size that a page can hold, or the colour is none.
    """
    path = reader.text(p.LOGO)
    return Brand(
        municipality=reader.text(p.MUNICIPALITY) or municipality,
        logo=read_logo(Path(path)) if path else None,
        colour=read_colour(reader.text(p.COLOUR)) or ACCENT,
    )


def read_colour(text: str) -> str:
    """Return a colour as #rrggbb, empty where none was chosen; an `InputError` where the text is none."""
    if not text:
        return ""
    found = QgsSymbolLayerUtils.parseColor(text)
    if not found.isValid():
        raise InputError("COLOUR must be a colour such as #0f6f7c, not “{value}”.", value=text)
    return str(found.name())


def read_logo(path: Path) -> Logo:
    """Read a logo: PNG, JPEG or SVG, as what the file holds says.

    Raises
    ------
    InputError
        Where it cannot be read, is no such picture, or too large.
    """
    try:
        size = path.stat().st_size
        content = path.read_bytes() if size <= LARGEST_LOGO else b""
    except OSError as error:
        raise InputError(
            "The logo {path} cannot be read ({why}): choose another, or leave LOGO empty.",
            path=str(path),
            why=system_words(error),
        ) from error
    if size > LARGEST_LOGO:
        raise InputError(
            "The logo {path} has {size} kB, and at most {most} kB fit in a report: save it smaller.",
            path=str(path),
            size=-(-size // 1000),
            most=LARGEST_LOGO // 1000,
        )
    kind = _kind(content)
    if not kind:
        raise InputError("The logo {path} is no PNG, JPEG or SVG picture: save it as one.", path=str(path))
    if "svg" in kind and _takes_from_elsewhere(content):
        raise InputError(
            "The logo {path} takes in a picture from elsewhere: save it with all its pictures in it.", path=str(path)
        )
    return Logo(path, f"data:{kind};base64,{base64.b64encode(content).decode('ascii')}")


def _kind(content: bytes) -> str:
    """Return the media type of a picture by its bytes; empty where it is none that pages show."""
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    document = QDomDocument()
    document.setContent(content)
    return "image/svg+xml" if document.documentElement().tagName().rpartition(":")[2] == "svg" else ""


def _takes_from_elsewhere(svg: bytes) -> bool:
    """Return whether an SVG picture draws what lies in another file, which Qt would put into the report."""
    reader = QXmlStreamReader(QByteArray(svg))
    while not reader.atEnd():
        if reader.readNext() == QXmlStreamReader.TokenType.StartElement and str(reader.name()) in _DRAW_OTHERS:
            places = [str(one.value()).strip() for one in reader.attributes() if str(one.name()) == "href"]
            if any(not place.startswith(("#", "data:")) for place in places):
                return True
    return False


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21, as WCAG 2.2 defines it."""
    low, high = sorted((_luminance(QColor(one)), _luminance(QColor(other))))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: QColor) -> float:
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _readable(colour: str, paper: str) -> str:
    """Return the nearest mixture of a colour with black or white that can be read on the paper."""
    ink = QColor("#000000" if _luminance(QColor(paper)) > 0.5 else "#ffffff")
    own, part = QColor(colour), 0.0
    found = own
    while contrast(found.name(), paper) < _READABLE and part < 1:
        part = min(part + _STEP, 1.0)
        mixed = (round(a + (b - a) * part) for a, b in zip(own.getRgb()[:3], ink.getRgb()[:3], strict=True))
        found = QColor(*mixed)
    return str(found.name())
