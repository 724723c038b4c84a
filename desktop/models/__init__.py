"""Everything that is stored.

A module here is loaded by the services that need it: making its classes takes 4 ms each, which a window that
opens on one page need not wait for. Whoever walks over all tables asks :func:`all_tables`.
"""

from importlib import import_module
from pkgutil import iter_modules

from sqlalchemy import MetaData

from desktop.models.base import Base

__all__ = ["Base", "all_tables"]


def all_tables() -> MetaData:
    """Return the description of every table, after loading every module of this package."""
    for module in iter_modules(__path__, f"{__name__}."):
        import_module(module.name)
    return Base.metadata
