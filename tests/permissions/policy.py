"""The written permission policy: every address of the product, who may read it and who may change by it.

It is data and knows nothing of the code's own checks, so that the two can disagree: then a test fails. A new
address needs a row here; `make permissions` publishes the page afterwards.
"""

from __future__ import annotations

from typing import Final

from tests.permissions.lists import ATTENDANCE, LISTS
from tests.permissions.policies import POLICIES, POLICY_CALLS
from tests.permissions.records import RECORDS
from tests.permissions.rulebooks import RULE_BOOKS
from tests.permissions.signing_in import SIGNING_IN
from tests.permissions.terms import About, Otherwise, Row, To
from tests.permissions.together import TOGETHER

TOKEN_FORM: Final = {"token_name": "mine", "scopes": ["read"], "days": "30"}

PAGES: Final[dict[str, Row]] = {
    "home": Row("My work: own cases, and those of one's teams that nobody has", read=To.PEOPLE),
    "cases": Row("The list of all cases that one sees", read=To.PEOPLE),
    "export_csv": Row("The same list as a CSV file", read=To.PEOPLE),
    "export_xlsx": Row("The same list as an Excel file", read=To.PEOPLE),
    "search": Row("Search among the cases that one sees", read=To.PEOPLE),
    "case": Row("A case", read=To.SEES_IT, about=About.CASE),
    "silence": Row(
        "What did not happen on a case, and why; not for parties from outside",
        read=To.SEES_IT,
        about=About.CASE,
    ),
    "document": Row(
        "A file of a case, as a download; parties from outside get what they brought themselves",
        read=To.SEES_IT,
        about=About.CASE,
        parts={"number": "@file"},
    ),
    "act": Row(
        "An action on a case; who may perform which stands above",
        read=To.SEES_IT,
        change=To.PERFORMS,
        about=About.CASE,
        otherwise=Otherwise.DEPENDS,
        parts={"name": "note"},
        sends={"text": "Called.", "key": "one"},
    ),
    "act_preview": Row(
        "What an action would send; nothing is changed by it",
        change=To.PERFORMS,
        about=About.CASE,
        otherwise=Otherwise.DEPENDS,
        parts={"name": "note"},
        sends={"text": "Called."},
    ),
    "made": Row(
        "A file made of a case for another system, such as the members file of a step",
        read=To.GETS_FILE,
        about=About.CASE,
        parts={"name": "members"},
    ),
    "continue_as": Row(
        "Going on with a case as another kind; who may stands above",
        read=To.SEES_IT,
        change=To.PERFORMS,
        about=About.CASE,
        otherwise=Otherwise.DEPENDS,
        parts={"name": "@target"},
        sends={"key": "one"},
    ),
    "record_event": Row(
        "Writing down a fact from outside; who may stands above",
        read=To.SEES_IT,
        change=To.PERFORMS,
        about=About.CASE,
        otherwise=Otherwise.DEPENDS,
        parts={"name": "@event"},
        sends={"key": "one"},
    ),
    "consent": Row(
        "What an outside party is asked to agree to; its answer",
        To.HOLDS_KEY,
        To.HOLDS_KEY,
        parts={"token": "no-such-link"},
    ),
    "status_link": Row(
        "How a case stands, for who asked for it", read=To.HOLDS_KEY, parts={"token": "no-such-link"}
    ),
    "asked": Row("What is asked of one's organisation, over all its cases", read=To.OUTSIDERS),
    "asked_by_link": Row(
        "What is asked of one party of a case", read=To.HOLDS_KEY, parts={"token": "no-such-link"}
    ),
    "queue": Row("The queue of a team", read=To.TEAM_OR_SEES_ANY, about=About.TEAM),
    "triage": Row(
        "Deciding what nobody has in a team, one by one; who may decide what stands above",
        read=To.TEAM_OR_SEES_ANY,
        change=To.TEAM_OR_SEES_ANY,
        about=About.TEAM,
    ),
    "undo": Row(
        "Undoing what one did oneself; anybody else is told why not",
        change=To.SEES_IT,
        about=About.CASE,
        parts={"seq": "1"},
    ),
    "palette": Row("Finding cases, acts and pages by name; only what one may see and do", read=To.PEOPLE),
    "take_next": Row("Taking the next case of a team's queue", change=To.TEAM, about=About.TEAM),
    "boards": Row("The way to one's board", read=To.PEOPLE),
    "deadlines": Row("The timed steps ahead of the cases that one sees", read=To.SEES_ANY),
    "team_deadlines": Row("Those of a team's cases", read=To.SEES_ANY, about=About.TEAM),
    "operations": Row("How the installation runs, and what was set aside", read=To.SEES_OPERATIONS),
    "operations_see_to": Row(
        "Trying what was set aside again, or leaving it out", read=To.OPERATES, change=To.OPERATES
    ),
    "delays": Row("The banner that says what is late", read=To.PEOPLE, leads=False),
    "board": Row("The board of a team, with figures of what one sees", read=To.SEES_ANY, about=About.TEAM),
    "board_table": Row(
        "A table of such a board, as a file",
        read=To.SEES_ANY,
        about=About.TEAM,
        parts={"table": "flow", "fmt": "csv"},
    ),
}
INTAKE: Final[dict[str, Row]] = {
    "rebook_intake": Row(
        "Starting the guided intake of a rebook; only who opens rebooks can begin one",
        read=To.PEOPLE,
        change=To.OPENS,
        otherwise=Otherwise.REFUSED,
    ),
    "rebook_intake_step": Row(
        "A step of one's own intake", To.OWNER, To.OWNER, About.DRAFT, parts={"code": "order"}
    ),
    "rebook_intake_check": Row(
        "Checking one's own intake, and opening the case", To.OWNER, To.OWNER, About.DRAFT
    ),
    "rebook_intake_done": Row("What happens next, after one's own intake", read=To.OWNER, about=About.DRAFT),
    "rebook_intake_put_back": Row("Putting an answer back", change=To.OWNER, about=About.DRAFT),
    "rebook_intake_delete": Row("Throwing one's own draft away", change=To.OWNER, about=About.DRAFT),
}
IMPORT: Final[dict[str, Row]] = {
    "open_case": Row(
        "Opening a case, or the way to the kind's guided intake",
        To.OPENS,
        To.OPENS,
        About.KIND,
    ),
    "imports": Row("Bringing a file of cases, and one's imports so far", To.IMPORTS_OR_READS_ALL, To.IMPORTS),
    "import_run": Row("An import: its columns, its progress, its result", To.SEES_IMPORT, about=About.IMPORT),
    "import_progress": Row("How far an import is", To.SEES_IMPORT, about=About.IMPORT),
    "import_report_csv": Row("What became of each row, as CSV", To.SEES_IMPORT, about=About.IMPORT),
    "import_report_xlsx": Row("The same as an Excel file", To.SEES_IMPORT, about=About.IMPORT),
    "import_start": Row("Starting one's own import", change=To.OWN_IMPORT, about=About.IMPORT),
    "import_again": Row("Running one's own import again", change=To.OWN_IMPORT, about=About.IMPORT),
    "import_cancel": Row("Stopping one's own import", change=To.OWN_IMPORT, about=About.IMPORT),
}
MAIL: Final[dict[str, Row]] = {
    "mails": Row(
        "Mail that belongs to no case, by inbox; and bringing a mail as a file",
        To.INBOXES_OR_READS_ALL,
        To.INBOXES,
    ),
    "mail": Row(
        "A mail without a case; with one, it is for who sees the case",
        read=To.SEES_MAIL,
        about=About.MAIL,
    ),
    "mail_html": Row("Its HTML, cleaned, for a frame", read=To.SEES_MAIL, about=About.MAIL),
    "mail_raw": Row("The mail as it came, as a download", read=To.SEES_MAIL, about=About.MAIL),
    "mail_do": Row(
        "Taking, answering, releasing, filing, passing on or setting aside a mail",
        change=To.INBOX,
        about=About.MAIL,
        parts={"what": "take"},
    ),
    "mail_hook": Row(
        "Where a mail provider brings mail, by its signature; closed while none is set up",
        parts={"provider": "mailgun", "what": "mime"},
    ),
}
PEOPLE: Final[dict[str, Row]] = {
    "people": Row("Everybody, by team", read=To.ADMINISTRATORS),
    "person_new": Row("Making an account", read=To.ADMINISTRATORS, change=To.ADMINISTRATORS),
    "person": Row("One person", read=To.ADMINISTRATORS, about=About.PERSON),
    "person_roles": Row("Giving and taking roles", change=To.ADMINISTRATORS, about=About.PERSON),
    "person_active": Row(
        "Ending an access, and giving it back", change=To.ADMINISTRATORS, about=About.PERSON
    ),
    "person_link": Row(
        "Saying that another account is the same person's, never of one's own",
        change=To.ADMINISTRATORS,
        about=About.PERSON,
    ),
    "person_unlink": Row("Saying that it is not after all", change=To.ADMINISTRATORS, about=About.PERSON),
    "person_password": Row(
        "Sending the mail to set a password", change=To.ADMINISTRATORS, about=About.PERSON
    ),
    "profile": Row("One's own settings", read=To.PEOPLE, change=To.PEOPLE),
    "profile_theme": Row("One's own colours", change=To.PEOPLE, sends={"theme": "dark"}),
    "calendar_new": Row("Making the address of one's own calendar", change=To.PEOPLE),
    "calendar_end": Row("Ending it", change=To.PEOPLE),
    "calendar": Row(
        "A calendar, for who holds its address; there is none at this one", parts={"secret": "none"}
    ),
    "token_new": Row("Making a token of one's own", change=To.PEOPLE, sends=TOKEN_FORM),
    "help": Row("What each page is for", read=To.PEOPLE),
    "introduction_read": Row("Putting an introduction away", change=To.PEOPLE, parts={"code": "work"}),
    "introduction_again": Row("Seeing it once more", change=To.PEOPLE, parts={"code": "work"}),
    "session_end": Row("Signing oneself out somewhere else", change=To.OWNER, about=About.SIGN_IN),
    "token_revoke": Row("Ending a token of one's own", change=To.OWNER, about=About.TOKEN),
}
API: Final[dict[str, Row]] = {
    "api:openapi-json": Row("The description of the API", read=To.ANYBODY),
    "api:openapi-view": Row("The same, to read", read=To.ANYBODY),
    "api:api-root": Row("The start of the API: there is nothing"),
    "api:find_cases": Row("The cases that one sees", read=To.PEOPLE, scope="read"),
    "api:open_": Row(
        "Opening a case",
        change=To.OPENS,
        about=About.KIND,
        otherwise=Otherwise.REFUSED,
        scope="open",
    ),
    "api:get_case": Row("A case", read=To.SEES_IT, about=About.CASE, scope="read"),
    "api:get_timeline": Row("What happened to a case", read=To.SEES_IT, about=About.CASE, scope="read"),
    "api:list_actions": Row("What can be done with a case", read=To.SEES_IT, about=About.CASE, scope="read"),
    "api:list_files": Row(
        "The files of a case; parties from outside see what they brought themselves",
        read=To.SEES_IT,
        about=About.CASE,
        scope="read",
    ),
    "api:get_file": Row(
        "One of them, as a download",
        read=To.SEES_IT,
        about=About.CASE,
        scope="read",
        parts={"number": "@file"},
    ),
    "api:perform_action": Row(
        "An action on a case; who may perform which stands above",
        change=To.PERFORMS,
        about=About.CASE,
        otherwise=Otherwise.DEPENDS,
        scope="act",
        parts={"name": "note"},
        sends={"text": "Called."},
    ),
    "api:record_event": Row(
        "Recording a fact from outside; who may stands above",
        change=To.PERFORMS,
        about=About.CASE,
        otherwise=Otherwise.DEPENDS,
        scope="record",
        parts={"name": "@event"},
    ),
    "api:try_decision": Row(
        "Trying a decision; nothing is stored", change=To.SEES_KIND, about=About.KIND, scope="read"
    ),
    "api:list_deadlines": Row("The deadlines of the cases that one sees", read=To.PEOPLE, scope="read"),
    "api:bring_mail": Row(
        "Bringing a mail", change=To.BRINGS_MAIL, otherwise=Otherwise.REFUSED, scope="record"
    ),
    "api:put_order": Row(
        "Putting an order on record",
        change=To.KEEPS_ORDERS,
        otherwise=Otherwise.REFUSED,
        scope="record",
        verb="PUT",
        parts={"titan_order_id": "T-7"},
        sends={"client": "Oak Motors", "campaign": "Summer 24", "products": ["Display"]},
    ),
}
GROUPS: Final = {
    "Cases": PAGES | LISTS | TOGETHER,
    "Mail": MAIL,
    "Opening cases": INTAKE | IMPORT,
    "Policies": POLICIES,
    "Rule books": RULE_BOOKS,
    "People and one's own profile": PEOPLE | ATTENDANCE,
    "The HTTP API": API | POLICY_CALLS,
    "Signing in": SIGNING_IN,
    "Records": RECORDS,
}
POLICY: Final = {name: row for group in GROUPS.values() for name, row in group.items()}
