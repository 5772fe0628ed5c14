"""Mails in the random walks: people, strangers and mail servers write at any time, and some of it twice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from hypothesis import strategies as st
from hypothesis.stateful import rule

from cases import clock, registry
from cases.letters import addresses
from cases.mailbox import ingest
from cases.mailbox.actions import ADD
from cases.models import InboundMail, OutboxMessage, TimelineEntry
from tests.contract.walked import Walked
from tests.contract.world import World
from tests.mailbox.builder import a_mail
from tests.mailbox.returned import a_report, fields, mail_of

WRITTEN_TO: Final = "gone@example.com"  # the world has written to them about every case
STRANGER: Final = "nobody@elsewhere.example"
SUPPORT: Final = "support@accountops.example"
BOUNCED: Final = "mark_bounced"
WORDS: Final = ("Yes, I agree.", "No. Please stop.", "When will it come?", "")
Status = InboundMail.Status


class Writing:
    """What a walk knows of mail."""

    house: World
    reference: str
    walked: Walked
    written: int = 0

    @rule(sort=st.sampled_from(["answer", "party", "stranger", "machine", "bounce", "new"]),
          words=st.sampled_from(WORDS), twice=st.booleans())  # fmt: skip
    def write(self, sort: str, words: str, twice: bool) -> None:
        """A mail comes in, perhaps twice; the case is told of it as often as it should be."""
        self.written += 1
        raw, before, news = self._raw(sort, words), self._told(), self._went_out().bounced_at is None
        with clock.fixed_at(self.house.now):
            mail = ingest(raw, source=InboundMail.Source.API).mail
        mail.refresh_from_db()
        assert mail.status not in {Status.STORED, Status.FAILED}, mail.why
        assert mail.next_attempt_at is None
        if sort == "stranger":  # who has no say, whoever told them the address
            assert (mail.status, mail.case_id, self._told()) == (Status.HELD, None, before)
        elif sort == "bounce":  # the case gets the report, and knows of the mail that came back once
            row = self._went_out()
            assert (mail.case_id, mail.status, row.bounced_at is None) == (row.case_id, Status.FILED, False)
            assert self._told() == before + 1 + news
        else:
            assert mail.case_id is not None or mail.status in {Status.INBOX, Status.HELD, Status.AWAY}
            assert mail.status == Status.FILED or mail.why or mail.acts.exists()
        if twice:
            told = self._told()
            with clock.fixed_at(self.house.now):
                again = ingest(raw, source=InboundMail.Source.API)
            assert (again.again, again.mail.pk, self._told()) == (True, mail.pk, told)
        self.walked.step("mails")

    def _raw(self, sort: str, words: str) -> bytes:
        """The mail as it comes."""
        name, sender, to = f"walk-{self.written}@example.com", WRITTEN_TO, self._address()
        if sort == "bounce":
            return a_report(fields(WRITTEN_TO), mail_of(self._went_out().message_id, WRITTEN_TO), name=name)
        if sort == "party":
            case = self.house.by_reference(self.reference)
            spec = registry.kind_of(case).mail
            sender = min(spec.known(case), default=WRITTEN_TO) if spec is not None else WRITTEN_TO
        headers = [("Auto-Submitted", "auto-replied")] if sort == "machine" else []
        to = SUPPORT if sort == "new" else to
        sender = STRANGER if sort == "stranger" else sender
        return a_mail(words, sender=sender, to=to, subject="Re: Written", name=name, headers=headers)

    def _address(self) -> str:
        return addresses.reply_to(self.reference)

    def _went_out(self) -> OutboxMessage:
        """The mail that went out about the case; it has got its name when the first bounce comes."""
        row = OutboxMessage.objects.get(key=f"{self.reference}/0/1")
        if not row.message_id:
            row.message_id = addresses.message_id(self.reference, uuid5(NAMESPACE_URL, self.reference))
            row.save(update_fields=["message_id"])
        return row

    def _told(self) -> int:
        """How many entries tell of any mail, whichever case they belong to."""
        return TimelineEntry.objects.filter(action__in=(ADD, BOUNCED), refused=False).count()

    def mails_have_their_place(self, case: Any, entries: Iterable[TimelineEntry]) -> None:
        """Each mail of a case was added to it by exactly one entry; none waits; none is there twice."""
        if not self.written:
            return
        mine = InboundMail.objects.filter(case=case.pk).values_list("number", flat=True)
        told = [entry.data["input"]["mail"] for entry in entries if entry.action == ADD]
        assert sorted(told) == sorted(map(str, mine))
        assert not InboundMail.objects.filter(next_attempt_at__isnull=False).exists()
