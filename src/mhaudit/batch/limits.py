"""What a worker may use of the machine. Where a system has no such limits, only the parent's clock holds."""

from __future__ import annotations

import contextlib
import signal
import sys


def cap_memory(limit: int) -> None:
    """Let every allocation beyond `limit` bytes fail in this process, where the system can."""
    if sys.platform == "win32":
        return
    import resource

    with contextlib.suppress(
        ValueError, OSError
    ):  # macOS knows the limit, but may refuse to set it
        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limit if most == resource.RLIM_INFINITY else min(limit, most)
        resource.setrlimit(resource.RLIMIT_AS, (wanted, most))


def alarm(seconds: float) -> None:
    """Have the system end this process in so many seconds, even if it hangs and its parent is gone; 0: never.

    The parent's clock comes first; this one is for a worker that has lost its parent.
    """
    if sys.platform != "win32":
        signal.setitimer(signal.ITIMER_REAL, seconds)


def usable_cores() -> int:
    """The cores that this process may use."""
    import os

    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
