"""Overlays of a network's picture, where something is lit: a partial, the backward pass, a part, a wiggle."""
