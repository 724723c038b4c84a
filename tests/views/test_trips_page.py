"""The Trips page: the chosen programme over its steps, approved and amended as a person does it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from desktop.core.i18n import in_language
from desktop.models.trip_people import NomineeState
from desktop.services import trip_progress, trip_steps
from desktop.services.trip_progress import StepProgress
from desktop.services.trip_steps import Missing, StepState, TripStep
from desktop.storage.store import Store
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner
from desktop.views.support.tools import Tools
from desktop.views.trips.figures_section import FiguresSection
from desktop.views.trips.overview_section import OverviewSection
from desktop.views.trips.plan_section import PlanSection
from desktop.views.trips.step_head import StepHead
from desktop.views.trips_page import TripsPage
from tests.services.trips import put_approved, put_batch, put_nominee, put_organisation, put_programme
from tests.views.office import listened, settled, tools_for
from tests.views.pictures import clipped, grab, shown, use_chinese_font

ROOMS = ((934, 640, 1024), (1350, 800, 1440))


@pytest.fixture
def tools(file_store: Store, runner: Runner, settings: QSettings, tmp_path: Path) -> Tools:
    use_chinese_font()
    return tools_for(file_store, runner, settings, tmp_path)


def opened(qtbot: QtBot, tools: Tools, size: tuple[int, int] = (934, 640)) -> TripsPage:
    page = TripsPage(tools)
    qtbot.addWidget(page)
    page.go("overview")
    shown(page, *size)
    settled(qtbot, tools)
    return page


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_the_way_of_a_programme_is_seen_at_a_glance(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    programme = put_programme(tools.store, places=272)
    put_approved(tools.store, programme, [TripStep.PLAN, TripStep.QUOTA])
    tools.store.do(
        trip_steps.amend, programme, TripStep.QUOTA, "王主席", "普陀区退回名额", "舟总工〔2026〕9号"
    )
    with in_language(language):
        page = opened(qtbot, tools, (width, height))
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-overview-{language[:2]}-{screen}")
    section = page.section()
    assert isinstance(section, OverviewSection)
    assert "舟总工〔2026〕9号" in section.history.text()


def test_without_a_programme_the_page_offers_the_first(qtbot: QtBot, tools: Tools) -> None:
    page = opened(qtbot, tools)
    section = page.section()
    assert isinstance(section, OverviewSection)
    assert section.empty.isVisible()
    assert not page.programme_bar.box.isEnabled()


def test_another_programme_is_chosen_and_remembered(qtbot: QtBot, tools: Tools) -> None:
    old, new = put_programme(tools.store, 2025), put_programme(tools.store, 2026)
    page = opened(qtbot, tools)
    assert page.chosen.programme == new

    page.programme_bar.box.activated.emit(1)
    settled(qtbot, tools)
    assert page.chosen.programme == old
    again = opened(qtbot, tools)
    assert again.chosen.programme == old


def head_of(qtbot: QtBot, tools: Tools, step: TripStep) -> tuple[StepHead, list[Notice]]:
    """Return the head of a step of a new programme, shown, and the list of what it says."""
    programme = put_programme(tools.store)
    head = StepHead(tools, step)
    heard: list[Notice] = []
    head.said.connect(heard.append)
    qtbot.addWidget(head)
    shown(head, 800, 240)
    head.show_step(programme, tools.store.read(trip_progress.progress, programme)[0])
    return head, heard


def test_a_step_is_opened_again_by_keyboard_with_name_and_reason(qtbot: QtBot, tools: Tools) -> None:
    programme = put_programme(tools.store)
    put_approved(tools.store, programme, [TripStep.PLAN])
    head, heard = head_of(qtbot, tools, TripStep.PLAN)
    head.show_step(programme, tools.store.read(trip_progress.progress, programme)[0])
    head.act.click()
    head.form.who.set_value("")
    QTest.keyClicks(head.form.who.editor, "Li")
    QTest.keyClick(head.form.who.editor, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert "why" in head.form.reason.error.text()
    QTest.keyClicks(head.form.reason.editor, "new price")
    QTest.keyClick(head.form.reason.editor, Qt.Key.Key_Return)
    settled(qtbot, tools)
    assert not tools.store.read(trip_steps.is_approved, programme, TripStep.PLAN)
    assert (heard[-1].action_label, head.form.isHidden()) == ("Undo", True)
    assert head.focusWidget() is head.act


def test_what_blocks_keeps_the_step_from_being_approved(qtbot: QtBot, tools: Tools) -> None:
    head, _heard = head_of(qtbot, tools, TripStep.PLAN)
    lacks = (Missing("Batch 1 has no base."), Missing("Batch 2 has no leader.", blocks=False))
    head.show_step(put_programme(tools.store), StepProgress(StepState(TripStep.PLAN, None), lacks))
    assert (head.act.isEnabled(), head.missing.text()) == (False, "● Batch 1 has no base.")
    head.more.click()
    assert head.missing.text().splitlines()[1] == "○ Batch 2 has no leader."


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize(("width", "height", "screen"), ROOMS)
def test_the_figures_of_the_year_stand_under_its_sentence(
    qtbot: QtBot, tools: Tools, language: str, width: int, height: int, screen: int
) -> None:
    programme = put_programme(tools.store, places=3)
    place = put_organisation(tools.store)
    batch = put_batch(tools.store, programme, name="莫干山")
    for number in range(3):
        put_nominee(
            tools.store, programme, place, state=NomineeState.CHOSEN, batch_id=batch, frontline=number > 0
        )
    with in_language(language):
        page = opened(qtbot, tools, (width, height))
        figures = page.go("figures")
        settled(qtbot, tools)
        qtbot.waitUntil(lambda: clipped(page) == [])
        grab(page, f"trips-figures-{language[:2]}-{screen}")
    assert isinstance(figures, FiguresSection)
    assert "66.7" in figures.sentence.text()
    assert figures.cards.cards["batches"].isVisible()


def test_a_batch_of_another_programme_is_shown_with_its_programme(qtbot: QtBot, tools: Tools) -> None:
    old = put_programme(tools.store, 2025)
    put_programme(tools.store, 2026)
    place = put_organisation(tools.store)
    batch = put_batch(tools.store, old, name="莫干山")
    put_nominee(tools.store, old, place, state=NomineeState.CHOSEN, batch_id=batch)
    page = opened(qtbot, tools)
    assert page.chosen.programme != old
    page.show_item("trip-roster", batch)
    settled(qtbot, tools)
    assert page.chosen.programme == old
    assert page.section() is page.go("roster")


def test_what_is_typed_in_a_step_is_not_lost_to_another_programme(qtbot: QtBot, tools: Tools) -> None:
    old, new = put_programme(tools.store, 2025), put_programme(tools.store, 2026)
    page = opened(qtbot, tools)
    plan = page.go("plan")
    assert isinstance(plan, PlanSection)
    settled(qtbot, tools)
    heard = listened(page)
    QTest.keyClicks(plan.programme_part.title.editor, "x")
    page.programme_bar.box.activated.emit(1)
    settled(qtbot, tools)
    assert (page.chosen.programme, heard[-1].sentence) == (new, "Something typed here is not saved yet.")
    QTest.keyClick(plan.programme_part.title.editor, Qt.Key.Key_Escape)
    page.programme_bar.box.activated.emit(1)
    settled(qtbot, tools)
    assert page.chosen.programme == old
