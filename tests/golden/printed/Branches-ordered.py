from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn


class Concat(nn.Sequential):
    """All children read the same input; their outputs are joined over channels."""

    def forward(self, x):
        return torch.cat([branch(x) for branch in self], dim=1)


def padded(layer, sides):
    """Zeros (left, right, top, bottom) around what `layer` reads."""
    layer.register_forward_pre_hook(lambda _, inputs: F.pad(inputs[0], sides))
    return layer


net = nn.Sequential(OrderedDict([
    ("stem", padded(nn.Conv2d(3, 24, kernel_size=4, stride=(2, 1), bias=False), (2, 1, 1, 0))),
    ("act", nn.Tanh()),
    ("mix", Concat(OrderedDict([
        ("p1", nn.Sequential(
            nn.Conv2d(24, 8, kernel_size=1),
            nn.ReLU(),
        )),
        ("p2", nn.Sequential(
            nn.Sequential(
                nn.Conv2d(24, 12, kernel_size=1),
                nn.ReLU(),
            ),
            nn.Sequential(
                nn.Conv2d(12, 16, kernel_size=3, padding=1),
                nn.ReLU(),
            ),
        )),
        ("p3", nn.Sequential(
            nn.Sequential(
                nn.Conv2d(24, 2, kernel_size=1),
                nn.ReLU(),
            ),
            nn.Sequential(
                nn.Conv2d(2, 4, kernel_size=5, padding=2),
                nn.ReLU(),
            ),
        )),
        ("p4", nn.Sequential(
            nn.MaxPool2d(kernel_size=3, stride=1, padding=1),
            nn.Sequential(
                nn.Conv2d(24, 4, kernel_size=1),
                nn.ReLU(),
            ),
        )),
    ]))),
    ("pool", nn.AdaptiveAvgPool2d(1)),
    ("flatten", nn.Flatten()),
    ("drop", nn.Dropout(p=0.3)),
    ("fc", nn.Linear(32, 10)),
]))
