"""Make the pictures of the README anew: the window's pages on demonstration data, and a sheet.

    .venv/bin/python installer/pictures.py

Needs a Chinese font; without a screen it draws offscreen. The people in the pictures are invented.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
PAGES = ("home", "people", "activities", "door", "paper")
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
from desktop.services import demo  # noqa: E402
from desktop.storage.store import Store  # noqa: E402
from desktop.views.main_window import MainWindow  # noqa: E402


class Photographer(QObject):
    """Goes from page to page and keeps a picture of each when it has settled."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._left = list(PAGES)
        self._timer = QTimer(self, interval=SETTLE_MS)
        self._timer.timeout.connect(self._next)
        self._window.go(self._left[0])
        self._timer.start()

    def _next(self) -> None:
        page = self._left.pop(0)
        self._window.grab().save(str(PICTURES / f"window-{page}.png"))
        print(f"docs/pictures/window-{page}.png")
        if self._left:
            self._window.go(self._left[0])
        else:
            QApplication.quit()


def main() -> int:
    """Fill a folder with demonstration data, open the window on it and take the pictures."""
    qt = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory(prefix="yijia-pictures-") as name:
        places = Places(Path(name))
        store = Store.open(places.database)
        demo.fill_if_empty(store)
        store.close()
        desk = FrontDesk(qt, places, argparse.Namespace(demo_if_empty=False, database=""))
        if not desk.open():
            return 2
        window = next(each for each in qt.topLevelWidgets() if isinstance(each, MainWindow))
        window.resize(*SIZE)
        photographer = Photographer(window)
        code = qt.exec()
        photographer.deleteLater()
        desk.shut()
        return code


if __name__ == "__main__":
    sys.exit(main())
