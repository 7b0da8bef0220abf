"""报送: forms that units must file by a date, reminders, who has not filed, the figures together (H5)."""
