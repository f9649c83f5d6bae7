"""The figures of areas that a model leans on: which areas have them all, and whether the model can tell them apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ..arrays import Flags, Floats, to_list
from ..errors import InputError

INTERCEPT = "intercept"
"""What the table of coefficients calls the constant."""

SPARE = 3
"""Areas with an answer that are needed beyond the coefficients: with fewer, nothing is left to judge the model by."""

_DEPENDENT = 1e-8
"""Part of a covariate that the others leave open, below which they determine it but for rounding."""


@dataclass(frozen=True)
class Covariates:
    """The design matrix of the areas.

    Parameters
    ----------
    names
        Of its columns, the intercept first.
    values
        A row an area; the first column is 1.
    """

    names: tuple[str, ...]
    values: Floats

    @property
    def known(self) -> Flags:
        """Return where an area has them all."""
        return np.asarray(np.isfinite(self.values).all(axis=1), np.bool_)


def covariates_of(columns: Sequence[tuple[str, Floats]], areas: int) -> Covariates:
    """Return the design matrix of some columns with an intercept before them."""
    values = np.column_stack([np.ones(areas), *(values for _, values in columns)])
    return Covariates((INTERCEPT, *(name for name, _ in columns)), values)


def check_covariates(covariates: Covariates, used: Flags) -> None:
    """Check that a model of the used areas can be fitted.

    Raises
    ------
    InputError
        Where the areas are too few, or a covariate is constant or determined by others.
    """
    values = covariates.values[used]
    areas, coefficients = values.shape
    if areas < coefficients + SPARE:
        raise InputError(
            "The model needs at least {needed} areas with respondents for {covariates} "
            "{covariates:covariate|covariates}, and there are {areas}: choose fewer covariates, or survey more areas.",
            needed=coefficients + SPARE,
            covariates=coefficients - 1,
            areas=areas,
        )
    names = covariates.names[1:]
    centred = values[:, 1:] - values[:, 1:].mean(axis=0)
    spread, size = np.linalg.norm(centred, axis=0), np.linalg.norm(values[:, 1:], axis=0)
    constant = [name for name, flat in zip(names, spread <= 1e-12 * size, strict=True) if flat]
    if constant:
        raise InputError(
            "The covariate “{name}” has the same value in every area with respondents, so it explains nothing: "
            "leave it out of COVARIATES.",
            name=constant[0],
        )
    dependent = _dependent(centred / spread)
    if dependent is not None:
        one, others = dependent
        raise InputError(
            "The covariate “{name}” follows from {others}, so the model cannot tell them apart: leave one of them out "
            "of COVARIATES.",
            name=names[one],
            others=", ".join(f"“{names[other]}”" for other in others),
        )


def _dependent(scaled: Floats) -> tuple[int, list[int]] | None:
    """Return a column that is a combination of others, and those others."""
    for one in range(1, scaled.shape[1]):
        before = scaled[:, :one]
        weights = np.linalg.lstsq(before, scaled[:, one], rcond=None)[0]
        if np.linalg.norm(scaled[:, one] - before @ weights) < _DEPENDENT:
            return one, to_list(np.flatnonzero(np.abs(weights) > 1e-6))
    return None
