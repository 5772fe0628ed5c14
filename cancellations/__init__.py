"""Order cancellations: a kind of case."""
