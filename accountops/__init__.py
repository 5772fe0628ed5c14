"""The project: settings, addresses, workers, health and the embedded services."""
