"""Migrations are named, numbered without gaps, and hold no app code that may change under them."""

import ast

import pytest

from tests.architecture.house import ROOT, SOURCE

MAY_IMPORT = {"gongkai.kernel.constraints", "gongkai.kernel.sealed"}
MIGRATIONS = sorted(path for path in SOURCE.glob("*/migrations/*.py") if path.name != "__init__.py")

each_migration = pytest.mark.parametrize(
    "path", MIGRATIONS, ids=lambda path: f"{path.parent.parent.name}.{path.stem}"
)


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@each_migration
def test_a_migration_imports_no_app_code(path):
    names = imported(ast.parse(path.read_text("utf-8")))
    app_code = {
        name
        for name in names
        if name.split(".")[0] in {"gongkai", "tests", "tools"}
        and not any(
            name == ok or name.startswith(ok + ".") or ok.startswith(name) for ok in MAY_IMPORT
        )
    }
    assert app_code == set()


@each_migration
def test_a_migration_has_a_name_that_says_something(path):
    number, _, name = path.stem.partition("_")
    assert number.isdigit()
    assert name
    assert "auto" not in name.split("_"), f"{path.relative_to(ROOT)}：请给迁移起名（--name）"


def test_numbers_run_without_gaps_and_twins():
    for folder in {path.parent for path in MIGRATIONS}:
        numbers = sorted(int(path.stem[:4]) for path in MIGRATIONS if path.parent == folder)
        assert numbers == list(range(1, len(numbers) + 1)), folder.relative_to(ROOT)
