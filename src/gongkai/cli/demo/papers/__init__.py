"""The texts of the demo county: invented, in the manner of official papers, without personal data."""
