"""Deeds are called by keyword, know who acts and when, and are one transaction."""

import ast

from tests.architecture.house import SOURCE, product_modules

CALLED_BACK = {
    "casework/services/handing_on.py:move_open_work": "casework's part in a hand-over, by orgs' registry",
}
"""Functions whose form is set by the registry that calls them."""


def _deeds():
    """Public functions of services that open a transaction: (name, node)."""
    for path, tree in product_modules():
        if "services" not in {path.stem, path.parent.name}:
            continue
        for node in tree.body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                decorators = {ast.unparse(decorator) for decorator in node.decorator_list}
                if "transaction.atomic" in decorators:
                    yield f"{path.relative_to(SOURCE)}:{node.name}", node


def test_a_deed_takes_its_arguments_by_keyword_only():
    by_position = {name for name, node in _deeds() if node.args.args or node.args.posonlyargs}
    assert by_position == set(CALLED_BACK)


def test_a_deed_by_a_person_is_told_the_moment():
    guilty = []
    for name, node in _deeds():
        keywords = {argument.arg for argument in node.args.kwonlyargs}
        if "actor" in keywords and "now" not in keywords:
            guilty.append(name)
    assert guilty == []


def test_deeds_are_found_at_all():
    assert len(list(_deeds())) > 20
