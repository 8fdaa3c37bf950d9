"""Use cases and the processing of events; they know repositories only by the protocols in `ports`."""
