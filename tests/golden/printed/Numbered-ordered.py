from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn


class MeanOfReal(nn.Module):
    """The average over what a window sees, padding left out of the count."""

    def __init__(self, pool, sides):
        super().__init__()
        self.pool = pool
        self.sides = sides

    def forward(self, x):
        ones = torch.ones_like(x)
        return self.pool(F.pad(x, self.sides)) / self.pool(F.pad(ones, self.sides))


net = nn.Sequential(OrderedDict([
    ("0", nn.Conv2d(3, 4, kernel_size=(3, 5), stride=(1, 2), padding=(0, 1), dilation=(2, 1))),
    ("1", nn.Sigmoid()),
    ("2", nn.Sequential(nn.ConstantPad2d((2, 1, 1, 0), float("-inf")), nn.MaxPool2d(kernel_size=4, stride=1))),
    ("3", nn.Sequential(nn.ZeroPad2d((2, 1, 1, 0)), nn.AvgPool2d(kernel_size=4, stride=1))),
    ("4", MeanOfReal(nn.AvgPool2d(kernel_size=4, stride=1, count_include_pad=False), (2, 1, 1, 0))),
    ("5", nn.AvgPool2d(kernel_size=3, stride=1, padding=1, count_include_pad=False)),
    ("6", nn.Sequential(
        nn.MaxPool2d(kernel_size=2),
    )),
    ("7", nn.Sequential()),
    ("8", nn.Dropout()),
    ("9", nn.Flatten()),
]))
