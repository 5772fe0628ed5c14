"""Teams and roles: who holds a case, and who may act. Kinds may register more of them."""

from __future__ import annotations

from dataclasses import dataclass

from cases.marks import marked as _


@dataclass(frozen=True)
class Team:
    """A queue and the roles that work in it."""

    code: str
    label: str
    roles: tuple[str, ...]


TEAMS: dict[str, Team] = {}

ROLES: dict[str, str] = {
    "research_specialist": _("Research specialist"),
    "nlr_agent": _("NLR agent"),
    "re_engage_agent": _("Re-Engage agent"),
    "return_team": _("Return Team"),
    "order_processing": _("Order Processing"),
    "ar": _("AR agent"),
    "collections": _("Collections agent"),
    "customer_care": _("Customer care"),
    "current_partner": _("Current partner"),
    "new_partner": _("New partner"),
    "ec_admin": _("Customer's administrator"),
    "sales_rep": _("Sales rep"),
    "rep": _("Rep"),
    "reseller_rep": _("Reseller rep"),
    "csm": "CSM",
    "advocate": _("Customer advocate"),
    "field_partner_support": _("Field partner support"),
    "sales_enablement": _("Sales enablement"),
    "manager": _("Manager"),
    "supervisor": _("Supervisor"),
    "auditor": _("Auditor"),
    "administrator": _("Administrator"),
    "billing": _("Billing system"),
    "shipping": _("Shipping system"),
    "mail": _("Mail gateway"),
    "order_system": _("Order system"),
    "customer": _("Customer"),
    "system": _("AccountOps"),
}

OVERSEERS = frozenset({"manager", "supervisor"})
READ_ALL = frozenset({"manager", "auditor"})
# What acts in these roles cannot be asked for anything: no page names it among those who can.
BY_ITSELF = frozenset({"mail", "system"})
# People who are not ours: they see a case because their organisation is a party to it, and only their part.
OUTSIDE = frozenset({"current_partner", "new_partner", "ec_admin", "customer"})


def add_team(code: str, label: str, *roles: str) -> None:
    """Registers a team; raises ValueError for a code that is taken or a role that has no label."""
    if code in TEAMS:
        raise ValueError(f"The team {code!r} is registered already.")
    for role in roles:
        if role not in ROLES:
            raise ValueError(f"The team {code!r} names the role {role!r}, which has no label.")
    TEAMS[code] = Team(code, label, roles)


add_team("research", _("Research"), "research_specialist")
add_team("new_license", _("New License"), "nlr_agent")
add_team("re_engage", _("Re-Engage"), "re_engage_agent")
add_team("returns", _("Returns"), "return_team")
add_team("order_processing", _("Order Processing"), "order_processing")
add_team("ar_collections", _("AR and Collections"), "ar", "collections")
add_team("customer_care", _("Customer care"), "customer_care")
add_team("partners", _("Partners"), "current_partner", "new_partner", "ec_admin")
add_team("sales", _("Sales"), "sales_rep", "rep")
add_team("reseller_success", _("Reseller success"), "reseller_rep")
add_team("csm", _("CSM"), "csm")
add_team("advocacy", _("Advocacy"), "advocate")
add_team("field_partner_support", _("Field partner support"), "field_partner_support")
add_team("sales_enablement", _("Sales enablement"), "sales_enablement")


def team_label(code: str | None) -> str:
    """The team's name for people; "Nobody" when no team holds the case."""
    return TEAMS[code].label if code else "Nobody"


def role_label(code: str) -> str:
    """The role's name for people."""
    return ROLES[code]


def teams_of(roles: frozenset[str]) -> list[Team]:
    """The teams that people with these roles work in, in the order of registration."""
    return [team for team in TEAMS.values() if roles.intersection(team.roles)]


def team_of_role(role: str) -> str | None:
    """The code of the team that a role works in, or None for roles across teams."""
    return next((team.code for team in TEAMS.values() if role in team.roles), None)
