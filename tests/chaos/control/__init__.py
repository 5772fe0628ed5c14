"""The same work as tasks with an ETA, which is what this product does not do: the checker must object."""
