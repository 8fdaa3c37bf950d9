"""Use cases, and what follows from events; they know repositories by the protocols in `ports`."""
