"""Runs over many files: parts that are put together, processes, the cache, a cluster."""
