"""Files are written whole or not at all, and a set of files likewise.

A set is first written whole into a folder of its own beside the files and given its final name in
one step: from then on it is the set. Its files then move into place, the manifest last and the
old manifest gone first. Whatever is killed when, `finish` completes what was begun or removes it.
"""

from __future__ import annotations

import contextlib
import errno
import os
import select
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from .errors import TaianError, cause

#: The folder a complete new set waits in until its files have moved into place.
READY = ".ready"
_BUILDING = ".building-"
#: Seconds that a pipe is waited for: until a program opens it, and until the next bytes come.
OPENED, COMING = 5.0, 60.0
_BLOCK = 1 << 20


def read_file(path: str | os.PathLike[str], most: int | None = None) -> bytes:
    """Read a file, or what a program writes into a pipe; of a pipe no more than `most` and one.

    Raises
    ------
    TimeoutError
        If nobody writes into the pipe.
    OSError
        If it is a device, or can not be read.
    """
    if stat.S_ISFIFO(os.stat(path).st_mode):
        return _piped(path, most)
    return regular(path).read_bytes()


def regular(path: str | os.PathLike[str]) -> Path:
    """Return the path of a file that can be read twice.

    Raises
    ------
    OSError
        If it is a pipe or a device, or is not there.
    """
    if not stat.S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, "Is a device or a pipe, not a file", os.fspath(path))
    return Path(path)


def _piped(path: str | os.PathLike[str], most: int | None) -> bytes:
    """Read a pipe to its end; one that a shell made for <(command) has its writer already."""
    pipe = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        data = bytearray()
        opened, limit = False, time.monotonic() + OPENED
        named = not os.path.realpath(path).startswith(("/proc/", "/dev/"))
        while most is None or len(data) <= most:
            try:
                block = os.read(pipe, _BLOCK)
            except BlockingIOError:  # a program holds it, and has nothing to say yet
                if not opened:
                    opened, limit = True, time.monotonic() + COMING
            else:
                if block:
                    data += block
                    opened, limit = True, time.monotonic() + COMING
                    continue
                if opened or not named:
                    break
            if time.monotonic() > limit:
                raise TimeoutError(errno.ETIMEDOUT, os.strerror(errno.ETIMEDOUT), os.fspath(path))
            select.select([pipe], [], [], 0.05) if opened else time.sleep(0.02)
        return bytes(data)
    finally:
        os.close(pipe)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """Yield a folder for what other programs read from files; it is gone afterwards.

    Raises
    ------
    TaianError
        If it can not be made or written to: the disk of temporary files is full.
    """
    try:
        with tempfile.TemporaryDirectory(prefix="taian-") as folder:
            yield Path(folder).resolve()
    except OSError as error:
        raise TaianError.of("error.scratch_not_written", found=cause(error)) from error


@contextlib.contextmanager
def lasting(path: str, most: int) -> Iterator[str]:
    """Yield a file that can be read twice: itself, or what a pipe gave (`most` bytes and one)."""
    if not (os.path.exists(path) and stat.S_ISFIFO(os.stat(path).st_mode)):
        yield path
        return
    data = read_file(path, most)
    with scratch() as folder:
        write_whole(folder / "report", data)
        yield str(folder / "report")


def write_whole(target: str | os.PathLike[str], data: bytes) -> None:
    """Write a file in one step: it is either the old one or the whole new one.

    A link is followed, and a file that was there keeps its mode. A folder, a device or a pipe is
    no target.

    Raises
    ------
    OSError
        If the file can not be written; nothing is left behind then.
    """
    real = Path(os.path.realpath(target))
    mode = _mode(real)
    handle, temporary = tempfile.mkstemp(prefix=".writing-", dir=real.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, mode)
        os.replace(temporary, real)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _mode(real: Path) -> int:
    """Return the mode for a target: that of the file there, else what the umask leaves."""
    try:
        found = real.stat()
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", str(real))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, "Is a device or a pipe, not a file", str(real))
    if not os.access(real, os.W_OK):
        raise PermissionError(errno.EACCES, "Permission denied", str(real))
    return stat.S_IMODE(found.st_mode)


def named(given: str | os.PathLike[str]) -> Path:
    """Return a path that a file can have, whether it is there or not.

    Raises
    ------
    TaianError
        If none can: it is too long, or holds a NUL or half a character.
    """
    try:
        os.lstat(given)
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno == errno.ENAMETOOLONG:
            raise TaianError.of("error.no_such_name", found=repr(given)) from error
    return Path(given)


def own_folder(given: str | os.PathLike[str]) -> Path:
    """Return a folder that many files may be written into.

    Raises
    ------
    TaianError
        If it is the root of the file system or the home folder: there they would stand between
        files that are not ours. If it has no name, as of a variable that is not set, or is a file.
    """
    folder = named(given)
    real = os.path.realpath(folder)
    if not os.fspath(given) or real in (
        os.path.dirname(real),
        os.path.realpath(os.path.expanduser("~")),
    ):
        raise TaianError.of("error.folder_not_own", file=folder)
    if os.path.isfile(real):
        raise TaianError.of("error.file_not_folder", file=folder)
    return folder


def write_set(folder: Path, contents: dict[str, bytes], manifest: str) -> None:
    """Write the files of a set so that either all of them are there or none.

    Raises
    ------
    OSError
        If the folder can not be made or written to; the old set stays then, and no new folder.
    """
    made = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        _write_set(folder, contents, manifest)
    except BaseException:
        if made:
            with contextlib.suppress(OSError):
                folder.rmdir()
        raise


def _write_set(folder: Path, contents: dict[str, bytes], manifest: str) -> None:
    finish(folder, manifest)
    for name in contents:
        if (folder / name).exists():
            _mode(Path(os.path.realpath(folder / name)))
    scratch = Path(tempfile.mkdtemp(prefix=_BUILDING, dir=folder))
    try:
        for name, data in contents.items():
            write_whole(scratch / name, data)
        os.rename(scratch, folder / READY)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise
    finish(folder, manifest)


def finish(folder: Path, manifest: str) -> None:
    """Complete a set whose writing was cut short: move what is ready, drop what never was.

    Raises
    ------
    OSError
        If the folder can not be written to.
    """
    for begun in folder.glob(_BUILDING + "*"):
        if not _alive(begun):
            shutil.rmtree(begun, ignore_errors=True)
    ready = folder / READY
    if not ready.is_dir():
        return
    if (ready / manifest).exists():
        with contextlib.suppress(FileNotFoundError):
            os.unlink(folder / manifest)
    names = sorted(path.name for path in ready.iterdir())
    for name in sorted(names, key=lambda name: name == manifest):
        target = Path(os.path.realpath(folder / name))
        os.replace(ready / name, target)
    ready.rmdir()


def _alive(begun: Path) -> bool:
    """Tell whether another writer may still be filling a folder: it is younger than an hour."""
    try:
        return time.time() - begun.stat().st_mtime < 3600
    except OSError:
        return True
