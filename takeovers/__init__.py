"""Take-overs of customers between business partners."""
