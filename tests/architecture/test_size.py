"""Files and functions stay small enough to be read. The habit is 300 and 40 lines; this is the end."""

import ast

from tests.architecture.house import SOURCE, product_modules

FILE_LINES = 400
FUNCTION_LINES = 60
LONGER: dict[str, str] = {}
"""Files that may be longer, each with the reason why a seam would do harm."""


def test_files_stay_small():
    lengths = {
        path.relative_to(SOURCE).as_posix(): len(path.read_text("utf-8").splitlines())
        for path, _ in product_modules()
    }
    longer = {name: length for name, length in lengths.items() if length > FILE_LINES}
    assert longer.keys() == LONGER.keys(), longer


def test_functions_stay_small():
    longer = [
        f"{path.relative_to(SOURCE)}:{node.name} ({node.end_lineno - node.lineno + 1})"
        for path, tree in product_modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    assert longer == []
