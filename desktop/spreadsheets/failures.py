"""What may go wrong with a spreadsheet file, told so that a person can mend it."""

from pathlib import Path

from desktop.core.errors import PersonError
from desktop.core.i18n import _


class SpreadsheetError(PersonError):
    """A file that cannot be read or written as a spreadsheet; ``path`` names it."""

    def __init__(self, path: Path, sentence: str, remedy: str) -> None:
        super().__init__(sentence.replace("{file}", path.name), remedy)
        self.path = path


class FileMissing(SpreadsheetError):
    """Nothing stands at the path, or a folder does."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("There is no file {file} there."),
            _("It may have been moved or renamed. Choose it again."),
        )


class FileEmpty(SpreadsheetError):
    """A file without a single filled cell."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is empty."),
            _("Open it to see whether the list is in it, save it, and choose it again."),
        )


class FileLocked(SpreadsheetError):
    """The system does not let us at the file, mostly since Excel or WPS has it open."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is open in another program, or you may not use it."),
            _("Close it in Excel or WPS and try again, or choose another folder."),
        )


class FileProtected(SpreadsheetError):
    """A workbook that opens only with a password."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is protected with a password."),
            _("Open it in Excel or WPS, take the password off, save it, and choose it again."),
        )


class FileDamaged(SpreadsheetError):
    """The file begins like a spreadsheet and does not go on like one."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is damaged and cannot be read."),
            _("Ask for the file again, or open it in Excel or WPS and save it under a new name as .xlsx."),
        )


class NotASpreadsheet(SpreadsheetError):
    """Another kind of file, whatever its name says."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            path,
            _("{file} is no spreadsheet but {what}.").replace("{what}", what),
            _("Choose an .xlsx, .xls, .ods or .csv file, or copy the table into one."),
        )


class WebPageAsSheet(SpreadsheetError):
    """A page of the web, or Excel's old XML, under the name of a spreadsheet."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is a web page that has been given the name of a spreadsheet."),
            _("Open it in Excel or WPS, choose “Save as”, type .xlsx, and take the new file."),
        )


class WpsOnly(SpreadsheetError):
    """A workbook in the own format of WPS."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} is in the format of WPS, which only WPS can read."),
            _("Open it in WPS, choose “Save as”, type .xlsx, and take the new file."),
        )


class TextUnreadable(SpreadsheetError):
    """A text file in none of the encodings in use."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("The characters of {file} cannot be read."),
            _("Open it in Excel or WPS and save it as .xlsx, or as “CSV UTF-8”."),
        )


class SheetTooWide(SpreadsheetError):
    """A sheet whose outermost cells lie so far apart that it cannot be held in memory."""

    def __init__(self, path: Path, cell: str) -> None:
        super().__init__(
            path,
            _("{file} has something in the far-off cell {cell}.").replace("{cell}", cell),
            _("Delete the empty rows and columns around the list, save, and choose the file again."),
        )


class DiskFull(SpreadsheetError):
    """The file could not be written to its end."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("{file} could not be written: the disk is full or was taken out."),
            _("Make room or choose another disk; nothing of the old file is lost."),
        )


class NoTableFound(SpreadsheetError):
    """A readable book in which no list of people was recognised."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            path,
            _("No list of people was found in {file}."),
            _("Put one row of headings above the list, among them “Name”, or use the template."),
        )
