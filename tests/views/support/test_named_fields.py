"""Things named by typing: completed, found, refused, put back."""

import pytest
from pytestqt.qtbot import QtBot

from desktop.core.errors import FieldError
from desktop.core.ids import new_id
from desktop.views.support.named_fields import Named, NamedField, SuggestField, spell

HARBOUR, MARKET, OTHER_MARKET = (new_id() for _number in range(3))
SITES = (
    Named(HARBOUR, "定海港驿站", "定海区"),
    Named(MARKET, "菜场驿站", "定海区"),
    Named(OTHER_MARKET, "菜场驿站", "普陀区"),
)


@pytest.fixture
def field(qtbot: QtBot) -> NamedField:
    made = NamedField("parent", "Inside", "No site has that name.")
    qtbot.addWidget(made)
    made.offer(SITES)
    return made


def test_a_name_stands_for_its_key(field: NamedField) -> None:
    field.line.setText(" 定海港驿站 ")
    assert field.value() == HARBOUR
    field.line.clear()
    assert field.value() is None


def test_of_two_with_one_name_both_are_offered_with_what_tells_them_apart(field: NamedField) -> None:
    field.line.setText("菜场驿站 · 普陀区")
    assert field.value() == OTHER_MARKET


def test_a_name_that_is_not_on_file_is_refused(field: NamedField) -> None:
    field.line.setText("菜场")
    with pytest.raises(FieldError, match="No site has that name"):
        field.value()


def test_a_name_is_offered_by_pinyin_and_initials_and_written_as_it_is(field: NamedField) -> None:
    completer = field.line.completer()
    for typed in ("dhg", "dinghai", "定海"):
        completer.setCompletionPrefix(typed)
        assert completer.completionCount() == (2 if typed != "dhg" else 1), typed
    completer.setCompletionPrefix("DHG")
    assert completer.currentCompletion() == "定海港驿站"
    assert completer.pathFromIndex(completer.currentIndex()) == "定海港驿站"


def test_many_are_spelt_before_they_are_offered(field: NamedField) -> None:
    field.offer(spell(SITES[:2]))
    field.line.setText("菜场驿站")
    assert field.value() == MARKET


def test_what_is_kept_stays_though_it_is_not_among_those_offered(field: NamedField) -> None:
    elsewhere = new_id()
    field.show_named(elsewhere, "岱山驿站")
    assert field.value() == elsewhere and not field.is_dirty()
    field.line.setText("定海港驿站")
    assert field.is_dirty()
    field.put_back()
    assert field.value() == elsewhere


def test_other_words_than_those_suggested_may_be_written(qtbot: QtBot) -> None:
    field = SuggestField("district", "District")
    qtbot.addWidget(field)
    field.offer(["定海区", "普陀区"])
    field.line.setText("嵊泗县")
    assert field.value() == "嵊泗县"
    completer = field.line.completer()
    completer.setCompletionPrefix("普")
    assert completer.completionCount() == 1
