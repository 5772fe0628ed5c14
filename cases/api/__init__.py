"""The HTTP API: it reads requests, asks the core, and answers. No rule lives here."""
