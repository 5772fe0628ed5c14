"""Business scenarios, played through the HTTP API."""
