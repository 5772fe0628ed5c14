"""The core's app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """Accounts, people, cases, and the door."""

    name = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Gives kinds the core's actions; after each migration writes their states where they are checked."""
        from cases import registry, sessions
        from cases.consent.actions import consent_actions
        from cases.consent.letters import letters
        from cases.core_actions import core_actions
        from cases.known_states import write_known_states
        from cases.mailbox.actions import mail_actions
        from cases.snoozing import TIMER
        from cases.workflow.continuing import continuing_actions

        sessions.listen()
        post_migrate.connect(write_known_states, dispatch_uid="cases.known_states")
        registry.give_every_kind(core_actions)
        registry.give_every_kind(continuing_actions)
        registry.give_every_kind(consent_actions)
        registry.give_every_kind(mail_actions)
        registry.give_letters(letters)
        registry.give_timers(TIMER)
