"""System checks: combinations of settings that start, and should not."""
