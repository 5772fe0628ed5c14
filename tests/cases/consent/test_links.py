"""The secret of a link, its signature and its end; and the hash of what is agreed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cases.consent import links
from cases.terms import ConsentParty, Term, changed, hash_of, read, stored

END = datetime(2024, 6, 15, 21, 59, 59, tzinfo=UTC)
PARTY = ConsentParty("new:voxline", "Voxline", "New partner")
TABLE = Term("companies", "Companies", heads=("Company", "Licences"), rows=(("Annecy", "40"), ("Lyon", "65")))
TERMS = (Term("subject", "Who moves", "Halden Freight"), Term("month", "Wished month", ""), TABLE)


def token() -> str:
    return links.signed(links.secret_of(links.new_seed()), END)


def test_a_seed_and_its_secret_have_256_bits():
    seed = links.new_seed()
    assert len(bytes.fromhex(seed)) == 32
    assert len(links.secret_of(seed)) == 43
    assert links.secret_of(seed) == links.secret_of(seed)
    assert links.new_seed() != seed


def test_what_we_signed_is_read_back():
    secret = links.secret_of(links.new_seed())
    assert links.read(links.signed(secret, END)) == (links.digest_of(secret), END)


@pytest.mark.parametrize(
    "forge",
    [
        lambda text: text[:-1],
        lambda text: text + "A",
        lambda text: text[:-1] + ("A" if text[-1] != "A" else "B"),
        lambda text: ("A" if text[0] != "A" else "B") + text[1:],
        lambda text: text.replace(str(int(END.timestamp())), str(int(END.timestamp()) + 86400)),
        lambda text: text.rpartition(".")[0],
        lambda text: text.partition(".")[0],
        lambda text: "",
        lambda text: "..",
        lambda text: "\0" * 40,
        lambda text: "é" * 40,
        lambda text: text * 4,
    ],
    ids=range(12),
)
def test_what_we_did_not_sign_is_not_read(forge):
    assert links.read(forge(token())) is None


def test_a_signature_of_another_kind_is_none_of_ours(settings):
    good = token()
    settings.SECRET_KEY = "another key of more than thirty-two characters"
    assert links.read(good) is None
    settings.SECRET_KEY_FALLBACKS = ["insecure-key-for-development-and-tests-only"]
    assert links.read(good) is not None


def test_a_link_is_made_of_its_seed_with_the_key_it_was_made_with(settings):
    seed = links.new_seed()
    digest = links.digest_of(links.secret_of(seed))
    url = links.url_of(seed, digest, END)
    assert url.startswith(f"{settings.PUBLIC_URL}/consent/")
    settings.SECRET_KEY, old = "another key of more than thirty-two characters", settings.SECRET_KEY
    assert links.url_of(seed, digest, END) == ""
    settings.SECRET_KEY_FALLBACKS = [old]
    assert links.url_of(seed, digest, END) != ""
    assert links.url_of(links.new_seed(), digest, END) == ""


def test_the_hash_is_of_what_binds():
    same = tuple(replace(term, label=f"{term.label}!", heads=()) for term in TERMS)
    assert hash_of(PARTY, same) == hash_of(PARTY, TERMS)
    assert hash_of(PARTY, read(stored(TERMS))) == hash_of(PARTY, TERMS)


@pytest.mark.parametrize(
    "other",
    [
        (replace(TERMS[0], value="Halden Rail"), *TERMS[1:]),
        (TERMS[0], replace(TERMS[1], value="June 2024"), TABLE),
        (*TERMS[:2], replace(TABLE, rows=(("Annecy", "42"), ("Lyon", "65")))),
        (*TERMS[:2], replace(TABLE, rows=TABLE.rows[::-1])),
        TERMS[:2],
    ],
    ids=["value", "filled", "cell", "order", "less"],
)
def test_other_terms_have_another_hash(other):
    assert hash_of(PARTY, other) != hash_of(PARTY, TERMS)


@pytest.mark.parametrize("other", [replace(PARTY, key="current:voxline"), replace(PARTY, name="Voxline SA")])
def test_the_same_terms_for_another_party_have_another_hash(other):
    assert hash_of(other, TERMS) != hash_of(PARTY, TERMS)


def test_what_changed_is_told():
    after = (
        TERMS[0],
        replace(TERMS[1], value="June 2024"),
        replace(TABLE, rows=(("Annecy", "42"), ("Lyon", "65"))),
    )
    assert changed(TERMS, after) == (
        "Wished month: June 2024, before: none",
        "Companies: now Annecy, 42; before Annecy, 40",
    )
    assert changed(TERMS, TERMS) == ()
