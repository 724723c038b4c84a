"""How verdicts, their reasons and their certainty read; a word stands beside every colour."""

from dataclasses import dataclass

from desktop.core.i18n import _, ngettext
from desktop.core.money import in_figures
from desktop.core.reading import Mark
from desktop.core.sheet_content import RowPart
from desktop.services.reading_parts import Accepted, SheetProposal

VERY_CLEAR = 0.95
CLEAR = 0.8


@dataclass(frozen=True)
class Look:
    """The word of a verdict, its icon, and its colours by their names in ``Colours``."""

    word: str
    icon: str
    text: str
    ground: str


def look_of(mark: Mark) -> Look:
    """Return how a verdict looks."""
    return {
        Mark.SIGNED: Look(_("Signed"), "check-circle", "good", "good_ground"),
        Mark.EMPTY: Look(_("Not signed"), "circle-outline", "quiet", "field"),
        Mark.DOUBTFUL: Look(_("In doubt"), "help-circle", "due", "due_ground"),
        Mark.UNSEEN: Look(_("Not seen"), "eye-off-outline", "quiet", "field"),
    }[mark]


def received_look() -> Look:
    """Return how a signed row of a receipt sheet looks."""
    return Look(_("Received"), "check-circle", "good", "good_ground")


def walk_in_look() -> Look:
    """Return how writing on a row without a name looks."""
    return Look(_("Walk-in"), "account-plus", "accent", "tint")


def asks_sum(sheet: SheetProposal) -> bool:
    """Return whether money is handed out by a sheet, so that what a walk-in received is to be read too."""
    return any(row.fen is not None for row in sheet.rows if row.part is RowPart.LISTED)


def certainty(confidence: float) -> str:
    """Return how clear a row is to the program, in words (``confidence`` from 0 to 1)."""
    if confidence >= VERY_CLEAR:
        return _("very clear")
    return _("clear") if confidence >= CLEAR else _("clear enough")


def entered_words(accepted: Accepted) -> str:
    """Return what was entered, in a sentence."""
    told = []
    if not accepted.attendances and not accepted.receipts:
        told.append(_("The pages are noted as returned"))
    if accepted.attendances:
        n = accepted.attendances
        told.append(ngettext("{n} signature entered", "{n} signatures entered", n).format(n=f"{n:,}"))
    if accepted.receipts:
        n = accepted.receipts
        words = ngettext("{n} receipt entered, {sum} yuan", "{n} receipts entered, {sum} yuan", n)
        told.append(words.format(n=f"{n:,}", sum=in_figures(accepted.sum)))
    if accepted.walk_ins:
        n = accepted.walk_ins
        told.append(ngettext("{n} walk-in among them", "{n} walk-ins among them", n).format(n=f"{n:,}"))
    if accepted.already:
        n = accepted.already
        told.append(ngettext("{n} was in already", "{n} were in already", n).format(n=f"{n:,}"))
    return " · ".join(told) + "."


def left_words(accepted: Accepted) -> str:
    """Return what stays to be settled, and why, or nothing."""
    told = list(accepted.closed)
    if accepted.left:
        words = ngettext(
            "{n} doubtful row stays here to be settled.",
            "{n} doubtful rows stay here to be settled.",
            accepted.left,
        )
        told.insert(0, words.format(n=f"{accepted.left:,}"))
    return " ".join(told)
