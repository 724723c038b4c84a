"""The composition root of the window: opens the store, makes the runners, builds the window."""

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.cli.main import data_folder, parser_for
from desktop.core.crash_log import log_to
from desktop.core.errors import PersonError
from desktop.core.i18n import _, set_language, system_language
from desktop.core.progress import Progress
from desktop.core.resources import resources_folder
from desktop.core.settings import Places, Settings, load_settings, save_settings
from desktop.services import safety
from desktop.storage.migrate import DamagedFile
from desktop.storage.store import Store
from desktop.views.main_window import MainWindow, Parts, build_window
from desktop.views.pages import page_specs
from desktop.views.support.changes import ChangeFeed
from desktop.views.support.crash import watch_for_crashes
from desktop.views.support.hit import Hit
from desktop.views.support.notice import Notice, Tone
from desktop.views.support.qt_words import speak
from desktop.views.support.tasks import Runner
from desktop.views.support.theme import Theme
from desktop.views.support.tidying import Tidying
from desktop.views.support.tools import Tools

LOOK_ELSEWHERE_MS = 3000
SETTLED_MS = 4000
"""After this long the window has settled and the day's back-up may begin."""


def open_window(words: Sequence[str]) -> int:
    """Show the window until it is closed; return the exit code."""
    set_language(system_language())
    args = parser_for(words).parse_args([*words])
    qt = QApplication(sys.argv[:1])
    qt.setApplicationName("yijia")
    qt.setDesktopFileName("yijia")
    qt.setWindowIcon(QIcon(str(resources_folder() / "icons" / "yijia.svg")))
    desk = FrontDesk(qt, Places(data_folder(args)), args)
    if not desk.open():
        return 2
    return qt.exec()


class FrontDesk(QObject):
    """Holds what lives as long as the program: the store, the threads, the theme and the window."""

    def __init__(self, qt: QApplication, places: Places, args: argparse.Namespace) -> None:
        super().__init__()
        self._qt = qt
        self._home = places
        self._database = getattr(args, "database", "")
        demo = bool(args.demo_if_empty) and not places.database.exists() and not self._database
        self._places = Places(places.folder / "demo") if demo else places
        self._settings = load_settings(places.settings)
        self._alone = False  # whether the file is used for now, since the server does not answer
        self._speak()
        self._theme = Theme(qt, self._settings.text_size)
        self._store: Store | None = None
        self._runner: Runner | None = None
        self._feed: ChangeFeed | None = None
        self._window: MainWindow | None = None
        self._elsewhere = QTimer(self)
        self._elsewhere.setInterval(LOOK_ELSEWHERE_MS)
        self._elsewhere.timeout.connect(self._look_elsewhere)
        qt.aboutToQuit.connect(self._close)

    def open(self) -> bool:
        """Open the data and show the window; return False where that cannot be."""
        log_to(self._places.logs)
        try:
            store = Store.open(self._where())
        except DamagedFile as damaged:
            return self._offer_backup(damaged)
        except PersonError as error:
            if self._uses_server():
                return self._offer_file(error)
            _tell_before_window(error)
            return False
        self._store = store
        self._runner = Runner(self)
        self._feed = ChangeFeed(store, self)
        self._show()
        Tidying(self._runner)
        self._elsewhere.start()
        QTimer.singleShot(SETTLED_MS, self, self.look_after)
        if self._in_demo():
            self._runner.run(self._fill_demo, label=_("Making demonstration data"))
        return True

    def _where(self) -> str | Path:
        """Return the database to open; the demonstration never stands on a shared one."""
        if self._database and not self._in_demo():
            return self._database
        return self._settings.database if self._uses_server() else self._places.database

    def _uses_server(self) -> bool:
        """Say whether the address in the settings is the one to open."""
        wanted = self._settings.database and not self._database
        return bool(wanted) and not self._alone and not self._in_demo()

    def _offer_file(self, error: PersonError) -> bool:
        """The server the settings name cannot be opened: offer to go on with the file of this computer."""
        box = QMessageBox()
        box.setWindowTitle(_("Yijia"))
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(error.sentence)
        box.setInformativeText(error.remedy)
        quit_button = box.addButton(_("Quit"), QMessageBox.ButtonRole.RejectRole)
        again = box.addButton(_("Try again"), QMessageBox.ButtonRole.AcceptRole)
        alone = box.addButton(_("Use the file on this computer for now"), QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(again)
        box.setEscapeButton(quit_button)
        box.exec()  # before the window and its event loop there is nothing it could hold up
        if box.clickedButton() not in (again, alone):
            return False
        self._alone = box.clickedButton() is alone
        return self.open()

    def _show(self) -> None:
        assert self._store is not None and self._runner is not None and self._feed is not None
        memory = QSettings(str(self._home.window), QSettings.Format.IniFormat)
        tools = Tools(
            store=self._store,
            runner=self._runner,
            feed=self._feed,
            memory=memory,
            places=self._places,
            settings=self._settings,
            choose=self.choose,
            begin_own=self._begin_own if self._in_demo() else None,
            look_around=None if self._in_demo() else self._look_around,
            reopen=self._reopen,
        )
        parts = Parts(self._store, self._runner, self._feed, memory, self._search)
        self._window = build_window(parts, page_specs(tools))
        watch_for_crashes(self._window.alarm.emit)
        self._window.show()

    def _search(self, text: str) -> list[Hit]:
        from desktop.services.finding import find_anything  # describes sites too, which no start needs

        assert self._store is not None
        found = self._store.read(find_anything, self._store.code_key, text)
        return [Hit(f.kind, f.id, f.title, f.detail, f.group) for f in found]

    def choose(self, settings: Settings) -> None:
        """Keep new settings and build the window anew with them."""
        before, self._settings = self._settings, settings
        self._alone = self._alone and settings.database == before.database
        save_settings(self._home.settings, settings)
        self._theme.set_text_size(settings.text_size)
        moved = settings.database != before.database and not self._in_demo()
        # Later, since the button that asked for it belongs to the window that goes away.
        QTimer.singleShot(0, self, self._reopen if moved else self._build_anew)

    def _build_anew(self) -> None:
        self._speak()
        if self._window is not None:
            self._window.retire()
        self._show()

    def _speak(self) -> None:
        wanted = os.environ.get("YIJIA_LANG") or self._settings.language or system_language()
        set_language(wanted)
        speak(self._qt)

    def _in_demo(self) -> bool:
        return self._places != self._home

    def _fill_demo(self, progress: Progress) -> None:
        from desktop.services import demo  # only the first start needs it

        assert self._store is not None
        demo.fill_if_empty(self._store, progress)

    def _begin_own(self) -> None:
        """Leave the demonstration for the person's own books."""
        self._go_to(self._home)

    def _look_around(self) -> None:
        """Leave the person's own books as they are and open the demonstration."""
        self._go_to(Places(self._home.folder / "demo"))

    def _reopen(self) -> None:
        """Open the database anew: another one lies in its place."""
        self._go_to(self._places)

    def _go_to(self, places: Places) -> None:
        self._speak()
        self.shut()
        self._places = places
        if not self.open():
            self._qt.exit(2)

    def look_after(self) -> None:
        """Write the day's back-up and look at the file, unless that was done today."""
        if self._runner is not None:
            self._runner.read(self._back_up, done=self._cared_for)

    def _back_up(self, _progress: Progress) -> safety.Daily:
        assert self._store is not None
        return safety.daily(self._store, date.today())

    def _cared_for(self, daily: safety.Daily) -> None:
        """Tell what is unsound, and what to do about it, until somebody has read it."""
        if daily.written is not None and self._window is not None:
            self._window.page().refresh()  # the first page tells how old the newest back-up is
        unsound = [finding for finding in daily.report.findings if not finding.sound] if daily.report else []
        if unsound and self._window is not None:
            remedy = _("Settings, Back-ups: put back the newest good one, or check the file again.")
            self._window.tell(Notice(" ".join(one.sentence for one in unsound), remedy, Tone.ERROR))

    def _look_elsewhere(self) -> None:
        if self._runner is not None and self._store is not None:
            self._runner.read(self._look)

    def _look(self, _progress: Progress) -> None:
        assert self._store is not None
        self._store.changed_elsewhere()

    def _offer_backup(self, damaged: DamagedFile) -> bool:
        """Say that the file is damaged and offer the newest good back-up; never overwrite it."""
        offer = safety.newest_good(damaged.path)
        box = QMessageBox()
        box.setWindowTitle(_("Yijia"))
        box.setIcon(QMessageBox.Icon.Warning)
        box.setText(damaged.sentence)
        quit_button = box.addButton(_("Quit and change nothing"), QMessageBox.ButtonRole.RejectRole)
        if offer is None:
            box.setInformativeText(_("There is no good back-up in its folder. The file is left as it is."))
            use = box.addButton(_("Set it aside and begin empty"), QMessageBox.ButtonRole.DestructiveRole)
        else:
            made = offer.made.strftime("%Y-%m-%d %H:%M")
            box.setInformativeText(
                _("The newest good back-up is of {made}. The damaged file is kept beside it.").format(
                    made=made
                )
            )
            use = box.addButton(_("Put back the back-up"), QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(quit_button)
        box.exec()  # before the window and its event loop there is nothing it could hold up
        if box.clickedButton() is not use:
            return False
        safety.recover(damaged.path, offer)
        return self.open()

    def shut(self) -> None:
        """Close the window, the threads and the database."""
        if self._window is not None:
            self._window.retire()
            self._window = None
        self._close()

    def _close(self) -> None:
        self._elsewhere.stop()
        if self._feed is not None:
            self._feed.close()
            self._feed.deleteLater()
        if self._runner is not None:
            self._runner.close()
            self._runner.deleteLater()
        if self._store is not None:
            self._store.close()
        self._store, self._runner, self._feed = None, None, None


def _tell_before_window(error: PersonError) -> None:
    """Say why no window opens, on the screen and to whoever started us."""
    print(error, file=sys.stderr)  # noqa: T201 - nothing else can be seen when started from a terminal
    box = QMessageBox(QMessageBox.Icon.Warning, _("Yijia"), error.sentence)
    box.setInformativeText(error.remedy)
    box.exec()
