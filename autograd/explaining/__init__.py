"""Why a number is what it is: kinks, nan, what makes a gradient vanish, what a wiggle changes."""
