"""Plain `chalice deploy` on top of resources that a stack has created."""
