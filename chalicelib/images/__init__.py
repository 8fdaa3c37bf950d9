"""Previews and metadata of images, from their bytes; the only user of Pillow."""
