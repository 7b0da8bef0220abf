"""Measurements: ``python -m bench`` (pages), ``python -m bench.search`` (the search engine)."""
