"""The base of every action's form: one form is the input of one action, for page and API alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, LayoutObject
from django import forms
from django.core.validators import MaxLengthValidator
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from cases import clock
from cases.fields import InstantField, read_as_text
from cases.models.account import validate_zone
from cases.rows_field import RowsField

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LONGEST = 4000
ZONE = "time_zone"  # what every kind calls it: a case with another word in it could not be shown again
CLEAN_ZONE = "clean_time_zone"  # a form that judges the zone itself


def _is_filled(form: forms.Form, name: str) -> bool:
    """Whether something was sent for a field, whichever way its input sends it: a table in many parts."""
    if not form.is_bound or name not in form.fields:
        return False
    widget = form.fields[name].widget
    return bool(widget.value_from_datadict(form.data, form.files, form.add_prefix(name)))


class Fold(LayoutObject):
    """Fields that are rarely needed, folded under a line; open where one of them has an error."""

    template = "bootstrap5/layout/fold.html"

    def __init__(self, title: StrOrPromise, *fields: str) -> None:
        self.title, self.fields = title, list(fields)

    def render(
        self, form: forms.Form, context: Any, template_pack: str = "bootstrap5", **options: Any
    ) -> Any:
        """The folded fields as HTML."""
        inner = self.get_rendered_fields(form, context, template_pack, **options)
        is_open = any(form.errors.get(name) or _is_filled(form, name) for name in self.fields)
        return render_to_string(self.template, {"title": self.title, "inner": inner, "is_open": is_open})


class ActionForm(forms.Form):
    """Input of an action. `at` says when it happened, for what is entered later.

    `zone` is the zone in which a page's wall-clock times are read. With `strict` (programs) an instant needs
    its offset. `case` is the case at hand, None when opening one; `actor` is who fills it in.
    `guarded` names the fields that a guard asks for: not the form's to require, and yet not optional.
    `keyed` names those that hold a key of something else: no word for people on the timeline.
    `shown_if` says which cases have a use for a field; the others' empty forms are without it.
    `heading`, `about` and `button` stand on the page in the place of the action's own words.
    """

    at = InstantField(required=False, label=_("When it happened"), help_text=_("Leave empty for now."))
    rare: tuple[str, ...] = ("at",)
    guarded: tuple[str, ...] = ()
    keyed: ClassVar[frozenset[str]] = frozenset()
    shown_if: ClassVar[Mapping[str, Callable[[Any], bool]]] = {}
    heading: StrOrPromise = ""  # what the page is about, where a link to it says more than the action's name
    about: StrOrPromise = ""
    button: StrOrPromise = ""
    wide: bool = False  # holds a table

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        zone: str = "UTC",
        strict: bool = False,
        case: Any = None,
        actor: Any = None,
        **options: Any,
    ) -> None:
        super().__init__(data, **options)
        self.zone, self.case, self.actor = zone, case, actor
        if case is not None and not self.is_bound:
            for name in self.unused(case):
                del self.fields[name]
        for name, field in self.fields.items():
            if isinstance(field, InstantField):
                field.zone, field.offset_required = zone, strict
            if isinstance(field, RowsField):
                field.read_instants(zone, strict=strict)
            if type(field) is forms.CharField:
                if field.max_length is None:
                    field.max_length = LONGEST
                    field.validators = [*field.validators, MaxLengthValidator(LONGEST)]
                read_as_text(field)
                if name == ZONE and validate_zone not in field.validators and not hasattr(self, CLEAN_ZONE):
                    field.validators = [*field.validators, validate_zone]

    @classmethod
    def unused(cls, case: Any) -> frozenset[str]:
        """The fields of `shown_if` that this case has no use for; they are read all the same if sent."""
        return frozenset(name for name, fits in cls.shown_if.items() if not fits(case))

    def clean_at(self) -> Any:
        """Refuses an instant in the future: nothing happens before it happens."""
        at = self.cleaned_data.get("at")
        if at is not None and at > clock.now():
            raise forms.ValidationError(_("This is in the future."), code="future")
        return at

    def layout(self) -> Layout:
        """The crispy layout: the fields in their order, what is rarely needed folded away below."""
        usual = [name for name in self.fields if name not in self.rare]
        return Layout(*usual, self.earlier())

    def earlier(self) -> Fold:
        """What is rarely needed, folded away."""
        return Fold(_("It happened earlier…"), *self.rare)

    def begin_with(self, values: Mapping[str, str]) -> None:
        """Fills in what a link names, before anything is typed; names that are no field are nobody's."""
        self.initial = {**self.initial, **{name: values[name] for name in self.fields if name in values}}

    @property
    def helper(self) -> FormHelper:
        """How crispy renders the form: the page gives the form element and the button."""
        helper = FormHelper(self)
        helper.form_tag = False
        helper.disable_csrf = True
        helper.layout = self.layout()
        return helper


class ReasonForm(ActionForm):
    """A form that asks for a reason."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class NoteForm(ActionForm):
    """An internal note."""

    text = forms.CharField(
        label=_("Note"),
        help_text=_("Internal: read by colleagues, never sent."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
