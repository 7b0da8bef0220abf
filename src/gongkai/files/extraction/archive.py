"""A zip file read within bounds: no bombs, no encryption, no document type definitions."""

import io
import zipfile
from typing import TYPE_CHECKING, Any, cast

from gongkai.files.extraction.result import Limits, Unreadable

if TYPE_CHECKING:
    from lxml import etree

BROKEN = "文件已损坏，打不开；请重新下载或另存后重试"
LOCKED = "文件已加密，请去掉密码后重试"


class Archive:
    """The entries of a zip, checked as a whole before anything is unpacked."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            entries = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(BROKEN) from error
        if len(entries) > limits.zip_entries:
            raise Unreadable(f"压缩包内文件超过 {limits.zip_entries} 个，拒绝读取")
        if sum(entry.file_size for entry in entries) > limits.expanded_bytes:
            size = limits.expanded_bytes // 1024 // 1024
            raise Unreadable(f"解压后超过 {size} MB，疑为压缩炸弹，拒绝读取")
        if any(entry.flag_bits & 0x1 for entry in entries):
            raise Unreadable(LOCKED)
        self.names = [entry.filename for entry in entries]

    def read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except (KeyError, zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable(BROKEN) from error
        except Exception as error:
            if type(error).__module__ in {"zlib", "_lzma", "lzma"}:
                raise Unreadable(BROKEN) from error
            raise

    def xml(self, name: str) -> "etree._Element":
        return parse_xml(self.read(name))


def parse_xml(data: bytes) -> "etree._Element":
    """An XML part without entities and network; a part with a DOCTYPE is refused."""
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root: etree._Element = etree.fromstring(data, cast(Any, parser))
    except etree.XMLSyntaxError as error:
        raise Unreadable(BROKEN) from error
    if getattr(root.getroottree().docinfo, "doctype", ""):
        raise Unreadable("文件内含文档类型声明（DOCTYPE），为安全起见拒绝读取")
    return root
