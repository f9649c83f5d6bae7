"""Texts of others in legends and templates, where QGIS computes what stands between [% and %]."""

from __future__ import annotations


def legend_text(text: str) -> str:
    """Return a text in which QGIS finds nothing to compute: an expression may read files, and names come from anywhere.

    Examples
    --------
    >>> legend_text("Park [% @user_account_name %]")
    'Park [ % @user_account_name %]'
    """
    return text.replace("[%", "[ %")
