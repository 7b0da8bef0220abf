"""Every page of the gallery: a name, a template, what it is given, and the address it pretends."""

from collections.abc import Callable
from types import SimpleNamespace as Thing
from typing import Any

from django.template import engines
from django.test import RequestFactory
from django.utils.safestring import mark_safe

from tools.gallery import data, forms

TRAIL = [("首页", "/"), ("政府信息公开", "/openness/"), ("政策文件", "#"), ("正文", "")]
PAGE = Thing(next="c1", previous=None)
DRAFT = {
    "title": "澄明县城乡居民养老服务补贴办法",
    "signed_on": "2026-02-30",
    "column": "1",
    "body": data.BODY,
}


def _document(**changes: Any) -> dict[str, Any]:
    sheet = {
        "nav": "openness",
        "trail": TRAIL,
        "column": data.COLUMN,
        "article": data.ARTICLE,
        "title": data.TITLES[0][0],
        "number": "澄政规〔2026〕2号",
        "validity_state": "有效",
        "validity_ground": "",
        "validity_url": "",
        "header": data.HEADER,
        "published_at": data.NOW,
        "source": "澄明县人民政府办公室",
        "body": data.BODY,
        "attachments": data.FILES,
        "related": [("政策解读", data.DOCUMENTS[:1]), ("修改与废止", data.DOCUMENTS[6:7])],
    }
    return sheet | changes


def _search(**changes: Any) -> dict[str, Any]:
    snippet = mark_safe(
        "……具有本县户籍、年满60周岁、经评估确需<mark>养老</mark>服务的城乡居民，"
        "可以申请<mark>养老</mark>服务补贴……"
    )
    hits = [
        Thing(
            title=item.title,
            snippet=snippet,
            number=item.number,
            unit="县民政局",
            validity=item.validity,
            date=item.date,
            column="政策文件",
            attachment="养老服务补贴标准表.xlsx" if index == 1 else "",
        )
        for index, item in enumerate(data.DOCUMENTS[:5])
    ]
    groups = [
        Thing(
            label="单位", options=[("县民政局", 86, "#", True), ("县卫生健康局", 30, "#", False)]
        ),
        Thing(label="年份", options=[("2026年", 41, "#", False), ("2025年", 66, "#", False)]),
        Thing(label="有效性", options=[("有效", 97, "#", False), ("废止", 12, "#", False)]),
    ]
    form = forms.SearchForm({"q": "养老"})
    return {
        "nav": "search",
        "trail": [("首页", "/"), ("检索", "")],
        "form": form,
        "hits": hits,
        "groups": groups,
        "page": PAGE,
    } | changes


def _desk(**changes: Any) -> dict[str, Any]:
    return {"desk_nav": data.NAV, "desk_who": data.WHO} | changes


def _review(**changes: Any) -> dict[str, Any]:
    return (
        _desk(
            case=data.CASE,
            title=data.TITLES[0][0],
            number="澄政规〔2026〕2号",
            body=data.BODY,
            attachments=data.FILES,
            facts=data.HEADER[:8],
            offers=data.OFFERS,
            with_note=True,
            note_help="退回时须写明意见，拟稿人会看到全文。",
            clock=data.CLOCK,
            timeline=data.STORY,
            findings=[
                Thing(words="附件1第3行有一个疑似手机号码", where="附件1：养老服务补贴标准表.xlsx"),
                Thing(words="未写明公开依据", ground="条例第十九条"),
            ],
        )
        | changes
    )


def _case(**changes: Any) -> dict[str, Any]:
    return (
        _desk(
            case=data.CASE,
            facts=data.HEADER,
            offers=data.OFFERS,
            with_note=True,
            clock=data.CLOCK,
            timeline=data.STORY,
            papers=data.FILES,
        )
        | changes
    )


def _inbox() -> dict[str, Any]:
    counts = [
        ("overdue", "超期", 1, "#", False),
        ("soon", "临期", 2, "#", True),
        ("normal", "正常", 9, "#", False),
        ("paused", "暂停", 1, "#", False),
    ]
    return _desk(rows=data.INBOX, counts=counts, form=forms.FilterForm(), page=PAGE)


def _documents() -> dict[str, Any]:
    rows = [
        [item.title, item.number or "—", "县民政局", "科室审核", item.date.isoformat()]
        for item in data.DOCUMENTS
    ]
    tabs = [
        ("全部", "#", True, 9),
        ("拟稿", "#", False, 2),
        ("审核中", "#", False, 3),
        ("已发布", "#", False, 4),
        ("已撤下", "#", False, 0),
    ]
    return _desk(
        columns=["标题", "文号", "单位", "环节", "日期"],
        rows=rows,
        caption="文件",
        tabs=tabs,
        form=forms.FilterForm(),
        page=Thing(next="a", previous="b"),
    )


def _draft() -> dict[str, Any]:
    return _desk(
        trail=[("拟稿与文件", "#"), ("拟稿", "")],
        form=forms.DraftForm(DRAFT),
        file_form=forms.FileForm(),
        files=[Thing(name="附件1.docx", size=52_000, remove_url="#")],
        limit=50 * 1024 * 1024,
    )


PAGES: dict[str, tuple[str, Callable[[], dict[str, Any]], str]] = {
    "home": (
        "gallery/home.html",
        lambda: {
            "nav": "home",
            "documents": data.DOCUMENTS,
            "units": data.UNITS,
            "themes": data.THEMES,
        },
        "/",
    ),
    "home_elder": (
        "gallery/home.html",
        lambda: {
            "nav": "home",
            "documents": data.DOCUMENTS,
            "units": data.UNITS,
            "themes": data.THEMES,
        },
        "/?mode=elder",
    ),
    "list": (
        "gallery/list.html",
        lambda: {
            "nav": "openness",
            "trail": TRAIL[:3],
            "column": data.COLUMN,
            "documents": data.DOCUMENTS,
            "page": PAGE,
            "columns": [
                "机构职能",
                "政策文件",
                "规划计划",
                "统计信息",
                "行政许可",
                "财政预决算",
                "重大建设项目",
                "社会救助",
            ],
            "tabs": [
                ("全部", "#", True, 96),
                ("有效", "#", False, 81),
                ("已修改", "#", False, 4),
                ("废止或失效", "#", False, 11),
            ],
        },
        "/openness/catalogue/policy/?year=2026",
    ),
    "document": ("portal/document.html", lambda: _document(validity_state="尚未施行"), "/d/17/"),
    "document_repealed": (
        "portal/document.html",
        lambda: _document(
            validity_state="废止",
            validity_ground="《澄明县人民政府关于废止部分行政规范性文件的决定》",
            validity_url="#",
        ),
        "/d/4/",
    ),
    "document_elder": ("portal/document.html", _document, "/d/17/?mode=elder"),
    "search": ("gallery/search.html", _search, "/search/?q=养老"),
    "search_empty": ("gallery/search.html", lambda: _search(hits=[], groups=[]), "/search/?q=x"),
    "form": (
        "gallery/form.html",
        lambda: {
            "nav": "requests",
            "trail": TRAIL[:2],
            "form": forms.DraftForm(DRAFT),
            "reasons": data.REASONS,
            "messages": ["申请已经收到"],
        },
        "/openness/requests/",
    ),
    "404": ("404.html", dict, "/nowhere/"),
    "410": (
        "410.html",
        lambda: {
            "title": data.TITLES[5][0],
            "reason": "公示期满，名单含个人信息，依规撤下。",
            "withdrawn_at": data.NOW,
        },
        "/d/6/",
    ),
    "403": ("403.html", lambda: {"reasons": data.REASONS[1:]}, "/desk/"),
    "500": ("500.html", dict, "/"),
    "inbox": ("gallery/inbox.html", _inbox, "/desk/"),
    "case": ("desk/case.html", _case, "/desk/cases/17/"),
    "review": ("desk/review.html", _review, "/desk/review/17/"),
    "review_refused": (
        "desk/review.html",
        lambda: _review(offers=data.REFUSED, reasons=data.REASONS),
        "/desk/review/17/",
    ),
    "documents": ("gallery/documents.html", _documents, "/desk/documents/"),
    "draft": ("gallery/draft.html", _draft, "/desk/documents/new/"),
    "sign_in": ("gallery/sign_in.html", lambda: {"form": forms.SignInForm()}, "/desk/sign-in/"),
    "sign_in_wrong": (
        "gallery/sign_in.html",
        lambda: {"form": forms.SignInForm({"username": "chen"})},
        "/desk/sign-in/",
    ),
}


def draw(name: str) -> str:
    """The HTML of one page of the gallery."""
    template, context, address = PAGES[name]
    request = RequestFactory().get(address)
    return engines["django"].get_template(template).render(context(), request)
