"""What the types of facility are called in the user's language; in layers and norm sets they are English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from .comparing import type_key
from .notes import Note

_WORDS: Mapping[str, Note] = {
    "village hall": Note("village hall"),
    "community centre": Note("community centre"),
    "meeting place": Note("meeting place"),
    "youth centre": Note("youth centre"),
    "library": Note("library"),
    "playground": Note("playground"),
    "park": Note("park"),
    "green": Note("green"),
    "grass": Note("grass"),
    "public garden": Note("public garden"),
    "football pitch": Note("football pitch"),
    "tennis court": Note("tennis court"),
    "basketball court": Note("basketball court"),
    "hockey pitch": Note("hockey pitch"),
    "korfball pitch": Note("korfball pitch"),
    "volleyball court": Note("volleyball court"),
    "jeu de boules court": Note("jeu de boules court"),
    "table tennis table": Note("table tennis table"),
    "athletics track": Note("athletics track"),
    "skate park": Note("skate park"),
    "multi-sport court": Note("multi-sport court"),
    "sports pitch": Note("sports pitch"),
    "fitness station": Note("fitness station"),
    "swimming pool": Note("swimming pool"),
    "sports hall": Note("sports hall"),
    "sports centre": Note("sports centre"),
    "fitness centre": Note("fitness centre"),
    "ice rink": Note("ice rink"),
    "seat": Note("seat"),
    "picnic table": Note("picnic table"),
    "supermarket": Note("supermarket"),
    "convenience store": Note("convenience store"),
    "bakery": Note("bakery"),
    "butcher": Note("butcher"),
    "greengrocer": Note("greengrocer"),
    "chemist": Note("chemist"),
    "market place": Note("market place"),
    "general practitioner": Note("general practitioner"),
    "medical specialist": Note("medical specialist"),
    "health centre": Note("health centre"),
    "physiotherapist": Note("physiotherapist"),
    "dentist": Note("dentist"),
    "pharmacy": Note("pharmacy"),
    "hospital": Note("hospital"),
    "nursing home": Note("nursing home"),
    "primary school": Note("primary school"),
    "secondary school": Note("secondary school"),
    "special school": Note("special school"),
    "childcare": Note("childcare"),
    "bus stop": Note("bus stop"),
    "tram stop": Note("tram stop"),
    "railway station": Note("railway station"),
    "metro station": Note("metro station"),
    "ferry landing": Note("ferry landing"),
    "other stop": Note("other stop"),
    "café": Note("café"),
    "restaurant": Note("restaurant"),
    "place of worship": Note("place of worship"),
    "theatre or cinema": Note("theatre or cinema"),
    "arts centre": Note("arts centre"),
    "museum": Note("museum"),
    "social facility": Note("social facility"),
    "town hall": Note("town hall"),
    "post office": Note("post office"),
    "letter box": Note("letter box"),
    "cash machine": Note("cash machine"),
    "bank": Note("bank"),
    "toilet": Note("toilet"),
    "drinking water": Note("drinking water"),
    "dog park": Note("dog park"),
    "allotments": Note("allotments"),
    "cemetery": Note("cemetery"),
    "public book case": Note("public book case"),
    "play area": Note("play area"),
    "youth and family centre": Note("youth and family centre"),
    "public space for movement": Note("public space for movement"),
    "tree canopy": Note("tree canopy"),
}


def word_for(name: str, tr: Callable[[str], str]) -> str:
    """Return the word for a type that Prepare facilities makes or a shipped norm set asks for, else the type itself.

    Parameters
    ----------
    tr
        Translates into the language that is wanted.
    """
    word = _WORDS.get(type_key(name))
    return name if word is None else tr(word.message)


def words_for(names: Iterable[str], tr: Callable[[str], str]) -> str:
    """Return the words for some types, in quotes, each with the type itself behind it where that is another one."""
    words = [(name, word_for(name, tr)) for name in names]
    return ", ".join(f"“{word}”" if word == name else f"“{word}” ({name})" for name, word in words)
