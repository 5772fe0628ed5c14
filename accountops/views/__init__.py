"""Pages that belong to no case."""
