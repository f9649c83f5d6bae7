"""What is told of the rows that municipalities share out: sentences at the end of a batch, and two tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..adapters.io.feedback import number_of
from ..adapters.io.translation import tr, translated
from ..core.errors import InputError
from ..core.municipalities.clipping import SharedLayer
from ..core.recipes.recipe import Recipe
from ..core.wording import shown
from .jobs import FAILED, MunicipalityArea, MunicipalityOutcome
from .row_counts import CROSSES, NO_GEOMETRY, NO_MUNICIPALITY, SHARED, LayerCount, Remark, RowCounter

COUNTS, REMARKS = "row_counts", "row_remarks"
"""The tables."""
COUNT_KINDS: Mapping[str, str] = {
    **dict.fromkeys(("layer", "inputs", "fate"), "text"),
    "rows": "whole",
    "weight_field": "text",
    "weight": "number",
}
REMARK_KINDS: Mapping[str, str] = {
    "layer": "text",
    "row": "whole",
    **dict.fromkeys(("name", "remark", "municipality", "others"), "text"),
    **dict.fromkeys(("x", "y"), "number"),
}
READ, WITH_RESULTS, WITHOUT_RESULTS, NOT_RUN = "read", "with_results", "failed", "not_run"
_FATES = (WITH_RESULTS, WITHOUT_RESULTS, NOT_RUN, NO_MUNICIPALITY, NO_GEOMETRY)
"""What became of a row: in a municipality with results, that failed, or that was not run; in none; without a place."""
_SOME = 3
"""How many are named in a sentence."""
SplitAreas = Mapping[tuple[str, str], Sequence[str]]
"""The municipalities in whose results an area of a level stands, where there are several."""


@dataclass(frozen=True)
class _Fate:
    """What became of rows: how many, and their weight."""

    rows: int
    weight: float


@dataclass(frozen=True, kw_only=True)
class RowReport:
    """What became of the rows of the layers that municipalities share out.

    Parameters
    ----------
    counts
        Of each layer.
    unread
        Sentences of layers that could not be counted.
    areas
        All municipalities of the layer.
    outcomes
        What became of those that were run.
    """

    counts: Sequence[LayerCount]
    unread: Sequence[str]
    areas: Sequence[MunicipalityArea]
    outcomes: Mapping[str, MunicipalityOutcome]

    def count_rows(self) -> Iterator[Mapping[str, object]]:
        """Yield the rows of the table of counts: what was read of each layer, and what became of it."""
        for count in self.counts:
            layer, fates = count.layer, self._fates(count)
            whole = _Fate(int(count.rows.sum()), float(count.weight.sum()))
            for fate, number in {READ: whole, **fates}.items():
                yield {
                    "layer": layer.name,
                    "inputs": ", ".join(layer.inputs),
                    "fate": fate,
                    "rows": number.rows,
                    "weight_field": layer.weight or None,
                    "weight": number.weight if layer.weight else None,
                }

    def remark_rows(self) -> Iterator[Mapping[str, object]]:
        """Yield the rows of the table of remarks."""
        for count in self.counts:
            for one in count.remarks:
                x, y = one.xy or (None, None)
                yield {
                    "layer": count.layer.name,
                    "row": one.row,
                    "name": one.name or None,
                    "remark": one.remark,
                    "municipality": one.municipality or None,
                    "others": ", ".join(one.others) or None,
                    "x": x,
                    "y": y,
                }

    def sentences(self, split: SplitAreas) -> Iterator[str]:
        """Yield what is told of all layers, and of areas that stand in the results of several municipalities."""
        yield from self.unread
        for count in self.counts:
            if count.layer.is_own:
                yield self._sums(count)
            yield from _remarks(count)
        if split:
            some = [f"{name} ({level}; {', '.join(codes)})" for (level, name), codes in list(split.items())[:_SOME]]
            text = tr(
                "{n} {n:area stands|areas stand} in the results of more than one municipality, each judged on its part "
                "there, such as {names}."
            )
            yield text.format(n=len(split), names=", ".join(some))

    def _fates(self, count: LayerCount) -> Mapping[str, _Fate]:
        """Return what became of the rows of a layer; together they are all that was read."""
        own = [self.outcomes.get(area.code) for area in self.areas]
        fate = [NOT_RUN if one is None else WITHOUT_RESULTS if one.status == FAILED else WITH_RESULTS for one in own]
        of = np.array([*fate, NO_MUNICIPALITY, NO_GEOMETRY])
        return {
            name: _Fate(int(count.rows[of == name].sum()), float(count.weight[of == name].sum())) for name in _FATES
        }

    def _sums(self, count: LayerCount) -> str:
        fates = self._fates(count)
        words = {
            WITH_RESULTS: tr("{n} in municipalities with results"),
            WITHOUT_RESULTS: tr("{n} in municipalities that failed"),
            NOT_RUN: tr("{n} in municipalities that were not run"),
            NO_MUNICIPALITY: tr("{n} in no municipality"),
            NO_GEOMETRY: tr("{n} without a geometry"),
        }
        rows = ", ".join(words[name].format(n=one.rows) for name, one in fates.items() if one.rows)
        text = tr("Layer {layer}: {n} {n:row|rows}{parts}.")
        found = text.format(layer=shown(count.layer.name), n=int(count.rows.sum()), parts=rows and f": {rows}")
        if not count.layer.weight:
            return found
        weights = [words[name].format(n=number_of(one.weight)) for name, one in fates.items() if one.rows]
        text = tr("Counted by {field} that is {n}{parts}.")
        whole = number_of(float(count.weight.sum()))
        parts = f": {', '.join(weights)}" if weights else ""
        return f"{found} {text.format(field=shown(count.layer.weight), n=whole, parts=parts)}"


def row_report(
    counter: RowCounter,
    recipe: Recipe,
    layers: Sequence[SharedLayer],
    outcomes: Mapping[str, MunicipalityOutcome],
) -> RowReport:
    """Count the rows of some layers of a recipe."""
    counts, unread = list[LayerCount](), list[str]()
    for layer in layers:
        try:
            count = counter.count(layer, recipe.layers[layer.name])
        except (InputError, RuntimeError, ValueError) as error:
            why = translated(error.message, error.values) if isinstance(error, InputError) else str(error)
            text = tr("The rows of the layer {layer} could not be counted ({why}).")
            unread.append(text.format(layer=shown(layer.name), why=" ".join(why.split()).rstrip(".")))
            continue
        if count is not None:
            counts.append(count)
    return RowReport(counts=counts, unread=unread, areas=counter.areas, outcomes=outcomes)


def _remarks(count: LayerCount) -> Iterator[str]:
    """Yield a sentence for each thing that is told of rows of a layer."""
    texts: dict[Remark, str] = {
        NO_MUNICIPALITY: tr(
            "Layer {layer}: {n} {n:row lies|rows lie} in no municipality and {n:is|are} in no result, such as row "
            "{row} at {x} {y}."
        ),
        NO_GEOMETRY: tr(
            "Layer {layer}: {n} {n:row has|rows have} no geometry and {n:is|are} in no result, such as row {row}."
        ),
        SHARED: tr(
            "Layer {layer}: {n} {n:row lies|rows lie} in several municipalities or on their border and "
            "{n:counts|count} in the first of them, such as row {row} at {x} {y} ({codes})."
        ),
        CROSSES: tr(
            "Layer {layer}: {n} {n:area crosses|areas cross} a municipal border and {n:is|are} judged with what lies "
            "in one municipality alone, such as {row} ({codes})."
        ),
    }
    if not count.layer.is_own:
        texts[SHARED] = tr(
            "Layer {layer}: {n} {n:row lies|rows lie} on the border of municipalities or in several and "
            "{n:stands|stand} in each of them for rates and presence, such as row {row} at {x} {y} ({codes})."
        )
    for remark, text in texts.items():
        one = count.example(remark)
        if one is None:
            continue
        x, y = one.xy or (np.nan, np.nan)
        yield text.format(
            layer=shown(count.layer.name),
            n=count.counted[remark],
            row=_names(count, remark) if remark == CROSSES else one.row,
            x=f"{x:.2f}",
            y=f"{y:.2f}",
            codes=", ".join((one.municipality, *one.others)),
        )


def _names(count: LayerCount, remark: Remark) -> str:
    some = [one.name or f"#{one.row}" for one in count.remarks if one.remark == remark][:_SOME]
    return ", ".join(some)
