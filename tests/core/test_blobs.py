from __future__ import annotations

import numpy as np
import pytest

from buurtmaat.core.blobs import Blobs


def blobs(*found: bytes) -> Blobs:
    return Blobs(np.frombuffer(b"".join(found), np.uint8), np.array([len(one) for one in found], np.int64))


@pytest.mark.parametrize("texts", [[], [""], ["a", "", "bc"], ["é", "x", "日本", "", "😀!", "ĳ"], ["", "", "é"]])
def test_texts_come_out_as_they_went_in(texts):
    found = blobs(*(text.encode() for text in texts))
    assert found.texts() == texts
    assert found.count == len(texts)


# The last one is good as a whole: what one text begins the next one ends.
@pytest.mark.parametrize("bad", [[b"a", b"caf\xe9"], [b"\xed\xa0\x80"], [b"\xff", b"b"], [b"a\xc3", b"\xa9"]])
def test_a_text_that_is_no_utf_8_is_refused(bad):
    with pytest.raises(UnicodeDecodeError):
        blobs(*bad).texts()


def test_some_of_them_and_how_they_begin():
    found = blobs(b"abc", b"", b"ab", b"xab")
    assert found.some(np.array([3, 0, 1])) == [b"xab", b"abc", b""]
    assert found.starting_with(b"ab").tolist() == [True, False, True, False]
    assert blobs().starting_with(b"ab").tolist() == []
