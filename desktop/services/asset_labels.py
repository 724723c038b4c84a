"""Labels to stick on equipment: whose, on which sheet of stickers, from which sticker on."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import CodeKey
from desktop.core.errors import FieldError, Refused
from desktop.core.i18n import _, in_language, language
from desktop.core.progress import Progress
from desktop.models.site_assets import Asset
from desktop.models.sites import Site
from desktop.paper.labels_pdf import Label, LabelsContent, LabelSize, draw_labels, sticker_sheet
from desktop.services.enrolment import blocks

__all__ = ["LabelSize", "LabelsRequest", "PreparedLabels", "prepare_labels", "size_word", "stickers_a_page"]

OWNER_LIMIT = 30


@dataclass(frozen=True, slots=True)
class LabelsRequest:
    """What is wanted; ``owner`` stands small on top, ``language`` empty is the one in force."""

    asset_ids: tuple[UUID, ...]
    size: LabelSize = LabelSize.LARGE
    start: int = 1
    owner: str = ""
    outlines: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class PreparedLabels:
    """Labels as they will print; the codes stay the same at every printing."""

    pdf: bytes
    pages: int
    labels: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]


class NoLabels(Refused):
    """There is nothing to print a label for."""


def prepare_labels(
    session: Session, key: CodeKey, request: LabelsRequest, progress: Progress | None = None
) -> PreparedLabels:
    """Draw labels. Raises ``NoLabels``, FieldError (start, owner), NoChineseFont; Cancelled."""
    each = stickers_a_page(request.size)
    if not 1 <= request.start <= each:
        raise FieldError("start", _("This sheet has stickers 1 to {count}.").format(count=each))
    owner = " ".join(request.owner.split())
    if len(owner) > OWNER_LIMIT:
        raise FieldError("owner", _("That is longer than {count} characters.").format(count=OWNER_LIMIT))
    labels = _labels(session, request.asset_ids)
    if not labels:
        raise NoLabels(_("There is nothing to print a label for."), _("Choose equipment from the list."))
    out = BytesIO()
    content = LabelsContent(request.size, labels, key, owner, request.start, request.outlines)
    with in_language(request.language or language()):
        drawn = draw_labels(content, out, progress)
    return PreparedLabels(out.getvalue(), drawn.pages, drawn.rows, drawn.unprintable, drawn.cut)


def stickers_a_page(size: LabelSize) -> int:
    """Return how many stickers a sheet of a size has."""
    return sticker_sheet(size).each


def size_word(size: LabelSize) -> str:
    """Return what a size of stickers is called."""
    plan = sticker_sheet(size)
    return _("{width:g} × {height:g} mm, {count} a page").format(
        width=plan.width, height=plan.height, count=plan.each
    )


def _labels(session: Session, keys: Sequence[UUID]) -> list[Label]:
    found: dict[UUID, Label] = {}
    for block in blocks(list(dict.fromkeys(keys))):
        rows = session.execute(
            select(Asset, Site.name)
            .join(Site, Site.id == Asset.site_id)
            .where(Asset.id.in_(block), Asset.removed_at.is_(None))
        )
        for row, site in rows:
            found[row.id] = Label(row.token, row.number, row.name, site, row.place)
    return [found[key] for key in dict.fromkeys(keys) if key in found]
