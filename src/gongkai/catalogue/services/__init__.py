"""Every deed of the catalogue; one function each, one transaction each."""

from gongkai.catalogue.services.index_numbers import (
    allocate_index_number,
    allocate_index_numbers,
    register_foreign_index_number,
    register_foreign_index_numbers,
)

__all__ = [
    "allocate_index_number",
    "allocate_index_numbers",
    "register_foreign_index_number",
    "register_foreign_index_numbers",
]
