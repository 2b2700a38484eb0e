"""Everything `make run`, `make test` and `make package` need, on a machine with make and Python.

    python3 packaging/set_up.py run|test|soak|package

Installs missing Debian packages (as root; otherwise prints the one line to paste and stops), makes
`.venv` and fills it from the hash-locked requirements. When nothing is to do it says nothing and is
done in a fraction of a second. Standard library only: it runs before anything is installed.
"""

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What PySide6-Essentials needs from the system, found by bisection on a minimal Debian 12
# (ADR 0003), a font, and D-Bus for the system keyring.
FOR_RUN = """
    python3-venv libgl1 libegl1 libxkbcommon0 libfontconfig1 libglib2.0-0 libdbus-1-3
    libxcb-cursor0 libxkbcommon-x11-0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0
    fonts-dejavu-core dbus
""".split()
FOR_TEST = """
    git xvfb xauth openbox xdotool imagemagick gnome-keyring libsecret-tools postgresql strace
    at-spi2-core gir1.2-atspi-2.0 python3-gi
""".split()
# A network of its own in which packets are lost (tests/processes).
FOR_SOAK = ["nftables", "iproute2"]
FOR_PACKAGE = ["binutils", f"libpython3.{sys.version_info.minor}"]
DEBIAN_PACKAGES = {
    "run": FOR_RUN,
    "test": FOR_RUN + FOR_TEST,
    "soak": FOR_RUN + FOR_TEST + FOR_SOAK,
    "package": FOR_RUN + FOR_PACKAGE,
}
LOCKS = {
    "run": "requirements.lock",
    "test": "requirements-dev.lock",
    "soak": "requirements-dev.lock",
    "package": "requirements-dev.lock",
}


class SetUpError(Exception):
    """The set-up cannot go on; the text is for the person who started it."""


def missing_debian_packages(wanted: list[str]) -> list[str]:
    """Those of `wanted` that are neither installed nor provided by an installed package."""
    listed = subprocess.run(
        ["dpkg-query", "-W", "-f", "${db:Status-Status}\t${Package}, ${Provides}\n"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    installed = set()
    for line in listed.splitlines():
        status, names = line.split("\t", 1)
        if status == "installed":
            installed.update(name.split("(")[0].strip() for name in names.split(","))
    return [name for name in wanted if name not in installed]


def install_debian_packages(missing: list[str]) -> None:
    """Install as root, quietly; without root or on failure say what to paste."""
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        line = f"apt-get update && {shlex.join(install)}"
        if shutil.which("sudo"):
            line = f"sudo apt-get update && sudo {shlex.join(install)}"
        else:
            line = f"su -c '{line}'"
        raise SetUpError(
            f"Debian packages are missing. Paste this line, then run the same again:\n{line}"
        )
    print(f"Installing {len(missing)} Debian packages: {' '.join(missing)}", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], install):
        done = subprocess.run(
            [*command, "-q", "-o", "Dpkg::Use-Pty=0"],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        )
        if done.returncode:
            raise SetUpError(
                f"{done.stdout}\nCould not install Debian packages: `{shlex.join(command)}` failed"
                " (its words are above). Nothing else was changed; mend that, then run this again."
            )


def make_venv() -> None:
    """Make `.venv`, or make it anew where its Python no longer starts (a moved or copied tree)."""
    if VENV_PYTHON.exists():
        works = subprocess.run([VENV_PYTHON, "-c", ""], capture_output=True).returncode == 0
        if works:
            return
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if made.returncode:
        raise SetUpError(f"{made.stdout}\nCould not make the virtual environment {VENV}.")


def install_python_packages(lock: Path) -> None:
    """Fill `.venv` from `lock`: these versions, these hashes, wheels only."""
    print(f"Installing Python packages from {lock.name} into .venv (a minute or so)", flush=True)
    options = ["--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes"]
    options += ["--no-deps", "--only-binary", ":all:", "--requirement", str(lock)]
    done = subprocess.run(
        [VENV_PYTHON, "-m", "pip", "install", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise SetUpError(
            f"{done.stdout}\nCould not install the Python packages (pip's words are above). If the"
            " network was away, run the same again; it goes on where it stopped."
        )


def write_launcher() -> None:
    """Make `workstation` a command of `.venv` that runs the product from this tree."""
    find = [VENV_PYTHON, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    packages = Path(subprocess.run(find, capture_output=True, text=True, check=True).stdout.strip())
    (packages / "workstation.pth").write_text(f"{ROOT}\n", encoding="utf-8")
    if os.name != "nt":
        launcher = VENV / "bin" / "workstation"
        launcher.write_text(
            f"#!{VENV_PYTHON}\nfrom workstation.__main__ import main\n\nraise SystemExit(main())\n",
            encoding="utf-8",
        )
        launcher.chmod(0o755)


def stamp_for(lock: Path) -> Path:
    """The file that says: what `lock` names now is installed in the `.venv` of this very folder."""
    key = hashlib.sha256()
    for part in (lock.read_bytes(), Path(__file__).read_bytes(), str(ROOT).encode()):
        key.update(hashlib.sha256(part).digest())
    return VENV / f".installed-{lock.stem}-{key.hexdigest()[:16]}"


def set_up(purpose: str) -> None:
    """Bring the machine to where `purpose` works."""
    if shutil.which("dpkg-query"):
        missing = missing_debian_packages(DEBIAN_PACKAGES[purpose])
        if missing:
            install_debian_packages(missing)
    lock = ROOT / LOCKS[purpose]
    # The development lock holds everything of the other one at the same versions.
    if not any(stamp_for(ROOT / name).exists() for name in {LOCKS[purpose], LOCKS["test"]}):
        make_venv()
        install_python_packages(lock)
        write_launcher()
        stamp_for(lock).touch()


def main(arguments: list[str]) -> int:
    """Run the set-up; a failure is told in plain words on stderr."""
    if len(arguments) != 1 or arguments[0] not in LOCKS:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        set_up(arguments[0])
    except SetUpError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
