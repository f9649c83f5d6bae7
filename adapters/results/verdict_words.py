"""What verdicts are called, wherever one is shown: on the map, in the panel, in the report."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...core.statuses import FAILS, MEETS, NOT_APPLICABLE, TOO_FEW, UNKNOWN_VERDICT
from ..io.translation import tr


def verdict_words(tr: Callable[[str], str] = tr) -> Mapping[str | None, str]:
    """Return the words for all verdicts; None stands for none.

    Parameters
    ----------
    tr
        Translates into the language that is wanted; into that of QGIS where none is given.
    """
    return {
        MEETS: tr("meets"),
        FAILS: tr("fails"),
        UNKNOWN_VERDICT: tr("unknown"),
        TOO_FEW: tr("too few dwellings"),
        NOT_APPLICABLE: tr("not applicable"),
        None: tr("no verdict"),
    }
