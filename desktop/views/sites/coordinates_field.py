"""Where a site lies, in one line as a map or a telephone tells it."""

from desktop.core import coordinates
from desktop.core.coordinates import Point
from desktop.core.errors import FieldError, PersonError
from desktop.core.i18n import _
from desktop.views.support.fields import WordsField


class CoordinatesField(WordsField["Point | None"]):
    """Latitude and longitude; how they were understood is written out under the line."""

    def __init__(self, key: str, label: str) -> None:
        super().__init__(key, label)
        self.line.setPlaceholderText("30.0153, 122.1069")
        self.line.textChanged.connect(self._explain)

    def value(self) -> Point | None:
        """Return latitude and longitude in degrees, or nothing."""
        if not self.words():
            return None
        if not self.is_dirty() and self._kept is not None:
            return self._kept
        try:
            return coordinates.parse(self.words())
        except PersonError as error:
            raise FieldError(self.key, error.sentence, error.remedy) from error

    def set_value(self, value: Point | None) -> None:
        """Keep and show a point; it needs no explaining."""
        super().set_value(value)
        self._explain()

    def _show(self, value: Point | None) -> None:
        self.line.setText("" if value is None else coordinates.written(*value))

    def _explain(self) -> None:
        words = ""
        if self.words() and self.is_dirty():
            try:
                point = self.value()
            except FieldError:
                point = None
            if point is not None:
                latitude, longitude = map(coordinates.degrees, point)
                words = _("Latitude {latitude}, longitude {longitude}").format(
                    latitude=latitude, longitude=longitude
                )
        self.note.setText(words)
        self.note.setVisible(bool(words))
