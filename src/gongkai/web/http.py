"""The request as desk views see it."""

from django.http import HttpRequest

from gongkai.kernel.actor import Actor


class DeskRequest(HttpRequest):
    """A request of a signed-in person; the desk's middleware sets ``actor``."""

    actor: Actor
