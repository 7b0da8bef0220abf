"""Template tags that every page may use, loaded as builtins."""

from django import template

register = template.Library()
