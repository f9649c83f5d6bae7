"""`python3 -m buurtmaat.batch`."""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

from .command import STOPPED, main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="replace")  # a letter that a terminal or a file cannot have ends no batch
code = main(sys.argv[1:])
if code == STOPPED:
    # At once: workers end with this process, and dask would first ask each to.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
sys.exit(code)
