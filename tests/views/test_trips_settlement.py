"""The settlement of the trips: costs changed, invoices entered, a batch settled and opened again."""

from datetime import date
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.core.cost_split import Parts
from desktop.core.i18n import in_language
from desktop.core.trip_rules import RuleKey
from desktop.models.trip_people import NomineeState
from desktop.services import trip_accounts, trip_costs, trip_invoices, trip_settlement
from desktop.services.trip_invoices import InvoiceEntry
from desktop.services.trip_settlement import SettleEntry
from desktop.services.trip_steps import TripStep
from desktop.storage.store import Store
from desktop.views.support.fields import WordsField
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.settlement_section import SettlementSection
from desktop.views.trips_page import TripsPage
from tests.services.trip_papers import put_rule
from tests.services.trips import (
    put_approved,
    put_base,
    put_batch,
    put_nominee,
    put_organisation,
    put_programme,
    put_worker,
)
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))
PRICE = 300_000
NUMBER = "26330000000012345678"


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def put_gone(store: Store, people: int = 6) -> tuple[UUID, list[UUID]]:
    """Put a programme with two batches on file, the first with people; return it with its batches."""
    programme = put_programme(store, 2026, 272, budget_fen=800_000)
    put_rule(store, programme, RuleKey.EMPLOYER_SHARE, "80")
    base = put_base(store, programme)
    batches = [
        put_batch(
            store, programme, number, 10, base_id=base, price_fen=PRICE, agency="莫干山旅行社",
            starts_on=date(2026, 5, 4 + 7 * number), ends_on=date(2026, 5, 8 + 7 * number),
        )
        for number in (1, 2)
    ]  # fmt: skip
    employers = [
        put_organisation(store, name) for name in ("定海区环境卫生管理处工会", "普陀公交客运有限公司工会")
    ]
    for number in range(people):
        employer = employers[number % 2]
        name = ("陈海生", "张国丰", "欧阳海", "林阿妹", "王伟", "赵小渔")[number % 6]
        state = NomineeState.NO_SHOW if number == 5 else NomineeState.CHOSEN
        put_nominee(
            store, programme, employer, put_worker(store, name, employer), state=state, batch_id=batches[0]
        )
    put_approved(store, programme, [step for step in TripStep if step is not TripStep.SETTLEMENT])
    return programme, batches


def opened(
    qtbot: QtBot, tools: Tools, size: tuple[int, int] = (934, 640)
) -> tuple[TripsPage, SettlementSection]:
    page = TripsPage(tools)
    qtbot.addWidget(page)
    page.go("settlement")
    shown(page, *size)
    settled(qtbot, tools)
    section = page.section()
    assert isinstance(section, SettlementSection)
    return page, section


def write(field: WordsField[str] | WordsField[int | None], words: str) -> None:
    field.line.selectAll()
    QTest.keyClicks(field.line, words)


def enter(widget: QWidget) -> None:
    QTest.keyClick(widget, Qt.Key.Key_Return)


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_a_batch_is_seen_with_its_people_invoices_and_what_is_missing(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    store = tools.store
    programme, (batch, _other) = put_gone(store)
    lines = store.read(trip_settlement.batch_account, batch).lines
    store.do(trip_costs.set_parts, lines[1].nominee_id, Parts(100_000, 150_000, 50_000), "单位另行补助")
    store.do(trip_costs.charge, lines[5].nominee_id, 60_000, "已付住宿、门票")
    store.do(trip_invoices.add_invoice, batch, InvoiceEntry(NUMBER, 1_000_000, "莫干山旅行社"))
    with in_language(language):
        page, section = opened(qtbot, tools, (width, height))
        side = section.side
        for number, name in enumerate(("people", "invoices", "settle")):
            side.tabs.setCurrentIndex(number)
            shown(page, width, height)
            qtbot.waitUntil(lambda: clipped(page) == [])
            grab(page, f"trips-settlement-{name}-{language[:2]}-{screen}")
        side.tabs.setCurrentIndex(0)
        side.people.change.click()
        shown(page, width, height)
        grab(page, f"trips-settlement-change-{language[:2]}-{screen}")
        side.people.close_form()
        section.print_button.click()
        qtbot.waitUntil(lambda: section.paper.preview.papers() is not None)
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-settlement-paper-{language[:2]}-{screen}")
    assert store.read(trip_accounts.account, programme).over_budget_fen > 0
    assert not section.over.isHidden()


def test_without_rosters_the_page_says_what_comes_here(qtbot: QtBot, tools: Tools) -> None:
    put_programme(tools.store)
    _page, section = opened(qtbot, tools)
    assert section.stack.currentWidget() is section.empty


def test_an_invoice_is_entered_by_keyboard_and_the_batch_settled(qtbot: QtBot, tools: Tools) -> None:
    store = tools.store
    _programme, (batch, _other) = put_gone(store)
    page, section = opened(qtbot, tools)
    heard, side = listened(page), section.side
    side.tabs.setCurrentWidget(side.invoices)
    side.invoices.new.click()
    write(side.invoices.number, NUMBER)
    assert side.invoices.issuer.words() == "莫干山旅行社"
    write(side.invoices.amount, "15,000.00")
    enter(side.invoices.amount.line)
    settled(qtbot, tools)
    assert (heard[-1].action_label, side.invoices.table.rowCount()) == ("Undo", 1)
    side.tabs.setCurrentWidget(side.settle)
    assert not side.settle.difference.isVisible()
    write(side.settle.by, "Li")
    enter(side.settle.by.line)
    settled(qtbot, tools)
    account = store.read(trip_settlement.batch_account, batch)
    assert account.settled is not None and account.settled.by == "Li"
    assert side.settle.again.isVisible()
    assert not side.people.change.isEnabled()
    assert section.may_leave()


def test_a_difference_is_asked_about_under_its_field(qtbot: QtBot, tools: Tools) -> None:
    store = tools.store
    _programme, (batch, _other) = put_gone(store)
    _page, section = opened(qtbot, tools)
    panel = section.side.settle
    section.side.tabs.setCurrentWidget(panel)
    assert "No invoice" in panel.difference.text()
    write(panel.by, "Li")
    enter(panel.by.line)
    settled(qtbot, tools)
    assert panel.remark.error.isVisible()
    write(panel.remark, "paid by transfer")
    enter(panel.remark.line)
    settled(qtbot, tools)
    assert store.read(trip_settlement.batch_account, batch).settled is not None


def test_a_settlement_is_opened_again_with_a_reason(qtbot: QtBot, tools: Tools) -> None:
    store = tools.store
    _programme, (batch, _other) = put_gone(store)
    today = store.now().astimezone().date()
    store.do(trip_settlement.settle, batch, SettleEntry("Li", today, "x"))
    _page, section = opened(qtbot, tools)
    section.table.select(batch)
    panel = section.side.settle
    section.side.tabs.setCurrentWidget(panel)
    panel.again.click()
    write(panel.opened_by, "Li")
    enter(panel.opened_by.line)
    assert panel.reason.error.isVisible()
    write(panel.reason, "wrong invoice")
    enter(panel.reason.line)
    settled(qtbot, tools)
    assert store.read(trip_settlement.batch_account, batch).settled is None
    assert panel.form.isVisible()


def test_who_pays_is_changed_within_the_limits(qtbot: QtBot, tools: Tools) -> None:
    store = tools.store
    _programme, (batch, _other) = put_gone(store)
    _page, section = opened(qtbot, tools)
    panel = section.side.people
    enter(panel.table)
    write(panel.union, "2,500")
    write(panel.employer, "500")
    write(panel.personal, "0")
    write(panel.reason, "x")
    enter(panel.reason.line)
    settled(qtbot, tools)
    assert "500.00" in panel.union.error.text()
    write(panel.union, "2,000")
    write(panel.employer, "800")
    write(panel.personal, "200.00")
    enter(panel.personal.line)
    settled(qtbot, tools)
    line = store.read(trip_settlement.batch_account, batch).lines[0]
    assert (line.parts, line.by_hand, line.remark) == (Parts(200_000, 80_000, 20_000), True, "x")
    assert panel.back.isEnabled()
    panel.back.click()
    settled(qtbot, tools)
    assert not store.read(trip_settlement.batch_account, batch).lines[0].by_hand


def test_a_no_show_is_charged_what_the_agency_asks(qtbot: QtBot, tools: Tools) -> None:
    store = tools.store
    _programme, (batch, _other) = put_gone(store)
    _page, section = opened(qtbot, tools)
    panel = section.side.people
    panel.table.select(panel.table.row_keys()[-1])
    panel.change.click()
    assert not panel.union.isVisible()
    write(panel.total, "600")
    write(panel.reason, "hotel")
    enter(panel.reason.line)
    settled(qtbot, tools)
    account = store.read(trip_settlement.batch_account, batch)
    assert (account.charged, account.lines[-1].total_fen) == (1, 60_000)


def test_an_approved_settlement_is_locked_and_its_tables_exported(
    qtbot: QtBot, tools: Tools, tmp_path: Path
) -> None:
    programme, _batches = put_gone(tools.store)
    put_approved(tools.store, programme, [TripStep.SETTLEMENT])
    page, section = opened(qtbot, tools)
    heard = listened(page)
    side = section.side
    assert not side.people.change.isEnabled()
    assert not side.invoices.new.isEnabled()
    assert not side.settle.form.save_button.isEnabled()
    section.save_to(str(tmp_path / "settlement"))
    settled(qtbot, tools)
    assert (tmp_path / "settlement.xlsx").exists()
    assert heard
