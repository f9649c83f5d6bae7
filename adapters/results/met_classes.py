"""Classes of areas by how much they have of what is asked: bounds, colours and words, the same on every map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from qgis.PyQt.QtGui import QColor

from ...core.statuses import NOT_APPLICABLE, TOO_FEW, UNKNOWN_VERDICT
from .verdict_words import verdict_words

SHADES = ("#fff6d5", "#9fc6a8", "#508f9f", "#25558a", "#04193f")
"""From none to all: from light to dark, whatever colours one sees."""

SEEN_THROUGH = 0.75
"""How much of their colour areas keep: streets below them stay readable."""

UNKNOWN, FEW, NOT_ASKED = -1, -2, -3
"""What has no shade: it is not known how much is met, there are too few dwellings, nothing is asked."""

_PARTS, _SHARES = (0.5, 0.75), (0.25, 0.5, 0.75)


def class_met(met: int, asked: int) -> int:
    """Return the shade of an area that meets so many of the requirements that are asked of it, one or more."""
    return 0 if met == 0 else _class(1, met / asked, _PARTS)


def class_of_share(share: float) -> int:
    """Return the shade of a share, which is known."""
    return _class(0, share, _SHARES)


def _class(first: int, part: float, bounds: Sequence[float]) -> int:
    return first + sum(part >= bound for bound in (*bounds, 1))


def class_met_expression(met: str, asked: str) -> str:
    """Return `class_met` as an expression of QGIS."""
    return f"CASE WHEN {met} = 0 THEN 0 ELSE {_expression(1, f'{met} / {asked}', _PARTS)} END"


def class_of_share_expression(share: str) -> str:
    """Return `class_of_share` as an expression of QGIS."""
    return _expression(0, share, _SHARES)


def _expression(first: int, part: str, bounds: Sequence[float]) -> str:
    cases = [f"WHEN {part} >= {bound} THEN {number}" for number, bound in enumerate((*bounds, 1), first + 1)]
    return f"CASE {' '.join(reversed(cases))} ELSE {first} END"


def words_met(tr: Callable[[str], str]) -> Mapping[int, str]:
    """Return what each class says of the requirements that are met, from all to none and then what has no shade."""
    shades = (
        tr("all that is asked"),
        tr("three quarters or more"),
        tr("half or more"),
        tr("less than half"),
        tr("none"),
    )
    verdicts = verdict_words(tr)
    others = {UNKNOWN: UNKNOWN_VERDICT, FEW: TOO_FEW, NOT_ASKED: NOT_APPLICABLE}
    classes = dict(zip(reversed(range(len(SHADES))), shades, strict=True))
    return {**classes, **{number: verdicts[verdict] for number, verdict in others.items()}}


def words_of_share(tr: Callable[[str], str]) -> Sequence[str]:
    """Return what each shade says of a share, from none to all."""
    return (tr("less than 25 %"), tr("25 to 50 %"), tr("50 to 75 %"), tr("75 % or more"), tr("all"))


def faded(colour: str, part: float) -> str:
    """Return a colour of which a part is left, on white paper."""
    own = QColor(colour)
    return str(QColor(*(round(255 + part * (one - 255)) for one in (own.red(), own.green(), own.blue()))).name())
