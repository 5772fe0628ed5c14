"""The words by which requests for take-overs are read, a set for each language. Policy says which count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

FIELDS = (
    "subject", "current_partner", "new_partner", "current_vad", "new_vad", "move_type", "requested_finish",
    "subject_email", "current_email", "new_email", "licences",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Language:
    """What a language calls the fields, and the words that tell a request from other mails.

    `labels` are compared without letter case. `about` and `never` are beginnings of words: a mail that is
    about take-overs at all, and one that speaks against a move. With one of `named` the subject line of such
    a mail begins. `whole` says that a reseller moves with all its customers; `months` begin with January.
    `closings`, `wrote` and `history` as in `cases.own_words`.
    """

    labels: Mapping[str, tuple[str, ...]]
    about: tuple[str, ...]
    named: tuple[str, ...]
    never: tuple[str, ...]
    whole: tuple[str, ...]
    other: tuple[str, ...]
    to: tuple[str, ...]
    months: tuple[str, ...]
    monthly: tuple[str, ...]
    prepaid: tuple[str, ...]
    years: tuple[str, ...]
    used: tuple[str, ...]
    until: tuple[str, ...]
    none: tuple[str, ...]
    closings: tuple[str, ...]
    wrote: tuple[tuple[str, str], ...]
    history: tuple[str, ...]


ENGLISH = Language(
    labels={
        "subject": (
            "customer", "end customer", "customer name", "name of the customer", "customer company",
            "company", "company name", "who moves", "client", "ec", "reseller that moves",
        ),
        "current_partner": (
            "current partner", "present partner", "current business partner", "current reseller",
            "old partner", "present reseller", "old reseller", "current bp", "from partner",
        ),
        "new_partner": (
            "new partner", "new business partner", "new reseller", "future partner", "new bp", "to partner",
        ),
        "current_vad": ("current distributor", "present distributor", "old distributor", "current vad"),
        "new_vad": ("new distributor", "future distributor", "new vad"),
        "move_type": ("move type", "kind of move", "type of move", "take-over type", "type of take-over"),
        "requested_finish": (
            "target month", "wished month", "month", "desired month", "finish by", "move by", "wished date",
        ),
        "subject_email": ("customer mail", "customer email", "customer e-mail", "mail of the customer"),
        "current_email": (
            "current partner mail", "current partner email", "current partner e-mail",
            "mail of the current partner",
        ),
        "new_email": (
            "new partner mail", "new partner email", "new partner e-mail", "mail of the new partner",
        ),
        "licences": ("licences", "licenses", "licence", "license", "subscriptions", "plans"),
    },
    about=("the take-over", "this take-over", "take-over of", "take-over request", "a take-over",
           "take over this customer", "take over the customer", "change of partner", "change of reseller",
           "partner change", "change our partner", "new business partner", "change of business partner"),
    named=("take-over", "takeover", "take over", "change of partner", "partner change"),
    never=("do not move", "don't move", "don’t move", "do not agree", "don't agree", "don’t agree",
           "withdraw", "no take-over", "not to move", "stop the take-over", "cancel the take-over",
           "no longer agree", "not agree"),
    whole=("with all customers", "with all its customers", "with all our customers", "all customers"),
    other=("other",),
    to=("to", "→", "->", "=>", ">"),
    months=("january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december"),
    monthly=("monthly", "per month"),
    prepaid=("prepaid", "paid ahead"),
    years=("year", "years", "y"),
    used=("in use", "used", "allocated", "assigned"),
    until=("until", "to", "ends", "end", "end date"),
    none=("none", "no licences", "no licenses"),
    closings=("thanks", "thank you", "many thanks", "best", "best regards", "kind regards", "regards"),
    wrote=(("on ", "wrote:"),),
    history=("original message", "from:"),
)  # fmt: skip
GERMAN = Language(
    labels={
        "subject": ("kunde", "endkunde", "kundenname", "firma", "unternehmen", "name des kunden"),
        "current_partner": (
            "bisheriger partner", "aktueller partner", "jetziger partner", "alter partner",
            "bisheriger händler", "aktueller händler", "bisheriger fachhändler",
        ),
        "new_partner": ("neuer partner", "neuer händler", "neuer fachhändler", "künftiger partner"),
        "current_vad": ("bisheriger distributor", "aktueller distributor", "alter distributor"),
        "new_vad": ("neuer distributor", "künftiger distributor"),
        "move_type": ("art des wechsels", "art des umzugs", "wechselart"),
        "requested_finish": ("monat", "zielmonat", "gewünschter monat", "wunschmonat", "wunschtermin"),
        "subject_email": ("mail des kunden", "e-mail des kunden", "kunden-mail", "kundenmail"),
        "current_email": ("mail des bisherigen partners", "e-mail des bisherigen partners"),
        "new_email": ("mail des neuen partners", "e-mail des neuen partners"),
        "licences": ("lizenzen", "lizenz", "abonnements", "abos"),
    },
    about=("die übernahme", "übernahme des kunden", "übernahme von", "partnerwechsel", "händlerwechsel",
           "wechsel des partners"),
    named=("übernahme", "partnerwechsel", "händlerwechsel"),
    never=("nicht wechseln", "nicht umziehen", "ziehen zurück", "widerruf", "nicht einverstanden",
           "keine übernahme", "stimmen nicht zu"),
    whole=("mit allen kunden", "mit allen seinen kunden", "alle kunden"),
    other=("andere", "sonstige", "anderer wechsel"),
    to=("zu", "nach", "auf"),
    months=("januar", "februar", "märz", "april", "mai", "juni", "juli", "august", "september", "oktober",
            "november", "dezember"),
    monthly=("monatlich",),
    prepaid=("vorausbezahlt", "im voraus"),
    years=("jahr", "jahre", "j"),
    used=("genutzt", "in nutzung", "zugewiesen", "belegt"),
    until=("bis", "ende", "enddatum"),
    none=("keine", "keine lizenzen"),
    closings=("danke", "vielen dank", "viele grüße", "mit freundlichen grüßen", "beste grüße", "gruß", "mfg"),
    wrote=(("am ", "schrieb:"), ("am ", "geschrieben:")),
    history=("ursprüngliche nachricht", "von:"),
)  # fmt: skip
FRENCH = Language(
    labels={
        "subject": ("client", "client final", "nom du client", "société", "entreprise"),
        "current_partner": (
            "partenaire actuel", "revendeur actuel", "ancien partenaire", "ancien revendeur",
        ),
        "new_partner": ("nouveau partenaire", "nouveau revendeur", "futur partenaire"),
        "current_vad": ("distributeur actuel", "ancien distributeur"),
        "new_vad": ("nouveau distributeur",),
        "move_type": ("type de reprise", "type de changement", "type de transfert"),
        "requested_finish": ("mois", "mois souhaité", "date souhaitée", "mois visé"),
        "subject_email": ("courriel du client", "mail du client", "e-mail du client"),
        "current_email": ("courriel du partenaire actuel", "mail du partenaire actuel"),
        "new_email": ("courriel du nouveau partenaire", "mail du nouveau partenaire"),
        "licences": ("licences", "licence", "abonnements"),
    },
    about=("la reprise", "reprise du client", "changement de partenaire", "changement de revendeur",
           "changer de partenaire"),
    named=("reprise", "changement de partenaire"),
    never=("ne pas transférer", "retirons", "pas d'accord", "pas d’accord", "pas de reprise",
           "annuler la reprise"),
    whole=("avec tous ses clients", "avec tous nos clients", "tous les clients"),
    other=("autre",),
    to=("à", "vers", "au"),
    months=("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
            "novembre", "décembre"),
    monthly=("mensuel", "mensuelle", "par mois"),
    prepaid=("prépayé", "prépayée", "prépayées", "prépayés"),
    years=("an", "ans"),
    used=("utilisées", "utilisés", "attribuées", "en usage"),
    until=("jusqu'au", "jusqu’au", "fin"),
    none=("aucune", "aucune licence"),
    closings=("merci", "merci d'avance", "cordialement", "bien cordialement", "salutations"),
    wrote=(("le ", "a écrit :"), ("le ", "a écrit:")),
    history=("message d'origine", "message original", "de :"),
)  # fmt: skip
LANGUAGES: Mapping[str, Language] = {"en": ENGLISH, "de": GERMAN, "fr": FRENCH}
