"""The app of order rebooks."""

from django.apps import AppConfig


class RebooksConfig(AppConfig):
    """Order rebooks: a kind of case."""

    name = "rebooks"
    verbose_name = "Order rebooks"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from cases import registry
        from rebooks.process import REBOOK

        registry.register(REBOOK)
