"""What a kind of case does, read from what it registers: nothing is written down a second time."""
