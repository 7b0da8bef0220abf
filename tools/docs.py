"""Pages of the documentation that the code itself can write.

python -m tools.docs          rewrite them
python -m tools.docs --check  say which are out of date; exit code 1 if any is
"""

import os
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).parent.parent / "docs"


def start_django() -> None:
    """Load the apps as tests do: with no data folder of a real installation."""
    import django

    os.environ["DJANGO_SETTINGS_MODULE"] = "gongkai.config.settings"
    os.environ["GONGKAI_DATA"] = tempfile.gettempdir()
    os.environ["GONGKAI_SECRET_KEY"] = "only-to-write-the-docs"
    django.setup()


def pages() -> dict[str, str]:
    """Every computed page by its path under ``docs/``; needs Django's apps to be loaded."""
    from tools import (
        commands_doc,
        flows_doc,
        measures_doc,
        permissions_doc,
        replies_doc,
        screening_doc,
        settings_doc,
    )

    return {
        "reference/commands.md": commands_doc.page(),
        "reference/measures.md": measures_doc.page(),
        "reference/permissions.md": permissions_doc.page(),
        "reference/replies.md": replies_doc.page(),
        "reference/settings.md": settings_doc.page(),
        "screening.md": screening_doc.page(),
        **flows_doc.pages(),
    }


def outdated() -> list[str]:
    """Pages that differ from what the code says now, and flows that exist no more."""
    computed = pages()
    differ = [name for name, text in computed.items() if _on_disk(name) != text]
    flows = {f"flows/{path.name}" for path in (DOCS / "flows").glob("*.md")}
    return differ + sorted(flows - computed.keys())


def _on_disk(name: str) -> str | None:
    path = DOCS / name
    return path.read_text("utf-8") if path.exists() else None


def rewrite() -> None:
    """Write every page and take away those of flows that exist no more."""
    for name in outdated():
        (DOCS / name).unlink(missing_ok=True)
    for name, text in pages().items():
        path = DOCS / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def main() -> int:
    start_django()
    if "--check" not in sys.argv:
        rewrite()
        return 0
    for name in outdated():
        print(f"docs/{name} 已过时，请运行 make docs", file=sys.stderr)
    return 1 if outdated() else 0


if __name__ == "__main__":
    sys.exit(main())
