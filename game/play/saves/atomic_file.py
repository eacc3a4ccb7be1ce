"""Files that survive: written beside, made durable, then renamed into place, one writer at a time."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Iterator
from pathlib import Path

LONGEST_WAIT = 2.0
"""Seconds to wait for another window that is writing; after that we write without its leave."""

BINARY = getattr(os, "O_BINARY", 0)
NO_FOLLOW = getattr(os, "O_NOFOLLOW", 0)
NO_ROOM = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
NOT_ALLOWED = {errno.EACCES, errno.EPERM, errno.EROFS}


def in_words(error: OSError) -> str:
    """Why a file could not be read or written, as the end of a sentence."""
    if error.errno in NO_ROOM:
        return "there is no room left on the disk"
    if error.errno == errno.EROFS:
        return "the disk can only be read"
    if error.errno in NOT_ALLOWED:
        return "this account may not do so"
    if error.errno == errno.ENOENT:
        return "its folder is not there"
    if error.errno == errno.EISDIR:
        return "it is a folder"
    if error.errno in {errno.ENOTDIR, errno.EEXIST}:
        return "a file stands where the folder should be"
    return (error.strerror or type(error).__name__).lower()


def replace_file(path: Path, content: bytes, mode: int = 0o600) -> None:
    """Put a whole new content in place of a file, or leave the old one untouched.

    After this returns the content survives a power cut. `mode` says who may read it, as far as the umask
    allows. Raises `OSError`.
    """
    beside = path.with_name(f".{path.name}.part")
    # What an earlier process left there when it was killed; a link there must not lead the content elsewhere.
    beside.unlink(missing_ok=True)
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | NO_FOLLOW | BINARY, mode)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        move_over(beside, path)
    except OSError:
        with contextlib.suppress(OSError):
            beside.unlink()
        raise
    settle_folder(path.parent)


def move_over(beside: Path, path: Path) -> None:
    """Rename a file over another. On Windows a scanner may hold that for a moment; then it is tried again."""
    for wait in (0.02, 0.1, 0.5):
        try:
            beside.replace(path)
            return
        except PermissionError as error:
            if not getattr(error, "winerror", None):
                raise
            time.sleep(wait)
    beside.replace(path)


def settle_folder(folder: Path) -> None:
    """Make a rename durable, on systems where folders can be synchronised."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def read_file(path: Path, most: int) -> bytes | None:
    """The content of an ordinary file; None if it is longer than `most` bytes.

    Pipes and devices are refused: reading them could wait for ever. Raises `OSError`.
    """
    descriptor = os.open(path, os.O_RDONLY | BINARY | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(descriptor, "rb") as file:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is not an ordinary file")
        content = file.read(most + 1)
    return content if len(content) <= most else None


@contextlib.contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Hold a folder for writing, so that two windows do not write at once.

    The hold ends with the process, however it ends. Where it cannot be had, work goes on without it.
    """
    try:
        descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield
        return
    try:
        wait_for(descriptor)
        yield
    finally:
        os.close(descriptor)


def wait_for(descriptor: int) -> bool:
    """Take the lock on an open file, waiting a little for its holder."""
    deadline = time.monotonic() + LONGEST_WAIT
    while True:
        try:
            if sys.platform == "win32":
                import msvcrt

                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                import fcntl

                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except OSError as error:
            held = error.errno in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}
            if not held or time.monotonic() > deadline:
                return False
        time.sleep(0.005)
