"""The past exactly as it was: what was answered then, and what was decided then."""
