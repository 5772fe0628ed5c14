"""Which calls, attributes and constants of the code hold words for a page: they are marked for translation.

Left out on purpose: what is frozen into the record (reasons of decisions, refusals, entries, letters), logs,
details of the API, and what commands print; see docs/decisions/0011-words.md.
"""

from __future__ import annotations

# What every call may say of itself by name: fields of forms and models, columns, permissions.
KEYWORDS = frozenset({
    "label", "help_text", "empty_label", "verbose_name", "verbose_name_plural", "error_messages", "choices",
})  # fmt: skip

# The declaring calls, and which of their arguments people read: places counted from 0, and names.
CALLS: dict[str, tuple[int | str, ...]] = {
    "State": (1, 2, 6, "word", "description", "waiting_for"),
    "Action": (1, 2, "does", "ends"),
    "Event": (1, 2, "does"),
    "Timer": (1, 2, "does", "set_when", "cancelled_by"),
    "Kind": ("label_plural", "summary", "facts_title"),
    "Opening": ("does",),
    "PolicyKey": (2, 3, "unit"),
    "_key": (1, 2),
    "_key.zone": (1,),
    "_key.listed": (1,),
    "KindFigure": (1, 2, 3),
    "FactRow": (0,),
    "Panel": (1, "title", "marks", "note", "foot", "heads", "how", "period", "empty", "says"),
    "Column": (0,),
    "figure": (0,),
    "series": (0,),
    "Alike": (1,),
    "Letter": (1,),
    "Download": (1,),
    "Reading": (1,),
    "RuleRow": (1, "when"),
    "StatusStep": (0, "under"),
    "StatusSpec": ("whom",),
    "Point": (0, 1),
    "Introduction": (1,),
    "Section": (1, 3),
    "add_team": (1,),
    "_item": (0, 1),
    "Field": (0,),
    "Fold": (0,),
    "Fieldset": (0,),
    "name_field": (0,),
    "number_field": (0,),
    "count_field": (0,),
    "override_field": (0,),
    "cards": (0, 2),
    "parts.choice": (0, "nothing"),
    "choice": (0, "nothing"),
    "parts.long_text": (0,),
    "parts.order_number": (0,),
    "parts.other_number": (0,),
    "not_before": (3,),
    "ValidationError": (0,),
    "add_error": (1,),
    "FileFault": (0,),
    "row_error": (1,),
    "messages.success": (1,),
    "messages.info": (1,),
    "messages.warning": (1,),
    "messages.error": (1,),
}

# Names that mean something else elsewhere: where they are what the table above says.
ONLY_IN: dict[str, tuple[str, ...]] = {
    "Reading": ("*/rules/readings.py", "cases/rulebook/*"),
    "Section": ("cases/present/mine.py",),
    "Field": ("advocacy/rules/fields.py",),
    "_item": ("cases/navigation.py", "*/process/checklist.py"),
    "choice": ("*/forms/*",),
    "Column": ("cases/present/boards/*",),
    "Panel": ("cases/present/boards/*", "*/process/*", "cases/consent/board.py"),
}

# Calls of one place that nothing else is named like.
CALLS_OF: dict[str, dict[str, tuple[int | str, ...]]] = {
    "rebooks/intake/*": {"words": (0, 1, "missing"), "Step": (1, 2, 3, 5), "Row": (0, 1)},
}

# What classes say of themselves in their bodies: forms, models, applications, the records' pages.
ATTRIBUTES = frozenset({
    "verbose_name", "verbose_name_plural", "heading", "about", "button", "verb", "nobody", "site_header",
    "index_title", "default_error_messages", "labels", "help_texts",
})  # fmt: skip

# Constants that pages show, by file; "*" is every one of them.
CONSTANTS: dict[str, tuple[str, ...]] = {
    "*/rules/labels.py": ("*",),
    "*/process/states.py": ("EFFECTS",),
    "cases/present/*": ("*",),
    "cases/ahead.py": ("ATTENTION_DOES", "ATTENTION_CANCELLED_BY"),
    "cases/assigning.py": ("NOBODY",),
    "cases/bulk.py": ("UNSEEN",),
    "cases/connectors/outcome.py": ("LABELS", "ADVICE"),
    "cases/connectors/loopback.py": ("ORDERS",),
    "cases/consent/*": ("HEADS", "MISSING"),
    "cases/exchange/*": ("LEFT_OUT", "HOW", "ADVICE", "OTHERWISE"),
    "cases/files/sending.py": ("WHY_NOT",),
    "cases/mailbox/handling.py": ("TOO_LATE",),
    "cases/planning.py": ("ATTENTION_LABEL",),
    "cases/queue_form.py": ("*",),
    "cases/setaside.py": ("WHAT", "UNKNOWN"),
    "cases/teams.py": ("ROLES",),
    "cases/terms.py": ("EFFECTS",),
    "cases/tokens.py": ("SCOPES",),
    "cases/undoing.py": ("UNKNOWN",),
    "cases/views/*": ("MOVED_ON", "SAID", "NOTHING", "GONE", "LABELS", "HELP", "DONE", "STALE"),
    "rebooks/forms/*": ("GROUPS", "KEEP", "STAGES", "TYPES", "NOT_STATED", "CONFIRMERS"),
    "rebooks/intake/*": (
        "NEEDED", "HEARD", "WISHES", "MORE_TIME", "ANNOUNCED", "ALL_QUESTIONS", "ANSWERS", "STAGES", "CHECK",
    ),
    "advocacy/forms/*": ("PROOF", "UNSTATED"),
    "advocacy/process/*": ("WORDS", "_ASKED", "NEXT", "TITLE", "HEADS", "STATES", "NOT_YET"),
    "advocacy/rules/evidence.py": ("MAIL_LABELS",),
    "affiliations/process/*": ("_ROWS",),
    "cancellations/process/*": (
        "OF", "NOTE", "HEADS", "STATES", "ANSWER", "REMINDED", "LOOKED_AT", "_ROWS", "SORTS",
    ),
    "rebooks/process/*": ("_ROWS",),
    "takeovers/forms/*": ("MOVES", "ADVICE", "BEHALF", "NEEDED"),
    "takeovers/process/*": ("HEADS", "WAITS", "FOOT", "DRAFT", "UNCLEAR", "PERHAPS"),
    "takeovers/rules/gaps.py": ("NEEDED",),
}  # fmt: skip

# Where whole sentences are made for a page: each that ends like one is marked, wherever it stands.
SENTENCES = ("cases/present/*", "cases/views/*", "accountops/views/*", "*/views/*", "cases/navigation.py")

# What is put together for a page: no function there says a phrase, or joins one, without a mark.
PAGES = (
    *SENTENCES, "*/process/*", "*/intake/*", "*/forms/*", "cases/assigning.py", "cases/attendance.py",
    "cases/bulk.py", "cases/consent/board.py", "cases/core_forms.py", "cases/fields.py",
    "cases/policies/forms.py", "cases/queue_form.py", "cases/rows_field.py", "cases/rows_widget.py",
    "cases/saying.py", "cases/templatetags/*", "cases/text.py", "cases/wording.py",
)  # fmt: skip

LINE = "the line of the list, which is kept with the case and searched"
# What stays as it is, with the reason: file and what it belongs to.
EXCEPTIONS: dict[tuple[str, str], str] = {
    ("advocacy/rules/labels.py", "CRM"): "a product's name",
    ("advocacy/rules/labels.py", "SERVICE_DESK"): "a product's name",
    ("cases/letters/letter.py", "Letter.button"): "words of a letter, which has one language",
    ("cases/registry.py", "PolicyKey"): "put together from a state's label, which is marked",
    ("accountops/views/postbox.py", "a phrase"): "a header of an answer",
    ("advocacy/process/lines.py", "a phrase"): LINE,
    ("affiliations/process/lines.py", "a phrase"): LINE,
    ("cancellations/process/lines.py", "a phrase"): LINE,
    ("cancellations/process/panels.py", "a phrase"): "looks into a sentence of the record",
    ("cases/present/foreseen.py", "a phrase"): "what the timeline would say then",
    ("cases/present/history.py", "a phrase"): "the timeline, which has the language of the record",
    ("cases/present/history.py", "a sentence"): "the timeline, which has the language of the record",
    ("cases/views/provider.py", "a sentence"): "answers to a program",
    ("rebooks/intake/confirming.py", "a phrase"): "words of a letter, which has one language",
    ("rebooks/intake/drafts.py", "a phrase"): "kept with the draft",
    ("rebooks/intake/opening.py", "a phrase"): "a note on the timeline",
    ("rebooks/process/lines.py", "a phrase"): LINE,
    ("rebooks/process/rulebook.py", "a phrase"): "the answer of a decision, as it is kept",
    ("takeovers/process/panels.py", "a phrase"): LINE,
}
