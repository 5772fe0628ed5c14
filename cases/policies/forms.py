"""The form of a draft: each policy value with the input that fits it, from when on, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases import policy
from cases.ahead import choice_words
from cases.fields import InstantField, LineField, read_as_text
from cases.kinds import Kind, PolicyKey
from cases.models import PolicyDraft
from cases.widgets import RadioCards
from cases.wording import told

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

YES_NO = (("yes", _("yes")), ("no", _("no")))


class ListField(LineField):
    """A list of words, separated by commas."""

    def clean(self, value: Any) -> list[str]:
        """The words without the spaces around them."""
        return [word for word in (one.strip() for one in super().clean(value).split(",")) if word]

    def prepare_value(self, value: Any) -> Any:
        """The list as a line."""
        return ", ".join(value) if isinstance(value, list) else value


class EntriesField(forms.MultipleChoiceField):
    """A list of which all that may stand in it is known: boxes to tick, none of them for an empty list."""

    def __init__(self, key: PolicyKey) -> None:
        super().__init__(
            label=key.label,
            required=False,
            choices=[(code, told(name)) for code, name in key.entries.items()],
            widget=forms.CheckboxSelectMultiple,
        )


class YesNoField(forms.ChoiceField):
    """Yes or no, which a box that is not ticked would not say."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=YES_NO, **options)

    def clean(self, value: Any) -> bool:
        """Whether it is yes."""
        return bool(super().clean(value) == "yes")

    def prepare_value(self, value: Any) -> Any:
        """The word of a truth value."""
        return ("yes" if value else "no") if isinstance(value, bool) else value


def range_of(key: PolicyKey) -> str:
    """What a value may be, in words: "0 to 8,784"; empty where nothing bounds it."""
    low, high = key.minimum, key.maximum
    if low is not None and high is not None:
        return gettext("%(low)s to %(high)s") % {"low": f"{low:,g}", "high": f"{high:,.15g}"}
    if low is not None:
        return gettext("at least %(low)s") % {"low": f"{low:,g}"}
    return gettext("at most %(high)s") % {"high": f"{high:,.15g}"} if high is not None else ""


def field_of(key: PolicyKey) -> forms.Field:
    """The field that takes a value of this key."""
    if key.choices:
        select = forms.Select(attrs={"class": "form-select"})
        return forms.ChoiceField(
            label=key.label, choices=[(one, choice_words(one)) for one in key.choices], widget=select
        )
    if key.entries:
        return EntriesField(key)
    if isinstance(key.default, bool):
        return YesNoField(label=key.label, widget=forms.Select(attrs={"class": "form-select"}))
    if isinstance(key.default, int | float):
        number = forms.NumberInput(attrs={"class": "form-control num", "step": "any", "inputmode": "decimal"})
        return forms.FloatField(label=key.label, min_value=key.minimum, max_value=key.maximum, widget=number)
    line = forms.TextInput(attrs={"class": "form-control"})
    if isinstance(key.default, list):
        return ListField(label=key.label, required=False, widget=line)
    return LineField(label=key.label, required=False, widget=line)


class WhyForm(forms.Form):
    """Why a change is refused or withdrawn."""

    reason = forms.CharField(label=_("Why"), max_length=2000, required=False, widget=forms.Textarea)

    def __init__(self, data: Mapping[str, Any], *, needed: bool) -> None:
        super().__init__(data)
        reason = self.fields["reason"]
        assert isinstance(reason, forms.CharField)
        read_as_text(reason)
        reason.required = needed
        reason.error_messages["required"] = _("Say why.")

    @property
    def told(self) -> str:
        """The reason of a valid form."""
        return str(self.cleaned_data["reason"])


class DeadlinesField(forms.ChoiceField):
    """Whether deadlines that are set already move; a program that does not say keeps their dates."""

    KEEP, MOVE = PolicyDraft.Set.KEEP, PolicyDraft.Set.MOVE

    def __init__(
        self,
        hints: Mapping[str, StrOrPromise] | None = None,
        label: StrOrPromise = "",
        *,
        required: bool = False,
    ) -> None:
        told = {
            self.KEEP: _("The change is for what is set from its start on. People were told these dates."),
            self.MOVE: _("Each is dated anew when the change takes effect; due at once if that has passed."),
        }
        super().__init__(
            label=label or _("Deadlines that are set already"),
            choices=[(self.KEEP, _("They keep their dates")), (self.MOVE, _("They move to the new dates"))],
            widget=RadioCards(hints=told | dict(hints or {})),
            initial=self.KEEP,
            required=required,
        )

    def clean(self, value: Any) -> str:
        """The choice, or that they keep their dates."""
        return str(super().clean(value) or self.KEEP)


class DeadlinesForm(forms.Form):
    """The one question of a draft's page: `hints` say how many deadlines either answer is about."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        hints: Mapping[str, str] | None = None,
        chosen: str = "",
    ) -> None:
        super().__init__(data, initial={"set_deadlines": chosen})
        self.fields["set_deadlines"] = DeadlinesField(hints, _("When the change takes effect"), required=True)


class DraftForm(forms.Form):
    """What is wanted of a kind's policy. Once valid, `changed` are the values that differ from `base`."""

    effective_from = InstantField(
        required=False,
        label=_("In force from"),
        help_text=_("Your time. Leave empty for: as soon as it is approved. It never begins before that."),
    )
    reason = forms.CharField(
        label=_("Why"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Read by who approves it, and kept with the values."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kind: Kind,
        base: Mapping[str, Any],
        zone: str,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.kind, self.base, self.changed = kind, base, dict[str, Any]()
        since = self.fields["effective_from"]
        assert isinstance(since, InstantField)
        since.zone = zone
        reason = self.fields["reason"]
        assert isinstance(reason, forms.CharField)
        read_as_text(reason)
        self.fields["set_deadlines"] = DeadlinesField(required=True)
        for key in kind.policies:
            self.fields[f"value:{key.name}"] = field_of(key)
            self.initial.setdefault(f"value:{key.name}", base[key.name])

    def clean(self) -> dict[str, Any]:
        """Says which values are wanted, and refuses a draft that changes nothing."""
        data = super().clean() or {}
        given = {
            key.name: data[f"value:{key.name}"] for key in self.kind.policies if f"value:{key.name}" in data
        }
        self.changed = {name: value for name, value in given.items() if self._differs(name, value)}
        try:
            policy.checked(self.kind, self.changed)
        except policy.PolicyError as error:
            for name, fault in error.errors.items():
                self.add_error(f"value:{name}", forms.ValidationError(fault, code="policy"))
        if not self.changed and not self.errors:
            self.add_error(
                None, forms.ValidationError(_("Every value is as it is in force. Change one."), code="same")
            )
        return data

    def _differs(self, name: str, value: Any) -> bool:
        """Whether the value is wanted otherwise; ticked boxes say no order, so none of theirs counts."""
        before = self.base[name]
        if isinstance(self.fields[f"value:{name}"], EntriesField):
            return set(value) != set(before)
        return bool(value != before)
