"""The app: it registers the kind and nothing else."""

from django.apps import AppConfig


class SeatChangeConfig(AppConfig):
    """Seat changes."""

    name = "tests.example_kind"
    label = "example_kind"
    verbose_name = "Seat changes"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tells the core about the kind."""
        from cases import registry
        from tests.example_kind.process import SEAT_CHANGE

        registry.register(SEAT_CHANGE)
