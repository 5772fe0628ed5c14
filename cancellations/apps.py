"""The app of order cancellations."""

from django.apps import AppConfig


class CancellationsConfig(AppConfig):
    """Products of an order that a client gives up: a kind of case."""

    name = "cancellations"
    verbose_name = "Cancellations"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from cancellations.process import CANCELLATION
        from cases import registry

        registry.register(CANCELLATION)
