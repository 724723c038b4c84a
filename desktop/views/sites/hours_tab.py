"""When the chosen site is open: posted hours by weekday and season, shown back as a picture of the week."""

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.core.errors import FieldError
from desktop.core.hours_text import Hours
from desktop.core.i18n import _
from desktop.core.opening_hours import Stretch, hours_words
from desktop.core.progress import Progress
from desktop.services import site_hours
from desktop.views.sites.hours_field import HoursField
from desktop.views.sites.site_tab import SiteTab
from desktop.views.sites.week_picture import WeekPicture, season_title, weeks
from desktop.views.support.choice_fields import TickField
from desktop.views.support.forms import Form
from desktop.views.support.tasks import Failure
from desktop.views.support.theme import muted, titled
from desktop.views.support.tools import Tools
from desktop.views.support.undoing import Undoing


class HoursForm(Form):
    """Day and night, or hours by weekday and season."""

    def __init__(self) -> None:
        super().__init__(_("Post these hours"))
        self.always = self.add(TickField("always_open", "", _("Open day and night, every day")))
        self.hours = self.add(HoursField("hours", _("Hours")))
        self.always.edited.connect(self._follow_always)
        self.hours.whole_day_told.connect(self._tick_always)

    def show_hours(self, hours: Hours) -> None:
        """Show what is posted; nothing counts as typed."""
        self.always.set_value(hours.always_open)
        self.hours.set_value(hours.stretches)
        self.settle()
        self._follow_always()

    def check(self) -> bool:
        """Say whether the hours can be understood; of a place open day and night they need not be."""
        if self.always.value():
            self.clear_errors()
            return True
        return super().check()

    def put_back(self) -> None:
        """Show what is posted again."""
        super().put_back()
        self._follow_always()

    def stretches(self) -> tuple[Stretch, ...] | None:
        """Return the hours written; None where they cannot be understood (yet)."""
        try:
            return self.hours.value()
        except FieldError:
            return None

    def _follow_always(self) -> None:
        self.show_field(self.hours, not self.always.value())

    def _tick_always(self) -> None:
        self.always.box.setChecked(True)


class HoursTab(SiteTab):
    """The form of the hours; below it what has been understood, week by week."""

    tables = frozenset({"opening_hours", "site"})

    def __init__(self, tools: Tools) -> None:
        super().__init__(tools)
        self._site: UUID | None = None
        self._undoing = Undoing(tools.store, tools.runner, self)
        self._undoing.said.connect(self.said)
        self.form = HoursForm()
        self.words = QLabel()
        self.words.setWordWrap(True)
        muted(self.words)
        self._weeks = QVBoxLayout()
        self._weeks.setSpacing(4)
        inside = QWidget()
        padded = QVBoxLayout(inside)
        padded.setContentsMargins(0, 12, 12, 8)
        padded.setSpacing(12)
        padded.addWidget(self.form)
        padded.addWidget(self.words)
        padded.addLayout(self._weeks)
        padded.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        self.form.save_asked.connect(self._save)
        for field in (self.form.always, self.form.hours):
            field.edited.connect(self._picture)
        self.form.back_button.clicked.connect(self._picture)

    def show_site(self, site: UUID | None) -> None:
        """Read the hours of a site; what is being typed about the same one stays."""
        if site is None or (site == self._site and self.form.is_dirty()):
            return
        self._site = site
        store = self._tools.store

        def look(_progress: Progress) -> tuple[UUID, Hours]:
            return site, store.read(site_hours.hours_of, site)

        self._tools.runner.read_newest(look, done=self._show, failed=self._gone)

    def is_dirty(self) -> bool:
        """Say whether hours were written that are not posted."""
        return self.form.is_dirty()

    def _show(self, found: tuple[UUID, Hours]) -> None:
        site, hours = found
        if site == self._site and not self.form.is_dirty():
            self.form.show_hours(hours)
            self._picture()

    def _gone(self, _failure: Failure) -> None:
        """The site was removed meanwhile; the register shows another."""

    def _save(self) -> None:
        store, site = self._tools.store, self._site
        always, stretches = self.form.always.value(), self.form.stretches() or ()
        if site is None:
            return

        def work(_progress: Progress) -> tuple[Hours, str | None]:
            return store.do(site_hours.set_hours, site, stretches, always), store.next_undo()

        self.form.set_busy(True)
        self._tools.runner.run(work, done=self._saved, failed=self.form.refuse)

    def _saved(self, outcome: tuple[Hours, str | None]) -> None:
        hours, label = outcome
        self.form.show_hours(hours)
        self._picture()
        words = hours_words(hours.stretches, hours.always_open)
        told = _("Posted: {hours}.").format(hours=words) if words else _("No hours are posted any more.")
        self._undoing.tell(told, label)

    def _picture(self) -> None:
        """Show back what has been understood; what cannot be yet leaves the picture as it is."""
        always, stretches = self.form.always.value(), self.form.stretches()
        if stretches is None:
            return
        while (item := self._weeks.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        words = hours_words(stretches, always)
        self.words.setText(words or _("No hours are posted: nobody can tell whether the site is open."))
        found = weeks(stretches) if not always else []
        for season, week in found:
            if len(found) > 1:
                heading = QLabel(season_title(season, _("All the year")))
                titled(heading, 1.0)
                self._weeks.addWidget(heading)
            picture = WeekPicture()
            picture.show_week(week, hours_words(week))
            self._weeks.addWidget(picture)
