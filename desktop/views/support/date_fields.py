"""Fields for days and moments, typed the way people write them."""

from collections.abc import Callable
from datetime import date, datetime
from typing import TypeVar

from PySide6.QtCore import QDate, QLocale

from desktop.core.dates import parse_date
from desktop.core.errors import FieldError, PersonError
from desktop.core.i18n import _, language
from desktop.views.support.fields import WordsField

D = TypeVar("D", date, datetime)


class UnderstoodField(WordsField[D | None]):
    """A line whose words ``parse`` understands or refuses with a PersonError.

    How they were understood is written out under the line; on leaving, the line is written the plain way.
    """

    def __init__(
        self, key: str, label: str, parse: Callable[[str], D], hint: str = "", required: bool = False
    ) -> None:
        super().__init__(key, label, hint, required)
        self._parse: Callable[[str], D] = parse
        self._hint = hint
        self.line.textChanged.connect(self._interpret)
        self.line.editingFinished.connect(self._tidy)

    def value(self) -> D | None:
        """Return what the words mean, or None where nothing is written."""
        self._demand(bool(self.words()))
        return self._understand() if self.words() else None

    def _understand(self) -> D:
        try:
            return self._parse(self.words())
        except PersonError as error:
            raise FieldError(self.key, error.sentence, error.remedy) from error

    def _show(self, value: D | None) -> None:
        self.line.setText("" if value is None else self._plain(value))

    def _plain(self, value: D) -> str:
        raise NotImplementedError

    def _spelt(self, value: D) -> str:
        raise NotImplementedError

    def _interpret(self) -> None:
        words = self._hint
        if self.words():
            try:
                words = self._spelt(self._understand())
            except FieldError:
                words = self._hint
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def _tidy(self) -> None:
        if self.words() and not self.line.isReadOnly():
            try:
                self._show(self._understand())
            except FieldError as error:
                self.show_error(str(error))


class DateField(UnderstoodField[date]):
    """A day, for example ``DateField("day", _("Day"), lambda text: parse_date(text, date.today()))``."""

    def __init__(
        self, key: str, label: str, parse: Callable[[str], date], hint: str = "", required: bool = False
    ) -> None:
        super().__init__(key, label, parse, hint, required)
        self.line.setPlaceholderText(_("2026-12-05, 12.5, tomorrow"))

    def _plain(self, value: date) -> str:
        return value.isoformat()

    def _spelt(self, value: date) -> str:
        return spelt_day(value)


class MomentField(UnderstoodField[datetime]):
    """A day and a time: aware datetimes inside, local time on the screen."""

    def __init__(
        self, key: str, label: str, parse: Callable[[str], datetime], hint: str = "", required: bool = False
    ) -> None:
        super().__init__(key, label, parse, hint, required)
        self.line.setPlaceholderText(_("2026-12-05 19:00, tomorrow 14:30"))

    def _plain(self, value: datetime) -> str:
        return value.astimezone().strftime("%Y-%m-%d %H:%M")

    def _spelt(self, value: datetime) -> str:
        local = value.astimezone()
        return f"{spelt_day(local.date())} {local:%H:%M}"


def told_from(today: Callable[[], date]) -> Callable[[str], date]:
    """Return what understands the words of a :class:`DateField`, "tomorrow" counted from that day."""
    return lambda text: parse_date(text, today())


def spelt_day(day: date) -> str:
    """Return a day with its weekday, as the language in force writes it."""
    return locale_in_force().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def locale_in_force() -> QLocale:
    """Return the locale in which numbers and days are written for the person."""
    return QLocale(QLocale.Language.Chinese if language() == "zh_CN" else QLocale.Language.English)
