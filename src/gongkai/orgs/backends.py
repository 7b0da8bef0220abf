"""How a session finds its person: with the unit, in one query."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from gongkai.orgs.models import Person


class StaffBackend(ModelBackend):
    """Django's password check; rights never come from here but from appointments."""

    def get_user(self, user_id: Any) -> Person | None:
        person = Person.objects.select_related("unit").filter(pk=user_id).first()
        return person if person is not None and person.is_active else None
