"""People and the roles they hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cached_property

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models.account import validate_zone
from cases.models.guards import append_only
from cases.models.search import VARIANTS
from cases.teams import ROLES, Team, teams_of


class User(AbstractUser):
    """A person or a system that acts. Rights come from role grants alone, never from `is_staff`."""

    class Theme(models.TextChoices):
        """Which half of the colours is used."""

        SYSTEM = "system", _("As the system")
        LIGHT = "light", _("Light")
        DARK = "dark", _("Dark")

    class Density(models.TextChoices):
        """How close rows stand."""

        COMFORTABLE = "comfortable", _("Comfortable")
        COMPACT = "compact", _("Compact")

    class PageSize(models.IntegerChoices):
        """How many rows of a list make a page."""

        SMALL = 25, "25"
        MEDIUM = 50, "50"
        LARGE = 100, "100"

    first_name = None  # type: ignore[assignment]  # one display name serves people of every naming habit
    last_name = None  # type: ignore[assignment]  # see above
    name = models.CharField(_("full name"), max_length=120)
    time_zone = models.CharField(max_length=64, default="UTC", validators=[validate_zone])
    theme = models.CharField(max_length=10, choices=Theme.choices, default=Theme.SYSTEM)
    density = models.CharField(max_length=12, choices=Density.choices, default=Density.COMFORTABLE)
    organisation = models.CharField(
        max_length=200,
        blank=True,
        db_default="",
        help_text=_(
            "For people of a partner or a customer: they see the cases their organisation is party to."
        ),
    )
    shortcuts = models.BooleanField(_("single-key shortcuts"), default=True)
    live = models.BooleanField(_("pages update by themselves"), default=True, db_default=True)
    same_person = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="other_accounts",
        help_text=_("The main account of somebody who has several: what one did, another does not approve."),
    )
    page_size = models.PositiveSmallIntegerField(
        _("rows per page"), choices=PageSize.choices, default=PageSize.SMALL, db_default=PageSize.SMALL
    )

    # The pages whose introduction was read, by their codes with a space between.
    introduced = models.CharField(max_length=200, blank=True, default="", db_default="")

    REQUIRED_FIELDS = ["email", "name"]

    # The codes of the roles where they were read together with the person (accountops.accounts).
    held: Sequence[str] | None = None
    # Read with them: the kinds in whose cases they took part (None for one without), and the instant.
    took_part: Sequence[str | None] | None = None
    asked_at: datetime | None = None
    # Read with them: what they were told of and have not read, 100 at most (cases.notices.unread).
    unread: Sequence[str] | None = None

    class Meta:
        verbose_name, verbose_name_plural = "user", "users"
        indexes = [GinIndex(VARIANTS, name="person_variants")]

    def __str__(self) -> str:
        return self.name or self.username

    @cached_property
    def roles(self) -> frozenset[str]:
        """The codes of the roles held now; read once per object, so once per request."""
        if not self.is_active:
            return frozenset()
        if self.held is not None:
            return frozenset(self.held)
        return frozenset(self.grants.values_list("role", flat=True))

    @property
    def teams(self) -> list[Team]:
        """The teams this person works in."""
        return teams_of(self.roles)

    @property
    def initials(self) -> str:
        """Two letters for the round mark beside a name."""
        words = (self.name or self.username).split()
        return "".join(word[0] for word in (words[:1] + words[-1:] if len(words) > 1 else words)).upper()

    def get_full_name(self) -> str:
        """The display name; Django's own screens ask for it."""
        return str(self)

    def get_short_name(self) -> str:
        """The display name; Django's own screens ask for it."""
        return str(self)


class RoleGrant(models.Model):
    """One role of one person, with who gave it."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="grants")
    role = models.CharField(max_length=40)
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    granted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "role"], name="one_grant_per_role")]

    def __str__(self) -> str:
        return f"{self.user}: {ROLES.get(self.role, self.role)}"


class PeopleChange(models.Model):
    """What an administrator did to a person's access. Append-only, in real time."""

    class What(models.TextChoices):
        """The changes there are; `detail` names the role where one is meant."""

        CREATED = "created", _("Created the account")
        ROLE_GIVEN = "role_given", _("Gave the role")
        ROLE_TAKEN = "role_taken", _("Took the role")
        DEACTIVATED = "deactivated", _("Deactivated the account")
        REACTIVATED = "reactivated", _("Reactivated the account")
        PASSWORD_MAIL = "password_mail", _("Sent a mail to set the password")
        ORGANISATION = "organisation", _("Set the organisation")
        SAME_PERSON = "same_person", _("Linked the account to another of the same person:")
        UNLINKED = "unlinked", _("Unlinked the account from another that was the same person:")
        LINK_ATTEMPT = "link_attempt", _("Tried to link or unlink an account of their own, and was not let")

    actor = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="changes")
    what = models.CharField(max_length=20, choices=What.choices)
    detail = models.CharField(max_length=40, blank=True)
    # The other account of a link; and why it was linked or unlinked.
    other = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(blank=True, default="", db_default="")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-id",)
        triggers = append_only("people_change")

    def __str__(self) -> str:
        return f"{self.get_what_display()} {ROLES.get(self.detail, self.detail)}".strip()
