"""Every partial of one of the networks beside the documents': ``python tests/derivations_written.py tanh_3_2_2``."""

import sys

from networks import NETWORKS

from autograd import Manner, derive_each, document_of_all


def written(name):
    """The derivations of all parameters, as text."""
    example = NETWORKS[name]()
    forward = example.run()
    derivations = derive_each(forward.total, [forward[parameter] for parameter in example.trained])
    return str(document_of_all(derivations, Manner(decimals=6)))


if __name__ == "__main__":
    print(written(sys.argv[1]))
