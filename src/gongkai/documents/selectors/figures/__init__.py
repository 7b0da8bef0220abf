"""What is counted of documents (mission I3), and the records behind each number."""

from gongkai.documents.selectors.figures import others, publications
from gongkai.documents.selectors.figures.publications import RATES, places_of

MEASURES = (*publications.MEASURES, *others.MEASURES)
DIMENSIONS = (publications.ORIGINS, *others.DIMENSIONS)

__all__ = ["DIMENSIONS", "MEASURES", "RATES", "places_of"]
