"""The two systems in which a ticket is closed, in their order (AD-A18)."""

from __future__ import annotations

from advocacy.rules.labels import CRM, SERVICE_DESK
from cases.connectors.ports import Port

PORTS = (Port("crm", CRM), Port("service_desk", SERVICE_DESK, after="crm"))
