"""Programs that use the API from outside, as any program can; they import nothing from the service."""
