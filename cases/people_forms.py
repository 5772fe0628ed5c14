"""Forms about people: an account, its roles, one's own profile, one's own tokens."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cases.fields import CodeField, LineField, read_as_text
from cases.models import User
from cases.people import GIVABLE
from cases.sameperson import accounts_of
from cases.teams import OUTSIDE
from cases.text import code_fault
from cases.tokens import LONGEST, SCOPES
from cases.wording import told, zone_words
from cases.worktime import known_zones


def zones() -> list[tuple[str, str]]:
    """Every time zone there is, by name."""
    return [(name, zone_words(name)) for name in sorted(known_zones())]


def roles_field() -> forms.MultipleChoiceField:
    """The roles that people may hold, as boxes to tick."""
    by_label: list[tuple[str, str]] = sorted(GIVABLE.items(), key=lambda item: item[1].lower())
    return forms.MultipleChoiceField(
        label=_("Roles"),
        choices=[(code, _(label)) for code, label in by_label],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


def organisation_field() -> LineField:
    """The organisation that somebody from outside acts for."""
    return LineField(
        label=_("Organisation"),
        max_length=200,
        required=False,
        help_text=_("Of people of a partner or a customer: they see the cases it is party to, no others."),
    )


def checked_organisation(form: forms.BaseForm, data: dict[str, Any]) -> dict[str, Any]:
    """Adds an error where a role from outside comes without the organisation that it is held for."""
    outside = [GIVABLE[role] for role in data.get("roles") or () if role in OUTSIDE]
    if outside and not data.get("organisation"):
        said = _("%(role)s: name the organisation that the person acts for.") % {"role": outside[0]}
        form.add_error("organisation", forms.ValidationError(said, code="organisation"))
    return data


class RolesForm(forms.Form):
    """The roles of one person, and for whom they act."""

    organisation = organisation_field()
    roles = roles_field()

    def clean(self) -> dict[str, Any]:
        """People from outside act for somebody."""
        return checked_organisation(self, super().clean() or {})


class LinkForm(forms.Form):
    """Another account of the same person, and how that is known."""

    account = forms.ModelChoiceField(
        label=_("The other account"),
        queryset=User.objects.none(),
        empty_label=_("Choose an account"),
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    reason = forms.CharField(
        label=_("Why they are one person"),
        max_length=500,
        help_text=_("How you know. Kept on the pages of both accounts."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, person: User, by: User, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="link_%s")
        account, reason = self.fields["account"], self.fields["reason"]
        assert isinstance(account, forms.ModelChoiceField)
        assert isinstance(reason, forms.CharField)
        known = {one.pk for who in (person, by) for one in accounts_of(who)}
        account.queryset = User.objects.exclude(pk__in=known).order_by("name", "username")
        account.label_from_instance = named  # type: ignore[method-assign, assignment]  # as Django documents
        read_as_text(reason)


class UnlinkForm(forms.Form):
    """Why an account belongs to nobody else after all."""

    reason = forms.CharField(
        label=_("Why it is not the same person"), max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, auto_id="unlink_%s")
        reason = self.fields["reason"]
        assert isinstance(reason, forms.CharField)
        read_as_text(reason)


def named(account: User) -> str:
    """An account that people can tell from others: two of one person have one name."""
    return f"{account} ({account.username})"


class PersonForm(forms.ModelForm):
    """A new person."""

    name = LineField(label=_("Full name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), help_text=_("The link to set a password goes here."))
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=zones, initial="UTC")
    organisation = organisation_field()
    roles = roles_field()

    class Meta:
        model = User
        fields = ["username", "name", "email", "time_zone", "organisation"]
        field_classes = {"username": CodeField}
        help_texts = {"username": _("Letters, digits and . _ - + @, without spaces.")}

    def clean(self) -> dict[str, Any]:
        """People from outside act for somebody."""
        return checked_organisation(self, super().clean() or {})

    def clean_username(self) -> str:
        """Names that differ in capitals alone would be taken for one another."""
        username = str(self.cleaned_data["username"])
        if User.objects.filter(username__iexact=username).exists():
            raise forms.ValidationError(_("Somebody has this username."), code="taken")
        return username

    def clean_email(self) -> str:
        """People sign in by their address too, so it is one person's."""
        email = str(self.cleaned_data["email"])
        wrong = code_fault(email)
        if wrong:
            raise forms.ValidationError(told(wrong), code="hidden")
        if User.objects.filter(email__iexact=email).exists():
            raise forms.ValidationError(_("Somebody has this address."), code="taken")
        return email


class ProfileForm(forms.ModelForm):
    """What people set for themselves; the colours have a form of their own."""

    name = LineField(label=_("Full name"), max_length=120)
    time_zone = forms.ChoiceField(
        label=_("Time zone"), choices=zones, help_text=_("Times on pages are in this zone.")
    )

    class Meta:
        model = User
        fields = ["name", "time_zone", "page_size", "density", "shortcuts"]


class ThemeForm(forms.ModelForm):
    """The colours alone."""

    class Meta:
        model = User
        fields = ["theme"]


class TokenForm(forms.Form):
    """A token for a program that acts as oneself."""

    token_name = LineField(label=_("What it is for"), max_length=80)
    scopes = forms.MultipleChoiceField(
        label=_("What it may do"),
        choices=[(code, format_lazy("{}: {}", code, _(does))) for code, does in SCOPES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    days = forms.IntegerField(label=_("Days until it ends"), min_value=1, max_value=LONGEST.days, initial=90)

    @property
    def lifetime(self) -> timedelta:
        """How long the token shall live."""
        days: Any = self.cleaned_data["days"]
        return timedelta(days=days)
