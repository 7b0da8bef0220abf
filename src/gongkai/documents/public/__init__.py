"""The only answers the outside world gets about documents: what is public at this moment.

Every function starts from `rows.visible`, a question to `Publication`; nothing else decides what
may be seen.
"""

from gongkai.documents.public.explainers import (
    ExplainerLink,
    ExplainerPage,
    ExplainerRow,
    explainers_page,
)
from gongkai.documents.public.listing import (
    SitemapEntry,
    catalogue_entries,
    section_figures,
    sitemap,
    sitemap_pages,
)
from gongkai.documents.public.rows import (
    PublicRow,
    RowPage,
    brief,
    latest,
    latest_by_section,
    rows_of,
    section_page,
    site_page,
    unit_page,
)
from gongkai.documents.public.sheet import (
    Gone,
    OldHeader,
    PublicChange,
    PublicDocument,
    PublicFile,
    find_document,
    find_file,
    find_file_by,
    find_gone,
    find_image,
    find_legacy,
)
from gongkai.documents.public.texts import SearchText, excerpt_texts, search_texts, search_versions

__all__ = [
    "ExplainerLink",
    "ExplainerPage",
    "ExplainerRow",
    "Gone",
    "OldHeader",
    "PublicChange",
    "PublicDocument",
    "PublicFile",
    "PublicRow",
    "RowPage",
    "SearchText",
    "SitemapEntry",
    "brief",
    "catalogue_entries",
    "excerpt_texts",
    "explainers_page",
    "find_document",
    "find_file",
    "find_file_by",
    "find_gone",
    "find_image",
    "find_legacy",
    "latest",
    "latest_by_section",
    "rows_of",
    "search_texts",
    "search_versions",
    "section_figures",
    "section_page",
    "site_page",
    "sitemap",
    "sitemap_pages",
    "unit_page",
]
