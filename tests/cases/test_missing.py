"""An answer that was left out is named on the page; a program reads the form's own errors as before."""

from __future__ import annotations

import pytest
from django import forms
from django.template.loader import render_to_string

from cases.forms import ActionForm
from cases.missing import NamedField


class OrderForm(ActionForm):
    """One field for each way to answer."""

    order_number = forms.CharField(label="Order number")
    processed = forms.CharField(label="When was the order processed?")
    colleague = forms.ChoiceField(label="Colleague", choices=[("mats", "Mats")])
    ways = forms.MultipleChoiceField(
        label="Ways", choices=[("mail", "Mail")], widget=forms.CheckboxSelectMultiple
    )
    seen = forms.BooleanField(label="I saw it")
    why = forms.CharField(label="Why", error_messages={"required": "Say why."})
    amount = forms.IntegerField(label="Amount")


def shown(form: OrderForm, name: str) -> NamedField:
    """A field as pages read it."""
    field = form[name]
    assert isinstance(field, NamedField)
    return field


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("order_number", "Fill in “Order number”."),
        ("processed", "Answer “When was the order processed?”"),
        ("colleague", "Choose an answer for “Colleague”."),
        ("ways", "Choose an answer for “Ways”."),
        ("seen", "Tick “I saw it”."),
        ("why", "Say why."),
    ],
)
def test_what_is_missing_is_named_at_the_field_and_in_the_list(name: str, said: str) -> None:
    field = shown(OrderForm({"amount": "1"}), name)
    assert list(field.errors) == [said]
    assert field.listed_errors == [said]


def test_another_fault_keeps_its_words_and_the_list_says_whose_it_is() -> None:
    field = shown(OrderForm({"amount": "many"}), "amount")
    assert list(field.errors) == ["Enter a whole number."]
    assert field.listed_errors == ["Amount: Enter a whole number."]
    assert shown(OrderForm({"amount": "1"}), "amount").listed_errors == []


def test_a_program_reads_the_error_of_the_form_itself() -> None:
    assert OrderForm({}).errors["order_number"] == ["This field is required."]


def test_the_list_above_the_form_leads_to_each_field() -> None:
    page = render_to_string("partials/error_summary.html", {"form": OrderForm({"amount": "many"})})
    assert '<a href="#id_order_number">Fill in “Order number”.</a>' in page
    assert '<a href="#id_amount">Amount: Enter a whole number.</a>' in page
