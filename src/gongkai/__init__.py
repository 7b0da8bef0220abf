"""公开 (gongkai): the software a county or city runs its openness on."""

__version__ = "0.1.0"
