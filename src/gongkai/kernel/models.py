"""No tables. The module exists so that Django sends `post_migrate` for the kernel (see apps.py)."""
