"""Chosen rows to the clipboard, as cells that Excel and WPS take apart again."""

import html
from collections.abc import Sequence
from typing import Generic, TypeVar
from uuid import UUID

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QGuiApplication

from desktop.core.i18n import _, ngettext
from desktop.core.progress import Progress
from desktop.views.support.lazy_model import BLOCK, Column, LazyModel, Row
from desktop.views.support.notice import Notice
from desktop.views.support.tasks import Runner

R = TypeVar("R", bound=Row)


class Copier(QObject, Generic[R]):
    """Reads the chosen rows, wherever they are in the list, and puts them on the clipboard."""

    said = Signal(object)  # Notice

    def __init__(self, model: LazyModel[R], runner: Runner, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._runner = runner

    def copy(self, ids: Sequence[UUID], columns: Sequence[Column[R]]) -> None:
        """Copy these rows, all of them read afresh, with a heading line."""
        if not ids:
            return
        fetch = self._model.fetch

        def read(progress: Progress) -> list[list[str]]:
            lines = [[column.title for column in columns]]
            for start in range(0, len(ids), BLOCK):
                progress.step(start, len(ids))
                part = ids[start : start + BLOCK]
                rows = {row.id: row for row in fetch(part)}
                lines.extend([column.text(rows[key]) for column in columns] for key in part if key in rows)
            return lines

        self._runner.read(read, done=self._place, label=_("Copying"))

    def _place(self, lines: list[list[str]]) -> None:
        data = QMimeData()
        data.setText(as_tabs(lines))
        data.setHtml(as_table(lines))
        QGuiApplication.clipboard().setMimeData(data)
        count = len(lines) - 1
        words = ngettext("{n} row copied.", "{n} rows copied.", count).format(n=f"{count:,}")
        self.said.emit(Notice(words))


def as_tabs(lines: Sequence[Sequence[str]]) -> str:
    """Return the cells tab-separated, a line a row; a tab or line break inside a cell becomes a blank."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in line) for line in lines)


def as_table(lines: Sequence[Sequence[str]]) -> str:
    """Return the cells as an HTML table marked as text, so that Excel keeps long numbers whole."""
    cell = "<td style=\"mso-number-format:'\\@'\">{}</td>"
    rows = ("<tr>" + "".join(cell.format(html.escape(text)) for text in line) + "</tr>" for line in lines)
    return "<table>" + "".join(rows) + "</table>"
