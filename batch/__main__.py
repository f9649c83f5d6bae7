"""`python3 -m buurtmaat.batch`."""

from __future__ import annotations

import os
import sys

from .command import STOPPED, main

code = main(sys.argv[1:])
if code == STOPPED:
    # At once: workers end with this process, and dask would first ask each to.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
sys.exit(code)
