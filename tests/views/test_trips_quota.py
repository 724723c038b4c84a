"""Quotas on the screen: taken in, edited, tried, settled, given back, filled in, printed; never cut."""

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.apportion import Method
from desktop.core.i18n import set_language
from desktop.models.trips import TripStep
from desktop.services import trip_claims
from desktop.services.trip_allocation import quota_of, standing
from desktop.services.trip_quota_export import write_claims
from desktop.storage.store import Store
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.chosen import Chosen
from desktop.views.trips.quota_section import QuotaSection
from tests.services.trips import (
    put_approved,
    put_batch,
    put_claim,
    put_organisation,
    put_programme,
    put_worker,
)
from tests.views.office import settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

UNIONS = (
    ("定海区总工会", ("环卫所工会", 320, 280), ("船舶修造公司工会", 1450, 900)),
    ("普陀区总工会", ("沈家门渔港工会", 610, 540), ("东海水产加工有限公司工会委员会", 610, 300)),
    ("岱山县总工会", ("客运站工会", 86, 60), ("衢山镇工会", 45, 10)),
)


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Iterator[Tools]:
    use_chinese_font()
    made = tools_for(file_store, runner, settings, tmp_path)
    yield made
    made.feed.close()


def furnish(store: Store) -> UUID:
    """Put a programme of 30 places with six unions in three districts on file; return its key."""
    top = put_organisation(store, "舟山市总工会")
    programme = put_programme(store, places=30, organisation_id=top)
    for district, *unions in UNIONS:
        above = put_organisation(store, district, top)
        for name, members, frontline in unions:
            put_claim(
                store, programme, put_organisation(store, name, above), members=members,
                frontline=frontline, hazardous=members // 10, contact="李主席", phone="0580-2023456",
            )  # fmt: skip
    put_approved(store, programme, [TripStep.PLAN])
    return programme


class Desk:
    """A section following the chosen programme, as the page has it."""

    def __init__(self, qtbot: QtBot, tools: Tools, size: tuple[int, int] = (910, 560)) -> None:
        self.qtbot, self.tools = qtbot, tools
        self.section = QuotaSection(tools)
        qtbot.addWidget(self.section)
        self.chosen = Chosen(tools, self.section)
        self.heard: list[Notice] = []
        self.section.said.connect(self.heard.append)
        self.section.follow(self.chosen)
        self.chosen.changed.connect(self.section.refresh)
        tools.feed.tables_changed.connect(self._changed)
        shown(self.section, *size)
        self.chosen.look()
        self.section.refresh()
        self.wait()

    def wait(self) -> None:
        settled(self.qtbot, self.tools)

    def _changed(self, tables: frozenset[str]) -> None:
        self.chosen.look()
        if tables & QuotaSection.tables:
            self.section.refresh()

    def cell(self, row: int, key: str) -> str:
        """Return the words of a cell of the table."""
        model = self.section.list.table.model
        column = [one.key for one in model.columns].index(key)
        model.data(model.index(row, column))
        self.wait()
        return str(model.data(model.index(row, column)))

    def column(self, key: str) -> list[str]:
        return [self.cell(row, key) for row in range(self.section.list.table.model.rowCount())]

    def look(self, name: str) -> None:
        """Keep a picture and see that nothing is cut."""
        self.wait()
        width, height = self.section.width(), self.section.height()
        assert clipped(shown(self.section, width, height)) == [], name
        assert self.section.width() == width, name
        grab(self.section, f"quota-{name}")


@pytest.fixture
def programme(tools: Tools) -> UUID:
    return furnish(tools.store)


@pytest.fixture
def desk(qtbot: QtBot, tools: Tools, programme: UUID) -> Iterator[Desk]:
    made = Desk(qtbot, tools)
    yield made
    made.wait()


def test_each_organisation_shows_what_it_would_get(desk: Desk) -> None:
    assert desk.section.list.table.model.rowCount() == 6
    assert sum(map(int, desk.column("places"))) == 30
    assert set(desk.column("change")) == {"no change"}
    assert "30 places, of them at least 21 for the front line" in desk.section.what_if.outcome.text()
    assert desk.section.what_if.settle.isEnabled()


def test_without_organisations_the_first_step_is_offered(qtbot: QtBot, tools: Tools) -> None:
    put_programme(tools.store, places=30)
    desk = Desk(qtbot, tools)
    desk.wait()
    assert desk.section.list.empty.isVisible()


def test_trying_another_method_tells_who_gains_and_loses_at_once(desk: Desk) -> None:
    what_if = desk.section.what_if
    what_if.method.box.setCurrentIndex(list(Method).index(Method.ADAMS))
    what_if.formula.line.setText("frontline + hazardous*1/2")
    desk.qtbot.waitUntil(lambda: " gain, " in what_if.outcome.text())
    desk.wait()
    words = desk.column("change")
    assert any("more" in one for one in words) and any("fewer" in one for one in words)
    what_if.as_before.click()
    desk.qtbot.waitUntil(lambda: "Nobody gains" in what_if.outcome.text())


def test_a_setting_that_cannot_be_is_told_under_it(desk: Desk) -> None:
    what_if = desk.section.what_if
    what_if.formula.line.setText("members + dragons")
    desk.qtbot.waitUntil(lambda: "dragons" in what_if.formula.error.text())
    assert not what_if.settle.isEnabled()
    what_if.formula.line.setText("members")
    what_if.places.line.setText("3")
    what_if.method.box.setCurrentIndex(list(Method).index(Method.HILL))
    desk.qtbot.waitUntil(lambda: not what_if.fault.isHidden())
    assert "3 more than the 3" in what_if.fault.text()
    assert desk.column("places") == [""] * 6
    what_if.share.line.setText("101")
    desk.qtbot.waitUntil(lambda: bool(what_if.share.error.text()))


def test_settling_puts_the_allocation_into_force_and_a_second_needs_a_reason(
    desk: Desk, programme: UUID
) -> None:
    section, store = desk.section, desk.tools.store
    section.what_if.settle.click()
    QTest.keyClick(section.reason.yes, Qt.Key.Key_Return)
    desk.wait()
    assert sum(line.places for line in store.read(quota_of, programme).values()) == 30
    assert desk.heard[-1].sentence == "30 places are shared out and in force."
    section.what_if.method.box.setCurrentIndex(list(Method).index(Method.DHONDT))
    desk.qtbot.waitUntil(lambda: "allocation 1 in force" in section.what_if.against.text())
    desk.wait()
    section.what_if.settle.click()
    section.reason.yes.click()
    assert section.reason.error.text()
    section.reason.reason.setText("总名额调整")
    section.reason.yes.click()
    desk.wait()
    held = store.read(standing, programme)
    assert held is not None
    assert (held.number, held.settings.method, held.reason) == (2, Method.DHONDT, "总名额调整")


def test_what_an_organisation_brings_is_edited_in_place_by_keyboard(desk: Desk, programme: UUID) -> None:
    section = desk.section
    section.focus_search()
    QTest.keyClick(section.list.table.filter, Qt.Key.Key_Down)
    QTest.keyClick(section.list.table.view, Qt.Key.Key_Return)
    assert section.side.currentWidget() is section.form
    line = section.form.members.line
    line.setText("9999")
    QTest.keyClick(line, Qt.Key.Key_Return)
    desk.wait()
    entries = [one.entry for one in desk.tools.store.read(trip_claims.claims, programme)]
    assert [one.members for one in entries].count(9999) == 1
    assert "9,999" in desk.column("members")
    section.form.floor.line.setText("31")
    section.form.form.save()
    desk.wait()
    assert "Lower the floor by 1" in section.form.floor.error.text()
    section.form.trades.line.setText("环卫工人")
    section.form.form.save()
    assert "does not say how many people" in section.form.trades.error.text()


def test_an_organisation_is_added_and_taken_out(desk: Desk, programme: UUID) -> None:
    section, store = desk.section, desk.tools.store
    put_organisation(store, "新建工会")
    desk.wait()
    section.begin_new()
    desk.wait()
    section.form.organisation.line.setText("新建工会")
    section.form.members.line.setText("70")
    section.form.form.save()
    desk.wait()
    assert len(store.read(trip_claims.claims, programme)) == 7
    current = section.list.table.current_id()
    assert current is not None
    (line,) = section.list.lines([current])
    assert line.organisation == "新建工会"
    section.list.removal_asked.emit()
    desk.wait()
    assert len(store.read(trip_claims.claims, programme)) == 6
    assert desk.heard[-1].action_label == "Undo"


def test_places_given_back_are_shared_out_again(desk: Desk, programme: UUID) -> None:
    section, store = desk.section, desk.tools.store
    section.what_if.settle.click()
    section.reason.yes.click()
    desk.wait()
    section.form.give_back.click()
    section.reason.place.setValue(1)
    section.reason.reason.setText("工作繁忙")
    section.reason.yes.click()
    desk.wait()
    assert sum(line.returned for line in store.read(quota_of, programme).values()) == 1
    assert not section.what_if.share_out.isHidden()
    section.what_if.share_out.click()
    section.reason.reason.setText("退回名额")
    section.reason.yes.click()
    desk.wait()
    lines = store.read(quota_of, programme).values()
    assert (sum(line.places for line in lines), sum(line.returned for line in lines)) == (30, 0)
    assert section.what_if.share_out.isHidden()


def test_approved_quotas_can_only_be_looked_at(desk: Desk, programme: UUID) -> None:
    section = desk.section
    section.what_if.settle.click()
    section.reason.yes.click()
    desk.wait()
    put_approved(desk.tools.store, programme, [TripStep.QUOTA])
    desk.wait()
    assert not section.what_if.settle.isEnabled()
    assert not section.form.form.isEnabled()
    assert not section.buttons.take_in.isEnabled()
    section.what_if.places.line.setText("35")
    desk.qtbot.waitUntil(lambda: " gain, " in section.what_if.outcome.text())


def test_workers_on_file_are_counted_and_taken_over(desk: Desk, programme: UUID) -> None:
    section, store = desk.section, desk.tools.store
    first = store.read(trip_claims.claims, programme)[0]
    for frontline in (True, False):
        put_worker(store, organisation=first.organisation_id, frontline=frontline)
    section.buttons.register.trigger()
    desk.wait()
    assert section.changes.take.text() == "Take over 1 change"
    section.changes.take.click()
    desk.wait()
    entry = store.read(trip_claims.claims, programme)[0].entry
    assert (entry.members, entry.frontline) == (2, 1)
    section.buttons.last_year.trigger()
    desk.wait()
    assert "No allocation of 2025" in desk.heard[-1].sentence


def test_a_table_is_taken_in_after_a_look(desk: Desk, programme: UUID, tmp_path: Path) -> None:
    section, store = desk.section, desk.tools.store
    path = tmp_path / "基数表.xlsx"
    store.read(write_claims, programme, path)
    book = openpyxl.load_workbook(path)
    book.active["C3"] = 777
    book.active.append(["新来的工会", "定海区总工会", 50])
    book.save(path)
    section.take_table(str(path))
    desk.wait()
    review = section.importing.review
    assert review.take_in.text() == "Import 2 rows"
    review.take_in.click()
    desk.wait()
    assert len(store.read(trip_claims.claims, programme)) == 7
    assert "777" in desk.column("members")


def test_table_and_proof_are_written_once_there_is_an_allocation(desk: Desk, tmp_path: Path) -> None:
    section = desk.section
    assert not section.buttons.export_proof.isEnabled()
    section.what_if.settle.click()
    section.reason.yes.click()
    desk.wait()
    assert section.buttons.export_proof.isEnabled()
    section.buttons.save_table(str(tmp_path / "table"))
    section.buttons.save_proof(str(tmp_path / "proof"))
    desk.wait()
    assert {one.name for one in tmp_path.glob("*.xlsx")} == {"table.xlsx", "proof.xlsx"}


def test_the_list_is_sorted_filtered_and_written(desk: Desk, tmp_path: Path) -> None:
    section = desk.section
    header = section.list.table.view.horizontalHeader()
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    desk.wait()
    assert desk.column("members")[0] == "1,450"
    section.list.table.filter.setText("hws")
    desk.qtbot.waitUntil(lambda: section.list.table.model.rowCount() == 1)
    assert desk.cell(0, "name") == "环卫所工会"
    section.buttons.save_claims(str(tmp_path / "a"))
    desk.wait()
    section.save_listed(str(tmp_path / "b"))
    desk.wait()
    assert (tmp_path / "a.xlsx").exists()
    rows = list(openpyxl.load_workbook(tmp_path / "b.xlsx").active.iter_rows(values_only=True))
    assert [row[0] for row in rows[2:]] == ["环卫所工会"]
    assert (rows[2][3], rows[2][4]) == ("9600/3121", 3)


@pytest.mark.parametrize("tongue", ["zh_CN", "en"])
@pytest.mark.parametrize("size", [(910, 560), (1326, 720)])
def test_nothing_is_cut_in_any_state(qtbot: QtBot, tools: Tools, tongue: str, size: tuple[int, int]) -> None:
    set_language(tongue)
    end = f"{tongue}-{size[0]}"
    desk = Desk(qtbot, tools, size)
    section, store = desk.section, tools.store
    desk.look(f"none-{end}")
    programme = furnish(store)
    desk.wait()
    first = store.read(trip_claims.claims, programme)[0]
    put_batch(store, programme, capacity=3, reserved_trade="环卫工人")
    store.do(
        trip_claims.set_claim,
        programme,
        trip_claims.ClaimEntry(first.organisation_id, 610, 300, 61, {"环卫工人": 40}, 1, 9),
        first.id,
    )
    desk.wait()
    section.what_if.method.box.setCurrentIndex(2)
    qtbot.waitUntil(lambda: section.what_if.outcome.text().count("\n") > 0)
    desk.look(f"tried-{end}")
    section.side.setCurrentWidget(section.form)
    desk.look(f"form-{end}")
    section.what_if.settle.click()
    desk.look(f"settle-{end}")
    section.reason.yes.click()
    desk.wait()
    section.form.give_back.click()
    desk.look(f"give-back-{end}")
    section.reason.close_bar()
    section.side.setCurrentWidget(section.what_if)
    section.what_if.formula.line.setText("会员 + 一线")
    tried = section.what_if.settings()
    assert tried is not None
    assert tried.formula == ("members + frontline" if tongue == "zh_CN" else "会员 + 一线")
    section.what_if.formula.line.setText("会员 + x")
    qtbot.waitUntil(lambda: bool(section.what_if.formula.error.text()))
    desk.look(f"fault-{end}")
    put_worker(store, organisation=first.organisation_id)
    section.buttons.register.trigger()
    desk.look(f"register-{end}")
    section.changes.back.click()
    section.buttons.print_table.trigger()
    desk.look(f"print-{end}")
    section.printing.back.click()
    section.buttons.print_proof.trigger()
    desk.look(f"proof-{end}")
