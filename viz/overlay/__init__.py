"""What is lit on a network's picture: a partial, the backward pass, a part, a wiggle."""
