"""How requests come in: mail, uploads, drafts, query codes. Plain helpers of the services."""
