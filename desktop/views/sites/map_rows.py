"""The sites beside the map, one under the other: the same as the marks, for the keyboard and the ear."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QPointF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

from desktop.core.geo import length_words
from desktop.services.site_map import MapSite
from desktop.services.site_words import SiteKind, SiteStatus, site_word, status_word
from desktop.views.sites.map_painting import paint_mark

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_PICTURE = 24


@dataclass(frozen=True, eq=False)
class MapRow:
    """A site, and how far it is where distances are asked for."""

    site: MapSite
    metres: float | None = None


class MapRows(QAbstractListModel):
    """A line for the name and one for what it is, with the mark it has on the map."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: Sequence[MapRow] = ()
        self._pictures: dict[tuple[SiteKind, SiteStatus], QIcon] = {}

    def show_rows(self, rows: Sequence[MapRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row_of(self, site: UUID | None) -> int:
        """Return where a site stands, -1 where it does not."""
        return next((n for n, row in enumerate(self._rows) if row.site.id == site), -1)

    def site_at(self, number: int) -> MapSite | None:
        """Return the site in a row."""
        return self._rows[number].site if 0 <= number < len(self._rows) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many sites there are."""
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, mark or the words for a screen reader."""
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.site.name}\n{_about(row)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.site.address or row.site.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.site.name}, {_about(row)}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(row.site.kind, row.site.status)
        return None

    def _picture(self, kind: SiteKind, status: SiteStatus) -> QIcon:
        key = (kind, status)
        if key not in self._pictures:
            pixmap = QPixmap(_PICTURE, _PICTURE)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            paint_mark(painter, QPointF(_PICTURE / 2, _PICTURE / 2), 8, kind, status)
            painter.end()
            self._pictures[key] = QIcon(pixmap)
        return self._pictures[key]


def _about(row: MapRow) -> str:
    site = row.site
    parts = [site_word(site.kind, site.afloat)]
    if site.status is not SiteStatus.OPEN:
        parts.append(status_word(site.status))
    parts.append(site.island or site.district)
    if row.metres is not None:
        parts.insert(0, length_words(row.metres))
    return " · ".join(filter(None, parts))
