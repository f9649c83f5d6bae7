from __future__ import annotations

import numpy as np

from buurtmaat.core.sparse import linked


def test_what_pairs_link_is_one_group_whatever_their_direction() -> None:
    count, group = linked(np.array([0, 2, 5]), np.array([1, 1, 3]), 6)
    assert count == 3  # 0, 1 and 2; 3 and 5; 4 alone
    assert group[0] == group[1] == group[2]
    assert group[3] == group[5]
    assert len({group[0], group[3], group[4]}) == 3


def test_without_pairs_each_thing_is_alone() -> None:
    none = np.empty(0, np.int64)
    count, group = linked(none, none, 3)
    assert count == 3
    assert sorted(group.tolist()) == [0, 1, 2]
