"""The form on which an organisation names people for the trips: what stands on it, and its code.

The code tells a form that comes back from any other list: which programme, which organisation. It is
``T`` with 40 bits of either key and 16 bits of check in hexadecimal, so that a mistyped one is noticed.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Literal, NamedTuple
from uuid import UUID

from desktop.core.i18n import N_, _, ngettext

_BITS = 40
_CODE = re.compile(r"(?<![0-9A-Z])T([0-9A-F]{20})([0-9A-F]{4})(?![0-9A-Z])")


FormColumn = Literal[
    "number", "name", "sex", "id_number", "birthday", "organisation", "post", "frontline", "is_member",
    "in_post", "categories", "honours", "last_trip_year", "phone", "emergency_contact", "preferences",
    "fit", "remark",
]  # fmt: skip
FORM_LABELS: Mapping[FormColumn, str] = {
    "number": N_("No."),
    "name": N_("Name"),
    "sex": N_("Sex"),
    "id_number": N_("Identity number"),
    "birthday": N_("Born in (month)"),
    "organisation": N_("Organisation"),
    "post": N_("Post or trade"),
    "frontline": N_("Frontline"),
    "is_member": N_("Union member"),
    "in_post": N_("In post"),
    "categories": N_("Priority category"),
    "honours": N_("Honours with years"),
    "last_trip_year": N_("Year of the last trip"),
    "phone": N_("Mobile phone"),
    "emergency_contact": N_("Emergency contact"),
    "preferences": N_("Batches wished for"),
    "fit": N_("Fit to travel"),
    "remark": N_("Remark"),
}
"""The columns of our own form in their order; translate where shown."""


class FormCode(NamedTuple):
    """What a form's code says: the last 40 bits of the keys of its programme and its organisation."""

    programme: int
    organisation: int


@dataclass(frozen=True, slots=True)
class TripForm:
    """A form of one organisation: ``quota`` rows are ruled, ``reserve`` more after them.

    ``deadline`` is when it must be back. ``categories`` and ``batches`` are what may be chosen; a batch is
    its number and what it is called.
    """

    code: str
    programme: str
    organisation: str
    quota: int
    frontline_min: int
    reserve: int
    deadline: date | None
    documents: Sequence[str]
    categories: Sequence[str]
    batches: Sequence[tuple[int, str]]
    contact: str = ""
    phone: str = ""

    @property
    def rows(self) -> int:
        """Rows on the form."""
        return self.quota + self.reserve


def tail(key: UUID) -> int:
    """Return the part of a key that stands in a code."""
    return key.int & ((1 << _BITS) - 1)


def form_code(programme: UUID, organisation: UUID) -> str:
    """Return the code of an organisation's form: 25 letters and digits."""
    body = f"{tail(programme):010X}{tail(organisation):010X}"
    return f"T{body}{_check(body)}"


def find_form_code(text: str) -> FormCode | None:
    """Return the code that stands in a text; None where there is none, or one that was mistyped."""
    plain = unicodedata.normalize("NFKC", text).upper()
    for found in _CODE.finditer(plain):
        body, check = found.groups()
        if _check(body) == check:
            return FormCode(int(body[:10], 16), int(body[10:], 16))
    return None


def head_lines(form: TripForm) -> list[str]:
    """Return what stands over the table: who names how many until when, on which documents."""
    quota = ngettext("{n} place", "{n} places", form.quota).format(n=form.quota)
    if form.frontline_min:
        quota = _("{places}, front line at least {n}").format(places=quota, n=form.frontline_min)
    parts = [
        _("Naming organisation: {name}").format(name=form.organisation),
        _("Quota: {quota}").format(quota=quota),
    ]
    if form.deadline is not None:
        parts.append(_("To be sent back by {day}").format(day=form.deadline.isoformat()))
    lines = ["    ".join(parts)]
    if form.documents:
        lines.append(_("Documents: {words}").format(words=_("; ").join(form.documents)))
    if form.batches:
        batches = _("; ").join(f"{number}: {words}" for number, words in form.batches)
        lines.append(_("Batches: {words}").format(words=batches))
    asked = " ".join(part for part in (form.contact, form.phone) if part)
    if asked:
        lines.append(_("Questions to: {who}").format(who=asked))
    return lines


def filling_notes(form: TripForm) -> list[str]:
    """Return how the form is filled in."""
    told = [
        _("Put the names in the order you would send them; further numbers are reserves."),
        _("Priority categories: {words}. Several are separated by commas.").format(
            words=_("; ").join(form.categories)
        )
        if form.categories
        else "",
        _("Batches wished for: their numbers, the best first, separated by commas.") if form.batches else "",
        _("Fit to travel: yes or no only, never an illness."),
    ]
    return [one for one in told if one]


def _check(body: str) -> str:
    return sha256(f"yijia trip form {body}".encode("ascii")).hexdigest()[:4].upper()
