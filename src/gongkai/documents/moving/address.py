"""Addresses of an old site: where a page stood, and what its links mean."""

import os
import re
from functools import lru_cache
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from gongkai.documents.moving.folder import shown

LONGEST_PATH = 400
LONGEST_ADDRESS = 500
_WEB = re.compile(r"https?://[^/\s]", re.IGNORECASE)


def is_address(text: str) -> bool:
    """Whether *text* is a whole address on the web."""
    return _WEB.match(text) is not None


def of_file(name: str, base: str) -> str:
    """The address of the file *name* when the folder stood at *base*; "" without a base."""
    return urljoin(base.rstrip("/") + "/", quote(name)) if base else ""


def of_page(stated: str | None, name: str, base: str) -> str:
    """Where a page stood: as it says itself, else by its place in the folder."""
    place = of_file(name, base)
    if not stated:
        return place
    whole = urljoin(place, stated.strip()) if place else stated.strip()
    return whole.partition("#")[0] if is_address(whole) else place


def whole(link: str, page: str) -> str:
    """A link that still leads where it led on the old page."""
    try:
        return urljoin(page, link) if page and not is_address(link) else link
    except ValueError:
        return link


def legacy_path(address: str) -> str:
    """Path and query of an address as a request brings them: the path in words, the query raw."""
    parts = urlsplit(address)
    path = unquote(parts.path) or "/"
    return f"{path}?{parts.query}" if parts.query else path


def file_of(link: str, page: str, name: str, root: Path) -> Path | None:
    """The file under *root* that a link on the page *name* (once at address *page*) leads to."""
    target = link.strip().partition("#")[0]
    parts = urlsplit(target)
    if parts.scheme or parts.netloc:
        if not page or parts.netloc.lower() != urlsplit(page).netloc.lower():
            return None
        return _by_address(parts.path, page, name, root)
    if not parts.path:
        return None
    path = parts.path.replace("\\", "/")
    if path.startswith("/"):
        return _by_address(path, page, name, root)
    near = PurePosixPath(name).parent / unquote(path)
    with_query = PurePosixPath(name).parent / unquote(target)
    return _inside(root, with_query) or _inside(root, near)


def _by_address(path: str, page: str, name: str, root: Path) -> Path | None:
    """A file by its path on the site; the folder may hold the whole site, or a branch of it."""
    wanted = PurePosixPath(unquote(path).lstrip("/"))
    here = unquote(urlsplit(page).path).lstrip("/") if page else name
    above = here.removesuffix(name) if here.endswith(name) else ""
    if above and str(wanted).startswith(above):
        wanted = PurePosixPath(str(wanted).removeprefix(above))
    return _inside(root, wanted) or _by_ending(wanted, name, root)


def _by_ending(wanted: PurePosixPath, name: str, root: Path) -> Path | None:
    """A file whose last folder and name are those wanted, seen from a folder above the page."""
    for folder in PurePosixPath(name).parents:
        for start in range(len(wanted.parts) - 1):
            found = _inside(root, folder.joinpath(*wanted.parts[start:]))
            if found is not None:
                return found
    return None


def _inside(root: Path, name: PurePosixPath) -> Path | None:
    """The file *name* of *root*, if it is there and does not lead out of it.

    Old servers did not mind upper and lower case, nor the encoding of names; so neither do we.
    """
    try:
        file = Path(os.path.normpath(root / name))
        if not file.is_relative_to(root):
            return None
        if not file.is_file():
            file = names_in(file.parent).get(file.name.lower(), file)
        return file if file.is_file() and not file.is_symlink() else None
    except (OSError, ValueError):
        return None


def names_in(folder: Path) -> dict[str, Path]:
    """The files of a folder by their names in words and lower case."""
    return _names_in(folder, folder.stat().st_mtime_ns) if folder.is_dir() else {}


@lru_cache(maxsize=64)
def _names_in(folder: Path, changed: int) -> dict[str, Path]:
    with os.scandir(folder) as entries:
        return {
            shown(entry.name).lower(): Path(entry.path)
            for entry in entries
            if entry.is_file(follow_symlinks=False)
        }
