"""Member cards and badges: one valid card a person, printed several to a page."""

import json
import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop.core.codes import TOKEN_BITS, CodeKey
from desktop.core.errors import NotFound, Refused
from desktop.core.i18n import N_, _, in_language, language
from desktop.core.ids import new_ids
from desktop.core.progress import Progress
from desktop.core.sheet_content import Card as PrintedCard
from desktop.core.sheet_content import CardsContent, CardSize
from desktop.models.activities import EnrolmentState
from desktop.models.base import plain
from desktop.models.people import Organisation, Worker
from desktop.models.sheets import Card, Sheet, SheetKind
from desktop.paper.cards_pdf import draw_cards
from desktop.paper.page import deliver
from desktop.services.agenda import on_file
from desktop.services.clock import moment_of
from desktop.services.enrolment import NoSuchWorker, blocks, on_list
from desktop.services.sheet_record import PrintedSheet, free_tokens, keep_sheet, next_number
from desktop.storage import bulk, journal

__all__ = ["CardsRequest", "PreparedCards", "prepare_cards", "print_cards", "reissue", "request_again"]


@dataclass(frozen=True, slots=True)
class CardsRequest:
    """What is wanted: badges of everybody with a place in ``activity_id``, or cards of ``worker_ids``.

    ``heading`` stands on every card: on badges the title of the activity unless something else is said.
    ``language`` is empty for the one in force.
    """

    activity_id: UUID | None = None
    worker_ids: tuple[UUID, ...] = ()
    heading: str = ""
    badges: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class PreparedCards:
    """Cards as they will print; the codes in the preview are not valid ones."""

    pdf: bytes
    pages: int
    cards: int
    unprintable: tuple[str, ...]
    cut: tuple[str, ...]


class NoCards(Refused):
    """There is nobody to print a card for."""


def prepare_cards(
    session: Session, key: CodeKey, request: CardsRequest, progress: Progress | None = None
) -> PreparedCards:
    """Draw the cards without issuing any. Raises NotFound, ``NoCards``, NoChineseFont; Cancelled."""
    workers = _workers(session, request)
    content = _content(session, key, request, workers, lambda _worker_id: secrets.randbits(TOKEN_BITS))
    out = BytesIO()
    with in_language(request.language or language()):
        drawn = draw_cards(content, out, progress)
    return PreparedCards(out.getvalue(), drawn.pages, drawn.rows, drawn.unprintable, drawn.cut)


def print_cards(
    session: Session,
    key: CodeKey,
    request: CardsRequest,
    out: Path | BinaryIO,
    progress: Progress | None = None,
) -> PrintedSheet:
    """Draw the cards, issuing one to who has none, and keep the printing on record (``store.record``).

    Raises as :func:`prepare_cards` does, and CannotSave; then no card is issued.
    """
    workers = _workers(session, request)
    tokens = _issued(session, [worker.id for worker, _organisation in workers])
    content = _content(session, key, request, workers, tokens.__getitem__)
    pdf = BytesIO()
    with in_language(request.language or language()):
        drawn = draw_cards(content, pdf, progress)
    kind = SheetKind.BADGES if request.badges else SheetKind.CARDS
    sheet = keep_sheet(
        session,
        kind,
        content.heading,
        drawn,
        next_number(session),
        activity_id=request.activity_id,
        in_tongue=request.language or language(),
        options={"workers": [worker.id.hex for worker, _organisation in workers]},
    )
    label = N_("Print {count} badges for {title}") if request.badges else N_("Print {count} member cards")
    journal.describe(session, label, count=drawn.rows, title=content.heading)
    deliver(pdf.getvalue(), out)
    return sheet


def request_again(session: Session, sheet_id: UUID) -> CardsRequest:
    """Return what prints the same people's badges or cards once more. Raises NotFound.

    Their codes stay the same, except where a card was made invalid meanwhile.
    """
    sheet = session.get(Sheet, sheet_id)
    if sheet is None or sheet.removed_at is not None:
        raise NotFound(_("That sheet is not on record."))
    workers = tuple(UUID(hex=key) for key in json.loads(sheet.options)["workers"])
    badges = sheet.kind is SheetKind.BADGES
    return CardsRequest(sheet.activity_id, workers, sheet.title, badges, sheet.language)


def reissue(session: Session, worker_id: UUID) -> None:
    """Make a worker's card invalid, say because it was lost; the next printing issues a new one."""
    worker = session.get(Worker, worker_id)
    if worker is None or worker.removed_at is not None:
        raise NoSuchWorker(_("This worker is not on file."))
    cards = session.scalars(select(Card).where(Card.worker_id == worker_id, Card.removed_at.is_(None)))
    for card in cards:
        card.removed_at = moment_of(session)
    session.flush()
    journal.describe(session, N_("Make the card of {name} invalid"), name=worker.name)


def _workers(session: Session, request: CardsRequest) -> list[tuple[Worker, str]]:
    if request.activity_id is not None and not request.worker_ids:
        lines = on_list(session, request.activity_id, EnrolmentState.ENROLLED)
        wanted: Sequence[UUID] = [line.worker_id for line in lines]
    else:
        wanted = list(dict.fromkeys(request.worker_ids))
    found: dict[UUID, tuple[Worker, str]] = {}
    for block in blocks(wanted):
        rows = session.execute(
            select(Worker, Organisation.name)
            .outerjoin(Organisation, Organisation.id == Worker.organisation_id)
            .where(Worker.id.in_(block), Worker.removed_at.is_(None))
        )
        found.update({worker.id: (worker, organisation or "") for worker, organisation in rows})
    if not found:
        raise NoCards(
            _("There is nobody to print a card for."), _("Enrol workers, or choose some from the list.")
        )
    return [found[key] for key in wanted if key in found]


def _content(
    session: Session,
    key: CodeKey,
    request: CardsRequest,
    workers: Sequence[tuple[Worker, str]],
    token_of: Callable[[UUID], int],
) -> CardsContent:
    heading, below = request.heading, ""
    if request.activity_id is not None:
        activity = on_file(session, request.activity_id)
        heading = heading or activity.title
        below = activity.place
    cards = tuple(
        PrintedCard(w.name, organisation, token_of(w.id), w.post if request.badges else w.member_number)
        for w, organisation in workers
    )
    size = CardSize.BADGE if request.badges else CardSize.MEMBER
    return CardsContent(size, heading or _("Trade union"), cards, key, below)


def _issued(session: Session, worker_ids: Sequence[UUID]) -> dict[UUID, int]:
    """Return the valid card of each worker, issuing those that lack."""
    known: dict[UUID, int] = {}
    for block in blocks(worker_ids):
        rows = session.execute(
            select(Card.worker_id, Card.token).where(Card.worker_id.in_(block), Card.removed_at.is_(None))
        )
        known.update({worker_id: token for worker_id, token in rows})
    lacking = [worker_id for worker_id in worker_ids if worker_id not in known]
    if lacking:
        tokens = free_tokens(session, Card, len(lacking))
        at = plain(moment_of(session))
        new = list(zip(new_ids(len(lacking)), lacking, tokens, strict=True))
        bulk.insert_many(
            session,
            Card,
            ("id", "worker_id", "token", "issued_at"),
            [(key.hex, worker_id.hex, token, at) for key, worker_id, token in new],
        )
        known.update(zip(lacking, tokens, strict=True))
    return known
