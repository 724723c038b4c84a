"""What is done about a rota, each thing told with an Undo beside it."""

from collections.abc import Callable, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Signal

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import duty, duty_turns
from desktop.services.duty import AbsenceLine, MemberLine
from desktop.services.duty_turns import DutyDay, Planned, TurnLine
from desktop.views.sites.duty_look import plan_remarks
from desktop.views.sites.duty_words import day_name
from desktop.views.support.deeds import Deeds, Refusal, Told
from desktop.views.support.tasks import Failure


class DutyDeeds(Deeds):
    """Does it on the writing thread; ``done`` when it is on file, ``refused`` where nobody else heard why."""

    members_kept = Signal()
    planned = Signal()
    refused = Signal()

    def plan(self, rota: UUID, first: date, last: date, anew: bool, refused: Refusal) -> None:
        """Deal out turns."""
        store = self._tools.store

        def work(_progress: Progress) -> tuple[Planned, str | None]:
            return store.do(duty_turns.plan, rota, first, last, anew=anew), store.next_undo()

        self._tools.runner.run(work, done=self._planned, failed=refused, label=_("Dealing out turns"))

    def put_on(self, rota: UUID, day: DutyDay, member: MemberLine) -> None:
        """Put somebody on duty."""
        store = self._tools.store
        words = _("{name} is on duty on {day}.").format(name=member.name, day=day_name(day.day))
        self._act(lambda: store.do(duty_turns.put_on, rota, day.day, member.id), words)

    def take_off(self, day: DutyDay, turn: TurnLine) -> None:
        """Take somebody off duty."""
        store = self._tools.store
        words = _("{name} is off duty on {day}.").format(name=turn.name, day=day_name(day.day))
        self._act(lambda: store.do(duty_turns.take_off, turn.id), words)

    def swap(self, turn: TurnLine, member: MemberLine, reason: str, told: str, refused: Refusal) -> None:
        """Let somebody take over a turn."""
        store = self._tools.store
        self._act(lambda: store.do(duty_turns.swap, turn.id, member.id, reason), told, refused)

    def add_members(self, rota: UUID, text: str, refused: Refusal) -> None:
        """Add people, a line each."""
        store = self._tools.store
        words = _("The members are added.")
        self._act(lambda: store.do(duty.add_members, rota, text), words, refused, self._members_kept)

    def note_absence(
        self, member: MemberLine, days: tuple[date, date], reason: str, refused: Refusal
    ) -> None:
        """Note that somebody is away."""
        store = self._tools.store
        words = _("It is noted that {name} is away.").format(name=member.name)

        def work(_progress: Progress) -> tuple[str, str | None, str]:
            store.do(duty.add_absence, member.id, *days, reason)
            left = store.read(duty_turns.turns_of, member.id, *days)
            return words, store.next_undo(), _still_on(left)

        self._tools.runner.run(work, done=self._absence_kept, failed=refused)

    def forget_absence(self, line: AbsenceLine) -> None:
        """Forget an absence."""
        store = self._tools.store
        words = _("{name} is no longer noted as away.").format(name=line.name)
        self._act(lambda: store.do(duty.remove_absence, line.id), words)

    def let_leave(self, member: MemberLine) -> None:
        """Let somebody leave the rota."""
        store = self._tools.store
        words = _("{name} left the rota; turns from today on are open again.").format(name=member.name)
        self._act(lambda: store.do(duty.leave, member.id), words)

    def reorder(self, rota: UUID, order: list[UUID]) -> None:
        """Put the members in another order."""
        store = self._tools.store
        self._act(lambda: store.do(duty.reorder_members, rota, order), _("The order of turns is changed."))

    def remove_rota(self, rota: UUID) -> None:
        """Take a rota off the list."""
        store = self._tools.store
        self._act(lambda: store.do(duty.remove_rota, rota), _("The rota is removed."))

    def _act(
        self,
        act: Callable[[], object],
        words: str,
        refused: Refusal | None = None,
        done: Callable[[Told], None] | None = None,
    ) -> None:
        def told() -> str:
            act()
            return words

        self._do(told, refused or self._refused, done)

    def _members_kept(self, outcome: Told) -> None:
        self.members_kept.emit()
        self._told(outcome)

    def _absence_kept(self, outcome: tuple[str, str | None, str]) -> None:
        self._undoing.tell(*outcome)
        self.members_kept.emit()
        self.done.emit()

    def _planned(self, outcome: tuple[Planned, str | None]) -> None:
        planned, label = outcome
        words = ngettext("{n} turn planned.", "{n} turns planned.", planned.added)
        self._undoing.tell(words.format(n=planned.added), label, plan_remarks(planned))
        self.planned.emit()

    def _refused(self, failure: Failure) -> None:
        self.refused.emit()
        self._tools.runner.went_wrong.emit(failure)


def _still_on(days: Sequence[date]) -> str:
    """Return what is to be done about turns in a time in which somebody is away."""
    if not days:
        return ""
    words = ngettext(
        "{n} turn is planned in that time, the first on {day}: let somebody take it over.",
        "{n} turns are planned in that time, the first on {day}: let somebody take them over.",
        len(days),
    )
    return words.format(n=len(days), day=day_name(days[0]))
