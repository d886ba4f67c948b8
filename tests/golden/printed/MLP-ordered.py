from collections import OrderedDict

from torch import nn

net = nn.Sequential(OrderedDict([
    ("flatten", nn.Flatten()),
    ("hidden", nn.Linear(784, 256)),
    ("act", nn.ReLU()),
    ("output", nn.Linear(256, 10)),
]))
