"""Workers: what a card takes, refuses, hides, and how it is found, removed and put back."""

from datetime import date

import pytest

from desktop.core.errors import FieldError, NotFound
from desktop.services import honours, people, people_edit, worker_history
from desktop.services.honours import HonourLine
from desktop.services.people import Shown, WorkerCard
from desktop.services.people_edit import AlreadyOnTheBooks, WorkerEntry
from desktop.storage.store import Store
from tests.services.people import put_workers

MAN = "330903198209273474"
WOMAN = "33092119630627494X"


def put(store: Store, entry: WorkerEntry) -> WorkerCard:
    return store.do(people_edit.add, entry)


def test_sex_and_birthday_follow_from_the_identity_number(store: Store) -> None:
    card = put(store, WorkerEntry("王　伟", id_number=MAN))
    assert (card.name, card.sex, card.birthday) == ("王伟", "M", date(1982, 9, 27))


def test_a_card_hides_the_identity_number(store: Store) -> None:
    card = put(store, WorkerEntry("王伟", id_number=MAN, phone="138 1234 5678"))
    line = store.read(people.rows, [card.id])[0]
    assert card.id_number == line.id_number == "330903********3474"
    assert (card.phone, line.phone) == ("13812345678", "138****5678")


@pytest.mark.parametrize(
    ("field", "entry"),
    [
        ("name", WorkerEntry("　")),
        ("name", WorkerEntry("王" * 200)),
        ("id_number", WorkerEntry("王伟", id_number="330903198209273475")),
        ("sex", WorkerEntry("王伟", id_number=MAN, sex="F")),
        ("birthday", WorkerEntry("王伟", id_number=MAN, birthday=date(1982, 9, 28))),
        ("birthday", WorkerEntry("王伟", birthday=date(1850, 1, 1))),
        ("post", WorkerEntry("王伟", post="焊" * 600)),
        ("honours", WorkerEntry("王伟", honours=(HonourLine("劳动模范", 19),))),
    ],
)
def test_a_value_that_breaks_a_rule_is_told_at_its_field(
    store: Store, field: str, entry: WorkerEntry
) -> None:
    with pytest.raises(FieldError) as told:
        put(store, entry)
    assert told.value.field == field
    assert told.value.remedy
    assert store.read(people.count) == 0


def test_an_identity_number_belongs_to_one_worker(store: Store) -> None:
    first = put(store, WorkerEntry("王伟", id_number=MAN))
    with pytest.raises(AlreadyOnTheBooks) as told:
        put(store, WorkerEntry("李芳", id_number=MAN))
    assert told.value.other == first.id
    assert "王伟" in told.value.sentence


def test_an_edit_without_a_number_leaves_the_number_and_one_with_blanks_takes_it_away(store: Store) -> None:
    card = put(store, WorkerEntry("王伟", id_number=MAN))
    kept = store.do(people_edit.edit, card.id, WorkerEntry("王伟强"))
    assert (kept.name, kept.id_number) == ("王伟强", card.id_number)
    assert store.do(people_edit.edit, card.id, WorkerEntry("王伟强", id_number="")).id_number == ""


def test_an_organisation_is_found_however_it_is_spelt(store: Store) -> None:
    first = put(store, WorkerEntry("王伟", organisation="东海水产（舟山）公司"))
    second = put(store, WorkerEntry("李芳", organisation="东海水产 (舟山) 公司"))
    assert first.organisation_id == second.organisation_id


def test_a_removed_worker_is_not_found_until_the_removal_is_undone(store: Store) -> None:
    card = put(store, WorkerEntry("王伟"))
    assert store.do(people_edit.remove, [card.id]).names == ("王伟",)
    assert store.read(people.find, "wangwei") == []
    with pytest.raises(NotFound):
        store.read(people.card, card.id)
    assert store.undo() == "Remove worker 王伟"
    assert [line.id for line in store.read(people.find, "ww")] == [card.id]


def test_undoing_an_edit_brings_name_search_and_honours_back(store: Store) -> None:
    card = put(store, WorkerEntry("王伟", honours=(HonourLine("劳动模范", 2019, "city"),)))
    store.do(people_edit.edit, card.id, WorkerEntry("张敏", honours=(HonourLine("先进工作者", 2021),)))
    store.undo()
    back = store.read(people.card, card.id)
    assert (back.name, back.honours) == ("王伟", (HonourLine("劳动模范", 2019, "city"),))
    assert store.read(people.find, "zhangmin") == []


def test_a_whole_number_is_shown_for_a_reason_that_stays_in_the_log(store: Store) -> None:
    card = put(store, WorkerEntry("王伟", id_number=MAN))
    with pytest.raises(FieldError):
        store.record(people.reveal, card.id, "  ")
    assert store.record(people.reveal, card.id, "insurer's list") == MAN
    assert store.log(1)[0].label == "Show the identity number of 王伟: insurer's list"
    assert store.next_undo() == "Add worker 王伟"
    assert store.read(worker_history.history, card.id)[0].label.startswith("Show the identity number")


def test_names_are_ordered_by_their_sound_and_every_order_can_be_turned(store: Store) -> None:
    for name, phone in (("张敏", "13700000003"), ("陈静", "13700000002"), ("李芳", "13700000001")):
        put(store, WorkerEntry(name, phone=phone))
    ids = store.read(people.ids)
    assert [line.name for line in store.read(people.rows, ids)] == ["陈静", "李芳", "张敏"]
    by_phone = store.read(people.ids, Shown(), "phone", True)
    assert [line.name for line in store.read(people.rows, by_phone)] == ["张敏", "陈静", "李芳"]


@pytest.mark.parametrize(
    "sort",
    ["name", "sex", "birthday", "phone", "organisation", "post", "frontline", "member_number", "added"],
)
def test_every_order_shows_everybody(store: Store, sort: people.SortBy) -> None:
    keys = put_workers(store, 30)
    assert set(store.read(people.ids, Shown(), sort)) == set(keys)


def test_what_is_shown_is_narrowed_by_text_organisation_sex_and_frontline(store: Store) -> None:
    wanted = put(store, WorkerEntry("王伟", id_number=MAN, organisation="港务集团", frontline=True))
    put(store, WorkerEntry("王芳", id_number=WOMAN, organisation="港务集团", frontline=True))
    put(store, WorkerEntry("王强", organisation="海运公司", frontline=False))
    shown = Shown("wang", wanted.organisation_id, "M", True)
    assert store.read(people.ids, shown) == [wanted.id]
    assert len(store.read(people.ids, Shown(organisation=wanted.organisation_id))) == 2
    assert len(store.read(people.ids, Shown(frontline=False))) == 1
    assert store.read(people.ids, Shown("nobody")) == []


def test_the_history_says_in_words_what_changed(store: Store) -> None:
    card = put(store, WorkerEntry("王伟", id_number=MAN, organisation="港务集团", frontline=True))
    store.do(
        people_edit.edit,
        card.id,
        WorkerEntry("王伟", organisation="海运公司", honours=(HonourLine("劳动模范", 2019),)),
    )
    changed, added = store.read(worker_history.history, card.id)
    assert added.label == "Add worker 王伟"
    assert "Identity number: 330903********3474" in added.lines
    assert "Organisation: 港务集团 → 海运公司" in changed.lines
    assert "Frontline: yes → (nothing)" in changed.lines
    assert "Honour: 劳动模范" in changed.lines


def test_honours_read_as_a_cell_holds_them() -> None:
    assert honours.as_text([HonourLine("劳动模范", 2019), HonourLine("能手")]) == "劳动模范(2019)；能手"
