"""A gallery of every part of both shells with invented data, for eyes and for tests.

``python -m tools.gallery DIR`` writes static pages; with ``--shots`` a browser photographs them at
360, 768 and 1440 pixels.
"""
