"""Who may do what where: roles, permissions, the actor, and the guard before every route (R280 to R286)."""
