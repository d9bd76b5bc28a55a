"""Networks of ../layers.ts in PyTorch: as modules, and written out as pure functions, which torch.func needs."""

from collections import OrderedDict

import torch
import torch.nn.functional as F
from peer import paths
from torch import nn


class Sum(nn.Module):
    """The sum of what each branch makes of the same input."""

    def __init__(self, branches):
        super().__init__()
        for name, specs in branches.items():
            self.add_module(name, network_of(specs))

    def forward(self, x):
        first, *others = self.children()
        y = first(x)
        for branch in others:
            y = y + branch(x)
        return y


def conv_of(spec):
    kind = nn.Conv2d if spec["kind"] == "conv2d" else nn.ConvTranspose2d
    sizes = spec["inputs"], spec["outputs"], spec["kernel"], spec["stride"], spec["padding"]
    return kind(*sizes, bias=spec["bias"])


MODULES = {
    "linear": lambda spec: nn.Linear(spec["inputs"], spec["outputs"]),
    "conv2d": conv_of,
    "convTranspose2d": conv_of,
    "batchNorm": lambda spec: nn.BatchNorm1d(spec["features"], eps=spec["epsilon"]),
    "batchNorm2d": lambda spec: nn.BatchNorm2d(spec["features"], eps=spec["epsilon"]),
    "flatten": lambda spec: nn.Flatten(),
    "unflatten": lambda spec: nn.Unflatten(1, spec["shape"]),
    "averagePool": lambda spec: nn.AvgPool2d(spec["size"]),
    "maxPool": lambda spec: nn.MaxPool2d(spec["size"]),
    "upsample": lambda spec: nn.Upsample(scale_factor=spec["size"], mode="nearest"),
    "relu": lambda spec: nn.ReLU(),
    "leakyRelu": lambda spec: nn.LeakyReLU(0.2),
    "tanh": lambda spec: nn.Tanh(),
    "sequential": lambda spec: network_of(spec["layers"]),
    "sum": lambda spec: Sum(spec["branches"]),
}


def network_of(specs):
    return nn.Sequential(OrderedDict((path[:-1], MODULES[spec["kind"]](spec)) for spec, path in paths(specs)))


def batch_norm(spec, path, variables, buffers, x):
    """In training; the statistics after it are put into `buffers`."""
    axes = [axis for axis in range(x.dim()) if axis != 1]
    spread = (-1, *[1] * (x.dim() - 2))
    mean, var = x.mean(axes), x.var(axes, correction=0)
    count = x.numel() // x.shape[1]
    for name, value in {"running_mean": mean, "running_var": var * (count / (count - 1))}.items():
        buffers[path + name] = 0.9 * buffers[path + name] + 0.1 * value.detach()
    scale = (var + spec["epsilon"]).rsqrt() * variables[f"{path}weight"]
    return (x - mean.view(spread)) * scale.view(spread) + variables[f"{path}bias"].view(spread)


def applied(specs, variables, buffers, x, prefix=""):
    """The network in training as a function of its variables; moves `buffers` on."""
    for spec, path in paths(specs, prefix):
        kind = spec["kind"]
        if kind == "linear":
            x = F.linear(x, variables[f"{path}weight"], variables[f"{path}bias"])
        elif kind in ("conv2d", "convTranspose2d"):
            function = F.conv2d if kind == "conv2d" else F.conv_transpose2d
            x = function(x, variables[f"{path}weight"], variables.get(f"{path}bias"), spec["stride"], spec["padding"])
        elif kind in ("batchNorm", "batchNorm2d"):
            x = batch_norm(spec, path, variables, buffers, x)
        elif kind == "sum":
            branches = spec["branches"].items()
            x = sum(applied(layers, variables, buffers, x, f"{path}{name}.") for name, layers in branches)
        elif kind == "sequential":
            x = applied(spec["layers"], variables, buffers, x, path)
        else:
            x = MODULES[kind](spec)(x)
    return x


def parameters_as(network, variables):
    """Copies of named tensors in the memory format of the network's parameters."""
    parameters = dict(network.named_parameters())
    return {k: torch.empty_like(parameters[k]).copy_(v) if k in parameters else v for k, v in variables.items()}
