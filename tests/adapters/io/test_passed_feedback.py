"""What a part of a run says and hears: a step of a recipe, an algorithm with labels, a run that says nothing."""

from __future__ import annotations

import pytest
from qgis.core import QgsFeedback, QgsProcessingFeedback

from buurtmaat.adapters.io.labelled_feedback import LabelledFeedback
from buurtmaat.adapters.recipes.step_feedback import QuietFeedback, StepFeedback
from buurtmaat.core.progress import Progress
from towns import runs

SAYING = ("pushInfo", "pushWarning", "reportError", "pushCommandInfo", "pushDebugInfo", "pushConsoleInfo",
          "setProgressText")  # fmt: skip


class Whole(QgsProcessingFeedback):
    """Notes what it is told, and how."""

    def __init__(self) -> None:
        super().__init__(False)
        self.told: list[tuple[str, str]] = []


def _noted(name: str):
    return lambda self, text, *_: self.told.append((name, text))


for one in SAYING:
    setattr(Whole, one, _noted(one))


@pytest.fixture
def parts(provider):
    """Return the feedback of a run, and functions that make those of its parts."""
    whole, algorithm = Whole(), runs.algorithm("nearestfacility")
    return whole, {
        "step": lambda: StepFeedback(whole, Progress()),
        "labels": lambda: LabelledFeedback(whole, algorithm),
        "quiet": lambda: QuietFeedback(whole),
    }


@pytest.mark.parametrize("kind", ["step", "labels", "quiet"])
def test_all_that_a_part_says_is_passed_on_but_where_it_is_quiet(parts, kind):
    whole, make = parts
    part = make[kind]()
    for name in SAYING:
        getattr(part, name)(f"said by {name}")
    assert whole.told == ([] if kind == "quiet" else [(name, f"said by {name}") for name in SAYING])
    if kind != "labels":
        assert part.last_error == "said by reportError"


@pytest.mark.parametrize("kind", ["step", "labels", "quiet"])
def test_a_whole_that_says_by_itself_that_it_is_cancelled_is_asked(parts, kind):
    """As that of a program does which looks at a clock or at a button of its own, and calls nobody."""
    whole, make = parts
    part = make[kind]()
    assert not part.isCanceled()
    whole.isCanceled = lambda: True
    assert part.isCanceled()


@pytest.mark.parametrize("kind", ["step", "labels", "quiet"])
def test_algorithms_of_qgis_hear_of_cancel_in_a_part_also_of_one_that_came_before_it(parts, kind):
    """They look at what is kept in C++, and ask nothing in Python."""
    whole, make = parts
    before = make[kind]()
    assert not QgsFeedback.isCanceled(before)
    whole.cancel()
    assert [QgsFeedback.isCanceled(one) for one in (before, make[kind]())] == [True, True]
