import torch.nn.functional as F
from torch import nn


def padded(layer, sides):
    """Zeros (left, right, top, bottom) around what `layer` reads."""
    layer.register_forward_pre_hook(lambda _, inputs: F.pad(inputs[0], sides))
    return layer


net = padded(nn.Conv2d(3, 2, kernel_size=4), (2, 1, 1, 0))
