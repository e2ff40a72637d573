"""Training of networks: descent and the perceptron rule, their files and their histories."""
