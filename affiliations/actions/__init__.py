"""What the verbs of a transition do."""
