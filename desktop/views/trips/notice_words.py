"""What a notice and its state are called on the page."""

from datetime import date

from desktop.core.i18n import _, ngettext
from desktop.services.clock import local
from desktop.services.trip_notices import NoticeCard, NoticeDraft, NoticeLine
from desktop.views.support.times import day_words


def state_words(one: NoticeLine, today: date) -> str:
    """Return where a notice of the list stands, in a word or two."""
    if one.closed_at is not None:
        return _("closed")
    return _("hangs") if today <= one.last_day else _("period over")


def period_words(made: NoticeDraft | NoticeCard) -> str:
    """Return from when to when objections are taken, and how many days count."""
    if made.is_workdays:
        days = ngettext("{n} working day", "{n} working days", made.days).format(n=made.days)
    else:
        days = ngettext("{n} day", "{n} days", made.days).format(n=made.days)
    return _("Objections {first} to {last} ({days})").format(
        first=day_words(made.first_day), last=day_words(made.last_day), days=days
    )


def card_words(card: NoticeCard, today: date) -> str:
    """Return where a notice stands, in a sentence."""
    if card.closed_at is not None:
        return _("Closed by {who} on {day}. What hung stays on file as it hung.").format(
            who=card.closed_by, day=day_words(local(card.closed_at).date())
        )
    if today <= card.last_day:
        return _("Put up {posted}; it hangs until the end of {last}.").format(
            posted=day_words(card.posted_on), last=day_words(card.last_day)
        )
    return _("Its period is over. Close it once every objection is answered.")


def where_words(card: NoticeCard) -> str:
    """Return where objections go."""
    return _("Objections: {contact}, telephone {phone}, {place}").format(
        contact=card.contact, phone=card.phone, place=card.place
    )
