"""Packaging and deployment of this checkout as a stack, on AWS and in the same way on the embedded cloud."""
