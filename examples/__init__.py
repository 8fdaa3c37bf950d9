"""Programs that use the API from outside, as anybody's could; they import nothing of the service."""
