"""Make the pictures of the README anew: the window's pages on demonstration data, and a sheet.

    .venv/bin/python installer/pictures.py

Needs a Chinese font; without a screen it draws offscreen. The people in the pictures are invented.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PAGES = (
    "home", "people", "sites", "map", "trips", "quotas", "activities", "door", "paper", "reading", "figures",
)  # fmt: skip
_PAGE_OF = {"map": "sites", "quotas": "trips"}
SIZE = (1280, 780)
SETTLE_MS = 6000

if not os.environ.get("DISPLAY") and sys.platform.startswith("linux"):
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ.setdefault("YIJIA_LANG", "zh_CN")
sys.path.insert(0, str(ROOT))

from PySide6.QtCore import QObject, QTimer  # noqa: E402 - the platform must be chosen first
from PySide6.QtWidgets import QApplication  # noqa: E402

from desktop.app import FrontDesk  # noqa: E402
from desktop.core.settings import Places  # noqa: E402
from desktop.services import activities, demo, enrolment, people  # noqa: E402
from desktop.services.activities import ActivityEntry, MeetingEntry  # noqa: E402
from desktop.services.sheets import SheetRequest  # noqa: E402
from desktop.storage.store import Store  # noqa: E402
from desktop.views.main_window import MainWindow  # noqa: E402
from desktop.views.reading_page import ReadingPage  # noqa: E402
from desktop.views.sites_page import SitesPage  # noqa: E402
from desktop.views.trips_page import TripsPage  # noqa: E402
from tests.paper.reading.corpus.damage import Damage  # noqa: E402
from tests.views.signed_pages import sign_sheet  # noqa: E402


class Photographer(QObject):
    """Goes from page to page and keeps a picture of each when it has settled."""

    def __init__(self, window: MainWindow, photos: Sequence[Path]) -> None:
        super().__init__()
        self._window = window
        self._photos = photos
        self._left = list(PAGES)
        self._timer = QTimer(self, interval=SETTLE_MS)
        self._timer.timeout.connect(self._next)
        self._open(self._left[0])
        self._timer.start()

    def _open(self, key: str) -> None:
        page = self._window.go(_PAGE_OF.get(key, key))
        if isinstance(page, SitesPage):
            page.go("map" if key == "map" else "register")
        if isinstance(page, TripsPage):
            page.go("quota" if key == "quotas" else "overview")
        if isinstance(page, ReadingPage):
            page.stack.ended.connect(self._look_at_doubtful)
            page.read(self._photos)

    def _look_at_doubtful(self) -> None:
        QTimer.singleShot(SETTLE_MS // 3, self, self._go_to_doubtful)

    def _go_to_doubtful(self) -> None:
        page = self._window.page()
        if isinstance(page, ReadingPage):
            page.view.rows.next_open()

    def _next(self) -> None:
        page = self._left.pop(0)
        self._window.grab().save(str(PICTURES / f"window-{page}.png"))
        print(f"docs/pictures/window-{page}.png")
        if self._left:
            self._open(self._left[0])
        else:
            QApplication.quit()


def sign(store: Store, folder: Path) -> Sequence[Path]:
    """Hold an activity on paper; return photographs of two of the three pages of its sheet."""
    yesterday = store.now() - timedelta(days=1)
    card = store.do(
        activities.add,
        ActivityEntry(
            "秋季健步走", (MeetingEntry(yesterday),), place="东港海滨步道", organiser="舟山市总工会"
        ),
    )
    everybody = store.read(people.ids)
    store.do(enrolment.enrol, card.id, [everybody[n * len(everybody) // 30] for n in range(30)])
    photo = Damage(photo=True, width=2400, turn=2, tilt=5, curl=2, light=0.15, blur=0.6, noise=2)
    signed = sign_sheet(
        store,
        card.id,
        folder,
        unsigned=(1, 6, 27),
        faint=(3,),
        walk_ins=4,
        came=2,
        pages=(1, 3),
        request=SheetRequest(card.id, walk_ins=4, language="zh_CN"),
        photographed=photo,
    )
    return signed.files


def main() -> int:
    """Fill a folder with demonstration data, open the window on it and take the pictures."""
    qt = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="yijia-pictures-") as name:
        places = Places(Path(name))
        store = Store.open(places.database)
        demo.fill_if_empty(store)
        photos = sign(store, Path(name) / "photos")
        store.close()
        desk = FrontDesk(qt, places, argparse.Namespace(demo_if_empty=False, database=""))
        if not desk.open():
            return 2
        window = next(each for each in qt.topLevelWidgets() if isinstance(each, MainWindow))
        window.resize(*SIZE)
        photographer = Photographer(window, photos)
        code = qt.exec()
        photographer.deleteLater()
        desk.shut()
        return code


if __name__ == "__main__":
    sys.exit(main())
