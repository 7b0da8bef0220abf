"""The portal side: asking, the receipt, how it stands, papers, rating, the public register."""
