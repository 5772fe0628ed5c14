"""What the verbs of an advocate case do."""
