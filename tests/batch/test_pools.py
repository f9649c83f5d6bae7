"""Where municipalities are run: what a cluster of its own says by itself."""

from __future__ import annotations

import logging

from buurtmaat.batch.pools import pool_of


def test_workers_log_nothing_by_themselves() -> None:
    with pool_of("", 1) as pool:
        names = ("distributed.worker", "distributed.nanny", "distributed.core")
        would = [pool.client.submit(lambda name: logging.getLogger(name).isEnabledFor(logging.ERROR), n) for n in names]
        assert pool.client.gather(would) == [False] * len(names)
