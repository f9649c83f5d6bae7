"""All cases of wrong inputs, of all subjects."""

from __future__ import annotations

from towns.bad_inputs import fields, geometry, layers, norms, options, places, recipes, years
from towns.bad_inputs.windows import DIALOGS

_SUBJECTS = (layers, geometry, fields, options, norms, recipes, years, places)
REFUSALS = tuple(case for subject in _SUBJECTS for case in subject.REFUSALS)
WARNINGS = tuple(case for subject in _SUBJECTS for case in subject.WARNINGS)

__all__ = ["DIALOGS", "REFUSALS", "WARNINGS"]
