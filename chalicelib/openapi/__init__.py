"""The OpenAPI description of the API, made from the routes, contracts and types; loaded only on request."""
