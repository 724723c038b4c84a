"""Saves what is typed into tables of figures, a cell at a time, and brings back how it went."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from desktop.core.errors import PersonError
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.core.tallies import Count
from desktop.services import tallies
from desktop.services.tallies import TalliesRefused, TallyCell
from desktop.views.sites.tally_counts import CountModel, Slot, asked_again
from desktop.views.support.notice import notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.tools import Tools


@dataclass(frozen=True)
class _Answer:
    slot: Slot
    count: Count
    sentence: str = ""
    may_be_right: bool = False


class TallySaver(QObject):
    """Hands what a model asks to save to the writing thread, in the order it was typed."""

    said = Signal(object)  # Notice
    lost = Signal()  # something went wrong: read again what is on file

    def __init__(self, tools: Tools, model: CountModel, parent: QObject) -> None:
        super().__init__(parent)
        self._tools = tools
        self._model = model
        model.entered.connect(self._save)

    def clear(self, slots: list[Slot]) -> None:
        """Take back the figures of these days as one step."""
        slots = [slot for slot in slots if not self._model.put_back(slot)]
        cells = [TallyCell(s.site, s.day, None) for s in slots if s.hour is None and self._told(s)]
        for slot in slots:
            if slot.hour is not None:
                self._model.type_in(slot, "")
        if len(cells) == 1:
            self._model.type_in(Slot(cells[0].site, cells[0].day), "")
        elif cells:
            self.enter(cells)

    def enter(self, cells: list[TallyCell], sure: bool = False) -> None:
        """Enter many figures as one step."""
        store = self._tools.store

        def work(_progress: Progress) -> None:
            store.do(tallies.enter, cells, sure)

        self._tools.runner.run(work, failed=self._failed, label=_("Saving figures"))

    def _told(self, slot: Slot) -> bool:
        return self._model.count(slot) is not None

    def _save(self, slot: Slot, count: Count, sure: bool) -> None:
        store = self._tools.store

        def work(_progress: Progress) -> _Answer:
            try:
                if slot.hour is None:
                    store.do(tallies.enter, [TallyCell(slot.site, slot.day, count)], sure)
                else:
                    store.do(tallies.enter_hour, slot.site, slot.day, slot.hour, count, sure)
            except TalliesRefused as refused:
                fault = refused.faults[0]
                sentence = fault.sentence if fault.may_be_right else str(refused)
                return _Answer(slot, count, sentence, fault.may_be_right)
            except PersonError as error:
                return _Answer(slot, count, str(error))
            return _Answer(slot, count)

        self._tools.runner.run(work, done=self._answered, failed=self._failed)

    def _answered(self, answer: _Answer) -> None:
        if not answer.sentence:
            self._model.settle(answer.slot, answer.count)
            return
        sentence = asked_again(answer.sentence) if answer.may_be_right else answer.sentence
        self._model.refuse(answer.slot, sentence, answer.may_be_right)

    def _failed(self, failure: Failure) -> None:
        self._model.drop_saving()
        self.said.emit(notice_of(failure))
        self.lost.emit()
