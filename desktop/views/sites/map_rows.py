"""The sites beside the map, one under the other: the same as the marks, for the keyboard and the ear."""

from collections.abc import Sequence
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


class MapRows(QAbstractListModel):
    """A line for the name and one for what it is, with the mark it has on the map."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sites: Sequence[MapSite] = ()
        self._metres: Sequence[float] = ()
        self._pictures: dict[tuple[SiteKind, SiteStatus], QIcon] = {}

    def show_sites(self, sites: Sequence[MapSite], metres: Sequence[float] = ()) -> None:
        """Show other sites; ``metres`` tell how far each is, where distances are asked for."""
        self.beginResetModel()
        self._sites, self._metres = sites, metres
        self.endResetModel()

    def row_of(self, site: UUID | None) -> int:
        """Return where a site stands, -1 where it does not."""
        return next((n for n, one in enumerate(self._sites) if one.id == site), -1)

    def site_at(self, number: int) -> MapSite | None:
        """Return the site in a row."""
        return self._sites[number] if 0 <= number < len(self._sites) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Return how many sites there are."""
        return 0 if parent.isValid() else len(self._sites)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return words, mark or the words for a screen reader."""
        site = self._sites[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{site.name}\n{self._about(index.row())}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return site.address or site.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{site.name}, {self._about(index.row())}"
        if role == Qt.ItemDataRole.DecorationRole:
            return self._picture(site.kind, site.status)
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

    def _about(self, number: int) -> str:
        site = self._sites[number]
        parts = [length_words(self._metres[number])] if self._metres else []
        parts.append(site_word(site.kind, site.afloat))
        if site.status is not SiteStatus.OPEN:
            parts.append(status_word(site.status))
        parts.append(site.island or site.district)
        return " · ".join(filter(None, parts))
