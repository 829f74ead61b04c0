"""From files to typed rows: grid (open) → tables (locate) → cells (one raw value) → rows → join.

Each step is pure: it returns its issues beside its result.
"""
