"""Explanations of numbers: kinks, nan, what makes a gradient vanish, what a wiggle changes."""
