"""Reading an e-mail (.eml) that may come from anyone: what it says, and what is attached.

Nothing of a mail is opened, fetched or run: its HTML is read as text, its attachments stay bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from email import message_from_bytes
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from html import unescape
from itertools import islice

from gongkai.files.extraction import Unreadable, extract
from gongkai.files.extraction.decoding import clean, decode

LARGEST_BYTES = 50 * 1024 * 1024
DEEPEST = 20
MOST_PARTS = 200
MOST_ATTACHMENTS = 20
LONGEST_HEADER = 998
LONGEST_TEXT = 200_000


class UnreadableMailError(Exception):
    """What was given is no e-mail that can be read; the words are a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a mail; the name is what the sender claims."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail says. ``sent_at`` is the sender's claim and may be missing or false.

    ``notes`` are sentences for the clerk about what was left out or could not be read.
    """

    sender_name: str
    sender_address: str
    subject: str
    message_id: str
    sent_at: datetime | None
    text: str
    attachments: tuple[Attachment, ...] = ()
    notes: tuple[str, ...] = field(default=())


def read_mail(data: bytes) -> Mail:
    """Read the bytes of an .eml file. Raises UnreadableMailError with a sentence for people."""
    if not data.strip():
        raise UnreadableMailError("文件是空的，请重新导出邮件")
    if len(data) > LARGEST_BYTES:
        limit = LARGEST_BYTES // 1024 // 1024
        raise UnreadableMailError(f"邮件超过 {limit} MB，请让申请人改用其他方式提交附件")
    try:
        message = message_from_bytes(data)
        parts = list(islice(_parts(message, 0), MOST_PARTS + 1))
    except (RecursionError, MessageError, ValueError) as error:
        raise UnreadableMailError("邮件结构异常，读不出来；请打印后按来信登记") from error
    if not any(message.get(name) for name in ("From", "Sender", "Date", "Message-ID", "Received")):
        raise UnreadableMailError("这不是电子邮件文件（.eml），请在邮箱里选择“另存为 eml”后再导入")
    notes = [] if len(parts) <= MOST_PARTS else [f"邮件分段过多，只读了前 {MOST_PARTS} 段"]
    name, address = _sender(message)
    text = _text(parts, notes)
    return Mail(
        sender_name=name,
        sender_address=address,
        subject=_header(message, "Subject"),
        message_id=_header(message, "Message-ID"),
        sent_at=_sent_at(message),
        text=text,
        attachments=_attachments(parts[:MOST_PARTS], notes),
        notes=tuple(notes),
    )


def _parts(message: Message, depth: int) -> Iterator[Message]:
    """The leaves of a message, in order; mails within the mail are leaves too."""
    if depth > DEEPEST:
        return
    payload = message.get_payload()
    if isinstance(payload, list) and message.get_content_maintype() == "multipart":
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part, depth + 1)
    else:
        yield message


def _raw(value: object) -> str:
    return str(value).replace("\r", "").replace("\n", "")[:LONGEST_HEADER]


def _header(message: Message, name: str) -> str:
    """A header in plain words, whatever its charset claims."""
    return _decoded(_raw(message.get(name, "")))


def _decoded(value: str) -> str:
    try:
        pieces = decode_header(value)
    except (HeaderParseError, ValueError):
        return clean(value).strip()
    words = []
    for piece, charset in pieces:
        if isinstance(piece, bytes):
            words.append(_as_text(piece, charset or ""))
        else:
            words.append(piece)
    return clean("".join(words)).replace("\n", " ").strip()


def _as_text(data: bytes, charset: str) -> str:
    try:
        return data.decode(charset or "ascii")
    except (LookupError, ValueError):
        return decode(data)[0]


def _sender(message: Message) -> tuple[str, str]:
    """Name and address of the sender; an address that is none stays empty."""
    for field_name in ("From", "Sender", "Reply-To"):
        name, address = parseaddr(_raw(message.get(field_name, "")))
        if "@" in address:
            return _decoded(name)[:100], clean(address).strip()[:254]
    return _header(message, "From")[:100], ""


def _sent_at(message: Message) -> datetime | None:
    try:
        sent = parsedate_to_datetime(_raw(message.get("Date", "")))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return sent if sent.tzinfo is not None else None


def _payload(part: Message) -> bytes:
    """The bytes of a leaf; what claims an encoding it does not keep is taken as it stands."""
    payload = part.get_payload()
    if part.get_content_maintype() == "message" and isinstance(payload, list):
        return b"\n".join(bytes(each) for each in payload if isinstance(each, Message))
    try:
        found = part.get_payload(decode=True)
    except (ValueError, LookupError):
        found = None
    if isinstance(found, bytes):
        return found
    return str(payload or "").encode("utf-8", "surrogateescape")


def _is_attached(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _text(parts: list[Message], notes: list[str]) -> str:
    """The words of the mail: its plain text, or what its HTML shows when there is none."""
    found = {"plain": "", "html": ""}
    for part in parts:
        kind = part.get_content_subtype()
        if part.get_content_maintype() == "text" and kind in found and not _is_attached(part):
            charset = _raw(part.get_content_charset() or "")
            found[kind] += _as_text(_payload(part), charset) + "\n"
    text = found["plain"].strip() or _shown(found["html"])
    if len(text) > LONGEST_TEXT:
        notes.append(f"正文超过 {LONGEST_TEXT} 字，只取前面的部分，全文见原件")
    return clean(text)[:LONGEST_TEXT].strip()


def _shown(html: str) -> str:
    """What a reader of the HTML sees; scripts, styles and pictures are left out."""
    if not html.strip():
        return ""
    try:
        return extract(f"<html><body>{html}</body></html>".encode(), "mail.html").text
    except Unreadable:
        return unescape(html)


def _attachments(parts: list[Message], notes: list[str]) -> tuple[Attachment, ...]:
    found: list[Attachment] = []
    for part in parts:
        is_mail = part.get_content_maintype() == "message"
        is_words = part.get_content_type() in ("text/plain", "text/html")
        if not (_is_attached(part) or is_mail or not is_words):
            continue
        name = _decoded(_raw(part.get_filename() or ""))
        name = name or (f"附件{len(found) + 1}.eml" if is_mail else f"附件{len(found) + 1}")
        found.append(Attachment(name, _payload(part)))
    if len(found) > MOST_ATTACHMENTS:
        notes.append(f"附件超过 {MOST_ATTACHMENTS} 个，其余见原件")
    return tuple(found[:MOST_ATTACHMENTS])
