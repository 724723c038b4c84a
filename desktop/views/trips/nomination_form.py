"""What the form of an employer says of one person, entered or corrected by hand."""

from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.honour_levels import LEVELS, level_word
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import trip_nominee_edit
from desktop.services.trip_nominee_entry import NomineeEntry, Terms
from desktop.services.trip_nominees import NomineeCard, state_word
from desktop.views.support.choice_fields import ChoiceField, YesNoField
from desktop.views.support.fields import LineField, NumberField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.notice import notice_of
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing
from desktop.views.trips.nomination_fields import CategoriesField, PreferencesField

_YEARS = (1949, 2099)


class NominationForm(QWidget):
    """Shows one nomination, or begins one for a worker of an organisation."""

    said = Signal(object)  # Notice
    left = Signal()
    kept = Signal(object)  # UUID of the nomination just saved

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._nominee: UUID | None = None
        self._new: tuple[UUID, UUID, UUID] | None = None  # programme, organisation, worker
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.back = QPushButton(icon("arrow-left"), _("Back"))
        roomy(self.back)
        self.name = QLabel()
        titled(self.name)
        self.about = QLabel()
        self.about.setWordWrap(True)
        muted(self.about)
        self.form = Form()
        self._add_fields()
        self._lay_out()
        self.back.clicked.connect(self.leave)
        self.form.save_asked.connect(self._save)
        self.form.dirty_changed.connect(self._follow)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)

    def show_card(self, card: NomineeCard, terms: Terms, is_open: bool) -> None:
        """Show a nomination; what is being typed about the same one stays."""
        if card.line.id == self._nominee and self.form.is_dirty():
            return
        self._nominee, self._new = card.line.id, None
        line = card.line
        self.name.setText(line.name)
        told = [
            _("No. {n} · {organisation} · {state}").format(
                n=line.number, organisation=line.organisation, state=state_word(line.state)
            ),
            line.state_reason,
            " · ".join(part for part in (line.id_number, line.phone) if part),
        ]
        if card.also_named_by:
            told.append(_("Named also by: {who}").format(who=_(", ").join(card.also_named_by)))
        self.about.setText("\n".join(part for part in told if part))
        self._fill(_entry_of(card), terms)
        self._lock(is_open)

    def begin(
        self, whom: tuple[UUID, UUID, UUID], names: tuple[str, str], entry: NomineeEntry, terms: Terms
    ) -> None:
        """Begin a nomination: programme, organisation and worker; the names of the last two."""
        self._nominee, self._new = None, whom
        organisation, worker = names
        self.name.setText(worker)
        self.about.setText(_("New nomination by {organisation}").format(organisation=organisation))
        self._fill(entry, terms)
        self._lock(True)
        self._follow()
        self.post.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_dirty(self) -> bool:
        """Say whether something would be lost."""
        return self._new is not None or self.form.is_dirty()

    def nominee(self) -> UUID | None:
        """Return the nomination shown."""
        return self._nominee

    def leave(self) -> None:
        """Go back to the list; what was typed is forgotten."""
        self.form.put_back()
        self._nominee, self._new = None, None
        self.left.emit()

    def _fill(self, entry: NomineeEntry, terms: Terms) -> None:
        self.categories.offer(list(terms.categories.items()))
        numbers = _(", ").join(map(str, terms.batches))
        hint = _("Batches: {numbers}").format(numbers=numbers) if terms.batches else ""
        self.preferences.note.setText(hint)
        self.preferences.note.setVisible(bool(hint))
        self.post.set_value(entry.post)
        self.trade.set_value(entry.trade)
        self.frontline.set_value(entry.frontline)
        self.hazardous.set_value(entry.hazardous)
        self.management.set_value(entry.is_management)
        self.member.set_value(entry.is_member)
        self.in_post.set_value(entry.in_post)
        self.categories.set_value(entry.categories)
        self.honour.set_value(entry.honour)
        self.honour_year.set_value(entry.honour_year)
        self.honour_level.set_value(entry.honour_level)
        self.last_trip.set_value(entry.last_trip_year)
        self.fit.set_value(entry.fit)
        self.contact.set_value(entry.emergency_contact)
        self.phone.set_value(entry.emergency_phone)
        self.preferences.set_value(entry.preferences)
        self.remark.set_value(entry.remark)
        self.form.settle()

    def _entry(self) -> NomineeEntry:
        return NomineeEntry(
            post=self.post.value(),
            trade=self.trade.value(),
            frontline=self.frontline.value(),
            hazardous=self.hazardous.value(),
            is_management=self.management.value(),
            is_member=self.member.value(),
            in_post=self.in_post.value(),
            categories=self.categories.value(),
            honour=self.honour.value(),
            honour_year=self.honour_year.value(),
            honour_level=self.honour_level.value(),
            last_trip_year=self.last_trip.value(),
            fit=self.fit.value(),
            emergency_contact=self.contact.value(),
            emergency_phone=self.phone.value(),
            preferences=self.preferences.value(),
            remark=self.remark.value(),
        )

    def _lock(self, is_open: bool) -> None:
        for field in self._all:
            field.set_read_only(not is_open)

    def _save(self) -> None:
        store, nominee, new, entry = self._tools.store, self._nominee, self._new, self._entry()

        def work(_progress: Progress) -> tuple[UUID, str | None]:
            if new is not None:
                key = store.do(trip_nominee_edit.name, *new, entry)
            else:
                assert nominee is not None
                store.do(trip_nominee_edit.change, nominee, entry)
                key = nominee
            return key, store.next_undo()

        if nominee is None and new is None:
            return
        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self._refused)

    def _refused(self, failure: Failure) -> None:
        self.form.refuse(failure)
        self._follow()
        if all(field.key != failure.field for field in self._all):
            self.said.emit(notice_of(failure))

    def _follow(self) -> None:
        """A new nomination can be saved as it is proposed."""
        if self._new is not None:
            self.form.save_button.setEnabled(True)

    def _escape(self) -> None:
        if self.form.is_dirty():
            self.form.put_back()
        else:
            self.leave()

    def _saved(self, outcome: tuple[UUID, str | None]) -> None:
        key, label = outcome
        words = _("{name} is named.") if self._new is not None else _("The nomination of {name} is changed.")
        self._undoing.tell(words.format(name=self.name.text()), label)
        self._nominee, self._new = None, None
        self.form.settle()
        self.kept.emit(key)

    def _add_fields(self) -> None:
        add = self.form.add
        self.post = add(LineField("post", _("Post")))
        self.trade = add(LineField("trade", _("Trade")))
        self.frontline = add(YesNoField("frontline", _("Frontline")))
        self.hazardous = add(YesNoField("hazardous", _("Hazardous post")))
        self.management = add(YesNoField("is_management", _("Management post")))
        self.member = add(YesNoField("is_member", _("Union member")))
        self.in_post = add(YesNoField("in_post", _("In post")))
        self.categories = add(CategoriesField("categories", _("Priority category")))
        self.honour = add(LineField("honour", _("Honour")))
        self.honour_year = add(
            NumberField("honour_year", _("Year of the honour"), least=_YEARS[0], most=_YEARS[1])
        )
        levels = [("", _("Not known")), *((level, level_word(level)) for level in LEVELS)]
        self.honour_level = add(ChoiceField[str]("honour_level", _("Level of the honour"), levels))
        self.last_trip = add(
            NumberField("last_trip_year", _("Year of the last trip"), least=_YEARS[0], most=_YEARS[1])
        )
        self.fit = add(YesNoField("fit", _("Fit to travel"), _("Yes or no only, never an illness.")))
        self.contact = add(LineField("emergency_contact", _("Emergency contact")))
        self.phone = add(LineField("emergency_phone", _("Emergency telephone")))
        self.preferences = add(PreferencesField("preferences", _("Batches wished for")))
        self.remark = add(LineField("remark", _("Remark")))
        self._all = (
            self.post, self.trade, self.frontline, self.hazardous, self.management, self.member,
            self.in_post, self.categories, self.honour, self.honour_year, self.honour_level,
            self.last_trip, self.fit, self.contact, self.phone, self.preferences, self.remark,
        )  # fmt: skip

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back)
        head.addWidget(self.name, 1)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.addWidget(self.form)
        scroll = QScrollArea()
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 0, 0, 0)
        whole.setSpacing(8)
        whole.addLayout(head)
        whole.addWidget(self.about)
        whole.addWidget(scroll, 1)


def _entry_of(card: NomineeCard) -> NomineeEntry:
    line = card.line
    return NomineeEntry(
        post=line.post,
        trade=line.trade,
        frontline=line.frontline,
        hazardous=line.hazardous,
        is_management=card.is_management,
        is_member=card.is_member,
        in_post=card.in_post,
        categories=line.categories,
        honour=line.honour,
        honour_year=line.honour_year,
        honour_level=card.honour_level,
        last_trip_year=line.last_trip_year,
        fit=line.fit,
        emergency_contact=card.emergency_contact,
        emergency_phone=card.emergency_phone,
        preferences=line.preferences,
        remark=line.remark,
    )
