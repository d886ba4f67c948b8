from collections import OrderedDict

import torch
from torch import nn


class Concat(nn.Sequential):
    """All children read the same input; their outputs are joined over channels."""

    def forward(self, x):
        return torch.cat([branch(x) for branch in self], dim=1)


class Edited(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Sequential(
            nn.Conv2d(3, 4, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(4, 4, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=3, stride=2),
        )
        self.second = nn.Sequential(
            nn.Conv2d(4, 6, kernel_size=3, padding=1),
            nn.ReLU(),
            nn.Conv2d(6, 6, kernel_size=1),
            nn.Tanh(),
            nn.Conv2d(6, 6, kernel_size=1),
            nn.ReLU(),
        )
        self.mix = Concat(OrderedDict([
            ("p1", nn.Sequential(
                nn.Conv2d(6, 2, kernel_size=1),
                nn.ReLU(),
            )),
            ("p2", nn.Sequential(
                nn.Conv2d(6, 3, kernel_size=1),
                nn.ReLU(),
                nn.Conv2d(3, 4, kernel_size=3, padding=1),
                nn.ReLU(),
            )),
            ("p3", nn.Sequential(
                nn.Conv2d(6, 1, kernel_size=1),
                nn.ReLU(),
                nn.Conv2d(1, 2, kernel_size=3, padding=1),
                nn.ReLU(),
            )),
            ("p4", nn.Sequential(
                nn.MaxPool2d(kernel_size=3, stride=1, padding=1),
                nn.Conv2d(6, 3, kernel_size=1),
                nn.ReLU(),
            )),
        ]))

    def forward(self, x):
        x = self.first(x)
        x = self.second(x)
        return self.mix(x)
