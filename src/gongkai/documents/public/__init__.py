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
from gongkai.documents.public.files import PublicFile, find_file, find_file_by, find_image
from gongkai.documents.public.gazette import (
    FoundItem,
    Issue,
    IssueItem,
    IssueRow,
    gazette_issue,
    gazette_issues,
    gazette_years,
    search_gazette,
)
from gongkai.documents.public.library import (
    STATES,
    AmendedPair,
    LibraryPage,
    LibraryRow,
    amended_pair,
    library_page,
    library_units,
    text_on,
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
    find_document,
    find_gone,
    find_legacy,
)
from gongkai.documents.public.texts import SearchText, excerpt_texts, search_texts, search_versions

__all__ = [
    "STATES",
    "AmendedPair",
    "ExplainerLink",
    "ExplainerPage",
    "ExplainerRow",
    "FoundItem",
    "Gone",
    "Issue",
    "IssueItem",
    "IssueRow",
    "LibraryPage",
    "LibraryRow",
    "OldHeader",
    "PublicChange",
    "PublicDocument",
    "PublicFile",
    "PublicRow",
    "RowPage",
    "SearchText",
    "SitemapEntry",
    "amended_pair",
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
    "gazette_issue",
    "gazette_issues",
    "gazette_years",
    "latest",
    "latest_by_section",
    "library_page",
    "library_units",
    "rows_of",
    "search_gazette",
    "search_texts",
    "search_versions",
    "section_figures",
    "section_page",
    "site_page",
    "sitemap",
    "sitemap_pages",
    "text_on",
    "unit_page",
]
