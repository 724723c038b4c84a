"""The sheets a reading belongs to: their pages, what is still missing, what is odd, and what was not used."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from desktop.core.i18n import _, ngettext
from desktop.core.reading import Mark
from desktop.services.reading_parts import PictureRead, Proposal, SheetProposal
from desktop.services.sheet_record import SheetKind, kind_word
from desktop.views.support.icons import icon
from desktop.views.support.missing import pages_words
from desktop.views.support.theme import muted, roomy, titled, toned
from desktop.views.support.times import moment_words

UNUSED_SHOWN = 50
SHEETS_SHOWN = 40
PAGES_SHOWN = 12


class SheetsPanel(QScrollArea):
    """A card for each sheet, below them the pictures that gave nothing, each with what to do."""

    page_asked = Signal(object, int)  # UUID of the sheet, page

    def __init__(self) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Sheets"))
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        self._inner = inner
        self._cards = QVBoxLayout()
        self._cards.setSpacing(8)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.setWidget(inner)
        self._shown: tuple[object, ...] = ()

    def show_proposal(self, proposal: Proposal) -> None:
        """Show the sheets and the unused pictures of a reading."""
        shown = (*(_told(sheet) for sheet in proposal.sheets), proposal.unused)
        if shown == self._shown:
            return
        self._shown = shown
        while (item := self._cards.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for sheet in _most_urgent(proposal.sheets):
            self._cards.addWidget(self._sheet_card(sheet))
        more = len(proposal.sheets) - SHEETS_SHOWN
        if more > 0:
            words = ngettext("and {n} more sheet", "and {n} more sheets", more)
            self._cards.addWidget(_label(words.format(n=more)))
        if proposal.unused:
            self._cards.addWidget(_unused_card(proposal.unused))

    def words(self) -> list[str]:
        """Return every sentence shown."""
        return [label.text() for label in self._inner.findChildren(QLabel) if label.isVisible()]

    def _sheet_card(self, sheet: SheetProposal) -> QFrame:
        card, column = _card()
        title = _label(sheet.title)
        titled(title, 1.08)
        column.addWidget(title)
        when = moment_words(sheet.starts_at) if sheet.starts_at else ""
        number = _("sheet {number}").format(number=sheet.number)
        below = _label(" · ".join(filter(None, (kind_word(SheetKind(sheet.kind.value)), number, when))))
        muted(below)
        column.addWidget(below)
        for page in sheet.pages_now[:PAGES_SHOWN]:
            button = QPushButton(icon("file-document-outline", "accent"), _page_words(sheet, page))
            button.setFlat(True)
            button.clicked.connect(partial(self._ask_page, sheet.sheet_id, page))
            roomy(button)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        more = len(sheet.pages_now) - PAGES_SHOWN
        if more > 0:
            column.addWidget(_label(ngettext("and {n} more page", "and {n} more pages", more).format(n=more)))
        if sheet.missing:
            column.addWidget(_amber(pages_words(sheet.missing, sheet.pages)))
        for notice in sheet.notices:
            column.addWidget(_amber(notice))
        return card

    def _ask_page(self, sheet: UUID, page: int, _checked: bool = False) -> None:
        self.page_asked.emit(sheet, page)


def _most_urgent(sheets: Sequence[SheetProposal]) -> Sequence[SheetProposal]:
    """Return the sheets in their order; of too many those with something to be said first."""
    if len(sheets) <= SHEETS_SHOWN:
        return sheets
    return sorted(sheets, key=lambda sheet: not (sheet.missing or sheet.notices))[:SHEETS_SHOWN]


def _told(sheet: SheetProposal) -> tuple[object, ...]:
    rows = [_page_words(sheet, page) for page in sheet.pages_now]
    return (sheet.sheet_id, sheet.title, sheet.starts_at, *rows, sheet.missing, sheet.notices)


def _page_words(sheet: SheetProposal, page: int) -> str:
    words = _("page {n} of {m}").format(n=page, m=sheet.pages)
    open_rows = sum(row.page == page and row.mark is Mark.DOUBTFUL for row in sheet.rows)
    if open_rows:
        words += " · " + ngettext("{n} doubtful", "{n} doubtful", open_rows).format(n=open_rows)
    return words


def _unused_card(unused: Sequence[PictureRead]) -> QFrame:
    card, column = _card()
    heading = _label(
        ngettext("{n} picture was not used", "{n} pictures were not used", len(unused)).format(n=len(unused))
    )
    titled(heading, 1.08)
    column.addWidget(heading)
    for one in unused[:UNUSED_SHOWN]:
        name = _label(one.name if one.number == 1 else f"{one.name} · {one.number}")
        name.setToolTip(str(one.file) if one.file is not None else one.name)
        toned(name, "error")
        said = _label(" ".join(filter(None, (one.sentence, *one.notices, one.remedy))))
        column.addWidget(name)
        column.addWidget(said)
    if len(unused) > UNUSED_SHOWN:
        rest = len(unused) - UNUSED_SHOWN
        column.addWidget(_label(ngettext("and {n} more", "and {n} more", rest).format(n=f"{rest:,}")))
    return card


def _card() -> tuple[QFrame, QVBoxLayout]:
    card = QFrame()
    card.setFrameShape(QFrame.Shape.StyledPanel)
    card.setAutoFillBackground(True)
    card.setBackgroundRole(card.palette().ColorRole.Base)
    column = QVBoxLayout(card)
    column.setContentsMargins(12, 8, 12, 8)
    column.setSpacing(4)
    return card, column


def _label(words: str) -> QLabel:
    label = QLabel(words)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _amber(words: str) -> QLabel:
    label = _label(words)
    label.setContentsMargins(8, 4, 8, 4)
    toned(label, "due", "due_ground")
    return label
