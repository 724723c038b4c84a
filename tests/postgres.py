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

import psycopg
from psycopg import sql

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

    def create(self, template: str = "template0") -> str:
        """Return the name of a new database, a copy of ``template``."""
        name = f"yijia_{next(self._numbers)}"
        self._run(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
        )
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._run(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))

    def _run(self, statement: sql.Composed) -> None:
        with psycopg.connect(
            host=str(self.folder), user="yijia", dbname="postgres", autocommit=True
        ) as connection:
            connection.execute(statement)


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
