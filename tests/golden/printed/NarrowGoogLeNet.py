import torch
from torch import nn


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


class NarrowGoogLeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.b1 = nn.Sequential(
            nn.Conv2d(1, 16, kernel_size=7, stride=2, padding=3),
            nn.ReLU(),
            nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
        )
        self.b2 = nn.Sequential(
            nn.Conv2d(16, 16, kernel_size=1),
            nn.Conv2d(16, 48, kernel_size=3, padding=1),
            nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
        )
        self.b3 = nn.Sequential(
            Inception(48, 16, (24, 32), (4, 8), 8),
            Inception(64, 32, (32, 48), (8, 24), 16),
            nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
        )
        self.b4 = nn.Sequential(
            Inception(120, 48, (24, 52), (4, 12), 16),
            Inception(128, 40, (28, 56), (6, 16), 16),
            Inception(128, 32, (32, 64), (6, 16), 16),
            Inception(128, 28, (36, 72), (8, 16), 16),
            Inception(132, 64, (40, 80), (8, 32), 32),
            nn.MaxPool2d(kernel_size=3, stride=2, padding=1),
        )
        self.b5 = nn.Sequential(
            Inception(208, 64, (40, 80), (8, 32), 32),
            Inception(208, 96, (48, 96), (12, 32), 32),
            nn.AdaptiveAvgPool2d(1),
        )
        self.fc = nn.Linear(256, 10)

    def forward(self, x):
        x = self.b1(x)
        x = self.b2(x)
        x = self.b3(x)
        x = self.b4(x)
        x = self.b5(x)
        x = torch.flatten(x, start_dim=1)
        return self.fc(x)
