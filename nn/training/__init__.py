"""How a network learns: descent and the perceptron rule, their files and their histories."""
