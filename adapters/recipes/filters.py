"""Filters of layers that a recipe may hold: they say which rows, and look at nothing else."""

from __future__ import annotations

from qgis.core import QgsExpression

from ...core.recipes.subsets import is_plain_subset

_MAY_CALL = frozenset(
    [
        *("$id", "$area", "$length", "$perimeter", "$x", "$y", "$geometry", "area", "length", "perimeter", "x", "y"),
        *("abs", "round", "floor", "ceil", "sqrt", "min", "max", "coalesce", "nullif", "if", "is_empty", "attribute"),
        *("lower", "upper", "trim", "substr", "left", "right", "replace", "strpos", "concat", "regexp_match"),
        *("to_int", "to_real", "to_string", "to_date", "to_datetime", "year", "month", "day", "format_date"),
        *("array", "array_contains", "array_length", "string_to_array", "try", "title", "lpad", "rpad", "char"),
        *("buffer", "centroid", "intersects", "within", "contains", "geom_from_wkt", "make_point", "num_parts"),
    ]
)


def is_plain_filter(text: str) -> bool:
    """Return whether an expression of QGIS asks only the row itself: no variables, other layers, files or services."""
    expression = QgsExpression(text)
    if expression.hasParserError() or expression.referencedVariables():
        return False
    return set(expression.referencedFunctions()) <= _MAY_CALL


def are_plain(subset: str, expression: str) -> bool:
    """Return whether a provider filter and an expression, each of which may be empty, may stand in a recipe."""
    return is_plain_subset(subset) and (not expression or is_plain_filter(expression))
