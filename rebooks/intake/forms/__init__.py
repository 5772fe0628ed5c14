"""The forms of the intake's steps."""
