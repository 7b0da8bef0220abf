"""``migrate`` as Django has it, except that missing gates do not keep it from restoring them."""

from typing import Any

from django.core.management.commands import migrate


class Command(migrate.Command):
    def check(self, *args: Any, **kwargs: Any) -> None:
        """Every check but those of the database: its gates are what this command sets up."""
        super().check(*args, **(kwargs | {"databases": None}))
