"""When people work and when they are away: one's own, and everybody's for who oversees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.day_field import DayField
from cases.fields import check_text
from cases.models import Absence, User, WorkingHours
from cases.present import attendance as shown
from cases.text import tidy
from cases.views.base import page, reader

UNPROCESSABLE = 422
DAYS = [(str(number), _(name)) for number, name in enumerate(shown.DAYS)]


class AbsenceForm(forms.ModelForm):
    """Days on which somebody is away, and who stands in."""

    first = DayField(label=_("First day away"))
    last = DayField(label=_("Last day away"))
    note = forms.CharField(
        required=False,
        max_length=200,
        help_text=_("Colleagues who plan your work read it. No reason is needed."),
    )

    class Meta:
        model = Absence
        fields = ("first", "last", "substitute", "note")

    def __init__(self, *args: Any, person: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["substitute"]
        assert isinstance(field, forms.ModelChoiceField)
        field.label, field.empty_label = _("Who stands in"), _("Nobody")
        field.queryset = shown.colleagues_of(person)

    def clean_note(self) -> str:
        """Refuses what nobody can see or read."""
        note = tidy(self.cleaned_data["note"])
        check_text(note)
        return note

    def clean(self) -> dict[str, Any]:
        """Whether it ends after it begins."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = given.get("first"), given.get("last")
        if first and last and last < first:
            self.add_error("last", _("It cannot end before it begins."))
        return given


class HoursForm(forms.ModelForm):
    """When somebody works, on their own clock."""

    days = forms.TypedMultipleChoiceField(
        label=_("Days"), choices=DAYS, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = WorkingHours
        fields = ("begins", "ends", "days")
        labels = {"begins": _("From"), "ends": _("To")}
        widgets = {
            name: forms.TimeInput(attrs={"type": "time"}, format="%H:%M") for name in ("begins", "ends")
        }

    def clean(self) -> dict[str, Any]:
        """Whether the day has a length."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = given.get("begins"), given.get("ends")
        if begins and ends and ends <= begins:
            self.add_error("ends", _("It cannot end before it begins."))
        return given


@page
@require_safe
def attendance(request: HttpRequest) -> HttpResponse:
    """Who of one's teams is at work; everybody for who oversees."""
    return render(request, "cases/attendance.html", shown.listing(reader(request)))


@page
@require_http_methods(["GET", "HEAD", "POST"])
def person_attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Hours and absences of one person; a POST adds an absence."""
    person = _person(request, pk)
    if request.method != "POST":
        return _show(request, person)
    form = AbsenceForm(request.POST, person=person, prefix="absence")
    if not form.is_valid():
        return _show(request, person, absence_form=form)
    form.instance.user, form.instance.entered_by = person, reader(request)
    form.save()
    messages.success(request, _("The absence is entered."))
    return redirect("person_attendance", pk=pk)


@page
@require_POST
def person_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves when somebody works."""
    person = _person(request, pk)
    hours = getattr(person, "hours", None) or WorkingHours(user=person)
    form = HoursForm(request.POST, instance=hours, prefix="hours")
    if not form.is_valid():
        return _show(request, person, hours_form=form)
    form.save()
    messages.success(request, _("The working hours are saved."))
    return redirect("person_attendance", pk=pk)


@page
@require_POST
def absence_remove(request: HttpRequest, pk: int, absence: int) -> HttpResponse:
    """Takes an absence out again."""
    get_object_or_404(Absence, pk=absence, user=_person(request, pk)).delete()
    messages.success(request, _("The absence is removed."))
    return redirect("person_attendance", pk=pk)


def _person(request: HttpRequest, pk: int) -> User:
    """Oneself, or anybody for who oversees; for others there is nothing here."""
    if pk != reader(request).pk and not shown.may_see_to(reader(request)):
        raise Http404
    return get_object_or_404(User, pk=pk, is_active=True)


def _show(request: HttpRequest, person: User, **given: Any) -> HttpResponse:
    hours = getattr(person, "hours", None)
    context = shown.card(person, reader(request)) | {
        "absence_form": AbsenceForm(person=person, prefix="absence"),
        "hours_form": HoursForm(instance=hours or WorkingHours(user=person), prefix="hours"),
    }
    context |= given | {"form": next(iter(given.values()), None)}
    return render(request, "cases/person_attendance.html", context, status=UNPROCESSABLE if given else 200)
