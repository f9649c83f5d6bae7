"""What a norm set is called, who adopted it, and what it is worth, in the language of a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...core.norms.file import load_shipped
from ...core.norms.model import SHIPPED_IDS
from ..io.translation import Language
from ..norms.choice_words import named_states
from ..norms.store import SHIPPED_FOLDER

if TYPE_CHECKING:
    from ...core.results.findings import Norms


def norm_title(norms: Norms, language: Language) -> str:
    """Return the title of a norm set: of one that ships in this language, of others as the results table has it."""
    if norms.id in SHIPPED_IDS:
        return load_shipped(SHIPPED_FOLDER, norms.id).title.in_language(language.code)
    return norms.title or language.tr("Basic requirements")


def norm_footer(norms: Norms, language: Language) -> str:
    """Describe who adopted the norms, or that they are no law; and what took their place."""
    tr = language.tr
    sentences = [tr("No legal norm.")]
    if norms.state != "draft" and norms.adopted_by:
        date = norms.adopted_on or tr("an unknown date")
        sentences = [tr("Adopted by {who} on {date}.").format(who=norms.adopted_by, date=date)]
    if norms.state == "superseded":
        sentences.append(tr("Superseded by {other}.").format(other=norms.superseded_by or tr("a later norm set")))
    title = norm_title(norms, language)
    named = tr("Norm set “{title}”, version {version}").format(title=title, version=norms.version)
    return " ".join([f"{named}, {named_states(tr).get(norms.state, norms.state)}.", *sentences])


def norm_standing(norms: Norms, language: Language) -> str:
    """Return in a few words what the norms are worth: adopted, superseded, or a draft, which is no law."""
    tr = language.tr
    if norms.state == "superseded":
        return tr("superseded")
    return tr("adopted") if norms.state == "adopted" else tr("draft, no legal norm")


def norm_set_line(set_id: str, version: str, state: str, language: Language) -> str:
    """Describe which norm set it was."""
    tr = language.tr
    return tr("Norm set {id}, version {version}, {state}.").format(
        id=set_id, version=version, state=named_states(tr).get(state, state)
    )
