"""The pages that only rebooks have."""
