"""What the map tells of the chosen site, and where one enters its coordinates."""

from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop.core.coordinates import Point
from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.services.site_words import SiteStatus, site_word, status_word
from desktop.services.sites import SiteCard
from desktop.views.sites.coordinates_field import CoordinatesField
from desktop.views.sites.looks import status_tones
from desktop.views.support.icons import icon
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, roomy, titled, toned


@dataclass(frozen=True)
class OnMap:
    """A site with whether it should be open now (None: no hours are posted)."""

    card: SiteCard
    open_now: bool | None


class MapCard(QFrame):
    """Name, kind, state, hours, host and contact; or the line for coordinates where there are none."""

    register_asked = Signal(object)  # UUID
    measure_asked = Signal(object)  # UUID
    placed = Signal(object, object)  # UUID, Point
    pointing_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._site: UUID | None = None
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.setAccessibleName(_("The chosen site"))
        self.name = _label()
        titled(self.name, 1.1)
        self.state = _label()
        self.about = _label()
        muted(self.about)
        self.coordinates = CoordinatesField("latitude", _("Coordinates"))
        self.point_button = QPushButton(icon("crosshairs-gps"), _("Click on the map"))
        self.save_button = QPushButton(icon("check"), _("Put here"))
        self.register_button = QPushButton(icon("open-in-app"), _("In the register"))
        self.measure_button = QPushButton(icon("map-marker-distance"), _("What is near"))
        self._lay_out()
        self.register_button.clicked.connect(self._ask_register)
        self.measure_button.clicked.connect(self._ask_measure)
        self.point_button.clicked.connect(self.pointing_asked)
        self.save_button.clicked.connect(self._save)
        self.coordinates.save_asked.connect(self._save)
        self.hide()

    def show_site(self, shown: OnMap) -> None:
        """Show a site."""
        card, entry = shown.card, shown.card.entry
        placed = entry.latitude is not None and entry.longitude is not None
        if card.id != self._site or placed:
            self.coordinates.set_value(None)
        self._site = card.id
        self.name.setText(card.name)
        self.state.setText(_state_words(shown))
        toned(self.state, status_tones(entry.status)[0])
        lines = [
            " · ".join(filter(None, (site_word(entry.kind, entry.afloat), entry.district, entry.island))),
            card.hours,
            entry.host,
            " ".join(filter(None, (entry.contact, entry.contact_phone))),
            entry.address,
        ]
        self.about.setText("\n".join(filter(None, lines)))
        self.measure_button.setVisible(placed)
        for widget in (self.coordinates, self.point_button, self.save_button):
            widget.setVisible(not placed)
        self.show()

    def clear(self) -> None:
        """Show no site."""
        self._site = None
        self.hide()

    def site(self) -> UUID | None:
        """Return the site shown."""
        return self._site

    def offer(self, point: Point) -> None:
        """Write the coordinates of a click into the line."""
        self.coordinates.line.setText(f"{point[0]:.6f}, {point[1]:.6f}")

    def refuse(self, failure: Failure) -> None:
        """Say under the line why the site cannot lie there."""
        self.coordinates.show_error(f"{failure.sentence} {failure.remedy}".strip())

    def is_dirty(self) -> bool:
        """Say whether coordinates were typed and not kept."""
        return self.coordinates.isVisibleTo(self) and self.coordinates.is_dirty()

    def _lay_out(self) -> None:
        entering = QHBoxLayout()
        entering.setSpacing(8)
        entering.addWidget(self.point_button)
        entering.addWidget(self.save_button)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.register_button)
        row.addWidget(self.measure_button)
        for button in (self.point_button, self.save_button, self.register_button, self.measure_button):
            roomy(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(4)
        for widget in (self.name, self.state, self.about, self.coordinates):
            column.addWidget(widget)
        column.addLayout(entering)
        column.addSpacing(4)
        column.addLayout(row)

    def _save(self) -> None:
        if self._site is None:
            return
        try:
            point = self.coordinates.value()
        except FieldError as error:
            self.coordinates.show_error(f"{error.sentence} {error.remedy}".strip())
            return
        if point is None:
            self.coordinates.show_error(_("Type the coordinates, or click on the map."))
            self.coordinates.setFocus()
        else:
            self.placed.emit(self._site, point)

    def _ask_register(self) -> None:
        if self._site is not None:
            self.register_asked.emit(self._site)

    def _ask_measure(self) -> None:
        if self._site is not None:
            self.measure_asked.emit(self._site)


def _label() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
    return label


def _state_words(shown: OnMap) -> str:
    entry = shown.card.entry
    words = status_word(entry.status)
    if entry.status is SiteStatus.OPEN and shown.open_now is not None:
        words = _("{state} · open now") if shown.open_now else _("{state} · closed now")
        words = words.format(state=status_word(entry.status))
    elif entry.status_reason:
        words = _("{state}: {reason}").format(state=words, reason=entry.status_reason)
    return words
