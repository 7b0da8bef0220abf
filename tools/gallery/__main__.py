"""Writes the gallery, and photographs it when asked."""

import argparse
import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import django

WIDTHS = {360: 800, 768: 1024, 1440: 900}
BROWSER = "/usr/bin/chromium"
ROOT = Path(__file__).resolve().parents[2]


def settle() -> None:
    """Django with the gallery's own templates beside the product's."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.config.settings")
    from django.conf import settings

    settings.TEMPLATES[0]["DIRS"] = [str(Path(__file__).parent / "templates")]
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"
    django.setup()


def write(target: Path, names: list[str]) -> None:
    """One file per page, and the static files beside them."""
    from tools.gallery.pages import draw

    target.mkdir(parents=True, exist_ok=True)
    static = target / "static"
    if static.is_symlink():
        static.unlink()
    static.symlink_to(ROOT / "src/gongkai/web/static")
    for name in names:
        (target / f"{name}.html").write_text(draw(name), "utf-8")


def photograph(target: Path, names: list[str], widths: list[int]) -> None:
    """A picture of the whole page per width, with the page served from this process."""
    from playwright.sync_api import sync_playwright

    handler = functools.partial(Quiet, directory=str(target))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    binary = BROWSER if shutil.which(BROWSER) else None
    with sync_playwright() as player:
        browser = player.chromium.launch(
            executable_path=binary, args=["--no-sandbox", "--disable-background-networking"]
        )
        for width in widths:
            page = browser.new_page(viewport={"width": width, "height": WIDTHS.get(width, 900)})
            page.on("console", lambda message: print(message.type, message.text))
            for name in names:
                page.goto(f"http://127.0.0.1:{server.server_port}/{name}.html")
                page.wait_for_load_state("networkidle")
                wide = page.evaluate("document.documentElement.scrollWidth")
                if wide > width:
                    print(f"{name} at {width}: {wide} px wide")
                page.screenshot(path=target / f"{name}-{width}.png", full_page=True)
            page.close()
        browser.close()
    server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without talking."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", type=Path)
    parser.add_argument("--shots", action="store_true")
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--widths", nargs="*", type=int, default=list(WIDTHS))
    asked = parser.parse_args()
    settle()
    from tools.gallery.pages import PAGES

    names = asked.only or list(PAGES)
    write(asked.target, names)
    if asked.shots:
        photograph(asked.target, names, asked.widths)


main()
