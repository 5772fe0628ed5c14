"""What can stand in the way, as a sentence that says what to do."""


class BackupFault(RuntimeError):
    """A backup could not be made, or one could not be restored."""
