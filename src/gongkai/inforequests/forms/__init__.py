"""What people fill in on the pages of information requests."""

from gongkai.inforequests.forms.figures import FiguresFilter
from gongkai.inforequests.forms.lists import RegisterFilter

__all__ = ["FiguresFilter", "RegisterFilter"]
