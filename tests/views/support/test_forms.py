"""Forms: nothing is saved until asked, faults are told at their field, Esc puts back."""

from datetime import UTC, date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop.core.dates import parse_date, parse_moment
from desktop.core.errors import FieldError
from desktop.views.support.choice_fields import ChoiceField, YesNoField
from desktop.views.support.date_fields import DateField, MomentField
from desktop.views.support.fields import LineField, NumberField, TextField
from desktop.views.support.forms import Form
from desktop.views.support.tasks import Failure

TODAY = date(2026, 12, 1)


class WorkerForm(Form):
    """A form with a field of every kind."""

    def __init__(self) -> None:
        super().__init__()
        self.name = self.add(LineField("name", "Name", required=True))
        self.birthday = self.add(DateField("birthday", "Birthday", lambda text: parse_date(text, TODAY)))
        now = datetime(2026, 12, 1, 9, tzinfo=UTC).astimezone()
        self.start = self.add(MomentField("start", "Start", lambda text: parse_moment(text, now)))
        self.places = self.add(NumberField("places", "Places", hint="Empty: no limit", least=1, most=500))
        self.frontline = self.add(YesNoField("frontline", "Frontline"))
        self.sex = self.add(ChoiceField("sex", "Sex", [("F", "Woman"), ("M", "Man")]))
        self.remark = self.add(TextField("remark", "Remark"))
        self.name.set_value("王海燕")
        self.remark.set_value("")
        self.settle()
        self.saves = 0
        self.save_asked.connect(self._count)

    def _count(self) -> None:
        self.saves += 1


@pytest.fixture
def form(qtbot: QtBot) -> WorkerForm:
    made = WorkerForm()
    qtbot.addWidget(made)
    made.resize(420, 520)
    made.show()
    return made


def test_enter_saves_what_was_typed_and_only_then(form: WorkerForm) -> None:
    assert not form.save_button.isEnabled()
    form.name.line.setText("王海鹰")
    assert (form.is_dirty(), form.saves, form.save_button.isEnabled()) == (True, 0, True)
    QTest.keyClick(form.name.line, Qt.Key.Key_Return)
    assert (form.saves, form.name.value()) == (1, "王海鹰")


def test_enter_with_nothing_typed_saves_nothing(form: WorkerForm) -> None:
    QTest.keyClick(form.name.line, Qt.Key.Key_Return)
    assert form.saves == 0


def test_escape_puts_every_field_back(form: WorkerForm) -> None:
    form.sex.set_value("M")
    form.frontline.set_value(None)
    form.name.line.setText("x")
    form.birthday.line.setText("1990-01-01")
    form.sex.box.setCurrentIndex(0)
    form.frontline.box.setCurrentIndex(1)
    form.remark.text.setPlainText("typed")
    QTest.keyClick(form.name.line, Qt.Key.Key_Escape)
    assert not form.is_dirty()
    assert (form.name.value(), form.birthday.value(), form.sex.value()) == ("王海燕", None, "M")
    assert (form.frontline.value(), form.remark.value()) == (None, "")


def test_a_fault_is_told_under_its_field_and_the_cursor_goes_there(form: WorkerForm) -> None:
    form.name.line.clear()
    form.places.line.setText("many")
    form.save()
    assert form.saves == 0
    assert form.name.error.isVisible() and "Name" in form.name.error.text()
    assert form.places.error.isVisible()
    assert form.focusWidget() is form.name.line
    form.name.line.setText("王")
    assert not form.name.error.isVisible()


def test_what_the_service_refuses_is_told_at_its_field(form: WorkerForm) -> None:
    form.name.line.setText("王五")
    form.set_busy(True)
    assert not form.name.isEnabled() and not form.save_button.isEnabled()
    form.refuse(Failure("Born in the future.", "Check the year.", "birthday"))
    assert form.birthday.error.text() == "Born in the future. Check the year."
    assert form.name.isEnabled() and form.save_button.isEnabled()
    form.refuse(Failure("The disk is full."))
    assert form.fault.isVisible() and form.fault.text() == "The disk is full."


def test_days_are_understood_and_written_out(form: WorkerForm) -> None:
    form.birthday.line.setText("明天")
    assert form.birthday.value() == date(2026, 12, 2)
    assert "2026" in form.birthday.note.text() and form.birthday.note.isVisible()
    form.birthday.line.editingFinished.emit()
    assert form.birthday.line.text() == "2026-12-02"
    form.birthday.line.setText("soon")
    form.birthday.line.editingFinished.emit()
    assert form.birthday.error.isVisible()


def test_moments_are_kept_in_utc_and_shown_in_local_time(form: WorkerForm) -> None:
    moment = datetime(2026, 12, 5, 11, 0, tzinfo=UTC)
    form.start.set_value(moment)
    assert form.start.line.text() == moment.astimezone().strftime("%Y-%m-%d %H:%M")
    assert form.start.value() == moment


@pytest.mark.parametrize(("words", "number"), [("30", 30), ("３０", 30), ("", None), (" 4 0 ", 40)])
def test_numbers_are_understood(form: WorkerForm, words: str, number: int | None) -> None:
    form.places.line.setText(words)
    assert form.places.value() == number


@pytest.mark.parametrize("words", ["0", "501", "-1", "3.5", "abc"])
def test_numbers_out_of_bounds_are_refused(form: WorkerForm, words: str) -> None:
    form.places.line.setText(words)
    with pytest.raises(FieldError) as refused:
        form.places.value()
    assert refused.value.field == "places"


def test_yes_no_and_not_known_are_three_answers(form: WorkerForm) -> None:
    for answer in (True, False, None):
        form.frontline.set_value(answer)
        assert form.frontline.value() is answer


def test_enter_makes_a_new_line_in_long_text_and_control_enter_saves(form: WorkerForm) -> None:
    form.remark.text.setPlainText("one")
    QTest.keyClick(form.remark.text, Qt.Key.Key_Return)
    assert form.saves == 0
    QTest.keyClick(form.remark.text, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert form.saves == 1


def test_every_field_has_an_accessible_name(form: WorkerForm) -> None:
    for field in (form.name, form.birthday, form.start, form.places, form.frontline, form.sex, form.remark):
        assert field.editor.accessibleName() == field.label


def test_fields_that_may_only_be_read_can_still_be_copied(form: WorkerForm) -> None:
    form.add_heading("More")
    for field in (form.name, form.remark, form.sex):
        field.set_read_only(True)
    assert form.name.line.isReadOnly() and form.remark.text.isReadOnly()
    assert not form.sex.box.isEnabled()


def test_a_choice_keeps_its_value_when_other_choices_are_offered(form: WorkerForm) -> None:
    form.sex.set_value("M")
    form.sex.set_choices([("M", "男"), ("F", "女")])
    assert (form.sex.value(), form.sex.is_dirty()) == ("M", False)
    form.sex.set_value("?")
    with pytest.raises(FieldError):
        form.sex.value()


def test_the_cursor_stays_where_it_was_while_it_is_being_saved(qtbot: QtBot, form: WorkerForm) -> None:
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.places.line.setFocus()
    form.places.line.setText("20")
    form.set_busy(True)
    assert not form.places.line.hasFocus()
    form.places.set_value(20)
    form.settle()
    assert form.places.line.hasFocus()


def test_the_cursor_goes_back_to_the_field_after_save_by_mouse(qtbot: QtBot, form: WorkerForm) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.places.line.setFocus()
    form.places.line.setText("20")
    form.save_button.setFocus(Qt.FocusReason.MouseFocusReason)
    form.set_busy(True)
    form.places.set_value(20)
    form.settle()
    assert form.places.line.hasFocus()


def test_the_cursor_goes_back_to_the_field_after_put_back_by_mouse(qtbot: QtBot, form: WorkerForm) -> None:
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.places.line.setFocus()
    form.places.line.setText("20")
    form.back_button.setFocus(Qt.FocusReason.MouseFocusReason)
    form.back_button.click()
    assert form.places.line.hasFocus()


def test_the_cursor_is_not_taken_from_where_it_was_put_meanwhile(qtbot: QtBot, form: WorkerForm) -> None:
    elsewhere = QLineEdit(form)
    form.show()
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    form.remark.text.setFocus()
    form.set_busy(True)
    form.back_button.setEnabled(True)
    form.back_button.setFocus()
    elsewhere.setFocus()
    form.settle()
    assert not form.remark.text.hasFocus()


def test_tab_leads_through_the_fields_and_then_to_the_buttons(qtbot: QtBot) -> None:
    page, before, form = QWidget(), QLineEdit(), WorkerForm()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    for part in (before, form):
        column.addWidget(part)
    page.show()
    form.name.line.setText("王海鹰")
    before.setFocus()
    editors: list[QWidget] = [
        form.name.editor, form.birthday.editor, form.start.editor, form.places.editor,
        form.frontline.editor, form.sex.editor, form.remark.editor,
    ]  # fmt: skip
    way: list[QWidget] = [before]
    for _step in range(len(editors) + 2):
        QTest.keyClick(way[-1], Qt.Key.Key_Tab)
        focused = page.focusWidget()
        assert focused is not None
        way.append(focused)
    assert way[1:] == [*editors, form.back_button, form.save_button]
