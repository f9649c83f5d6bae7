"""Whose data a report rests on, in one line."""

from __future__ import annotations

from collections.abc import Sequence

from ..io.translation import Language
from ..outputs.provenance import InputLayer


def attribution(inputs: Sequence[InputLayer], language: Language) -> str:
    """Return whose data it is as the layers say, each once; empty where none says it."""
    owners = dict.fromkeys(part for one in inputs for part in map(str.strip, one.rights.split(";")) if part)
    return language.tr("Data: {owners}").format(owners="; ".join(owners)) if owners else ""
