"""What the types of facility are called in the user's language; in layers and norm sets they are English."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...core.comparing import type_key
from .translation import tr


def facility_words(tr: Callable[[str], str] = tr) -> Mapping[str, str]:
    """Return the words for the types that Prepare facilities makes and the shipped norm sets ask for.

    Parameters
    ----------
    tr
        Translates into the language that is wanted; into that of QGIS where none is given.
    """
    return {
        "village hall": tr("village hall"),
        "community centre": tr("community centre"),
        "meeting place": tr("meeting place"),
        "youth centre": tr("youth centre"),
        "library": tr("library"),
        "playground": tr("playground"),
        "park": tr("park"),
        "green": tr("green"),
        "grass": tr("grass"),
        "public garden": tr("public garden"),
        "football pitch": tr("football pitch"),
        "tennis court": tr("tennis court"),
        "basketball court": tr("basketball court"),
        "hockey pitch": tr("hockey pitch"),
        "korfball pitch": tr("korfball pitch"),
        "volleyball court": tr("volleyball court"),
        "jeu de boules court": tr("jeu de boules court"),
        "table tennis table": tr("table tennis table"),
        "athletics track": tr("athletics track"),
        "skate park": tr("skate park"),
        "multi-sport court": tr("multi-sport court"),
        "sports pitch": tr("sports pitch"),
        "fitness station": tr("fitness station"),
        "swimming pool": tr("swimming pool"),
        "sports hall": tr("sports hall"),
        "sports centre": tr("sports centre"),
        "fitness centre": tr("fitness centre"),
        "ice rink": tr("ice rink"),
        "seat": tr("seat"),
        "picnic table": tr("picnic table"),
        "supermarket": tr("supermarket"),
        "convenience store": tr("convenience store"),
        "bakery": tr("bakery"),
        "butcher": tr("butcher"),
        "greengrocer": tr("greengrocer"),
        "chemist": tr("chemist"),
        "market place": tr("market place"),
        "general practitioner": tr("general practitioner"),
        "medical specialist": tr("medical specialist"),
        "health centre": tr("health centre"),
        "physiotherapist": tr("physiotherapist"),
        "dentist": tr("dentist"),
        "pharmacy": tr("pharmacy"),
        "hospital": tr("hospital"),
        "nursing home": tr("nursing home"),
        "primary school": tr("primary school"),
        "secondary school": tr("secondary school"),
        "special school": tr("special school"),
        "childcare": tr("childcare"),
        "bus stop": tr("bus stop"),
        "tram stop": tr("tram stop"),
        "railway station": tr("railway station"),
        "metro station": tr("metro station"),
        "ferry landing": tr("ferry landing"),
        "other stop": tr("other stop"),
        "café": tr("café"),
        "restaurant": tr("restaurant"),
        "place of worship": tr("place of worship"),
        "theatre or cinema": tr("theatre or cinema"),
        "arts centre": tr("arts centre"),
        "museum": tr("museum"),
        "social facility": tr("social facility"),
        "town hall": tr("town hall"),
        "post office": tr("post office"),
        "letter box": tr("letter box"),
        "cash machine": tr("cash machine"),
        "bank": tr("bank"),
        "toilet": tr("toilet"),
        "drinking water": tr("drinking water"),
        "dog park": tr("dog park"),
        "allotments": tr("allotments"),
        "cemetery": tr("cemetery"),
        "public book case": tr("public book case"),
        "play area": tr("play area"),
        "youth and family centre": tr("youth and family centre"),
        "public space for movement": tr("public space for movement"),
        "tree canopy": tr("tree canopy"),
    }


def facility_word(name: str) -> str:
    """Return the word for one type; the type itself where there is none."""
    return facility_words().get(type_key(name), name)
