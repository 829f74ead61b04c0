"""Many workbooks in one run: read and judged in parts, by processes that may die, and put together in order.

`tasks` says what a part of the work is and what comes back, `worker` does it, `processes` (here) and `cluster`
(Dask) hand tasks out, `together` finds what belongs together across files, `run` holds it all. `cache` keeps
what need not be done again, `spool` what does not fit in memory.
"""
