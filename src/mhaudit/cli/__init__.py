"""The command line: options → frozen settings → one call → exit code.

Each command has its module and imports what it needs only when it runs, so that `--help` loads neither the
engine nor pandas.
"""

from __future__ import annotations

import atexit
import gc
import os
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (`arguments` None: those of the process) and return the exit code.

    Without garbage collection meanwhile: what a run reads stays to its end and hardly holds a cycle, and the
    collector would go over all of it again and again (a quarter of the time). For the same reason the collector
    is told at the end of the process that there is nothing for it.
    """
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # none is looked for at each start
    collected = gc.isenabled()
    gc.disable()
    atexit.register(gc.freeze)
    try:
        from mhaudit.cli.app import run
        from mhaudit.cli.stopping import stopped_in_order

        with stopped_in_order():
            return run(arguments)
    finally:
        if collected:
            gc.enable()
