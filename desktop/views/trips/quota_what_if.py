"""The settings of an allocation to be tried, and at once what they come to."""

import re
import unicodedata
from fractions import Fraction

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.apportion import Method
from desktop.core.errors import FieldError
from desktop.core.i18n import _, ngettext
from desktop.core.weights import formula_kept, formula_words
from desktop.services.trip_allocation import AllocationSettings
from desktop.services.trip_what_if import Forecast, QuotaDesk
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.fields import Field, LineField, NumberField, WordsField
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.trips.quota_words import (
    against_words,
    method_hint,
    method_word,
)

_PAUSE_MS = 120
_PERCENT = re.compile(r"\d{1,3}(\.\d{1,2})?")


class PercentField(WordsField[Fraction]):
    """A share of one, written as a percentage with up to two decimals; empty is nought."""

    def value(self) -> Fraction:
        """Return the share, exactly."""
        words = unicodedata.normalize("NFKC", self.words()).removesuffix("%").strip()
        if words and not _PERCENT.fullmatch(words):
            raise self._refuse(_("Please write a percentage from 0 to 100."))
        share = Fraction(words or 0) / 100
        if share > 1:
            raise self._refuse(_("Please write a percentage from 0 to 100."))
        return share

    def _show(self, value: Fraction) -> None:
        self.line.setText(f"{float(value * 100):g}")


class WhatIf(QScrollArea):
    """Fields for the settings; ``tried`` a moment after the last change, with settings that can be read."""

    tried = Signal(object)  # AllocationSettings
    settle_asked = Signal()
    share_out_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._desk: QuotaDesk | None = None
        self._open = True
        self._filling = False
        self._sound = False
        methods = [(method, method_word(method)) for method in Method]
        self.method: ChoiceField[Method] = ChoiceField("method", _("Method of sharing"), methods)
        self.formula = LineField("formula", _("Weight"), _("Such as: members + 2*frontline + hazardous"))
        self.places = NumberField("places", _("Places in all"))
        self.share = PercentField("frontline_share", _("Front line at least (%)"))
        self.seed = LineField("seed", _("Seed for lots"), _("Stated beforehand; anybody can redo the draw"))
        self.flat = QCheckBox(_("All at once, not down the tree"))
        self.hint = QLabel()
        self.reserved = QLabel()
        self.outcome = QLabel()
        self.against = QLabel()
        self.fault = QLabel()
        self.returned = QLabel()
        self.share_out = QPushButton(_("Share these out again…"))
        self.as_before = QPushButton(_("Put back"))
        self.settle = QPushButton(_("Settle…"))
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._lay_out()
        for field in self._fields():
            field.edited.connect(self._changed)
            field.save_asked.connect(self._try)
        self.flat.toggled.connect(self._changed)
        self._wait.timeout.connect(self._try)
        self.as_before.clicked.connect(self._put_back)
        self.settle.clicked.connect(self.settle_asked)
        self.share_out.clicked.connect(self.share_out_asked)

    def show_desk(self, known: QuotaDesk) -> AllocationSettings:
        """Show what is known; settings being tried for the same programme stay. Return those to be tried."""
        before, self._desk = self._desk, known
        same = before is not None and before.given.programme_id == known.given.programme_id
        kept = before.settings if before is not None else None
        tried = self.settings() if same else None
        if tried is None or tried == kept:
            self._fill(known.settings)
        kept_for = [_("{batch} for “{trade}”: {n}").format(batch=one.title, trade=one.trade, n=one.capacity)
                    for one in known.given.reserved]  # fmt: skip
        self.reserved.setText(_("Shared out first: {batches}").format(batches=_("; ").join(kept_for)))
        self.reserved.setVisible(bool(kept_for))
        self._show_returned(known)
        return self.settings() or known.settings

    def settings(self) -> AllocationSettings | None:
        """Return the settings as they stand, None where one cannot be read (that is shown)."""
        try:
            share, places = self.share.value(), self.places.value() or 0
            formula = formula_kept(self.formula.value())
        except FieldError as error:
            self._refuse(error.field, str(error))
            return None
        return AllocationSettings(
            self.method.value(), self.seed.value(), formula, places, share,
            self.flat.isChecked(),
        )  # fmt: skip

    def set_open(self, is_open: bool) -> None:
        """Let the allocation be settled, or only be tried while the quotas are approved."""
        self._open = is_open
        self._follow()

    def show_forecast(self, told: Forecast) -> None:
        """Show what the settings come to."""
        for field in self._fields():
            field.clear_error()
        self._sound = told.made is not None
        words = f"{told.fault} {told.remedy}".strip()
        at_field = self._refuse(told.field, words) if words else False
        self.fault.setText("" if at_field else words)
        self.fault.setVisible(bool(words) and not at_field)
        self.outcome.setText("\n".join(_outcome(told)) if self._sound else "")
        self.outcome.setVisible(self._sound)
        self.against.setText(against_words(told) if self._sound else "")
        self.against.setVisible(self._sound)
        self._follow()

    def _fields(
        self,
    ) -> tuple[Field[str], Field[int | None], Field[Fraction], Field[str], Field[Method]]:
        return self.formula, self.places, self.share, self.seed, self.method

    def _fill(self, settings: AllocationSettings) -> None:
        self._filling = True
        self.method.set_value(settings.method)
        self.formula.set_value(formula_words(settings.formula))
        self.places.set_value(settings.places)
        self.share.set_value(settings.frontline_share)
        self.seed.set_value(settings.seed)
        self.flat.setChecked(settings.flat)
        self._filling = False
        self.hint.setText(method_hint(settings.method))

    def _changed(self, *_what: object) -> None:
        if self._filling:
            return
        self.hint.setText(method_hint(self.method.value()))
        self._wait.start()

    def _try(self) -> None:
        self._wait.stop()
        settings = self.settings()
        if settings is None:
            self._sound = False
            self._follow()
        elif self._desk is not None:
            self.tried.emit(settings)

    def _put_back(self) -> None:
        if self._desk is not None:
            self._fill(self._desk.settings)
            self._try()

    def _refuse(self, key: str, words: str) -> bool:
        for field in self._fields():
            if field.key == key:
                field.show_error(words)
                return True
        return False

    def _show_returned(self, known: QuotaDesk) -> None:
        count = known.standing.returned if known.standing else 0
        words = ngettext("{n} place was given back.", "{n} places were given back.", count)
        self.returned.setText(words.format(n=count))
        self.returned.setVisible(bool(count))
        self.share_out.setVisible(bool(count))

    def _follow(self) -> None:
        self.settle.setEnabled(self._open and self._sound)
        self.share_out.setEnabled(self._open)

    def _lay_out(self) -> None:
        for label in (self.hint, self.reserved, self.against):
            label.setWordWrap(True)
            muted(label)
        for label in (self.outcome, self.fault, self.returned):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        toned(self.fault, "error", "error_ground")
        self.fault.setContentsMargins(8, 8, 8, 8)
        toned(self.returned, "due")
        title = QLabel(_("What would come of it"))
        titled(title, 1.1)
        rows = QFormLayout()
        rows.setHorizontalSpacing(12)
        rows.setVerticalSpacing(6)
        rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for field in (self.method, self.formula, self.places, self.share, self.seed):
            label = QLabel(field.label)
            label.setBuddy(field.editor)
            label.setContentsMargins(0, 7, 0, 0)
            rows.addRow(label, field)
            if field is self.method:
                rows.addRow(self.hint)
        rows.addRow(self.flat)
        roomy(self.flat)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        deeds = QHBoxLayout()
        deeds.setSpacing(8)
        deeds.addWidget(self.as_before)
        deeds.addWidget(self.settle, 1)
        for widget in (title, self.fault, self.outcome, self.against, self.returned, self.share_out):
            column.addWidget(widget)
        column.addLayout(deeds)
        column.addLayout(rows)
        column.addWidget(self.reserved)
        column.addStretch(1)
        primary(self.settle)
        roomy(self.as_before)
        roomy(self.share_out)
        self.fault.hide()
        self.returned.hide()
        self.share_out.hide()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)


def _outcome(told: Forecast) -> list[str]:
    assert told.made is not None
    lines = [
        _("{places} places, of them at least {least} for the front line").format(
            places=f"{told.settings.places:,}", least=f"{told.made.frontline_in_all:,}"
        )
    ]
    if told.gain or told.lose:
        moved = ngettext("{n} place moves", "{n} places move", told.moved).format(n=f"{told.moved:,}")
        words = _("{gain} gain, {lose} lose; {moved}")
        lines.append(words.format(gain=f"{told.gain:,}", lose=f"{told.lose:,}", moved=moved))
    else:
        lines.append(_("Nobody gains or loses"))
    if told.nothing:
        words = ngettext("{n} organisation gets nothing", "{n} organisations get nothing", told.nothing)
        lines.append(words.format(n=f"{told.nothing:,}"))
    if told.drew:
        words = ngettext("Lots drawn for {n}", "Lots drawn among {n} (≈)", len(told.drew))
        lines.append(words.format(n=len(told.drew)))
    return lines
