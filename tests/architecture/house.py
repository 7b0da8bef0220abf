"""The house as its own configuration describes it: where things are, and the floors."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "gongkai"


@cache
def import_linter() -> dict:
    """The section of pyproject.toml that holds the import contracts."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]


@cache
def floors() -> dict[str, int]:
    """The floor of each app, counted from the ground (kernel is 0)."""
    contract = next(c for c in import_linter()["contracts"] if c.get("exhaustive"))
    lines = [line.split(" | ") for line in reversed(contract["layers"])]
    return {app: number for number, line in enumerate(lines) for app in line}


def apps() -> list[str]:
    """Every app: the folders of the package, whether or not they have a floor."""
    return sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


@cache
def tracked() -> tuple[Path, ...]:
    """Files that belong to the project, relative to its root: what git knows, or would add."""
    command = ["git", "-C", ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    answer = subprocess.run(command, capture_output=True, text=True, check=True)
    names = (Path(name) for name in answer.stdout.split("\0") if name)
    return tuple(name for name in names if (ROOT / name).is_file())


@cache
def product_modules() -> tuple[tuple[Path, ast.Module], ...]:
    """Each module of the product with its syntax tree; tests and migrations left out."""
    return tuple(
        (path, ast.parse(path.read_text("utf-8")))
        for path in sorted(SOURCE.rglob("*.py"))
        if not {"tests", "migrations"} & set(path.relative_to(SOURCE).parts)
    )
