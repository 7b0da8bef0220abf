"""Questions about figures and visits."""

from gongkai.statistics.selectors.visits import Ranked, ranking

__all__ = ["Ranked", "ranking"]
