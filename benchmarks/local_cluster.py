"""Two Dask workers on this machine: prints the scheduler's address and runs until its input ends.

`python benchmarks/local_cluster.py [--apart]`; `--apart`: the workers see no file, as without a shared disk.
"""

import sys


def see_nothing() -> None:
    """On a worker: no file lies where the audit says."""
    from mhaudit.batch import cluster

    cluster._stamp = lambda _: None


def main() -> None:
    """Start, say where, wait."""
    from distributed import (
        Client,
        LocalCluster,
    )  # the workers, which run this file again, need neither

    options = {"n_workers": 2, "threads_per_worker": 1, "dashboard_address": ":0"}
    with LocalCluster(**options) as found, Client(found) as client:
        if "--apart" in sys.argv:
            client.run(see_nothing)
        print(found.scheduler_address, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
