"""The meta tags of a list or article page (网站发展指引附件网页设计规范, rules §9.5)."""

from dataclasses import dataclass
from datetime import datetime
from html import escape

from django.utils.safestring import SafeString

from gongkai.web.formats import minute


def _refuse_empty(**values: object) -> None:
    """A required tag is never written empty, so a page without its value is a bug."""
    empty = [name for name, value in values.items() if not value]
    if empty:
        raise ValueError(f"page meta without {', '.join(empty)}")


@dataclass(frozen=True, slots=True)
class ColumnMeta:
    """What a column says of itself; ``type`` is e.g. 政策文件, 信息公开. Every value is required."""

    name: str
    description: str
    keywords: str
    type: str

    def __post_init__(self) -> None:
        _refuse_empty(
            ColumnName=self.name,
            ColumnDescription=self.description,
            ColumnKeywords=self.keywords,
            ColumnType=self.type,
        )

    def tags(self) -> list[tuple[str, str]]:
        return [
            ("ColumnName", self.name),
            ("ColumnDescription", self.description),
            ("ColumnKeywords", self.keywords),
            ("ColumnType", self.type),
        ]


@dataclass(frozen=True, slots=True)
class ArticleMeta:
    """What an article says of itself; ``url`` and ``image`` are absolute. The first three needed."""

    title: str
    published_at: datetime
    source: str
    keywords: str = ""
    author: str = ""
    description: str = ""
    image: str = ""
    url: str = ""

    def __post_init__(self) -> None:
        _refuse_empty(ArticleTitle=self.title, PubDate=self.published_at, ContentSource=self.source)

    def tags(self) -> list[tuple[str, str]]:
        optional = [
            ("Keywords", self.keywords),
            ("Author", self.author),
            ("Description", self.description),
            ("Image", self.image),
            ("Url", self.url),
        ]
        return [
            ("ArticleTitle", self.title),
            ("PubDate", minute(self.published_at)),
            ("ContentSource", self.source),
            *(tag for tag in optional if tag[1]),
        ]


def meta_tags(column: ColumnMeta | None, article: ArticleMeta | None) -> SafeString:
    """The tags of a list page (column only) or of an article page (both)."""
    tags = [*(column.tags() if column else ()), *(article.tags() if article else ())]
    return SafeString(
        "\n".join(f'<meta name="{name}" content="{escape(content)}">' for name, content in tags)
    )
