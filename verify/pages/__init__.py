"""Judgements and exercises as pages to read."""
