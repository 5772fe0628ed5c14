"""What the verbs of a cancellation do."""
