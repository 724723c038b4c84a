"""Member cards and name badges, several to an A4 page, with marks to cut along."""

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from desktop.core.codes import card_code
from desktop.core.i18n import _
from desktop.core.progress import Progress, Silent
from desktop.core.sheet_content import Card, CardsContent, CardSize, Printed
from desktop.core.sheet_layout import Box, CardsLayout, cards_layout
from desktop.paper.page import Pages, deliver
from desktop.paper.qr import row_stencils

_ACCENT = (0x1F / 255, 0x5F / 255, 0x8B / 255)


def draw_cards(content: CardsContent, out: Path | BinaryIO, progress: Progress | None = None) -> Printed:
    """Draw the fronts of cards or badges as a PDF and write it whole or not at all.

    A card shows a name, an organisation and one short line: never a phone or an identity number.
    Raises NoChineseFont, CannotSave; Cancelled when ``progress`` says so.
    """
    progress = progress or Silent()
    plan = cards_layout(content.size)
    pages = Pages(plan.paper, content.heading)
    each = len(plan.cards)
    count = max(1, -(-len(content.cards) // each))
    for page in range(count):
        progress.step(page, count, _("Drawing cards, page {n}").format(n=page + 1))
        on_page = content.cards[page * each : (page + 1) * each]
        _draw_marks(pages, plan)
        for card, box in zip(on_page, plan.cards, strict=False):
            _draw_card(pages, content, card, _Places.on(content.size, box))
        pages.next_page()
    deliver(pages.finish(), out)
    progress.step(count, count)
    return Printed(count, len(content.cards), tuple(pages.unprintable), tuple(pages.cut))


@dataclass(frozen=True, slots=True)
class _Places:
    """Where the parts of one card lie on the page."""

    band: Box
    heading: Box
    subheading: Box
    name: Box
    organisation: Box
    line: Box
    code: Box

    @classmethod
    def on(cls, size: CardSize, box: Box) -> "_Places":
        badge = size is CardSize.BADGE
        band = Box(box.x, box.y, box.width, 14.0)
        code_size = 20.0
        code = Box(
            box.right - code_size - 5, box.bottom - code_size - (8 if badge else 7), code_size, code_size
        )
        left, width = box.x + 5, code.x - box.x - 9
        name_top = band.bottom + (4 if badge else 5)
        name_height = 16.0 if badge else 12.0
        return cls(
            band=band,
            heading=Box(box.x + 5, box.y + 1.5, box.width - 10, 6.5),
            subheading=Box(box.x + 5, box.y + 8, box.width - 10, 4.5),
            name=Box(left, name_top, width, name_height),
            organisation=Box(left, name_top + name_height + 1, width, 10.0),
            line=Box(left, box.bottom - 9, width, 5.0),
            code=code,
        )


def _draw_card(pages: Pages, content: CardsContent, card: Card, places: _Places) -> None:
    badge = content.size is CardSize.BADGE
    pages.fill(places.band, *_ACCENT)
    subheading = content.subheading or ("" if badge else _("Member card"))
    heading = (
        places.heading
        if subheading
        else Box(places.heading.x, places.band.y, places.heading.width, places.band.height)
    )
    pages.write(content.heading, heading, 12, least=8, bold=True, grey=1)
    pages.write(subheading, places.subheading, 8.5, least=6.5, grey=1)
    pages.write(card.name, places.name, 30 if badge else 20, least=9, bold=True)
    pages.write(card.organisation, places.organisation, 10, least=7)
    pages.write(card.line, places.line, 9, least=6.5, grey=0.3)
    pages.code(card_code(content.key, card.token), places.code, row_stencils())


def _draw_marks(pages: Pages, plan: CardsLayout) -> None:
    """Draw short lines in the margin where the knife goes, and hairlines between cards."""
    first, last = plan.cards[0], plan.cards[-1]
    for x in sorted({edge for box in plan.cards for edge in (box.x, box.right)}):
        pages.rule(x, first.y - 6, x, first.y - 1.5, 0.3)
        pages.rule(x, last.bottom + 1.5, x, last.bottom + 6, 0.3)
        pages.rule(x, first.y, x, last.bottom, 0.15, 0.75)
    for y in sorted({edge for box in plan.cards for edge in (box.y, box.bottom)}):
        pages.rule(first.x - 6, y, first.x - 1.5, y, 0.3)
        pages.rule(last.right + 1.5, y, last.right + 6, y, 0.3)
        pages.rule(first.x, y, last.right, y, 0.15, 0.75)
    hint = Box(first.x + 2, last.bottom + 2, first.width - 5, 4)
    pages.write(_("Print at 100 %, do not fit to page"), hint, 6.5, least=5, grey=0.45)
