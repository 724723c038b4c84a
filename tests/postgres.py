"""A throw-away PostgreSQL server for the tests: a socket in a short folder, no network, no fsync."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

_ANY = sql.SQL("SELECT 1 FROM {} LIMIT 1")
_KEEP = sql.SQL("CREATE TABLE at_first.{} AS TABLE {}")
_OTHERS_OUT = """SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()"""
_OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off "
    "-c max_connections=60 -c shared_buffers=32MB -c log_min_messages=fatal"
)


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, or None where no server is installed."""
    found = shutil.which("initdb")
    folders = [Path(found).resolve().parent] if found else []
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    return next((folder for folder in folders if (folder / "pg_ctl").exists()), None)


@dataclass(frozen=True)
class Cluster:
    """A running server, reached through the socket in ``folder``."""

    folder: Path
    _numbers: Iterator[int]

    def url(self, database: str) -> str:
        """Return the address of a database, as a person would type it."""
        return f"postgresql:///{database}?host={self.folder}&user=yijia"

    def create(self) -> str:
        """Return the name of a new, empty database."""
        name = f"yijia_{next(self._numbers)}"
        self._run(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        return name

    def connect(self, database: str) -> "psycopg.Connection[tuple[Any, ...]]":
        """Return a connection that commits each statement by itself."""
        return psycopg.connect(host=str(self.folder), user="yijia", dbname=database, autocommit=True)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with self.connect("postgres") as connection:
            connection.execute(statement)


class UsedAgain:
    """A database that is put back to what it held at first, by deleting rows instead of making it anew."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.url = cluster.url(name)
        self._cluster = cluster
        self._name = name
        with cluster.connect(name) as connection:
            found = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            tables = [sql.Identifier(table) for (table,) in found.fetchall()]
            connection.execute("CREATE SCHEMA at_first")
            kept = [table for table in tables if connection.execute(_ANY.format(table)).fetchone()]
            for table in kept:
                connection.execute(_KEEP.format(table, table))
        delete = [sql.SQL("DELETE FROM {}").format(table) for table in tables]
        put_back = [sql.SQL("INSERT INTO {} SELECT * FROM at_first.{}").format(one, one) for one in kept]
        self._reset = sql.SQL("; ").join([*delete, *put_back])

    def empty(self) -> None:
        """Put the rows back as they were at first, whoever is still connected; keys are not looked at."""
        with self._cluster.connect(self._name) as connection:
            connection.execute(_OTHERS_OUT)
            connection.execute("SET session_replication_role = replica")
            connection.execute(self._reset)


@contextmanager
def running(programs_folder: Path) -> Iterator[Cluster]:
    """Start a server on a new cluster, stop it and remove it at the end."""
    # The path of a socket may have 107 bytes, so it does not go below pytest's long folder.
    folder = Path(tempfile.mkdtemp(prefix="yj-"))
    # The server refuses to run as root; Debian's package brings an account for it.
    user = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    if user:
        shutil.chown(folder, user)
    data, log = folder / "data", folder / "log"

    def call(program: str, *words: str) -> None:
        with log.open("ab") as out:
            done = subprocess.run(
                [programs_folder / program, "-D", data, *words],
                user=user,
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
            )
        if done.returncode:
            raise RuntimeError(f"{program} failed:\n{log.read_text(encoding='utf-8', errors='replace')}")

    try:
        call("initdb", "--no-sync", "--auth=trust", "--username=yijia", "--encoding=UTF8", "--locale=C")
        call("pg_ctl", "start", "--wait", "--silent", "-o", f"-k {folder} {_OPTIONS}")
        try:
            yield Cluster(folder, count(1))
        finally:
            call("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
