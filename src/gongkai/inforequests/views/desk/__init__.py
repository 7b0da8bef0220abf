"""Desk pages of information requests."""
