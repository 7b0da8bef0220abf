"""Engines behind the interface of `gongkai.search.engine`."""
