"""The law of information requests (政府信息公开条例; rule sheet §1, §2, §4): plain Python, no Django."""
