"""Asking outside systems."""
