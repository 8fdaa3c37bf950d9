"""HTTP requests and responses, between Chalice and the services."""
