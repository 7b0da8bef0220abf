"""The pages of screening on the desk."""
