"""The command line is tested over the same invented index as the search itself."""

from gongkai.search.tests.conftest import library

__all__ = ["library"]
