"""Laying the office's own picture under the map: choose it, click two points, say which places they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCompleter,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.core.errors import FieldError, PersonError
from desktop.core.geo import Anchor, Point, length_words, tie, true_metres
from desktop.core.i18n import _
from desktop.core.progress import Progress
from desktop.services import map_ground
from desktop.services.map_ground import Ground, PreparedPhoto
from desktop.services.site_map import MapSite, locate
from desktop.views.sites.map_picture import PicturePoints
from desktop.views.support.icons import icon
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, primary, roomy, titled, toned
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing

_SIDE = 320


@dataclass(frozen=True)
class Chosen:
    """The picture to be tied: a new one, or (``ground``) the one that lies under the map."""

    name: str
    jpeg: bytes
    width: int
    height: int
    prepared: PreparedPhoto | None = None
    ground: Ground | None = None


class _PointField(QWidget):
    """One of the two points: whether it was clicked, and the place it shows in words."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.pixel: Point | None = None
        self.turn = QRadioButton(title)
        self.where = QLabel()
        muted(self.where)
        self.place = QLineEdit()
        self.place.setPlaceholderText(_("A site, or 30.0153, 122.1069"))
        self.place.setAccessibleName(_("{point}: which place it is").format(point=title))
        self.error = QLabel()
        self.error.setWordWrap(True)
        toned(self.error, "error")
        roomy(self.place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for widget in (self.turn, self.where, self.place, self.error):
            column.addWidget(widget)
        self.place.textEdited.connect(self.error.hide)
        self.show_pixel(None)

    def show_pixel(self, pixel: Point | None) -> None:
        """Keep where it was clicked."""
        self.pixel = pixel
        words = _("Click on it in the picture.") if pixel is None else _("Clicked. Which place is it?")
        self.where.setText(words)
        self.error.hide()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the point."""
        self.error.setText(sentence)
        self.error.show()

    def anchor(self, sites: Sequence[MapSite]) -> Anchor:
        """Return the point. Raises ``PersonError`` where something is missing."""
        if self.pixel is None:
            raise FieldError("pixel", _("Click on this point in the picture first."))
        if not self.place.text().strip():
            raise FieldError("place", _("Name a site that stands there, or type its coordinates."))
        return Anchor(self.pixel, locate(sites, self.place.text())[0])


class GroundPanel(QWidget):
    """Stands in the place of the map until the picture is laid or the person leaves."""

    said = Signal(object)  # Notice
    left = Signal()

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._sites: Sequence[MapSite] = ()
        self._chosen: Chosen | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.picture = PicturePoints()
        self.file_button = QPushButton(icon("image-plus-outline"), _("Choose a picture …"))
        self.file_name = QLabel()
        self.file_name.setWordWrap(True)
        muted(self.file_name)
        self.first = _PointField(_("Point 1, towards the left"))
        self.second = _PointField(_("Point 2, towards the right"))
        self.check = QLabel()
        self.check.setWordWrap(True)
        self.lay_button = QPushButton(icon("layers-outline", "on_accent"), _("Lay under the map"))
        self.remove_button = QPushButton(icon("layers-remove"), _("Take it away"))
        self.cancel_button = QPushButton(_("Back to the map"))
        self._lay_out()
        self._connect()
        self._show_chosen(None)

    def open_with(self, sites: Sequence[MapSite], ground: Ground | None, jpeg: bytes) -> None:
        """Begin, with the picture that lies under the map now, if one does."""
        self._sites = sites
        names = sorted(site.name for site in sites if site.spot is not None)
        for field in (self.first, self.second):
            completer = QCompleter(names, field.place)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            field.place.setCompleter(completer)
            field.place.clear()
            field.show_pixel(None)
        chosen = None
        if ground is not None:
            chosen = Chosen(ground.name, jpeg, ground.width, ground.height, ground=ground)
            for field, anchor in ((self.first, ground.first), (self.second, ground.second)):
                field.show_pixel(anchor.pixel)
                field.place.setText(f"{anchor.spot.latitude:g}, {anchor.spot.longitude:g}")
        self._show_chosen(chosen)

    def take(self, file: Path) -> None:
        """Read a picture (on a reading thread) and show it."""

        def look(_progress: Progress) -> Chosen:
            found = map_ground.prepare_ground(file)
            return Chosen(file.stem, found.jpeg, found.width, found.height, prepared=found)

        self._tools.runner.read_newest(look, done=self._taken, failed=self._refused_file)

    def lay(self) -> None:
        """Lay the picture under the map by the two points."""
        chosen, store = self._chosen, self._tools.store
        anchors = self._anchors()
        if chosen is None or anchors is None:
            return

        def work(_progress: Progress) -> tuple[str, str | None]:
            if chosen.prepared is not None:
                store.do(map_ground.lay_ground, chosen.prepared, chosen.name, *anchors)
            elif chosen.ground is not None:
                store.do(map_ground.move_ground, chosen.ground.id, *anchors)
            return _("The picture lies under the map."), store.next_undo()

        self._tools.runner.run(work, done=self._laid, failed=self._refused)

    def remove(self) -> None:
        """Take the picture from under the map."""
        chosen, store = self._chosen, self._tools.store
        if chosen is None or chosen.ground is None:
            return
        ground: UUID = chosen.ground.id

        def work(_progress: Progress) -> tuple[str, str | None]:
            store.do(map_ground.remove_ground, ground)
            return _("The picture is taken from under the map."), store.next_undo()

        self._tools.runner.run(work, done=self._laid)

    def give_up(self) -> None:
        """Go back to the map; a picture chosen and not laid is forgotten."""
        self._show_chosen(None)
        self.left.emit()

    def is_dirty(self) -> bool:
        """Say whether a picture was chosen that is not laid yet."""
        return self._chosen is not None and self._chosen.prepared is not None

    def _lay_out(self) -> None:
        heading = QLabel(_("Your own picture under the map"))
        titled(heading, 1.2)
        how = QLabel(
            _(
                "Take a chart, a scan or a screenshot of your islands. Two points that you know tie it "
                "to the earth; the farther apart they lie, the better it fits."
            )
        )
        how.setWordWrap(True)
        muted(how)
        primary(self.lay_button)
        for button in (self.file_button, self.remove_button, self.cancel_button):
            roomy(button)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(8)
        for widget in (heading, how, self.file_button, self.file_name, self.first, self.second, self.check):
            column.addWidget(widget)
        column.addStretch(1)
        for button in (self.lay_button, self.remove_button, self.cancel_button):
            column.addWidget(button)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(side)
        area.setFixedWidth(_SIDE)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 8)
        row.setSpacing(12)
        row.addWidget(self.picture, 1)
        row.addWidget(area)

    def _connect(self) -> None:
        self.picture.clicked.connect(self._clicked)
        self.file_button.clicked.connect(self._ask_file)
        self.lay_button.clicked.connect(self.lay)
        self.remove_button.clicked.connect(self.remove)
        self.cancel_button.clicked.connect(self.give_up)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.give_up)
        self.first.turn.setAutoExclusive(False)
        self.second.turn.setAutoExclusive(False)
        self.first.turn.clicked.connect(self._turn_first)
        self.second.turn.clicked.connect(self._turn_second)
        for field in (self.first, self.second):
            field.place.returnPressed.connect(self._check)
            field.place.editingFinished.connect(self._check)

    def _ask_file(self) -> None:
        kinds = _("Pictures") + " (*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff)"
        dialog = QFileDialog(self, _("Choose a picture"), "", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(self._take_name)
        dialog.open()

    def _take_name(self, name: str) -> None:
        self.take(Path(name))

    def _taken(self, chosen: Chosen) -> None:
        self.first.show_pixel(None)
        self.second.show_pixel(None)
        self._show_chosen(chosen)

    def _refused_file(self, failure: Failure) -> None:
        self.file_name.setText(f"{failure.sentence} {failure.remedy}".strip())
        toned(self.file_name, "error")
        self.file_name.show()

    def _show_chosen(self, chosen: Chosen | None) -> None:
        self._chosen = chosen
        there = chosen is not None
        toned(self.file_name, "quiet")
        self.file_name.setText(chosen.name if chosen is not None else "")
        self.file_name.setVisible(there)
        if chosen is not None:
            self.picture.show_picture(chosen.jpeg)
        else:
            self.picture.show_picture(b"")
        for field in (self.first, self.second):
            field.setEnabled(there)
        self.lay_button.setEnabled(there)
        self.remove_button.setVisible(chosen is not None and chosen.ground is not None)
        self._turn_first()
        self._show_points()

    def _turn_first(self) -> None:
        self._turn(self.first)

    def _turn_second(self) -> None:
        self._turn(self.second)

    def _turn(self, mine: _PointField) -> None:
        for field in (self.first, self.second):
            field.turn.setChecked(field is mine)

    def _clicked(self, pixel: Point) -> None:
        field = self.first if self.first.turn.isChecked() else self.second
        field.show_pixel(pixel)
        if field is self.first and self.second.pixel is None:
            self._turn(self.second)
        field.place.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_points()

    def _show_points(self) -> None:
        self.picture.show_points(self.first.pixel, self.second.pixel)
        self._check()

    def _check(self) -> None:
        """Say what follows from the points, as soon as both are there."""
        self.check.clear()
        fields = (self.first, self.second)
        if self._chosen is None or any(f.pixel is None or not f.place.text().strip() for f in fields):
            return
        anchors = self._anchors()
        if anchors is None:
            return
        placed = tie(*anchors, self._chosen.width, self._chosen.height)
        width = true_metres(placed.scale * self._chosen.width, anchors[0].spot.latitude)
        words = _("The picture is {width} wide").format(width=length_words(width))
        turned = round(placed.turned)
        if turned:
            side = _("to the right") if turned > 0 else _("to the left")
            words = _("{width}; it is turned by {n}° {side}").format(width=words, n=abs(turned), side=side)
        self.check.setText(_("{words}. Is that right?").format(words=words))

    def _anchors(self) -> tuple[Anchor, Anchor] | None:
        """Return both points, or say under the one at fault what is wrong."""
        if self._chosen is None:
            return None
        found = []
        for field in (self.first, self.second):
            try:
                found.append(field.anchor(self._sites))
            except PersonError as error:
                field.refuse(f"{error.sentence} {error.remedy}".strip())
                return None
            field.error.hide()
        first, second = found
        try:
            tie(first, second, self._chosen.width, self._chosen.height)
        except FieldError as error:
            at_fault = self.first if error.field == "first" else self.second
            at_fault.refuse(f"{error.sentence} {error.remedy}".strip())
            return None
        return first, second

    def _refused(self, failure: Failure) -> None:
        field = self.first if failure.field == "first" else self.second
        field.refuse(f"{failure.sentence} {failure.remedy}".strip())

    def _laid(self, outcome: tuple[str, str | None]) -> None:
        self._chosen = None
        self._undoing.tell(*outcome)
        self.left.emit()
