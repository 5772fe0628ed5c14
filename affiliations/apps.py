"""The app of transitions from a reseller to the enterprise."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AffiliationsConfig(AppConfig):
    """Customers that leave their reseller for an enterprise affiliation: a kind of case."""

    name = "affiliations"
    verbose_name = _("Transitions")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Registers the kind with the core."""
        from affiliations.process import AFFILIATION
        from cases import registry

        registry.register(AFFILIATION)
