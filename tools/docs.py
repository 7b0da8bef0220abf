"""Pages of the documentation that the code itself can write.

python -m tools.docs          rewrite them
python -m tools.docs --check  say which are out of date; exit code 1 if any is
"""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools import permissions_doc, settings_doc

DOCS = Path(__file__).parent.parent / "docs"
PAGES: dict[str, Callable[[], str]] = {
    "reference/permissions.md": permissions_doc.page,
    "reference/settings.md": settings_doc.page,
}


def start_django() -> None:
    """Load the apps as tests do: with no data folder of a real installation."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    os.environ["GONGKAI_DATA"] = tempfile.gettempdir()
    os.environ["GONGKAI_SECRET_KEY"] = "only-to-write-the-docs"
    django.setup()


def outdated() -> list[str]:
    """Pages that differ from what the code says now."""
    return [
        name
        for name, page in PAGES.items()
        if not (DOCS / name).exists() or (DOCS / name).read_text("utf-8") != page()
    ]


def main() -> int:
    start_django()
    if "--check" in sys.argv:
        for name in outdated():
            print(f"docs/{name} 已过时，请运行 make docs", file=sys.stderr)
        return 1 if outdated() else 0
    for name, page in PAGES.items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
