"""Licence lines from a file: what is wrong is told by line, the rest is kept, nothing is stored half."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.rows_kept import LINE
from takeovers.forms import OpenForm
from tests.takeovers import lines

ASKED = {
    "move_type": "ir_vad_to_vad",
    "subject": "Signal Ouest",
    "current_partner": "Euro Distri",
    "new_partner": "Westfall",
    "account": {"name": "Signal Ouest"},
}
pytestmark = pytest.mark.django_db  # the account is looked up


def form_of(content: bytes | None = None, name: str = "lines.csv", **more: Any) -> OpenForm:
    """The opening with a file, or with pasted text."""
    file = {"lines_file": SimpleUploadedFile(name, content)} if content is not None else {}
    return OpenForm({**ASKED, **file, **more})


def told(form: OpenForm) -> dict[int, list[str]]:
    """What is said about each line."""
    found: dict[int, list[str]] = {}
    for said in form.errors["companies"]:
        line = re.match(r"Line (\d+)[,:] (.*)", said, re.DOTALL)
        assert line, said
        found.setdefault(int(line[1]), []).append(line[2])
    return found


def hidden(page: str, name: str) -> str:
    """The value of a hidden input."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found
    return found[1]


def sent_again(page: str) -> dict[str, str]:
    """The table as the page would send it, with nothing corrected."""
    found = re.findall(r'<input type="[a-z]+" name="(companies-[^"]+)"(?: value="([^"]*)")?', page)
    chosen = re.findall(
        r'<select name="(companies-[^"]+)".*?<option value="([^"]*)" selected', page, re.DOTALL
    )
    return {name: text for name, text in [*found, *chosen] if "__n__" not in name}


def test_of_five_thousand_rows_exactly_the_wrong_ones_are_told_and_the_rest_is_kept() -> None:
    began = time.process_time()
    form = form_of(lines.as_csv(lines.with_faults(lines.rows(5000))))
    assert not form.is_valid()
    assert list(form.errors) == ["companies"]
    found = told(form)
    assert sorted(found) == sorted(lines.WRONG)
    for line, (_, _, words) in lines.WRONG.items():
        assert len(found[line]) == 1, found[line]
        assert words in found[line][0]
    page = str(form["companies"])
    assert time.process_time() - began < 15
    assert page.count('name="companies-') == 17 * 7 + 6 + 1  # cells and line of each; a blank row; the kept
    assert "4,983 further rows are kept as they are." in page
    assert 'aria-label="Subscribed, line 12"' in page
    assert len(page) < 300_000


def test_what_was_kept_and_what_was_corrected_are_one_table_again() -> None:
    page = str(corrected_once()["companies"])
    form = OpenForm(ASKED | sent_again(page))
    assert sorted(told(form)) == sorted(lines.WRONG)  # nothing corrected: the same lines once more
    again = sent_again(page)
    numbers = {again[name]: name.split("-")[1] for name in again if name.endswith(f"-{LINE}")}
    good = lines.rows(5000)
    for line in lines.WRONG:
        row = good[line - 2]
        again |= {
            f"companies-{numbers[str(line)]}-{column}": text
            for column, text in zip(lines.HEAD, row, strict=True)
        }
    form = OpenForm(ASKED | again)
    assert form.is_valid(), form.errors
    companies = form.cleaned_data["companies"]
    assert len(companies) == 500
    assert sum(len(one["lines"]) for one in companies) == 5000
    assert {(line["subscribed"], line["allocated"]) for one in companies for line in one["lines"]} == {
        (25, 20)
    }


def corrected_once() -> OpenForm:
    """The form with the seventeen faults, judged."""
    form = form_of(lines.as_csv(lines.with_faults(lines.rows(5000))))
    assert not form.is_valid()
    return form


def test_an_emptied_row_is_left_out() -> None:
    page = str(corrected_once()["companies"])
    again = {
        name: "" if re.search(r"-\d+-(?!line)", name) else text for name, text in sent_again(page).items()
    }
    form = OpenForm(ASKED | again)
    assert form.is_valid(), form.errors
    assert sum(len(one["lines"]) for one in form.cleaned_data["companies"]) == 5000 - len(lines.WRONG)


DATED = [
    ["Halden", "Business", "prepaid, 1 year", "5", "4", "2027-09-30"],
    ["Halden", "Essential", "Monthly", "3", "0", ""],
]
TYPED: list[list[Any]] = [
    ["Halden", "Business", "prepaid_1y", 5, 4, datetime(2027, 9, 30, tzinfo=UTC)],
    ["Halden", "Essential", "monthly", 3, 0, ""],
]


@pytest.mark.parametrize(
    ("content", "name"), [(lines.as_csv(DATED, "\t"), "lines.csv"), (lines.as_xlsx(TYPED), "lines.xlsx")],
    ids=["csv", "xlsx"],
)  # fmt: skip
def test_both_sorts_of_files_say_the_same(content: bytes, name: str) -> None:
    form = form_of(content, name)
    assert form.is_valid(), form.errors
    (company,) = form.cleaned_data["companies"]
    assert [(one["plan"], one["billing"], str(one["end_date"])) for one in company["lines"]] == [
        ("Business", "prepaid_1y", "2027-09-30"),
        ("Essential", "monthly", "None"),
    ]
    assert "lines_file" not in form.cleaned_data


def test_a_formula_is_a_fault_of_its_cell() -> None:
    form = form_of(lines.as_xlsx([["Halden", "Business", "monthly", 5, "=2+2", ""]]), "lines.xlsx")
    assert told(form).keys() == {2}
    assert "formula" in told(form)[2][0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Halden\tBusiness\tmonthly\t5\t4\t\nHalden\tEssential\tmonthly\t3\t3\t", 2),
        ("plan,company,subscribed,allocated,billing\nBusiness,Halden,5,4,monthly", 1),
        ("\nCompany;Plan;Billing;Subscribed;In use;End date\nHalden;Business;monthly;5;4;\n\n", 1),
    ],
)
def test_rows_are_pasted_with_or_without_headings(text: str, expected: int) -> None:
    form = form_of(lines_text=text)
    assert form.is_valid(), form.errors
    assert [len(one["lines"]) for one in form.cleaned_data["companies"]] == [expected]


COLOUR = b"company,plan,billing,subscribed,allocated,colour\na,b,monthly,1,1,red"


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "lines.csv", "The file is empty."),
        (b"company,plan\n", "lines.csv", "The column billing is missing."),
        (lines.as_csv([]), "lines.csv", "There is no row below the headings."),
        (COLOUR, "lines.csv", "“colour”, is not known"),
        (b"company,company,plan,billing,subscribed,allocated\n", "lines.csv", "the same name"),
        (b"PK\x03\x04 no workbook", "lines.xlsx", ""),
        (b"MZ\x90\x00\x03", "lines.exe", "Files of this sort are not taken."),
        (b"<html><script>1</script>", "lines.csv", "a page or a program"),
        (b'company,plan,billing,subscribed,allocated\n"Halden,b,monthly,1,1', "lines.csv", "quote"),
        (b"company,plan,billing,subscribed,allocated\nHald\xe9n,b,monthly,1,1", "lines.csv", "not in UTF-8"),
        (b"%PDF-1.7", "lines.pdf", ""),
        (lines.as_csv(lines.rows(5001)), "lines.csv", "more than 5,000 rows"),
    ],
)  # fmt: skip
def test_a_file_that_gives_no_rows_says_why(content: bytes, name: str, words: str) -> None:
    form = form_of(content, name)
    assert not form.is_valid()
    assert list(form.errors) == ["lines_file"]
    assert words in " ".join(form.errors["lines_file"])


@pytest.mark.parametrize(
    ("text", "words"),
    [("one\ttwo", "The first row has 2 cells. Give 6"), ("x" * 600_001, "at most 600000 characters")],
)
def test_pasted_text_that_gives_no_rows_says_why(text: str, words: str) -> None:
    form = form_of(lines_text=text)
    assert list(form.errors) == ["lines_text"]
    assert words in " ".join(form.errors["lines_text"])


def test_forged_rows_are_no_rows() -> None:
    form = OpenForm(ASKED | {"companies-kept": "forged"})
    assert form.errors["companies"] == ["Give a list of rows."]


def test_more_faults_than_anybody_reads_are_counted() -> None:
    table = [[*row[:3], "many", *row[4:]] for row in lines.rows(1000)]
    form = form_of(lines.as_csv(table))
    assert len(form.errors["companies"]) == 201
    assert form.errors["companies"][-1] == "800 more are not listed."
    assert "940 further rows are kept" in str(form["companies"])
