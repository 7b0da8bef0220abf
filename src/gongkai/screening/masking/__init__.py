"""Masking: a copy of a file from which personal data is really gone (规则手册 §14.2)."""

from gongkai.screening.masking.door import Masked, mask_file
from gongkai.screening.masking.masker import Masking

__all__ = ["Masked", "Masking", "mask_file"]
