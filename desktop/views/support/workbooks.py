"""Which list is read and where a workbook is written: the dialogs that ask, and files let fall on a page."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.i18n import _


def dropped_file(data: QMimeData) -> Path | None:
    """Return the file that is held over a page or let fall on it, if there is one."""
    urls = data.urls()
    return Path(urls[0].toLocalFile()) if urls and urls[0].isLocalFile() else None


def as_xlsx(file: str) -> Path:
    """Return the path with the ending it must have."""
    path = Path(file)
    return path if path.suffix.lower() == ".xlsx" else path.with_name(path.name + ".xlsx")


def ask_where(owner: QWidget, name: str, done: object) -> QFileDialog:
    """Open the dialog in which a new workbook's place is chosen; ``done`` hears the path as text."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(owner, _("Save as a workbook"), str(Path(folder) / name))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix("xlsx")
    dialog.setNameFilter(_("Workbook (*.xlsx)"))
    dialog.selectFile(name)
    dialog.fileSelected.connect(done)
    dialog.open()
    return dialog


def ask_which(owner: QWidget, title: str, done: object, folder: str = "") -> QFileDialog:
    """Open the dialog in which a list is chosen; ``done`` hears the path as text."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(owner, title, folder or documents)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.setNameFilter(_("Lists (*.xlsx *.xlsm *.xlsb *.xls *.et *.ods *.csv *.txt)"))
    dialog.fileSelected.connect(done)
    dialog.open()
    return dialog


def ask_which_several(owner: QWidget, title: str, done: object) -> QFileDialog:
    """Open the dialog in which lists are chosen; ``done`` hears their paths as a list of texts."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(owner, title, documents)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.setNameFilter(_("Lists (*.xlsx *.xlsm *.xlsb *.xls *.et *.ods *.csv *.txt)"))
    dialog.filesSelected.connect(done)
    dialog.open()
    return dialog


def ask_folder(owner: QWidget, title: str, done: object) -> QFileDialog:
    """Open the dialog in which a folder is chosen; ``done`` hears its path as text."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    dialog = QFileDialog(owner, title, documents)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(done)
    dialog.open()
    return dialog
