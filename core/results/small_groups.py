"""Groups of so few dwellings that their figures would tell about people."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..statuses import FAILS, MEETS, TOO_FEW
from .table import FIGURES

_FIGURES = (*FIGURES, "shortfall", "shortfall_capacity", "shortfall_facilities")


def without_small_groups(table: pd.DataFrame) -> pd.DataFrame:
    """Return a results table in which groups of too few dwellings have no figures, as a copy.

    Their rows stay, with what is asked and why there is no verdict. Where a requirement gives no verdict for another
    reason, such as having no target, the group is small if another requirement says so, or by its own total.
    """
    few = table["group"].notna() & (table["compliance"] == TOO_FEW)
    if "min_dwellings" in table:
        judged = table["compliance"].isin([MEETS, FAILS])
        years = table["year"].astype(np.float64).fillna(-1.0)
        keys = list(zip(years.tolist(), table["group"].tolist(), strict=True))
        named = {key for key, is_small in zip(keys, few.tolist(), strict=True) if is_small}
        elsewhere = np.array([key in named for key in keys], bool)
        little = (table["total"].astype(np.float64) < table["min_dwellings"].astype(np.float64)).to_numpy()
        few |= table["group"].notna() & ~judged & (elsewhere | little)
    figures = [name for name in _FIGURES if name in table]
    found = table.copy()
    found.loc[few, figures] = np.nan
    return found
