"""工作总结、实施情况报告 (I2): a text whose figures are named, counted live, and frozen when settled."""
