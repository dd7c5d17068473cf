"""People: their accounts and sign-in, their roles in centres, families, invitations, tablets, API tokens."""
