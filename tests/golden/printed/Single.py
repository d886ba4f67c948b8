import torch.nn.functional as F
from torch import nn


def padded(layer, sides):
    """Zeros (left, right, top, bottom) around what `layer` reads."""
    layer.register_forward_pre_hook(lambda _, inputs: F.pad(inputs[0], sides))
    return layer


class Single(nn.Conv2d):
    def __init__(self):
        super().__init__(3, 2, kernel_size=4)
        padded(self, (2, 1, 1, 0))
