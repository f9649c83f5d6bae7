"""What the columns of a spreadsheet mean: those in words, and those of the results table."""

from __future__ import annotations

from collections.abc import Callable, Mapping


def meanings_in_words(tr: Callable[[str], str]) -> Mapping[str, str]:
    """Return what the columns mean that are called in words, by their name in the language of `tr`."""
    return {
        tr("Neighbourhood"): tr("What people call it. Below the neighbourhoods: what lies in none, and all together."),
        tr("Code"): tr("The id that the layer of neighbourhoods, or the norm set, has for it."),
        tr("Living environment"): tr("Norms may differ by it."),
        tr("Dwellings"): tr("All dwellings of the neighbourhood."),
        tr("Verdict"): tr(
            "Meets, fails, or unknown: something that is not known could turn it. Too few dwellings, and not "
            "applicable, are no verdict."
        ),
        tr("Requirements met"): tr("How many requirements the neighbourhood meets."),
        tr("Requirements failed"): tr("How many requirements it fails."),
        tr("Requirements unknown"): tr("How many requirements cannot be judged there."),
        tr("Dwellings with everything"): tr(
            "Of the dwellings of which it is known, those that have all that is asked of them; cut off."
        ),
        tr("Requirement"): tr("Its title."),
        tr("Norm"): tr("The threshold, and the share of the dwellings or people for whom it has to hold."),
        tr("Counted"): tr("Whom the figures are about: dwellings, or people."),
        tr("Why"): tr("Why it is unknown, and for which larger area it was judged."),
        tr("Share within"): tr(
            "Within the threshold, of those of whom it is known, in the neighbourhood itself; cut off, not rounded."
        ),
        tr("Rate, number or share of area"): tr("What there is, of norms that ask for no share; cut off."),
        tr("Missing"): tr(
            "Dwellings or people outside beyond what the target allows, or facilities, places or m²; rounded up."
        ),
        tr("Missing, in words"): tr("The same with what it is."),
        tr("Total"): tr("All that the requirement asks about."),
        tr("Within"): tr("Those within the threshold."),
        tr("Outside"): tr("Those outside the threshold, with those that reach nothing."),
        tr("Not known"): tr("Those without a place, or off the network."),
        tr("Half of them within"): tr("Half of those who reach a facility have one at most this far away."),
        tr("Nine of ten within"): tr("Nine of ten who reach a facility have one at most this far away."),
        tr("Share at 90 % of the threshold"): tr("What a stricter threshold would give; cut off."),
        tr("Share at 110 % of the threshold"): tr("What a wider threshold would give; cut off."),
        tr("requirement"): tr("Its title."),
        tr("norm"): tr("The threshold, and the share of the dwellings or people for whom it has to hold."),
        tr("facility"): tr("The types of facilities that count."),
        tr("counted"): tr("Whom the figures are about: dwellings, or people."),
        tr("source"): tr("Where the norm comes from."),
        tr("year"): tr("Of the source."),
        tr("page"): tr("Where in the source it stands."),
        tr("words of the source"): tr("A few words of it, as they stand there."),
        tr("looked up on"): tr("When the source was last looked up."),
        tr("link"): tr("The web address of the source, as text."),
        tr("basis"): tr("What the norm rests on."),
        tr("note"): tr("What the norm set says about it."),
        tr("code"): tr("Its id in the norm set."),
        tr("threshold"): tr("What is asked; empty where it differs between areas."),
        tr("unit"): tr("Of the threshold: m, min, number, m2 or share."),
        tr("target"): tr("The share for whom the threshold has to hold."),
        tr("setting"): tr("What it is."),
        tr("value"): tr("What it was in this run."),
    }


def result_meanings(tr: Callable[[str], str]) -> Mapping[str, str]:
    """Return what the columns of the results table mean, by their name."""
    return {
        "level": tr("neighbourhood, or the field that holds larger areas"),
        "neighbourhood": tr("the id of the area; outside_neighbourhoods: in none; _total: all together"),
        "group": tr("landlord or complex; empty in the rows of areas"),
        "year": tr("empty where the run was of no year"),
        "stock": tr("all dwellings, or those that are there already (existing) or come with plans (new)"),
        "requirement": tr("the id of the requirement"),
        "title": tr("the title of the requirement"),
        "facility": tr("the types of facilities that count"),
        "indicator": tr("the kind of norm"),
        "threshold": tr("what is asked there"),
        "unit": tr("of the threshold"),
        "minimum": tr("how many facilities or kinds are asked"),
        "per": tr("of a rate: for each such number of the weight"),
        "metric": tr("network: over streets; straight: as the crow flies"),
        "mode": tr("how people move"),
        "target": tr("the share that is asked, as 0.95"),
        "weight": tr("what is counted: dwellings, or a field with people"),
        "weight_spread": tr("1 where figures of neighbourhoods were spread over their dwellings"),
        "min_dwellings": tr("below so many dwellings a share gets no verdict"),
        "total": tr("the weight that the requirement asks about"),
        "within": tr("the part of it within the threshold"),
        "outside": tr("the part of it outside"),
        "unknown": tr("the part of it of which it is not known"),
        "share": tr("within, as a part of within and outside together; not cut off"),
        "share_at_90": tr("the share at 90 % of the threshold"),
        "share_at_110": tr("the share at 110 % of the threshold"),
        "rate": tr("facilities, places or m² per so many of the weight, the number present, or the share of the area"),
        "mean": tr("mean of the values of those who reach a facility"),
        "median": tr("half of those who reach a facility have at most this"),
        "p10": tr("a tenth of those who reach a facility have at most this"),
        "p90": tr("nine tenths of those who reach a facility have at most this"),
        "depth": tr("how far those outside are, from 0 to 1, over all"),
        "depth_squared": tr("the same, where the farthest count most"),
        "compliance": tr("the verdict: meets, fails, unknown, too_few or not_applicable"),
        "reason": tr("why it is unknown, or why figures are lacking"),
        "shortfall": tr("the weight that is missing to the target"),
        "shortfall_capacity": tr("facilities, places or m² that are missing"),
        "size": tr("m² or places of one facility, as the norm says"),
        "serves_from": tr("how many one facility serves at least, as the norm says"),
        "serves_to": tr("how many one facility serves at most, as the norm says"),
        "shortfall_facilities": tr("whole facilities that are missing"),
        "min_demand": tr("below so much of the weight there is no verdict"),
        "source": tr("where the norm comes from"),
        "source_year": tr("the year of the source"),
        "page": tr("where in the source it stands"),
        "quotation": tr("a few words of the source"),
        "looked_up": tr("when the source was last looked up"),
        "url": tr("the web address of the source"),
        "basis": tr("what the norm rests on"),
        "note": tr("what the norm set says about it"),
        "conditions": tr("what else is asked, as JSON"),
        "norm_set": tr("the id of the norm set"),
        "norm_version": tr("its version"),
        "state": tr("draft, adopted or superseded"),
        "adopted_by": tr("who adopted the norm set"),
        "adopted_on": tr("when it was adopted"),
        "superseded_by": tr("the norm set that took its place"),
        "norm_title": tr("the title of the norm set"),
        "absent_types": tr("types that are asked for and of which the data have none"),
        "norm_date": tr("the date of the norm set"),
        "reference_date": tr("the day that the row says something about: that of the run, or the first of its year"),
        "run_id": tr("the run, as its other results carry it"),
        "language": tr("the language of titles and notes"),
        "texts": tr("titles and notes in both languages, as JSON"),
    }
