"""An invented old site of 澄明县教育局, written to a folder at run time: pages as such sites had them."""

import base64
import io
from pathlib import Path

import docx
from openpyxl import Workbook

from gongkai.files.tests.papers import as_pdf

BASE = "http://old.chengming.example/jyj/"
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

TABLE = """<table class="xxgk"><tr><td>索 引 号：</td><td>{index}</td><td>公开方式：</td><td>{openness}</td></tr>
<tr><td>发布机构：</td><td>{issuer}</td><td>文　　号：</td><td>{number}</td></tr>
<tr><td>成文日期：</td><td>{signed}</td><td>发布日期：</td><td>{published}</td></tr>
<tr><td>主题分类：</td><td>{topic}</td><td>有 效 性：</td><td>{validity}</td></tr></table>"""

PAGE = """<html><head><meta charset="{charset}"><title>{title}_澄明县教育局</title>{head}</head><body>
<div class="nav"><a href="/">首页</a> &gt; <a href="/jyj/tz/">通知</a> &gt; 正文</div>
{header}<h1>{title}</h1>
<div class="article-content">{body}</div>
<div class="foot">主办：澄明县教育局 <a href="/map.html">网站地图</a></div></body></html>"""

TEXT = (
    "<p>各中小学：</p><p>现就有关事项通知如下，请认真遵照执行，确保各项工作落到实处，取得实效。</p>"
)


def page(
    title: str,
    body: str = TEXT,
    *,
    index: str = "",
    number: str = "",
    issuer: str = "澄明县教育局",
    openness: str = "主动公开",
    signed: str = "",
    published: str = "",
    topic: str = "",
    validity: str = "",
    charset: str = "utf-8",
    head: str = "",
) -> bytes:
    """A page with a header table, in the charset it claims."""
    header = TABLE.format(
        index=index,
        number=number,
        issuer=issuer,
        openness=openness,
        signed=signed,
        published=published,
        topic=topic,
        validity=validity,
    )
    whole = PAGE.format(title=title, body=body, header=header, charset=charset, head=head)
    return whole.encode("gb18030" if charset == "gb2312" else charset)


def word(*lines: str) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def sheet(*rows: tuple[str, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


PLAIN = """索引号：jy0002/2015-00011
发布机构：澄明县教育局
发文字号：澄教〔2015〕11号
成文日期：2015-03-02
发布日期：2015-03-04 09:30
标题：澄明县教育局关于开展校园安全检查的通知
公开方式：主动公开

----
澄明县教育局关于开展校园安全检查的通知

各中小学、幼儿园：
为切实保障师生安全，经研究，决定在全县开展校园安全大检查，现将有关事项通知如下。
一、检查范围。全县各级各类学校和幼儿园，重点检查消防、食品和校车安全。

附件：1.检查表

澄明县教育局
2015年3月2日
"""


def build(folder: Path) -> Path:
    """The old site: nine records, their files, copies, and what is no record."""
    root = folder / "旧网站"
    files: dict[str, bytes] = {
        "tz/t1.html": page(
            "关于做好2019年义务教育招生工作的通知",
            TEXT
            + '<p>附件：<a href="P01.DOC">1.招生计划表.doc</a> <a href="/jyj/files/报名表.xlsx">报名表</a></p>'
            + '<p><img src="pic.png" alt="校门"><a href="t2.html">相关通知</a></p>'
            + '<p onclick="x()">内容<script>alert(1)</script></p>',
            index="jy0002/2019-00001",
            number="澄教〔2019〕1号",
            signed="2019年01月05日",
            published="2019-01-08 10:20",
            topic="科技、教育/教育",
        ),
        "tz/p01.doc": b"{\\rtf1\\ansi enrolment plan}",
        "tz/pic.png": PIXEL,
        "files/报名表.xlsx": sheet(("姓名", "学校"), ("甲", "澄明一中")),
        "tz/t2.html": page(
            "关于中小学放假安排的通知",
            charset="gb2312",
            index="jy0002/2019-00002",
            published="2019年01月10日",
            validity="废止",
        ),
        "tz/t3.shtml": page("关于公布学区划分的通告", published="2018-07-01", index="无"),
        "tz/copy/t1.html": b"",
        "tz/t4.html": page(
            "关于依申请公开事项的说明", openness="依申请公开", published="2019-02-01"
        ),
        "2015/t11.txt": PLAIN.encode("gb18030"),
        "2015/检查表.xlsx": sheet(("项目", "结果")),
        "2016/总结.docx": word(
            "澄明县教育局关于2016年政务公开工作的总结",
            "一年来，我局认真落实政务公开各项要求，主动公开政府信息一百二十条，群众满意度明显提升。",
            "澄明县教育局",
            "2016年12月20日",
        ),
        "2017/公告.pdf": as_pdf(
            "澄明县教育局关于教师资格认定的公告\n根据教师资格条例，现将今年教师资格认定有关事项公告如下，请符合条件的人员按时办理，逾期不再受理。\n澄明县教育局\n2017年4月1日"
        ),
        "tz/index.html": (
            "<html><title>通知公告</title><body><ul>"
            + "".join(f'<li><a href="t{n}.html">关于第{n}项工作的通知</a></li>' for n in range(20))
            + "</ul></body></html>"
        ).encode(),
        "坏/空.html": b"",
        "坏/没有标题.txt": "\n\n".join(["……"] * 3).encode(),
        "坏/损坏.docx": b"PK\x03\x04" + b"x" * 200,
        "坏/资料.zip": b"PK\x05\x06" + b"\x00" * 18,
        "css/site.css": b"body{}",
        "css/bg.gif": b"GIF89a",
        ".git/config": b"[core]",
    }
    files["tz/copy/t1.html"] = files["tz/t1.html"]
    for name, data in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return root


def many(folder: Path, number: int, begin: int = 0) -> Path:
    """A folder of small pages, a hundred in each branch."""
    root = folder / "大站"
    for n in range(begin, begin + number):
        path = root / f"{n // 100:03}" / f"t{n}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        day = f"{2010 + n % 14}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        path.write_bytes(
            page(
                f"关于第{n}号事项的通知",
                TEXT + f"<p>本件为第{n}号，内容各不相同，特此通知。</p>",
                index=f"jy0009/{day[:4]}-{n:05}",
                number=f"澄教〔{day[:4]}〕{n % 900 + 1}号",
                published=day,
            )
        )
    return root
