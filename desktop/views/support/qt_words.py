"""Qt's own words (buttons of its dialogs, menus of its fields) in the language in force."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.core.i18n import language
from desktop.views.support.date_fields import locale_in_force

_NAME = "qt-words"


def speak(application: QApplication) -> None:
    """Make Qt speak the language in force, and no other it spoke before."""
    for before in application.findChildren(QTranslator, _NAME):
        application.removeTranslator(before)
        before.setObjectName("")
        before.deleteLater()
    QLocale.setDefault(locale_in_force())
    if language() == "zh_CN":
        words = QTranslator(application)
        words.setObjectName(_NAME)
        words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        application.installTranslator(words)
