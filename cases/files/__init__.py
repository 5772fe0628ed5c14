"""Files of a case: what is taken, how it is looked at, where it lies, and when it may be downloaded."""
