"""Asking outside systems: typed outcomes, one row a business key, and adapters chosen by a setting."""
