"""The import contracts catch what they are meant to catch: breaches planted in a toy house.

The toy has the same apps and is judged by the very contracts of pyproject.toml.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.house import ROOT, floors, import_linter

FLOORS = "Floors: imports go down, neighbours do not know each other"
ANATOMY = "Inside an app: edges, then services, selectors, models, rules"
RULES = "Rules are plain Python"
PAGES = "Pages never touch tables"
PRIVATE = "Models, forms, views and tasks are private to their app"
PUBLIC = "The public reads only what public.py offers"

BREACHES = [
    ("an engine imports a business app", "casework/services", "gongkai.documents.services", FLOORS),
    ("neighbours know each other", "casework/services", "gongkai.search.services", FLOORS),
    ("the ground imports a floor above", "kernel/errors", "gongkai.orgs.services", FLOORS),
    ("an app imports a shell", "documents/services", "gongkai.desk.urls", FLOORS),
    ("a model imports its service", "orgs/models", "gongkai.orgs.services", ANATOMY),
    ("a service imports its form", "orgs/services", "gongkai.orgs.forms", ANATOMY),
    ("a view imports another kind of edge", "orgs/views/desk", "gongkai.orgs.jobs", ANATOMY),
    ("a rule imports Django", "catalogue/rules", "django.db", RULES),
    ("a flow imports Django", "documents/flow", "django.utils.timezone", RULES),
    ("a rule reaches Django round a corner", "documents/rules", "gongkai.orgs.public", RULES),
    ("a page imports its tables", "documents/views/desk", "gongkai.documents.models", PAGES),
    ("a page imports others' tables", "documents/views/desk", "gongkai.orgs.models", PAGES),
    ("an app uses another's tables", "documents/services", "gongkai.orgs.models", PRIVATE),
    ("an app uses another's forms", "documents/services", "gongkai.catalogue.forms", PRIVATE),
    ("an app uses another's jobs", "documents/jobs", "gongkai.catalogue.jobs", PRIVATE),
    ("a public page asks selectors", "orgs/views/portal", "gongkai.orgs.selectors", PUBLIC),
    ("an index reads tables", "documents/indexes", "gongkai.documents.models", PUBLIC),
    ("the machine's door asks selectors", "documents/api", "gongkai.orgs.selectors", PUBLIC),
]

ANATOMY_OF_AN_APP = [
    "rules",
    "flow",
    "models",
    "selectors",
    "public",
    "services",
    "forms",
    "views/__init__",
    "views/desk",
    "views/portal",
    "api",
    "jobs",
    "indexes",
    "admin",
    "urls",
]


def _toy_house(folder: Path) -> None:
    for app in floors():
        for module in ["__init__", *ANATOMY_OF_AN_APP]:
            path = folder / "gongkai" / app / f"{module}.py"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("", "utf-8")
        package = folder / "gongkai" / app
        (package / "models.py").write_text("import django.db\n", "utf-8")
        (package / "public.py").write_text(f"from gongkai.{app} import models\n", "utf-8")
    (folder / "gongkai" / "__init__.py").write_text("", "utf-8")
    (folder / "gongkai" / "kernel" / "errors.py").write_text("", "utf-8")
    (folder / "pyproject.toml").write_text(_as_toml(import_linter()), "utf-8")


def _as_toml(section: dict) -> str:
    def rows(values: dict) -> str:
        # Strings, booleans and lists of strings read the same in JSON and TOML.
        return "".join(f"{k} = {json.dumps(v, ensure_ascii=False)}\n" for k, v in values.items())

    contracts = "".join(f"[[tool.importlinter.contracts]]\n{rows(c)}" for c in section["contracts"])
    plain = {key: value for key, value in section.items() if key != "contracts"}
    return f"[tool.importlinter]\n{rows(plain)}{contracts}"


def _broken_contracts(folder: Path) -> set[str]:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    answer = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Contracts: " in answer.stdout, answer.stdout + answer.stderr
    return {
        line.removesuffix(" BROKEN")
        for line in answer.stdout.splitlines()
        if line.endswith(" BROKEN")
    }


@pytest.fixture
def toy(tmp_path):
    _toy_house(tmp_path)
    return tmp_path


def _plant(toy: Path, module: str, imported: str) -> None:
    with (toy / "gongkai" / f"{module}.py").open("a", encoding="utf-8") as file:
        file.write(f"import {imported}\n")


def test_a_clean_house_breaks_no_contract(toy):
    assert _broken_contracts(toy) == set()


@pytest.mark.parametrize(
    ("module", "imported", "contract"),
    [pytest.param(*breach[1:], id=breach[0]) for breach in BREACHES],
)
def test_a_planted_breach_is_caught(toy, module, imported, contract):
    _plant(toy, module, imported)
    assert contract in _broken_contracts(toy)


def test_a_new_app_must_choose_its_floor(toy):
    (toy / "gongkai" / "loft").mkdir()
    (toy / "gongkai" / "loft" / "__init__.py").write_text("", "utf-8")
    assert FLOORS in _broken_contracts(toy)


def test_an_import_for_the_type_checker_alone_is_no_breach(toy):
    text = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import gongkai.orgs.models\n"
    (toy / "gongkai" / "documents" / "services.py").write_text(text, "utf-8")
    assert _broken_contracts(toy) == set()
