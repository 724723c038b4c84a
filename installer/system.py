"""What the program needs from a Linux system: libraries of the window system and one Chinese font.

Windows and macOS bring all of it. As root on Debian and its kin what is missing is installed through
apt; elsewhere the one line to run is printed and the program goes on as far as it can.
"""

import contextlib
import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

from installer.say import say

# Libraries that Qt's Core, Gui, Widgets and xcb plug-in ask the system for (read from the files with
# objdump), and the Debian package of each; those Debian pulls in with another are left out.
_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
# TrueType outlines, which the PDF needs: WenQuanYi has Latin letters too and the rarer characters
# of names (䶮 㛃) that smaller fonts lack, for 16 MB.
_FONT = "fonts-wqy-zenhei"
# Names with characters beyond the first plane (𠮷): wanted, but not worth stopping anybody for.
_RARE_FONT = "fonts-babelstone-han"
_RARE_FILES = ("BabelStoneHan.ttf", "HanaMinB.ttf", "simsunb.ttf")
_FONT_FILES = (
    "wqy-*.tt[cf]", "DroidSansFallback*.ttf", "BabelStoneHan.ttf", "HanaMinA.ttf",
    "sim*.tt[cf]", "msyh*.tt[cf]", "uming.ttc", "ukai.ttc",
)  # fmt: skip


def ready(log: Path) -> bool:
    """Say whether everything is there; install it where that is allowed, else print the line to run."""
    missing = missing_packages()
    if not missing:
        return True
    if may_install():
        say(f"  System parts ({', '.join(missing)}) …", f"  系统组件（{'、'.join(missing)}）…", end=" ")
        done = install(missing, log)
        say("done" if done else "not done", "好了" if done else "未成功")
        if done:
            return True
    line = f"apt-get install -y --no-install-recommends {' '.join(missing)}"
    say(
        "Some parts of the system are missing, so windows or Chinese characters may not show.\n"
        f"On Debian and Ubuntu, run this once as root:\n    {line}",
        f"系统缺少一些组件，窗口或汉字可能无法显示。\nDebian、Ubuntu 请以管理员身份执行一次：\n    {line}",
    )
    return False


def missing_packages() -> list[str]:
    """Return the Debian packages still needed, none on other kinds of system than Linux."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = [package for library, package in _LIBRARIES.items() if not _loads(library)]
    if not _has_font(_FONT_FILES):
        wanted.append(_FONT)
    if may_install() and not _has_font(_RARE_FILES):
        wanted.append(_RARE_FONT)
    return wanted


def may_install() -> bool:
    """Say whether packages may be installed here: as root, with apt."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str], log: Path) -> bool:
    """Install Debian packages; say whether that worked. What apt says goes to the log."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    log.parent.mkdir(exist_ok=True)
    with log.open("ab") as out:
        for words in (["update", "-q"], ["install", "-y", "-q", "--no-install-recommends", *packages]):
            done = subprocess.run(
                ["apt-get", *words],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                check=False,
            )
    return done.returncode == 0


def has_venv() -> bool:
    """Say whether this Python can make environments; as root on Debian see to it that it can."""
    if importlib.util.find_spec("ensurepip") and importlib.util.find_spec("venv"):
        return True
    version = ".".join(str(number) for number in sys.version_info[:2])
    if not may_install() or not sys.executable.startswith("/usr/bin/"):
        return False
    with contextlib.suppress(OSError):
        return install([f"python{version}-venv"], Path(os.devnull))
    return False


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _has_font(patterns: tuple[str, ...]) -> bool:
    folders = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    folders += [Path.home() / ".local" / "share" / "fonts", Path.home() / ".fonts"]
    files = (file.name for folder in folders if folder.is_dir() for file in folder.rglob("*.tt[cf]"))
    return any(fnmatch(name, pattern) for name in files for pattern in patterns)
