"""The command line: options → frozen settings → one call → exit code.

Each command has its module and imports what it needs only when it runs, so that `--help` loads neither the
engine nor pandas.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
import threading
from collections.abc import Sequence


def command() -> int:
    """The `mhaudit` of a shell: `main`, and the process ends at once.

    Python would first take down, one by one, the modules and objects that the system frees all at once (a tenth of
    the time of a check of one form). It is left to do so where something may still be under way (other threads),
    or where what was written cannot be got rid of, of which it then tells.
    """
    code = main()
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
    except (AttributeError, OSError, ValueError):  # none, full or closed
        return code
    if threading.active_count() == 1:
        os._exit(code)
    return code


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
