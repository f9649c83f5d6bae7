"""Rules by which a building could be opened to the neighbourhood: its status, use and owner, and the least surface.

The shipped ones stand in resources/prepare/candidates.json, which can be read and changed. The first rule that holds
decides. What a layer does not say decides nothing: a rule that asks for a use or an owner does not hold without one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..json_file import JsonFile
from ..json_located import Node
from ..notes import Note
from ..wording import listed, shown
from .dwelling_sources import judge_status, squeezed

NO_RULE, NOT_STANDING = "no_rule", "not_standing"

_MOST_RULES = 200
_LARGEST_M2 = 10_000_000
_CONDITIONS = ("statuses", "uses", "owners")
_BETWEEN = re.compile(r"[,;|]")


@dataclass(frozen=True)
class OwnerPattern:
    """An owner's whole name, in which * stands for any letters.

    It is no regular expression: one with many stars may look for years at a name that is not as it says.

    Parameters
    ----------
    parts
        What stands between the stars.
    """

    parts: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> OwnerPattern:
        """Return the pattern in a text, without regard to case."""
        return cls(tuple(text.casefold().split("*")))

    def holds(self, name: str) -> bool:
        """Return whether a name, in small letters, is as it says."""
        first, *between = self.parts
        if not between:
            return name == first
        last, at = between.pop(), len(first)
        for part in between:  # where the first is, most room is left for the others
            found = name.find(part, at)
            if found < 0:
                return False
            at = found + len(part)
        return name.startswith(first) and name.endswith(last) and at <= len(name) - len(last)


@dataclass(frozen=True, kw_only=True)
class CandidateRule:
    """A kind of candidate, and what a row must be for it; an empty condition asks nothing.

    Parameters
    ----------
    statuses
        One of these, squeezed; those that stand where the rule names none.
    uses
        One of its uses is one of these.
    not_only_uses
        Its uses are not all of these; a row whose uses are not known passes.
    owners
        Its owner is as one of these patterns; one that is not known is as none.
    least_m2
        Of all rows of a building that are of this kind.
    """

    kind: str
    statuses: frozenset[str]
    says_status: bool
    uses: frozenset[str]
    not_only_uses: frozenset[str]
    owners: tuple[OwnerPattern, ...]
    least_m2: float

    def why(self, status: str, uses: Sequence[str], owner: str) -> str | None:
        """Return what of a row decides, as a field and its value, where the rule holds; None where it does not."""
        if squeezed(status) not in self.statuses:
            return None
        if uses and self.not_only_uses.issuperset(one.casefold() for one in uses):
            return None
        decides = [f"status {status}"] if self.says_status else []
        if self.uses:
            mine = next((one for one in uses if one.casefold() in self.uses), None)
            if mine is None:
                return None
            decides.append(f"use {mine}")
        if self.owners:
            if not owner or not any(pattern.holds(owner.casefold()) for pattern in self.owners):
                return None
            decides.append(f"owner {owner}")
        return "; ".join(decides)


@dataclass(frozen=True)
class CandidateRules:
    """The rules in their order, and the status that a row of a layer without one is taken to have."""

    rules: tuple[CandidateRule, ...]
    standing: str

    def judge(self, status: str | None, use: str | None, owner: str | None) -> tuple[int, str]:
        """Return the number of the first rule that holds of a row and what decided, or -1 and why none does."""
        said, uses, whose = (status or "").strip(), split_uses(use), (owner or "").strip()
        for number, rule in enumerate(self.rules):
            why = rule.why(said, uses, whose)
            if why is not None:
                return number, why
        if any(squeezed(said) in rule.statuses for rule in self.rules):
            return -1, NO_RULE
        return -1, judge_status(said)[0] or NOT_STANDING


def read_candidate_rules(text: str | bytes, name: str) -> CandidateRules:
    """Read a file with rules; an `InputError` says on which line it is wrong, by the name of the file."""
    file = JsonFile(name)
    node = file.read(text)
    top = file.members(node, ("title", "version", "date", "standing", "rules"))
    standing = _some(file, top, "standing")
    if not standing:
        raise file.wrong(node, Note("the key {key} is missing; add it", key=shown("standing")))
    stands = frozenset(map(squeezed, standing))
    rules = file.items(file.member(node, "rules"))
    if not 1 <= len(rules) <= _MOST_RULES:
        raise file.wrong(top["rules"], Note("it must hold 1 to {most} rules", most=_MOST_RULES))
    return CandidateRules(tuple(_rule(file, rule, stands) for rule in rules), standing[0])


def _rule(file: JsonFile, node: Node, standing: frozenset[str]) -> CandidateRule:
    own = file.members(node, ("kind", *_CONDITIONS, "not_only_uses", "least_m2"))
    if not any(key in own for key in _CONDITIONS):
        raise file.wrong(node, Note("a rule needs one of: {keys}", keys=listed(_CONDITIONS)))
    given = {key: _some(file, own, key) for key in (*_CONDITIONS, "not_only_uses")}
    return CandidateRule(
        kind=file.text(file.member(node, "kind")),
        statuses=frozenset(map(squeezed, given["statuses"])) or standing,
        says_status="statuses" in own,
        uses=frozenset(one.casefold() for one in given["uses"]),
        not_only_uses=frozenset(one.casefold() for one in given["not_only_uses"]),
        owners=tuple(OwnerPattern.of(one) for one in given["owners"]),
        least_m2=_least(file, own.get("least_m2")),
    )


def _some(file: JsonFile, own: Mapping[str, Node], key: str) -> tuple[str, ...]:
    """Return the texts of a condition, none where it is not there; an empty list would hold of nothing or of all."""
    if key not in own:
        return ()
    found = file.texts(own[key])
    if not found:
        raise file.wrong(own[key], Note("this list is empty: leave {key} out, or fill it", key=key))
    return found


def _least(file: JsonFile, node: Node | None) -> float:
    if node is None:
        return 0.0
    value = node.value
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= _LARGEST_M2:
        raise file.wrong(node, Note("this must be a number from {low} to {high}", low=0, high=_LARGEST_M2))
    return float(value)


def split_uses(text: str | None) -> list[str]:
    """Return the uses that stand in one text."""
    return [one.strip() for one in _BETWEEN.split(text or "") if one.strip()]
