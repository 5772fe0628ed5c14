"""The policy for the records: Django's admin as a window, to look through and not to reach through."""

from __future__ import annotations

from typing import Final

from tests.permissions.terms import About, Otherwise, Row, To

SHOWN: Final = {
    "account": "Customers",
    "apitoken": "Tokens, without their secrets",
    "case": "Cases",
    "chainanchor": "Anchors of the timelines' hashes",
    "deadline": "Deadlines",
    "link": "Links between cases",
    "outboxmessage": "Messages",
    "peoplechange": "Changes of people's access",
    "policyversion": "Policy values",
    "rolegrant": "Roles given",
    "servicepulse": "Signs of life",
    "storeddecision": "Decisions",
    "timelineentry": "Timelines",
    "user": "People, without their passwords",
}


def _of(model: str, words: str) -> dict[str, Row]:
    """The addresses that the admin has for a model."""
    name, about = f"admin:cases_{model}", About.RECORD
    return {
        f"{name}_changelist": Row(f"{words}: the list", read=To.RECORDS),
        f"{name}_change": Row(f"{words}: one of them", read=To.RECORDS, about=about),
        f"{name}_history": Row(f"{words}: the admin's own history of one", read=To.RECORDS, about=about),
        f"{name}_add": Row(f"{words}: adding one, which nobody can", otherwise=Otherwise.REFUSED),
        f"{name}_delete": Row(f"{words}: deleting one, which nobody can", about=about),
        f"admin:cases/{model}/<path:object_id>/": Row(
            f"{words}: a short way to one", read=To.RECORDS, about=about
        ),
    }


RECORDS: Final[dict[str, Row]] = {
    "admin:index": Row("The start", read=To.RECORDS),
    "admin:app_list": Row("The same start", read=To.RECORDS, parts={"app_label": "cases"}),
    "admin:login": Row("The way to the sign-in, which is not here"),
    "admin:logout": Row("Signing out", change=To.RECORDS),
    "admin:password_change": Row(
        "The way to changing one's own password, which is not here", read=To.RECORDS
    ),
    "admin:password_change_done": Row("After that", read=To.RECORDS),
    "admin:autocomplete": Row("Suggestions in forms: there are no forms"),
    "admin:jsi18n": Row("Words for scripts", read=To.RECORDS),
    "admin:view_on_site": Row(
        "A record's page elsewhere: there is none", parts={"content_type_id": "1", "object_id": "1"}
    ),
    "admin:(?P<url>.*)$": Row("Every other address: there is nothing", parts={"url": "none/"}),
} | {name: row for model, words in SHOWN.items() for name, row in _of(model, words).items()}
