"""Statistics and the annual report on openness (政府信息公开工作年度报告)."""
