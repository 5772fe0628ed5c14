"""Transitions of customers from a reseller to an enterprise affiliation."""
