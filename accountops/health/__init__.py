"""What probes and collectors ask."""
