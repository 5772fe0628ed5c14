"""The app of advocate cases."""

from django.apps import AppConfig


class AdvocacyConfig(AppConfig):
    """Tickets of customers about one product, and their closing: a kind of case."""

    name = "advocacy"
    verbose_name = "Advocate cases"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from advocacy.process import ADVOCATE
        from cases import registry

        registry.register(ADVOCATE)
