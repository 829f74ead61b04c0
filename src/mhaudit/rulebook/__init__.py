"""The rulebook: rule packs in YAML, read with positions, checked, and ready for the engine."""
