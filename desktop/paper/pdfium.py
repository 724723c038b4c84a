"""PDFium, which may be used by one thread at a time."""

import threading

PDFIUM = threading.RLock()
"""Held around every call into PDFium, closing included; re-entrant, since a forgotten document may be
closed in the middle of another's call."""
