"""The headings and the other fixed words of the report's page."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...core.statuses import FAILS, MEETS, UNKNOWN_VERDICT
from ..results.verdict_words import verdict_words

_Translate = Callable[[str], str]


def report_words(tr: _Translate) -> Mapping[str, str]:
    """Return the words by the name that the template has for them.

    Parameters
    ----------
    tr
        Translates into the language that is wanted.
    """
    return {
        **_of_front(tr),
        **_of_matrix(tr),
        **_of_cards(tr),
        **_of_degrees(tr),
        **_of_other_days(tr),
        **_of_published_distances(tr),
        **_of_survey(tr),
        **_of_plans(tr),
        **_of_shortfalls(tr),
        **_of_thresholds(tr),
        **_of_groups(tr),
        **_of_other_areas(tr),
        **_of_account(tr),
    }


def _of_front(tr: _Translate) -> Mapping[str, str]:
    return {
        "answer": tr("The answer"),
        "most_lacking": tr("Where most people lack something"),
        "unknowns_short": tr("What is not judged, and why"),
        "met_map": tr("How many requirements each neighbourhood meets"),
        "met_map_text": tr("Map of how many requirements each neighbourhood meets; the table below says the same."),
        "met_part": tr("Part of the requirements that is met"),
        "north": tr("North is up"),
        "contents": tr("In this report"),
    }


def _of_matrix(tr: _Translate) -> Mapping[str, str]:
    return {
        "area": tr("Neighbourhood"),
        "met": tr("Meets"),
        "of": tr("of"),
        "overall": tr("Verdict"),
        "whole": tr("All together"),
        "target": tr("target"),
        "matrix": tr("Every neighbourhood and every requirement"),
        "matrix_help": tr("✓ meets, ✗ fails, ? unknown, ○ too few dwellings, – not applicable."),
        "sorts": tr("A heading sorts."),
        "find": tr("Find a neighbourhood"),
        "only_failing": tr("Only those that fail something"),
        "hidden_rows": tr("Neighbourhoods shown:"),
        "notes": tr("Notes"),
    }


def _of_cards(tr: _Translate) -> Mapping[str, str]:
    verdicts = verdict_words(tr)
    return {
        "cards": tr("Each requirement"),
        "cards_help": tr(
            "Blue meets, orange with lines fails, grey with dots is unknown; pale: too few dwellings, or not "
            "applicable. Brown spots are dwellings outside, small grey ones are within; those that are near each other "
            "share one, and borders are simplified."
        ),
        "enlarge": tr("Enlarge the map"),
        "close": tr("Close"),
        "meets": verdicts[MEETS],
        "fails": verdicts[FAILS],
        "unknown": verdicts[UNKNOWN_VERDICT],
        "no_verdict": verdicts[None],
        "outside": tr("dwellings outside"),
        "within": tr("dwellings within"),
        "unsure": tr("dwellings unknown"),
    }


def _of_degrees(tr: _Translate) -> Mapping[str, str]:
    return {
        "degrees": tr("How much of what is asked"),
        "degrees_help": tr(
            "Counted, without weights: how many of its dwellings have everything that is asked of them, and how many "
            "requirements a dwelling has on average."
        ),
        "everything": tr("Dwellings with everything"),
        "mean_of": tr("A dwelling has"),
        "lacks": tr("What dwellings lack"),
    }


def _of_other_days(tr: _Translate) -> Mapping[str, str]:
    return {
        "years": tr("Over the years"),
        "years_help": tr(
            "Existing and new dwellings are told apart where there are plans. What is above is of the last year."
        ),
        "trend": tr("How it went from year to year"),
        "trend_help": tr(
            "Shares of what is known, cut off. Where figures cannot be compared the line is broken, and they are of "
            "other norms or borders."
        ),
        "causes": tr("What caused the changes"),
        "causes_help": tr(
            "Of all together: what each cause did on average over all orders in which they could have come. They add "
            "up to the change. Points are of a hundred."
        ),
    }


def _of_published_distances(tr: _Translate) -> Mapping[str, str]:
    return {
        "plausible": tr("Beside the distances of Statistics Netherlands"),
        "plausible_dot": tr("a neighbourhood"),
        "plausible_far": tr("farthest from the others, as in the table"),
        "plausible_same": tr("the same"),
        "plausible_number": tr("No."),
        "plausible_ours": tr("Ours"),
        "plausible_theirs": tr("Published"),
        "plausible_difference": tr("Difference"),
    }


def _of_survey(tr: _Translate) -> Mapping[str, str]:
    return {
        "survey": tr("What the survey says"),
        "survey_help": tr(
            "Of few respondents chance makes much: read the interval, not the figure alone. Dashed and faded figures "
            "are too uncertain to use."
        ),
        "compared": tr("The survey beside the requirements"),
    }


def _of_plans(tr: _Translate) -> Mapping[str, str]:
    return {
        "plans": tr("Housing plans"),
        "plans_help": tr(
            "What each plan that stands by then means: the share of its own dwellings within the threshold, how "
            "near half of them have it, and what it adds to what is needed."
        ),
        "half": tr("Half of them within"),
        "need": tr("Adds to the need"),
        "share": tr("Share of its dwellings"),
        "norm": tr("Norm"),
        "short_from": tr("Now falls short too"),
    }


def _of_shortfalls(tr: _Translate) -> Mapping[str, str]:
    return {
        "shortfalls": tr("What is missing, the most first"),
        "shortfalls_help": tr(
            "Dwellings or people that lie outside beyond what the target allows, and then places and m². A distance "
            "does not tell how many places would help."
        ),
        "requirement": tr("Requirement"),
        "missing": tr("Missing"),
        "part": tr("Part of what is asked"),
        "barcode": tr("Space that is needed, and space that there is"),
    }


def _of_thresholds(tr: _Translate) -> Mapping[str, str]:
    return {
        "firmness": tr("How firm the verdicts are"),
        "firmness_help": tr("What would turn if the threshold were 10 % stricter or 10 % wider."),
        "barely": tr("Meet, but not at 90 % of the threshold"),
        "nearly": tr("Fail, but not at 110 % of the threshold"),
        "curves": tr("What other thresholds would give"),
        "curves_help": tr(
            "The share that lies within each threshold, of the dwellings or people of which it is known. Where the "
            "thick line is steep at the norm, a little more or less makes a large difference."
        ),
    }


def _of_groups(tr: _Translate) -> Mapping[str, str]:
    return {
        "groups": tr("By landlord or complex"),
        "group": tr("Landlord or complex"),
        "who": tr("Who has what"),
        "who_help": tr(
            "Each group beside all of its kind: people beside all inhabitants, households beside all households, "
            "dwellings beside all dwellings, a landlord beside all that the requirement counts. Points are of a "
            "hundred."
        ),
        "who_group": tr("Group"),
        "share_within": tr("Share within"),
        "of_its_kind": tr("All of its kind"),
        "difference": tr("Beside all"),
        "median": tr("Half of them within"),
        "p90": tr("Nine of ten within"),
    }


def _of_other_areas(tr: _Translate) -> Mapping[str, str]:
    return {
        "classes": tr("Neighbourhoods of the same living environment"),
        "classes_help": tr("Compare a neighbourhood with those of its own kind."),
        "class_": tr("Living environment"),
        "number": tr("Neighbourhoods"),
        "among": tr("Among other municipalities"),
        "among_help": tr(
            "The first has the highest figure. The last column says of how many percent of the municipalities with a "
            "figure it is not higher than that of this one."
        ),
        "among_place": tr("Its place"),
        "among_share": tr("Not higher"),
        "among_value": tr("Figure"),
    }


def _of_account(tr: _Translate) -> Mapping[str, str]:
    return {
        "unknowns": tr("What is not known"),
        "norms": tr("Requirements and their sources"),
        "method": tr("How this was measured"),
        "run": tr("What was run"),
        "input": tr("Input"),
        "what": tr("What it was"),
        "rights": tr("Whose data it is"),
    }
