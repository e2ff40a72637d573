"""The picture of a network: each neuron split into net and out."""
