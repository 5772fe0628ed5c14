"""What tests of the import page do: bring a file, start it, read what the page says."""

from __future__ import annotations

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cases.exchange import working
from cases.models import ImportRun

GOOD = "Customer,Time zone,Seats now,Seats wanted\nNorthwind,UTC,5,8\nContoso,Europe/Oslo,2,4\n"
BAD = GOOD + "=HYPERLINK(1),UTC,3,-1\n"


def upload(client: Client, text: str | bytes = GOOD, name: str = "seats.csv", **more: Any) -> Any:
    """Sends a file."""
    content = text.encode() if isinstance(text, str) else text
    data = {"kind": "seat_change", "file": SimpleUploadedFile(name, content), **more}
    return client.post("/import/", data)


def brought(client: Client, text: str = GOOD) -> ImportRun:
    """A file that was taken, not started yet."""
    answer = upload(client, text)
    assert answer.status_code == 302, answer.content.decode()
    return ImportRun.objects.get(pk=answer.headers["Location"].split("/")[2])


def begun(client: Client, run: ImportRun, **data: str) -> str:
    """The run, handed over with the columns as they were recognised; its address."""
    url = f"/import/{run.pk}/"
    columns = {f"column_{letter}": ours for letter, ours in run.columns.items()}
    answer = client.post(f"{url}start/", {"how": "all", **columns, **data})
    assert answer.status_code == 302, answer.content.decode()
    return url


def imported(client: Client, text: str = GOOD, **data: str) -> ImportRun:
    """The run after a worker did it."""
    run = brought(client, text)
    begun(client, run, **data)
    assert working.run_next()
    run.refresh_from_db()
    return run


def words(client: Client, url: str) -> str:
    """The text of a page's main part, without markup."""
    page = client.get(url).content.decode()
    main = page[page.index("<main") : page.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split()).replace(" .", ".")
