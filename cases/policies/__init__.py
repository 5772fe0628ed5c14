"""Changing a policy with four eyes: drafts, their approval, and what a change would do."""
