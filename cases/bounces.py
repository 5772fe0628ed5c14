"""Letters that come back, and letters that go out again: actions of every kind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

from cases.fields import CodeField, MailField
from cases.forms import ActionForm
from cases.kinds import Action
from cases.letters import mail
from cases.models import OutboxMessage
from cases.routing import Asked, Check
from cases.step import Message

if TYPE_CHECKING:
    from cases.kinds import Kind
    from cases.models import Case
    from cases.step import Step

GONE = Q(bounced_at=None, status__in=[OutboxMessage.Status.SENT, OutboxMessage.Status.REFUSED])
TRIED = ~Q(status=OutboxMessage.Status.PENDING)


class MessageField(CodeField):
    """A mail of the case, by the number that page and API show; answers its row."""

    case: Case | None = None
    among = Q()
    default_error_messages = {"unknown": gettext_lazy("Choose one of the mails of this case.")}

    def __init__(self, among: Q, **options: Any) -> None:
        super().__init__(label=_("Mail"), max_length=20, **options)
        self.among = among

    def rows(self) -> QuerySet[OutboxMessage]:
        """The mails that may be meant, newest first."""
        return OutboxMessage.objects.filter(self.among, case=self.case, channel=mail.CHANNEL).order_by("-pk")

    def clean(self, value: Any) -> OutboxMessage | None:
        """The row; raises ValidationError for a number that is none of these."""
        number = super().clean(value)
        if self.case is None:
            return None
        found = self.rows().filter(key=f"{self.case.reference}/{number}").first()
        if found is None:
            raise forms.ValidationError(self.error_messages["unknown"], code="unknown")
        return found


class _MessageForm(ActionForm):
    """A form about one mail of the case."""

    keyed = frozenset({"message"})

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["message"]
        assert isinstance(field, MessageField)
        field.case = self.case
        if self.case is not None:
            shown = [(row.number, f"{row.subject}, to {row.to}"[:120]) for row in field.rows()[:50]]
            field.widget = forms.Select(choices=[("", _("Choose a mail")), *shown])


class BouncedForm(_MessageForm):
    """Which mail came back, and what the answer said."""

    message = MessageField(GONE)
    reason = forms.CharField(
        label=gettext_lazy("What it said"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("As in: mailbox unknown."),
    )


class AgainForm(_MessageForm):
    """Which mail goes out again, and where to."""

    message = MessageField(TRIED)
    to = MailField(label=gettext_lazy("To"), max_length=200, help_text=gettext_lazy("The corrected address."))
    rare = ("at",)


def letter_actions(kind: Kind, writers: frozenset[str]) -> tuple[Action, ...]:
    """Marking a mail as come back, and sending one again as it was."""
    return (
        Action(
            "mark_bounced", _("A mail came back"), _("Records that a mail did not reach its receiver."),
            "recorded that a mail came back", writers, BouncedForm, _anything_sent, _bounced,
            personal=frozenset({"reason"}), core=True, states="any",
        ),
        Action(
            "send_again", _("Send a mail again"), _("Sends a mail as it was to another address."),
            "sent a mail again", writers, AgainForm, _anything_sent, _again,
            personal=frozenset({"to"}), core=True, states="any", keeps_version=True,
        ),
    )  # fmt: skip


def _anything_sent(asked: Asked) -> Sequence[Check]:
    return [
        Check(
            "NOTHING_SENT",
            bool(asked.extra.get("has_messages")),
            "No mail was sent about this case yet.",
            "Something was sent about this case.",
        )
    ]


def _bounced(step: Step) -> None:
    row = _taken(step)
    row.bounced_at, row.bounce_reason = step.at, step.data.get("reason") or row.bounce_reason
    step.keep(row)
    letter = step.kind.known_letter(row.kind)
    if letter is not None and letter.came_back is not None:
        letter.came_back(step, row)


def _again(step: Step) -> None:
    row = _taken(step)
    step.messages.append(
        Message(
            row.kind,
            row.channel,
            step.data["to"],
            row.subject,
            row.body,
            row.payload | {"again": row.number},
            digest=row.context_hash,
            html=row.html,
            calendar=row.calendar,
        )
    )


def _taken(step: Step) -> OutboxMessage:
    """The row that is meant; the timeline keeps its number and what it is."""
    row: OutboxMessage = step.data["message"]
    letter = step.kind.known_letter(row.kind)
    step.data["message"] = row.number
    step.say(letter=letter.label if letter else row.kind)
    return row
