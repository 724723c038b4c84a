"""Trying the address of a database that several offices share, before anything relies on it."""

from sqlalchemy.exc import ArgumentError, DBAPIError

from desktop.core.errors import FieldError
from desktop.core.i18n import _
from desktop.storage.engine import database_url, make_engine

FIELD = "database"
PATIENCE_SECONDS = 5


def try_address(address: str) -> str:
    """Connect to a shared database, change nothing there, and return what answered.

    Raises FieldError (``database``) with what to mend where nothing answers.
    """
    try:
        url = database_url(address.strip())
    except (ArgumentError, ValueError) as error:
        raise _unreadable() from error
    if url.get_backend_name() != "postgresql":
        raise _unreadable()
    engine = make_engine(url.update_query_dict({"connect_timeout": str(PATIENCE_SECONDS)}))
    try:
        with engine.connect() as connection:
            version = ".".join(str(part) for part in connection.dialect.server_version_info or ())
    except DBAPIError as error:
        why = str(error.orig).strip().splitlines()[-1]
        told = _("The shared database does not answer: {why}").format(why=why)
        remedy = _("Check the network, the name of the server, the user and the password.")
        raise FieldError(FIELD, told, remedy) from error
    finally:
        engine.dispose()
    return _("PostgreSQL {version} at {server} answers.").format(version=version, server=url.host or "")


def _unreadable() -> FieldError:
    return FieldError(FIELD, _("Write the address as postgresql://user:password@server/database."))
