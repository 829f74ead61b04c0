"""A run that is told to end (`kill`, a shutdown, a batch system) ends as with ^C: nothing half-written stays."""

from __future__ import annotations

import contextlib
import signal
import threading
from collections.abc import Iterator


@contextlib.contextmanager
def stopped_in_order() -> Iterator[None]:
    """SIGTERM raises KeyboardInterrupt in the block; nothing is changed where only the main thread may."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
