"""Stacks and change sets, and the differences between AWS and the embedded cloud."""
