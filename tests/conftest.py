"""Shared by all tests: how Hypothesis searches."""

import os

from hypothesis import HealthCheck, settings

# A command line that is called inside the tests' process reads and judges there: see tests/batch.
os.environ.setdefault("MHAUDIT_JOBS", "0")

# On a busy machine a slow example is no fault; in CI the same commit must give the same answer.
settings.register_profile("dev", deadline=None)
settings.register_profile(
    "ci", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("ci" if os.environ.get("CI") else "dev")
