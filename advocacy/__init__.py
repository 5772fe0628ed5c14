"""Advocate cases: tickets about one product of a customer, and how each type of them is closed."""
