"""Make the program's own Python environment beside it: once slowly, then not at all.

Standard library only. A stamp inside ``.venv`` remembers the lock files it was filled from, so that
the next start reads three small files and goes on.
"""

import contextlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from installer import system
from installer.say import CannotStart, say

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOG = VENV / "setup.log"
_STAMP = VENV / "yijia-stamp"
_RUN_LOCK = ROOT / "installer" / "lock.txt"
_DEV_LOCK = ROOT / "installer" / "lock-dev.txt"
_WHEELS = ROOT / "wheels"
# What .venv takes, unpacked (600 MB measured, 760 MB with the tools for tests), and the packages beside it.
_ROOM_MB = {False: 900, True: 1200}


def prepare(*, dev: bool = False) -> Path:
    """Return the environment's Python, after making or renewing the environment where needed.

    ``dev`` adds what tests and measurements need. Raises CannotStart.
    """
    stamp = _read_stamp()
    wanted = {"run": _mark_of(_RUN_LOCK)} | ({"dev": _mark_of(_DEV_LOCK)} if dev else {})
    if any(stamp.get(key) != mark for key, mark in wanted.items()):
        stamp = _fill(wanted, dev=dev)
    if "system" not in stamp and system.ready(LOG):
        _write_stamp(stamp | {"system": "yes"})
    return python()


def python() -> Path:
    """Return where the environment's Python lies."""
    return VENV / "Scripts" / "python.exe" if sys.platform == "win32" else VENV / "bin" / "python"


def _fill(wanted: dict[str, str], *, dev: bool) -> dict[str, str]:
    say(
        "Setting up 驿家 in .venv; this happens once and takes a minute or two.",
        "首次运行，正在准备驿家的运行环境（.venv），需要一两分钟，只做这一次。",
    )
    free_mb = shutil.disk_usage(ROOT).free // 1_000_000
    if free_mb < _ROOM_MB[dev]:
        raise CannotStart(
            f"There is not enough room on this disk: {free_mb} MB are free, {_ROOM_MB[dev]} MB are needed.",
            "Free some space, or copy the folder to another disk, then start again.",
            f"磁盘空间不足：剩余 {free_mb} MB，需要 {_ROOM_MB[dev]} MB。",
            "请清理磁盘，或把整个文件夹复制到别的磁盘，再重新启动。",
        )
    with _step("Python environment", "运行环境"):
        _make_venv()
    with _step("Parts of the program", "程序组件"):
        _install(_RUN_LOCK, "--only-binary=:all:")
    if dev:
        with _step("Tools for tests", "测试工具"):
            _install(_DEV_LOCK)
    _put_on_path()
    stamp = wanted | {"place": str(VENV)}
    _write_stamp(stamp)
    return stamp


def _make_venv() -> None:
    if _usable():
        return
    if not system.has_venv():
        raise CannotStart(
            "This Python cannot make an environment of its own (its venv part is not installed).",
            "On Debian and Ubuntu: apt-get install -y python3-venv   Then start again.",
            "这个 Python 缺少 venv 组件，无法建立运行环境。",
            "Debian、Ubuntu 请执行：apt-get install -y python3-venv   然后重新启动。",
        )
    _run([sys.executable, "-m", "venv", "--clear", str(VENV)])


def _usable() -> bool:
    """Say whether an environment is there whose Python and pip still work where it lies now."""
    if not python().exists() or _read_stamp().get("place", str(VENV)) != str(VENV):
        return False
    words = [str(python()), "-c", "import pip, sys; sys.exit(sys.version_info[:2] != %r)"]
    words[2] %= (sys.version_info[:2],)
    with contextlib.suppress(OSError):
        return subprocess.run(words, capture_output=True, check=False).returncode == 0
    return False


def _install(lock: Path, *options: str) -> None:
    words = [str(python()), "-m", "pip", "install", "--no-input", "--disable-pip-version-check", "--no-deps"]
    words += ["--progress-bar=off", *options, "-r", str(lock)]
    if _WHEELS.is_dir():
        words += ["--no-index", "--find-links", str(_WHEELS)]
    _run(words)


def _put_on_path() -> None:
    """Let the environment's Python import the code where it lies, and give it the command ``yijia``.

    An editable install would do the same, but needs a build tool and so the network.
    """
    folder = subprocess.run(
        [str(python()), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    (Path(folder) / "yijia-here.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if sys.platform == "win32":
        command = VENV / "Scripts" / "yijia.cmd"
        command.write_text('@"%~dp0python.exe" -m desktop %*\r\n', encoding="ascii")
        return
    command = VENV / "bin" / "yijia"
    command.write_text('#!/bin/sh\nexec "$(dirname "$0")/python" -m desktop "$@"\n', encoding="ascii")
    command.chmod(0o755)


def _run(words: list[str]) -> None:
    """Run a step quietly; what it says goes to the log, and a failure is told in a sentence."""
    VENV.mkdir(exist_ok=True)
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    said = done.stdout.decode("utf-8", "replace")
    with contextlib.suppress(OSError), LOG.open("a", encoding="utf-8") as log:
        log.write(f"$ {' '.join(words)}\n{said}\n")
    if done.returncode:
        raise explained(said)


def explained(said: str) -> CannotStart:
    """Return what to tell the person about a step that ended badly, from what it printed."""
    lower = said.lower()
    if "no space left" in lower:
        return CannotStart(
            "The disk ran full while the parts were being unpacked.",
            "Free about 1 GB, then start again; it goes on where it stopped.",
            "解压组件时磁盘已满。",
            "请腾出约 1 GB 空间后重新启动，会接着装。",
        )
    network = ("newconnectionerror", "name resolution", "getaddrinfo", "timed out", "proxyerror", "sslerror")
    if any(sign in lower for sign in network):
        return CannotStart(
            "The parts of the program could not be fetched: the network does not answer.",
            "Check the network and start again; without one, put the offline package's folder wheels here.",
            "无法下载程序组件：网络不通。",
            "请检查网络后重新启动；没有网络的电脑，请把离线包里的 wheels 文件夹放到 start.py 旁边。",
        )
    if "no matching distribution" in lower:
        version = ".".join(str(number) for number in sys.version_info[:2])
        return CannotStart(
            f"A part of the program is not made for this computer or for Python {version}.",
            f"Use Python 3.11 to 3.13 on a 64-bit system. Details: {LOG}",
            f"有组件不支持这台电脑或 Python {version}。",
            f"请使用 64 位系统和 Python 3.11 至 3.13。详情见 {LOG}",
        )
    tail = "\n".join(said.strip().splitlines()[-8:])
    return CannotStart(
        f"Setting up stopped:\n{tail}",
        f"Start again; if it stops at the same place, send this file: {LOG}",
        f"准备过程中断：\n{tail}",
        f"请重新启动；如果仍停在这里，请把这个文件发给我们：{LOG}",
    )


def refused(error: OSError) -> CannotStart:
    """Return what to tell the person when the system refuses a file: no right to it, or no room."""
    return CannotStart(
        f"The folder of the program cannot be used as it is: {error.strerror} ({error.filename or ROOT})",
        "Copy the whole folder to a place of your own, such as your documents, and start it there.",
        f"无法使用程序所在的文件夹：{error.strerror}（{error.filename or ROOT}）",
        "请把整个文件夹复制到自己有权限的地方（例如“文档”）再启动。",
    )


@contextlib.contextmanager
def _step(english: str, chinese: str) -> Iterator[None]:
    say(f"  {english} …", f"  {chinese}…", end=" ")
    began = time.monotonic()
    try:
        yield
    except BaseException:
        print(flush=True)
        raise
    say(f"done ({time.monotonic() - began:.0f} s)", f"好了（{time.monotonic() - began:.0f} 秒）")


def _mark_of(lock: Path) -> str:
    version = ".".join(str(number) for number in sys.version_info[:2])
    return sha256(lock.read_bytes() + f"{VENV} {version}".encode()).hexdigest()[:16]


def _read_stamp() -> dict[str, str]:
    try:
        lines = _STAMP.read_text(encoding="utf-8").splitlines()
    except OSError:
        return {}
    if not python().exists():
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def _write_stamp(stamp: dict[str, str]) -> None:
    part = _STAMP.with_suffix(f".{os.getpid()}")
    part.write_text("".join(f"{key}={value}\n" for key, value in stamp.items()), encoding="utf-8")
    part.replace(_STAMP)
