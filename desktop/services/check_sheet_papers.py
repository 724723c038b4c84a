"""Check sheets for a round of visits, drawn to be printed: one page for each site."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from sqlalchemy.orm import Session

from desktop.core.errors import Refused
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.paper.check_sheet_pdf import CheckSheet, OpenDefect, SheetLine, draw_check_sheets
from desktop.services.check_sheets import check_sheet
from desktop.services.clock import local, moment_of
from desktop.services.defect_cards import DefectCard, Defects, defects
from desktop.services.site_find import SiteCard, cards
from desktop.services.site_words import site_word


class NoSite(Refused):
    """Sheets were asked for without saying of which sites."""


@dataclass(frozen=True, slots=True)
class PreparedSheets:
    """Check sheets as a PDF; ``unprintable`` and ``cut`` are texts to look at."""

    pdf: bytes
    pages: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]


def prepare_check_sheets(
    session: Session, site_ids: Sequence[UUID], progress: Progress | None = None
) -> PreparedSheets:
    """Draw the check sheets of sites, in their order. Raises NoSite, NoChineseFont, Cancelled."""
    today = local(moment_of(session)).date()
    found = cards(session, site_ids)
    if not found:
        raise NoSite(_("No site is chosen."), _("Choose the sites to be visited first."))
    wrong: dict[UUID, list[DefectCard]] = {}
    only = found[0].id if len(found) == 1 else None
    for one in defects(session, today, Defects.OPEN, site_id=only):
        wrong.setdefault(one.site_id, []).append(one)
    file = BytesIO()
    drawn = draw_check_sheets([_sheet(one, wrong.get(one.id, ())) for one in found], today, file, progress)
    return PreparedSheets(file.getvalue(), drawn.pages, drawn.unprintable, drawn.cut)


def _sheet(card: SiteCard, wrong: Sequence[DefectCard]) -> CheckSheet:
    entry = card.entry
    return CheckSheet(
        name=entry.name,
        code=entry.code,
        kind=site_word(entry.kind, entry.afloat),
        address=" ".join(filter(None, (entry.district, entry.address))),
        host=entry.host,
        contact=" ".join(filter(None, (entry.contact, entry.contact_phone))),
        hours=card.hours,
        lines=tuple(SheetLine(line.wording, line.points) for line in check_sheet(entry.kind, entry.afloat)),
        defects=tuple(OpenDefect(d.what, d.deadline, d.responsible, d.fixed_on is not None) for d in wrong),
    )
