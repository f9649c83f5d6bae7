"""What a key of a norm set is for is written once, and said by the schema and the docs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

from buurtmaat.core.norms.explanations import OF_CONDITION, OF_MODE, OF_REQUIREMENT, OF_SET
from buurtmaat.core.norms.model import CONDITION_KEYS, MODE_KEYS, REQUIREMENT_KEYS, SET_KEYS

ROOT = Path(__file__).resolve().parents[3]


def test_every_key_is_explained_and_nothing_else() -> None:
    for keys, explained in (
        (SET_KEYS, OF_SET),
        (REQUIREMENT_KEYS, OF_REQUIREMENT),
        (MODE_KEYS, OF_MODE),
        (CONDITION_KEYS, OF_CONDITION),
    ):
        assert [key.name for key in keys] == list(explained)


def test_the_schema_says_it() -> None:
    schema = json.loads((ROOT / "resources" / "norms" / "schema.json").read_text(encoding="utf-8"))
    for properties, explained in (
        (schema["properties"], OF_SET),
        (schema["$defs"]["requirement"]["properties"], OF_REQUIREMENT),
        (schema["$defs"]["mode"]["properties"], OF_MODE),
        (schema["$defs"]["condition"]["properties"], OF_CONDITION),
    ):
        said = {name: properties[name]["description"] for name in explained}
        assert said == {name: str(one.meaning) for name, one in explained.items()}


def test_the_page_has_the_tables_of_the_keys(load_script: Callable[[str], ModuleType]) -> None:
    page = (ROOT / "docs" / "norm-keys.md").read_text(encoding="utf-8")
    assert [text for _, text in load_script("docs/norm_keys").pages()] == [page]
    for explained in (OF_SET, OF_REQUIREMENT):
        assert [
            f"| `{name}` | {one.meaning} |" for name, one in explained.items() if f"| {one.meaning} |" not in page
        ] == []
