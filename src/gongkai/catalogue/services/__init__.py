"""Every deed of the catalogue; one function each, one transaction each."""

from gongkai.catalogue.services.duties import (
    change_duty,
    close_duty,
    create_duty,
    import_duties,
)
from gongkai.catalogue.services.index_numbers import (
    allocate_index_number,
    allocate_index_numbers,
    register_foreign_index_number,
    register_foreign_index_numbers,
)
from gongkai.catalogue.services.issues import Issued, generate_catalogue, generate_guide
from gongkai.catalogue.services.sections import (
    change_section,
    close_section,
    create_section,
    move_section,
    reassign_section,
    reopen_section,
)
from gongkai.catalogue.services.standard import create_standard_sections
from gongkai.catalogue.services.tables import (
    change_genre,
    change_theme,
    create_genre,
    create_theme,
    import_themes,
)

__all__ = [
    "Issued",
    "allocate_index_number",
    "allocate_index_numbers",
    "change_duty",
    "change_genre",
    "change_section",
    "change_theme",
    "close_duty",
    "close_section",
    "create_duty",
    "create_genre",
    "create_section",
    "create_standard_sections",
    "create_theme",
    "generate_catalogue",
    "generate_guide",
    "import_duties",
    "import_themes",
    "move_section",
    "reassign_section",
    "register_foreign_index_number",
    "register_foreign_index_numbers",
    "reopen_section",
]
