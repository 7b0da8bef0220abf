"""Papers made from a public text: the Word and the PDF copy, and the printed gazette (§6.4, §12.1).

`blocks` reads the cleaned HTML of an edition; `word` and `pdf` set what it found.
"""
