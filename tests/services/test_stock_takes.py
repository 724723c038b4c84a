"""A stock-take answers every label in words, and what nobody saw is missing."""

from uuid import UUID

import pytest

from desktop.core.codes import CodeKey, asset_code, card_code
from desktop.core.errors import NotFound, Refused
from desktop.models.site_assets import Asset
from desktop.services import asset_moves, assets, stock_takes
from desktop.services.assets import AssetEntry, Condition
from desktop.services.stock_takes import Answer, Scanned, TakeClosed, TakeOpen
from desktop.storage.store import Store
from tests.services.sites import put_site


class Round:
    """A site with three pieces of equipment, another with one, and a stock-take of the first."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.site, self.other = put_site(store, "定海驿站"), put_site(store, "沈家门驿站")
        self.keys = store.do(assets.create, AssetEntry(self.site, "ZC-01", "椅子"), 3)
        (self.stray,) = store.do(assets.create, AssetEntry(self.other, "KT-01", "空调"))
        self.take = store.do(stock_takes.begin, self.site)

    def code(self, key: UUID) -> str:
        token = self.store.read(lambda session: session.get_one(Asset, key).token)
        return asset_code(self.store.code_key, token)

    def scan(self, text: str) -> Scanned:
        return self.store.do(stock_takes.scan, self.store.code_key, self.take, text)

    def condition(self, key: UUID) -> Condition:
        return self.store.read(assets.line, key).entry.condition


@pytest.fixture
def round_(file_store: Store) -> Round:
    return Round(file_store)


def test_a_label_or_a_typed_number_is_seen_once_and_then_seen_already(store: Store) -> None:
    round_ = Round(store)
    assert round_.scan(round_.code(round_.keys[0])).answer is Answer.SEEN
    again = round_.scan("zc-01")
    assert (again.answer, again.asset_id, again.name) == (Answer.SEEN_ALREADY, round_.keys[0], "椅子")
    assert round_.scan(" ＺＣ-02\n").answer is Answer.SEEN
    found = store.read(stock_takes.report, round_.take)
    assert [line.number for line in found.seen] == ["ZC-02", "ZC-01"]
    assert [line.number for line in found.missing] == ["ZC-03"]
    assert (found.take.seen, found.take.missing) == (2, 1)


def test_what_belongs_elsewhere_is_told_and_can_be_moved_here(round_: Round) -> None:
    told = round_.scan("KT-01")
    assert (told.answer, told.site) == (Answer.OTHER_SITE, "沈家门驿站")
    assert round_.store.read(stock_takes.report, round_.take).take.seen == 0
    moved = round_.store.do(stock_takes.bring_here, round_.take, round_.stray)
    assert moved.answer is Answer.SEEN
    assert round_.store.read(assets.line, round_.stray).site == "定海驿站"
    assert "stock-take" in round_.store.read(asset_moves.history, round_.stray)[-1].reason + "".join(
        event.words for event in round_.store.read(asset_moves.history, round_.stray)
    )
    round_.store.undo()
    assert round_.store.read(assets.line, round_.stray).site == "沈家门驿站"


def test_what_was_written_off_and_what_is_unknown_are_told(round_: Round) -> None:
    round_.store.do(asset_moves.write_off, [round_.keys[2]], "散架")
    assert round_.scan("ZC-03").answer is Answer.WRITTEN_OFF
    key = round_.store.code_key
    foreign = asset_code(CodeKey(key.mark ^ 1, key.key), 7)
    forged = asset_code(key, 7)[:-1] + ("0" if asset_code(key, 7)[-1] != "0" else "1")
    said = [
        round_.scan(text).sentence
        for text in ("ZC-99", foreign, forged, card_code(key, 7), asset_code(key, 7))
    ]
    assert [
        word for word, sentence in zip(
            ("number", "another office", "altered", "a person or a list", "not on record"), said, strict=True
        ) if word in sentence
    ] == ["number", "another office", "altered", "a person or a list", "not on record"]  # fmt: skip
    assert round_.scan("ZC-99").answer is Answer.UNKNOWN


def test_closing_marks_what_nobody_saw_as_missing(round_: Round) -> None:
    round_.scan("ZC-01")
    round_.store.do(stock_takes.find_condition, round_.take, round_.keys[0], Condition.BROKEN)
    closed = round_.store.do(stock_takes.close, round_.take)
    assert [line.number for line in closed.missing] == ["ZC-02", "ZC-03"]
    assert [line.condition for line in closed.seen] == [Condition.BROKEN]
    assert [round_.condition(key) for key in round_.keys] == [
        Condition.BROKEN,
        Condition.MISSING,
        Condition.MISSING,
    ]
    with pytest.raises(TakeClosed):
        round_.scan("ZC-02")
    round_.store.undo()
    assert round_.condition(round_.keys[1]) is Condition.GOOD
    assert round_.scan("ZC-02").answer is Answer.SEEN


def test_a_closed_stock_take_stays_as_it_was_found(round_: Round) -> None:
    round_.scan("ZC-01")
    round_.store.do(stock_takes.close, round_.take, mark_missing=False)
    assert round_.condition(round_.keys[1]) is Condition.GOOD
    round_.store.do(asset_moves.move, [round_.keys[1]], round_.other)
    found = round_.store.read(stock_takes.report, round_.take)
    assert [line.number for line in found.missing] == ["ZC-02", "ZC-03"]
    (line,) = round_.store.read(stock_takes.takes, round_.site)
    assert (line.seen, line.missing, line.site) == (1, 2, "定海驿站")


def test_what_was_missing_is_found_again_when_seen(round_: Round) -> None:
    round_.store.do(stock_takes.close, round_.take)
    round_.take = round_.store.do(stock_takes.begin, round_.site)
    assert "found again" in round_.scan("ZC-01").sentence
    assert round_.condition(round_.keys[0]) is Condition.GOOD
    events = round_.store.read(asset_moves.history, round_.keys[0])
    assert len(events) == 2


def test_one_stock_take_a_site_is_under_way_at_a_time(round_: Round) -> None:
    assert round_.store.read(stock_takes.open_take, round_.site) == round_.take
    with pytest.raises(TakeOpen):
        round_.store.do(stock_takes.begin, round_.site)
    round_.store.do(stock_takes.drop, round_.take)
    assert round_.store.read(stock_takes.open_take, round_.site) is None
    with pytest.raises(NotFound):
        round_.scan("ZC-01")


def test_a_site_without_equipment_is_not_counted(round_: Round) -> None:
    empty = put_site(round_.store, "空驿站")
    with pytest.raises(Refused, match="No equipment"):
        round_.store.do(stock_takes.begin, empty)


def test_only_what_was_seen_has_a_condition_found(round_: Round) -> None:
    with pytest.raises(NotFound):
        round_.store.do(stock_takes.find_condition, round_.take, round_.keys[0], Condition.WORN)
    round_.scan("ZC-01")
    with pytest.raises(Refused):
        round_.store.do(stock_takes.find_condition, round_.take, round_.keys[0], Condition.MISSING)


def test_what_was_brought_here_twice_is_seen_once(round_: Round) -> None:
    for answer in (Answer.SEEN, Answer.SEEN_ALREADY):
        told = round_.store.do(stock_takes.bring_here, round_.take, round_.stray)
        assert told.answer is answer
    assert round_.store.read(stock_takes.report, round_.take).take.seen == 1
