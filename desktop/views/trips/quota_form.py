"""What an organisation brings to the allocation, edited in place; and places it gives back."""

from collections.abc import Mapping
from fractions import Fraction
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.claim_words import fraction_of, fraction_text, trades_of, trades_text
from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.services import trip_claims
from desktop.services.trip_claims import ClaimEntry
from desktop.services.trip_what_if import ForecastLine
from desktop.views.support.fields import LineField, NumberField, TextField, WordsField
from desktop.views.support.forms import Form
from desktop.views.support.icons import icon
from desktop.views.support.named_fields import NamedField, Spelt
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools
from desktop.views.trips.quota_words import change_words, hundredths

Kept = tuple[UUID, str, str | None]


class TradesField(WordsField[Mapping[str, int]]):
    """People by trade in one line."""

    def value(self) -> Mapping[str, int]:
        """Return the people by trade."""
        return trades_of(self.words(), self.key)

    def _show(self, value: Mapping[str, int]) -> None:
        self.line.setText(trades_text(value))


class FractionField(WordsField[Fraction]):
    """An exact fraction; nothing is nought."""

    def value(self) -> Fraction:
        """Return the fraction."""
        return fraction_of(self.words(), self.key)

    def _show(self, value: Fraction) -> None:
        self.line.setText(fraction_text(value))


class QuotaForm(QScrollArea):
    """A form for an organisation in the allocation, or for one to be added."""

    kept = Signal(object, str, object)  # UUID of the organisation, sentence, label of the undo
    given_up = Signal()
    give_back_asked = Signal(object)  # ForecastLine
    remove_asked = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._programme: UUID | None = None
        self._line: ForecastLine | None = None
        self._new = False
        self._open = True
        self.title = QLabel()
        self.title.setWordWrap(True)
        titled(self.title, 1.15)
        self.about = QLabel()
        self.about.setWordWrap(True)
        muted(self.about)
        self.form = Form()
        unknown = _("No organisation of that name is on file. Choose one from the list.")
        self.organisation = self.form.add(
            NamedField("organisation_id", _("Organisation"), unknown, required=True)
        )
        self.members = self.form.add(NumberField("members", _("Union members"), most=100_000_000))
        self.frontline = self.form.add(NumberField("frontline", _("Front-line workers"), most=100_000_000))
        self.hazardous = self.form.add(NumberField("hazardous", _("Hazardous posts"), most=100_000_000))
        self.trades = self.form.add(
            TradesField("trades", _("By trade"), _("Such as: sanitation 120, seafarers 35"))
        )
        self.floor = self.form.add(NumberField("floor", _("Places at least")))
        self.ceiling = self.form.add(NumberField("ceiling", _("Places at most")))
        self.carried = self.form.add(
            FractionField("carried", _("Carried over"), _("Fraction of a place from last year, such as 3/7"))
        )
        self.contact = self.form.add(LineField("contact", _("Contact")))
        self.phone = self.form.add(LineField("phone", _("Telephone")))
        self.remark = self.form.add(TextField("remark", _("Remark"), lines=2))
        self.give_back = QPushButton(icon("undo-variant"), _("Places given back…"))
        self.remove = QPushButton(icon("delete-outline"), _("Take out"))
        self.remove.setToolTip(_("Take the chosen organisations out of the allocation (Delete)"))
        self._lay_out()
        self.form.save_asked.connect(self._save)
        self.form.back_button.clicked.connect(self._put_away)
        self.give_back.clicked.connect(self._ask_give_back)
        self.remove.clicked.connect(self.remove_asked)

    def offer(self, organisations: Spelt) -> None:
        """Complete the name of a new organisation from these."""
        self.organisation.offer(organisations)

    def show_new(self, programme: UUID) -> None:
        """Begin with an organisation that is not in the allocation yet."""
        self._programme, self._line, self._new = programme, None, True
        self.title.setText(_("Add an organisation"))
        self.about.setText("")
        self._fill(ClaimEntry(None), "")
        self.form.show_field(self.organisation, True)
        self.form.back_button.setText(_("Not now"))
        self.form.back_button.setEnabled(True)
        self._follow()
        self.organisation.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_line(self, programme: UUID, line: ForecastLine) -> None:
        """Show an organisation; what is being typed about the same one stays."""
        self.about.setText(_about(line))
        same = self._line is not None and line.claim_id == self._line.claim_id
        self._line = line
        if self._new or (same and self.form.is_dirty()):
            return
        self._programme = programme
        self.title.setText(line.organisation)
        self._fill(line.entry, line.organisation)
        self.form.show_field(self.organisation, False)
        self.form.back_button.setText(_("Put back"))
        self._follow()

    def set_open(self, is_open: bool) -> None:
        """Let it be edited, or only read while the quotas are approved."""
        self._open = is_open
        self._follow()

    def is_new(self) -> bool:
        """Say whether a new organisation is being written."""
        return self._new

    def is_dirty(self) -> bool:
        """Say whether something was typed that is not saved."""
        return self.form.is_dirty() and not (self._new and not self.organisation.words())

    def end_new(self) -> None:
        """Let a new organisation be."""
        self._new = False
        self._line = None

    def go_in(self) -> None:
        """Put the cursor where one types first."""
        self.members.setFocus(Qt.FocusReason.OtherFocusReason)
        self.members.line.selectAll()

    def _fill(self, entry: ClaimEntry, name: str) -> None:
        self.organisation.show_named(entry.organisation_id, name)
        self.members.set_value(entry.members)
        self.frontline.set_value(entry.frontline)
        self.hazardous.set_value(entry.hazardous)
        self.trades.set_value(entry.trades)
        self.floor.set_value(entry.floor)
        self.ceiling.set_value(entry.ceiling)
        self.carried.set_value(entry.carried)
        self.contact.set_value(entry.contact)
        self.phone.set_value(entry.phone)
        self.remark.set_value(entry.remark)
        self.form.settle()

    def _follow(self) -> None:
        line = self._line
        self.form.setEnabled(self._open)
        self.remove.setEnabled(self._open)
        self.remove.setVisible(not self._new)
        self.give_back.setVisible(not self._new)
        has = line is not None and line.before > line.returned
        self.give_back.setEnabled(has)

    def _put_away(self) -> None:
        if self._new:
            self.end_new()
            self.given_up.emit()

    def _ask_give_back(self) -> None:
        if self._line is not None:
            self.give_back_asked.emit(self._line)

    def _entry(self) -> ClaimEntry:
        return ClaimEntry(
            self.organisation.value(),
            self.members.value() or 0,
            self.frontline.value() or 0,
            self.hazardous.value() or 0,
            self.trades.value(),
            self.floor.value() or 0,
            self.ceiling.value(),
            self.carried.value(),
            self.contact.value(),
            self.phone.value(),
            self.remark.value(),
        )

    def _save(self) -> None:
        programme, line, store = self._programme, self._line, self._tools.store
        if programme is None or (line is None and not self._new):
            return
        entry, name = self._entry(), self.organisation.words()
        claim_id = None if line is None else line.claim_id

        def work(_progress: Progress) -> Kept:
            store.do(trip_claims.set_claim, programme, entry, claim_id)
            assert entry.organisation_id is not None
            return entry.organisation_id, _("{name} is saved.").format(name=name), store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, kept: Kept) -> None:
        self._new, self._line = False, None
        self.form.set_busy(False)
        self.form.put_back()
        self.kept.emit(*kept)

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.about)
        column.addWidget(self.form)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.give_back, self.remove):
            roomy(button)
            foot.addWidget(button)
        foot.addStretch(1)
        column.addLayout(foot)
        column.addStretch(1)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)


def _about(line: ForecastLine) -> str:
    parts = [line.path] if line.path else []
    if line.places is not None and line.share is not None:
        words = _(
            "By the settings tried: {places} places ({change}), share {share}, front line at least {least}."
        )
        parts.append(
            words.format(
                places=line.places,
                change=change_words(line.change),
                share=hundredths(line.share),
                least=line.frontline_min,
            )
        )
    if line.returned:
        words = ngettext("{n} place was given back.", "{n} places were given back.", line.returned)
        parts.append(words.format(n=line.returned))
    return "\n".join(parts)
