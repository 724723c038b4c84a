"""Qt's own words (buttons of its dialogs, menus of its fields) in the language in force."""

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from desktop.core.i18n import language
from desktop.views.support.date_fields import locale_in_force


def speak(application: QApplication, before: QTranslator | None = None) -> QTranslator:
    """Make Qt speak the language in force; return the translator to hand in at the next change."""
    if before is not None:
        application.removeTranslator(before)
    QLocale.setDefault(locale_in_force())
    words = QTranslator(application)
    if language() == "zh_CN":
        words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        application.installTranslator(words)
    return words
