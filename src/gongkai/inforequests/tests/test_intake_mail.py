"""Mails are read for what they say; hostile ones are harmless and leave a note."""

from email.message import EmailMessage
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.inforequests.intake.mail import (
    MOST_ATTACHMENTS,
    Mail,
    UnreadableMailError,
    read_mail,
)

WORDS = "申请公开2025年县级教育经费决算表。\n申请人：王小明"


def mail(text=WORDS, **headers):
    message = EmailMessage(policy=SMTP)
    message["From"] = headers.pop("sender", "王小明 <wang@example.cn>")
    message["Subject"] = "政府信息公开申请"
    message["Date"] = "Mon, 15 Jun 2026 09:30:00 +0800"
    message["Message-ID"] = "<1@example.cn>"
    message.set_content(text, cte="base64")
    return message


def outcome(data):
    """What came of reading: the type of the answer or of the refusal."""
    try:
        return type(read_mail(data))
    except UnreadableMailError as refusal:
        return type(refusal)


def test_words_sender_and_attachments_are_read():
    message = mail()
    message.add_attachment(
        b"%PDF-1.4", maintype="application", subtype="pdf", filename="身份证明.pdf"
    )
    found = read_mail(message.as_bytes())
    assert (found.sender_name, found.sender_address) == ("王小明", "wang@example.cn")
    assert found.subject == "政府信息公开申请"
    assert found.message_id == "<1@example.cn>"
    assert found.sent_at.isoformat() == "2026-06-15T09:30:00+08:00"
    assert found.text == WORDS
    assert [(each.name, each.data) for each in found.attachments] == [("身份证明.pdf", b"%PDF-1.4")]
    assert found.notes == ()


@pytest.mark.parametrize("charset", ["gb2312", "gbk", "gb18030", "utf-8", "big5", "x-unknown", ""])
def test_words_are_read_in_the_charsets_of_the_country(charset):
    coding = charset if charset not in ("x-unknown", "", "big5") else "gb18030"
    head = f"From: a@b.cn\r\nContent-Type: text/plain; charset={charset}\r\n"
    data = (
        head.encode() + b"Content-Transfer-Encoding: 8bit\r\n\r\n" + "教育经费决算".encode(coding)
    )
    assert "教育" in read_mail(data).text or charset == "big5"


def test_html_is_read_as_words_only():
    message = mail("x")
    message.set_content(
        "<p>申请公开<b>预算</b></p><script>alert(1)</script><img src='http://evil/x'>",
        subtype="html",
    )
    text = read_mail(message.as_bytes()).text
    assert "申请公开预算" in text
    assert "alert" not in text
    assert "evil" not in text


def test_a_mail_within_a_mail_is_an_attachment():
    message = mail()
    message.add_attachment(mail("里面的信"))
    (inner,) = read_mail(message.as_bytes()).attachments
    assert inner.name.endswith(".eml")
    assert b"1@example.cn" in inner.data


def test_control_characters_of_headers_do_not_pass():
    data = b"From: =?utf-8?b?546L\x00?= <a@b.cn>\r\nSubject: a\x07b\r\n Bcc: c\r\n\r\nhello"
    found = read_mail(data)
    assert "\x07" not in found.subject
    assert "\n" not in found.subject


@pytest.mark.parametrize(
    "data", [b"", b"\r\n", b"hello", b"%PDF-1.4 \n\n", b"\x00" * 99, b"PK\x03\x04"]
)
def test_what_is_no_mail_is_refused_in_words(data):
    with pytest.raises(UnreadableMailError, match=r"邮件|文件"):
        read_mail(data)


def test_a_mail_nested_a_thousand_deep_does_no_harm():
    parts = [b"From: a@b.cn\r\n"]
    for depth in range(1000):
        parts.append(
            b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (depth, depth)
        )
    data = b"".join(parts) + b"\r\nhello"
    assert outcome(data) in (Mail, UnreadableMailError)


def test_a_thousand_attachments_are_cut_and_said():
    message = mail()
    for number in range(60):
        message.add_attachment(b"x", maintype="image", subtype="png", filename=f"{number}.png")
    found = read_mail(message.as_bytes())
    assert len(found.attachments) == MOST_ATTACHMENTS
    assert any("附件" in note for note in found.notes)


@pytest.mark.parametrize(
    "header",
    [
        "From: <<<>>>",
        "From: =?gb2312?B?!!!?=",
        "Date: yesterday\r\nFrom: a@b.cn",
        "From: a@b.cn\r\nDate: Mon, 99 Jun 99999 09:30:00 +9999",
        "From: " + "a" * 100_000 + "@b.cn",
        "From: =?utf-7?Q?+AGE-?= <a@b.cn>",
        "From: a@b.cn\r\nContent-Type: text/plain; charset*=''%",
        "From: a@b.cn\r\nContent-Type: multipart/mixed",
        "From: a@b.cn\r\nContent-Disposition: attachment; filename*0*=x''%ff%fe",
        "From: a@b.cn\r\nContent-Transfer-Encoding: x-uuencode",
    ],
)
def test_headers_made_to_break_a_reader_do_not(header):
    found = read_mail(header.encode() + b"\r\n\r\nhello")
    assert isinstance(found, Mail)


@given(st.binary(max_size=600))
def test_no_bytes_at_all_raise_anything_else(data):
    assert outcome(b"From: a@b.cn\r\n" + data) in (Mail, UnreadableMailError)
