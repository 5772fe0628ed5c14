"""The tables every kind of case shares."""

from cases.models.access import ApiToken, IdempotencyKey
from cases.models.account import Account
from cases.models.calendar import CalendarFeed
from cases.models.case import Case, KindState, Link, ReferenceCounter
from cases.models.checklist import ChecklistRecord, ChecklistStep
from cases.models.consent import ConsentRequest
from cases.models.deadline import Deadline, LatenessBucket, ServicePulse
from cases.models.decision import StoredDecision
from cases.models.document import Document, DocumentContent
from cases.models.draft import Draft
from cases.models.figure import ALWAYS, ANY_TEAM, DailyFigure, FiguresMark, Refused
from cases.models.flagged import Flagged
from cases.models.imported import ImportFile, ImportRow, ImportRun
from cases.models.mail import InboundMail, MailAct, MailAnswer, MailboxCursor, MailContent
from cases.models.outbound import LocalOrder, LocalTicket, OutboundAttempt, OutboundCall
from cases.models.outbox import OutboxMessage
from cases.models.participation import HELD, Participation
from cases.models.party import PartyOf
from cases.models.people import PeopleChange, RoleGrant, User
from cases.models.policy import PolicyVersion
from cases.models.policy_draft import PolicyDraft, PolicyDraftEntry
from cases.models.policy_move import DeadlineMove
from cases.models.policy_replay import PolicyReplay, PolicyReplayPart
from cases.models.policy_scenario import PolicyScenario, ScenarioRun
from cases.models.presence import Absence, WorkingHours
from cases.models.search import SHOWN_OF_ENTRY, VARIANTS, SearchDocument
from cases.models.signin import SignIn
from cases.models.timeline import ChainAnchor, PersonalData, TimelineEntry
from cases.models.together import NoteDraft, Notification, NotificationChoice, Sort, Watcher
from cases.models.views import SavedView

__all__ = [
    "ALWAYS",
    "ANY_TEAM",
    "HELD",
    "SHOWN_OF_ENTRY",
    "VARIANTS",
    "Absence",
    "Account",
    "ApiToken",
    "CalendarFeed",
    "Case",
    "ChainAnchor",
    "ChecklistRecord",
    "ChecklistStep",
    "ConsentRequest",
    "DailyFigure",
    "Deadline",
    "DeadlineMove",
    "Document",
    "DocumentContent",
    "Draft",
    "FiguresMark",
    "Flagged",
    "IdempotencyKey",
    "ImportFile",
    "ImportRow",
    "ImportRun",
    "InboundMail",
    "KindState",
    "LatenessBucket",
    "Link",
    "LocalOrder",
    "LocalTicket",
    "MailAct",
    "MailAnswer",
    "MailContent",
    "MailboxCursor",
    "NoteDraft",
    "Notification",
    "NotificationChoice",
    "OutboundAttempt",
    "OutboundCall",
    "OutboxMessage",
    "Participation",
    "PartyOf",
    "PeopleChange",
    "PersonalData",
    "PolicyDraft",
    "PolicyDraftEntry",
    "PolicyReplay",
    "PolicyReplayPart",
    "PolicyScenario",
    "PolicyVersion",
    "ReferenceCounter",
    "Refused",
    "RoleGrant",
    "SavedView",
    "ScenarioRun",
    "SearchDocument",
    "ServicePulse",
    "SignIn",
    "Sort",
    "StoredDecision",
    "TimelineEntry",
    "User",
    "Watcher",
    "WorkingHours",
]
