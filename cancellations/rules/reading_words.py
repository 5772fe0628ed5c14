"""The words by which mails are read, a set for each language. Which sets count is configuration."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = ("client", "campaign", "titan_order_id", "products", "rep_name", "rep_contact", "reason")
Labels = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Language:
    """What a language calls the fields, and the words that tell a request from other mails.

    `labels` are compared without letter case. `cancel`, `never`, `change` and `changed` are beginnings of
    words: asking for it, asking against it, a verb of changing, and what is changed. `closings` stand above
    a signature; `wrote` are pairs that begin and end the line above a quoted mail.
    """

    labels: Labels
    cancel: tuple[str, ...]
    never: tuple[str, ...]
    change: tuple[str, ...]
    changed: tuple[str, ...]
    both: tuple[str, ...]
    closings: tuple[str, ...]
    wrote: tuple[tuple[str, str], ...]
    history: tuple[str, ...]
    reasons: Mapping[str, tuple[str, ...]]


ENGLISH = Language(
    labels={
        "client": ("client", "client name", "vision vx client", "customer", "advertiser"),
        "campaign": ("campaign", "campaign name", "name of campaign"),
        "titan_order_id": (
            "titan order id", "titan order", "titan id", "titan order number", "titan order no", "titan no",
            "titan order #", "order id", "titan #",
        ),
        "products": (
            "product", "products", "list of products", "product list", "product(s)", "products to cancel",
            "products to be cancelled", "line items", "items",
        ),
        "rep_name": ("rep", "sales rep", "rep name", "name of rep", "requested by", "your name"),
        "rep_contact": (
            "contact", "rep contact", "phone", "tel", "mobile", "email", "e-mail", "contact information",
        ),
        "reason": ("reason", "reason for cancellation", "why"),
    },
    cancel=("cancel", "take off", "pull the", "terminate"),
    never=("do not cancel", "don't cancel", "don’t cancel", "not to cancel", "no need to cancel",
           "not cancel"),
    change=("change", "update", "swap", "replace", "adjust", "increas", "decreas", "raise", "lower", "shift"),
    changed=("targeting", "creative", "budget", "conversion", "landing page", "geo", "audience"),
    both=("and",),
    closings=("thanks", "thank you", "many thanks", "best", "best regards", "kind regards", "regards"),
    wrote=(("on ", "wrote:"),),
    history=("original message", "from:"),
    reasons={
        "client_wish": ("client wish", "client request", "client asked", "customer request", "budget"),
        "not_fulfilled": ("not fulfilled", "not delivered", "never ran", "did not run", "unfulfilled"),
    },
)  # fmt: skip
GERMAN = Language(
    labels={
        "client": ("kunde", "kundin", "kundenname", "werbekunde"),
        "campaign": ("kampagne", "kampagnenname", "name der kampagne"),
        "titan_order_id": (
            "titan-auftrag", "titan-auftragsnummer", "titan-nummer", "titan-nr", "auftragsnummer",
        ),
        "products": ("produkt", "produkte", "produktliste", "liste der produkte"),
        "rep_name": ("verkäufer", "verkäuferin", "ansprechpartner", "vertrieb"),
        "rep_contact": ("kontakt", "telefon", "mobil"),
        "reason": ("grund",),
    },
    cancel=("storn", "kündig", "abbestell"),
    never=("nicht storn", "nicht kündig", "keine storn"),
    change=("änder", "anpass", "tausch", "erhöh", "senk", "verschieb"),
    changed=("zielgruppe", "werbemittel", "budget", "motiv", "targeting"),
    both=("und",),
    closings=("danke", "vielen dank", "viele grüße", "mit freundlichen grüßen", "beste grüße", "gruß", "mfg"),
    wrote=(("am ", "schrieb:"), ("am ", "geschrieben:")),
    history=("ursprüngliche nachricht", "von:"),
    reasons={
        "client_wish": ("kundenwunsch", "wunsch des kunden"),
        "not_fulfilled": ("nicht geliefert", "nicht erfüllt"),
    },
)  # fmt: skip
FRENCH = Language(
    labels={
        "client": ("client", "cliente", "nom du client", "annonceur"),
        "campaign": ("campagne", "nom de la campagne"),
        "titan_order_id": ("commande titan", "numéro titan", "n° titan", "id titan"),
        "products": ("produit", "produits", "liste des produits"),
        "rep_name": ("commercial", "commerciale", "représentant"),
        "rep_contact": ("téléphone", "tél", "courriel", "coordonnées"),
        "reason": ("motif", "raison"),
    },
    cancel=("annul", "résili"),
    never=("ne pas annul", "n'annul", "n’annul"),
    change=("modif", "chang", "augment", "rédui", "rempla"),
    changed=("ciblage", "créa", "budget", "visuel"),
    both=("et",),
    closings=("merci", "merci d'avance", "cordialement", "bien cordialement", "salutations"),
    wrote=(("le ", "a écrit :"), ("le ", "a écrit:")),
    history=("message d'origine", "message original", "de :"),
    reasons={
        "client_wish": ("souhait du client", "demande du client"),
        "not_fulfilled": ("non livré", "pas livré"),
    },
)  # fmt: skip
SPANISH = Language(
    labels={
        "client": ("cliente", "nombre del cliente", "anunciante"),
        "campaign": ("campaña", "nombre de la campaña"),
        "titan_order_id": ("pedido titan", "número titan", "id de titan", "orden titan"),
        "products": ("producto", "productos", "lista de productos"),
        "rep_name": ("vendedor", "vendedora", "representante"),
        "rep_contact": ("contacto", "teléfono", "móvil", "correo"),
        "reason": ("motivo", "razón"),
    },
    cancel=("cancel", "anul"),
    never=("no cancel", "no anul"),
    change=("cambi", "modific", "aument", "reduc", "reempla"),
    changed=("segmentación", "creativ", "presupuesto", "audiencia"),
    both=("y", "e"),
    closings=("gracias", "muchas gracias", "saludos", "un saludo", "atentamente"),
    wrote=(("el ", "escribió:"),),
    history=("mensaje original", "de:"),
    reasons={
        "client_wish": ("deseo del cliente", "petición del cliente"),
        "not_fulfilled": ("no entregado", "no cumplido"),
    },
)  # fmt: skip
LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH, "es": SPANISH}
