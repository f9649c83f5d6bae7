"""The parts of a JSON file with rules, and what is wrong with them: each problem with the file's name and the line."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .errors import InputError
from .json_located import Node, Problem, read_valid_json
from .notes import Note
from .wording import shown

LONGEST = 200


@dataclass(frozen=True)
class JsonFile:
    """A file by the name that messages give it; each method stops with an `InputError` where a value is another."""

    name: str

    def read(self, text: str | bytes) -> Node:
        """Read the whole file."""
        return read_valid_json(text, self.name)

    def members(self, node: Node, known: Collection[str] | None = None) -> dict[str, Node]:
        """Return the members of an object; where `known` is given, no other keys will do."""
        if not isinstance(node.value, dict):
            raise self.wrong(node, Note("this must be an object in braces"))
        for key in node.value:
            if known is not None and key not in known:
                raise self.wrong(node.value[key], Note("the key {key} is not known", key=shown(key)))
        return node.value

    def member(self, node: Node, key: str) -> Node:
        """Return a member that must be there."""
        found = self.members(node).get(key)
        if found is None:
            raise self.wrong(node, Note("the key {key} is missing; add it", key=shown(key)))
        return found

    def items(self, node: Node) -> list[Node]:
        """Return the items of a list."""
        if not isinstance(node.value, list):
            raise self.wrong(node, Note("this must be a list in brackets"))
        return node.value

    def text(self, node: Node, longest: int = LONGEST) -> str:
        """Return a text that is not empty, trimmed."""
        if not isinstance(node.value, str) or not 1 <= len(node.value.strip()) <= longest:
            raise self.wrong(node, Note("this must be a text of 1 to {most} characters", most=longest))
        return node.value.strip()

    def texts(self, node: Node) -> tuple[str, ...]:
        """Return the texts of a list."""
        return tuple(self.text(item) for item in self.items(node))

    def wrong(self, node: Node, what: Note) -> InputError:
        """Return the error that tells what is wrong at a place."""
        return Problem(node.line, "", what).error(self.name)
