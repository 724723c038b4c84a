"""Language, text size, sound, and the office whose name stands in the head of sheets."""

from dataclasses import replace

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.core.i18n import _
from desktop.views.support.choice_fields import ChoiceField
from desktop.views.support.fields import LineField
from desktop.views.support.forms import Form
from desktop.views.support.theme import muted, roomy, titled
from desktop.views.support.tools import Tools

SIZES = (100, 110, 125, 140, 150)


class GeneralPanel(QWidget):
    """What this computer's window is like."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tools = tools
        self._settings = tools.settings
        self.form = Form()
        languages = [("", _("As the system speaks")), ("zh_CN", "中文"), ("en", "English")]
        sizes = [(percent, f"{percent} %") for percent in sorted({*SIZES, tools.settings.text_size})]
        self.language: ChoiceField[str] = self.form.add(ChoiceField("language", _("Language"), languages))
        self.text_size: ChoiceField[int] = self.form.add(ChoiceField("text_size", _("Text size"), sizes))
        self.sound: ChoiceField[bool] = self.form.add(
            ChoiceField("sound", _("Sound at the door"), [(True, _("On")), (False, _("Off"))])
        )
        self.office = self.form.add(
            LineField("office", _("Name of the office"), _("Stands in the head of the sheets."))
        )
        self.form.save_asked.connect(self._save)
        self.folder = QLabel(str(tools.places.folder))
        self.folder.setWordWrap(True)
        self.folder.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open_folder = QPushButton(_("Open the folder"))
        roomy(self.open_folder)
        self.open_folder.clicked.connect(self._open_folder)
        self._lay_out()
        self._show()

    def is_dirty(self) -> bool:
        """Say whether something chosen is not saved."""
        return self.form.is_dirty()

    def _show(self) -> None:
        self.language.set_value(self._settings.language)
        self.text_size.set_value(self._settings.text_size)
        self.sound.set_value(self._settings.sound)
        self.office.set_value(self._settings.office)
        self.form.settle()

    def _save(self) -> None:
        self._settings = replace(
            self._settings,
            language=self.language.value(),
            text_size=self.text_size.value(),
            sound=self.sound.value(),
            office=self.office.value(),
        )
        self._show()
        self._tools.choose(self._settings)

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._tools.places.folder)))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        heading = QLabel(_("Data folder"))
        titled(heading, 1.15)
        note = QLabel(_("The database, its back-ups, printed papers and the log lie here."))
        note.setWordWrap(True)
        muted(note)
        for part in (heading, self.folder, note):
            column.addWidget(part)
        column.addWidget(self.open_folder, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
