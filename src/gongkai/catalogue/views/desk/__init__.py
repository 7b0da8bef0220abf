"""Desk pages of the catalogue: sections, the basic catalogue, guides, classification."""
