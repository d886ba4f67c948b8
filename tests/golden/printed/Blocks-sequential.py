import torch
from torch import nn


class Concat(nn.Sequential):
    """All children read the same input; their outputs are joined over channels."""

    def forward(self, x):
        return torch.cat([branch(x) for branch in self], dim=1)


def vgg_block(num_convs, in_channels, out_channels):
    layers = []
    for _ in range(num_convs):
        layers.append(nn.Conv2d(in_channels, out_channels, kernel_size=3, padding=1))
        layers.append(nn.ReLU())
        in_channels = out_channels
    layers.append(nn.MaxPool2d(kernel_size=2))
    return nn.Sequential(*layers)


def nin_block(in_channels, out_channels, kernel_size, stride, padding):
    return nn.Sequential(
        nn.Conv2d(in_channels, out_channels, kernel_size, stride, padding),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, kernel_size=1),
        nn.ReLU(),
        nn.Conv2d(out_channels, out_channels, kernel_size=1),
        nn.ReLU(),
    )


class Inception(nn.Module):
    def __init__(self, in_channels, c1, c2, c3, c4):
        super().__init__()
        self.p1 = nn.Sequential(
            nn.Conv2d(in_channels, c1, kernel_size=1),
            nn.ReLU(),
        )
        self.p2 = nn.Sequential(
            nn.Conv2d(in_channels, c2[0], kernel_size=1),
            nn.ReLU(),
            nn.Conv2d(c2[0], c2[1], kernel_size=3, padding=1),
            nn.ReLU(),
        )
        self.p3 = nn.Sequential(
            nn.Conv2d(in_channels, c3[0], kernel_size=1),
            nn.ReLU(),
            nn.Conv2d(c3[0], c3[1], kernel_size=5, padding=2),
            nn.ReLU(),
        )
        self.p4 = nn.Sequential(
            nn.MaxPool2d(kernel_size=3, stride=1, padding=1),
            nn.Conv2d(in_channels, c4, kernel_size=1),
            nn.ReLU(),
        )

    def forward(self, x):
        branches = [self.p1(x), self.p2(x), self.p3(x), self.p4(x)]
        return torch.cat(branches, dim=1)


net = nn.Sequential(
    vgg_block(2, 3, 4),
    nin_block(4, 6, kernel_size=3, stride=(1, 2), padding=1),
    nn.Sequential(
        Inception(6, 2, (3, 4), (1, 2), 3),
        Inception(11, 2, (3, 4), (1, 2), 3),
    ),
    Concat(
        vgg_block(1, 11, 2),
        nin_block(11, 3, kernel_size=2, stride=2, padding=0),
    ),
)
