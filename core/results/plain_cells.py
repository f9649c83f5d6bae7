"""Cells of a results table as Python has them, also where there is nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..arrays import Words


def text_of_cell(cell: object) -> str:
    """Return a text, empty where there is none."""
    return "" if pd.isna(cell) else str(cell)  # type: ignore[call-overload]  # of a table


def number_of_cell(cell: object) -> float:
    """Return a number, NaN where there is none."""
    return np.nan if pd.isna(cell) else float(cell)  # type: ignore[arg-type, call-overload]  # of a table


def words_of_cells(column: pd.Series) -> Words:
    """Return the words of a column, None where there is none."""
    return np.array([None if pd.isna(cell) else cell for cell in column], object)
