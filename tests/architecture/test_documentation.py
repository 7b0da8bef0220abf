"""Documentation that cannot fall behind: computed pages are current, links lead somewhere."""

import re
import subprocess

import pytest
from tools import docs

from tests.architecture.house import ROOT, tracked

LINK = re.compile(r"!?\[[^\]]*\]\(([^)#\s]+)[^)]*\)")
MARKDOWN = [name for name in tracked() if name.suffix == ".md"]


def test_the_computed_pages_are_current():
    assert docs.outdated() == [], "请运行 make docs"


@pytest.mark.parametrize("name", MARKDOWN, ids=str)
def test_links_between_pages_lead_somewhere(name):
    targets = [
        target
        for target in LINK.findall((ROOT / name).read_text("utf-8"))
        if "://" not in target and not target.startswith("mailto:")
    ]
    assert [t for t in targets if not (ROOT / name.parent / t).exists()] == []


def test_make_alone_lists_every_target():
    listed = subprocess.run(["make", "-C", ROOT], capture_output=True, text=True, check=True).stdout
    promised = "setup run demo test fast lint types arch docs golden check bench lock assets"
    names = [line.split()[0] for line in listed.splitlines() if not line.startswith("make")]
    assert set(promised.split()) <= set(names)
    assert all(len(line.split(maxsplit=1)) == 2 for line in listed.splitlines())
