"""Teams and roles: who holds a case, and who may act. Kinds may register more of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Team:
    """A queue and the roles that work in it."""

    code: str
    label: str
    roles: tuple[str, ...]


TEAMS: dict[str, Team] = {}

ROLES: dict[str, str] = {
    "research_specialist": "Research specialist",
    "nlr_agent": "NLR agent",
    "re_engage_agent": "Re-Engage agent",
    "return_team": "Return Team",
    "order_processing": "Order Processing",
    "ar": "AR agent",
    "collections": "Collections agent",
    "customer_care": "Customer care",
    "current_partner": "Current partner",
    "new_partner": "New partner",
    "ec_admin": "Customer's administrator",
    "sales_rep": "Sales rep",
    "rep": "Rep",
    "reseller_rep": "Reseller rep",
    "csm": "CSM",
    "advocate": "Customer advocate",
    "field_partner_support": "Field partner support",
    "sales_enablement": "Sales enablement",
    "manager": "Manager",
    "supervisor": "Supervisor",
    "auditor": "Auditor",
    "administrator": "Administrator",
    "billing": "Billing system",
    "shipping": "Shipping system",
    "mail": "Mail gateway",
    "order_system": "Order system",
    "customer": "Customer",
    "system": "AccountOps",
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


add_team("research", "Research", "research_specialist")
add_team("new_license", "New License", "nlr_agent")
add_team("re_engage", "Re-Engage", "re_engage_agent")
add_team("returns", "Returns", "return_team")
add_team("order_processing", "Order Processing", "order_processing")
add_team("ar_collections", "AR and Collections", "ar", "collections")
add_team("customer_care", "Customer care", "customer_care")
add_team("partners", "Partners", "current_partner", "new_partner", "ec_admin")
add_team("sales", "Sales", "sales_rep", "rep")
add_team("reseller_success", "Reseller success", "reseller_rep")
add_team("csm", "CSM", "csm")
add_team("advocacy", "Advocacy", "advocate")
add_team("field_partner_support", "Field partner support", "field_partner_support")
add_team("sales_enablement", "Sales enablement", "sales_enablement")


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
