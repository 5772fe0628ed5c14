"""The app of take-overs."""

from django.apps import AppConfig


class TakeoversConfig(AppConfig):
    """Take-overs of customers between business partners: a kind of case."""

    name = "takeovers"
    verbose_name = "Take-overs"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from cases import registry
        from takeovers.process import TAKEOVER

        registry.register(TAKEOVER)
