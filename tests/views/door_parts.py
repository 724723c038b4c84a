"""A real door: an activity with people, their cards, and the page with its real store and runner."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import QSettings
from sqlalchemy.orm import Session

from desktop.core.codes import card_code, row_code
from desktop.core.settings import Places, Settings
from desktop.models.sheets import Card, Sheet, SheetKind, SheetRow
from desktop.services import enrolment
from desktop.services.clock import moment_of
from desktop.storage.store import Store
from desktop.views.support.changes import ChangeFeed
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from tests.services.people import activity, put_workers


@dataclass(frozen=True)
class Party:
    """An activity that is on now: its meeting, its people, and the code of each one's card."""

    activity: UUID
    meeting: UUID
    workers: list[UUID]
    codes: list[str]


def tools_for(store: Store, runner: Runner, folder: Path) -> Tools:
    """Return what a page is handed, remembering in ``folder``; silent."""
    feed = ChangeFeed(store, runner)
    memory = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
    chosen: list[Settings] = []
    return Tools(store, runner, feed, memory, Places(folder), Settings(sound=False), chosen.append)


def party(store: Store, enrolled: int = 3, others: int = 1, title: str = "中秋联欢") -> Party:
    """Set up an activity that is on now, with cards for the enrolled and for some who are not."""
    card = activity(store, title)
    workers = put_workers(store, enrolled + others)
    store.do(enrolment.enrol, card.id, workers[:enrolled])
    return Party(card.id, card.meetings[0].id, workers, cards_for(store, workers))


def cards_for(store: Store, workers: list[UUID]) -> list[str]:
    """Give each worker a card; return the codes on them."""

    def give(session: Session) -> None:
        at = moment_of(session)
        session.add_all(Card(worker_id=key, token=1000 + n, issued_at=at) for n, key in enumerate(workers))

    store.do(give)
    return [card_code(store.code_key, 1000 + n) for n in range(len(workers))]


def blank_row(store: Store, activity_id: UUID) -> str:
    """Put a printed sheet with a blank fourth row on file; return the code of the row."""

    def put(session: Session) -> None:
        sheet = Sheet(
            number=1,
            kind=SheetKind.SIGN_IN,
            activity_id=activity_id,
            title="签到表",
            printed_at=moment_of(session),
            account="desk",
            layout_version=1,
            language="zh_CN",
            pages=1,
            row_count=4,
            options="{}",
        )
        session.add(sheet)
        session.flush()
        session.add(SheetRow(sheet_id=sheet.id, number=4, page=1, token=77))

    store.do(put)
    return row_code(store.code_key, 77)
