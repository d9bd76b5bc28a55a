"""Trains one configuration with PyTorch: python train_pytorch.py <request as JSON>.

The same networks, losses, optimizers, averaging and data as wgan; what a PyTorch user would write for speed: images as
one tensor, one pass for the fakes of all critic steps where the generator has no batch statistics, real and fake
stacked, foreach or fused optimizers, denormals flushed.
"""

import json
import platform
import sys
import time

import numpy
import torch
import torch.nn.functional as F
from safetensors.torch import save_file
from torch import nn

STRETCH = 20

request = json.loads(sys.argv[-1])
config, spec = request["config"], request["spec"]
torch.set_num_threads(request["threads"])
torch.set_flush_denormal(True)
torch.manual_seed(config["seed"])

ACTIVATIONS = {"leaky-relu": lambda: nn.LeakyReLU(0.2), "relu": nn.ReLU, "elu": nn.ELU, "tanh": nn.Tanh}
NORMS = {"none": None, "batch": nn.BatchNorm1d, "layer": nn.LayerNorm}


def network(inputs, hidden, outputs, norm, last):
    layers = []
    for width in hidden:
        layers.append(nn.Linear(inputs, width))
        if NORMS[norm]:
            layers.append(NORMS[norm](width))
        layers.append(ACTIVATIONS[config["activation"]]())
        inputs = width
    return nn.Sequential(*layers, nn.Linear(inputs, outputs), *last)


def optimizer_of(module, rate):
    parameters = list(module.parameters())
    if config["optimizer"] == "adam":
        return torch.optim.Adam(parameters, rate, betas=(float(config["beta1"]), float(config["beta2"])), fused=True)
    if config["optimizer"] == "rmsprop":
        return torch.optim.RMSprop(parameters, rate, momentum=config["momentum"], foreach=True)
    return torch.optim.SGD(parameters, rate, momentum=config["momentum"], foreach=True)


def read_images():
    raw = numpy.fromfile(request["images"], dtype=numpy.uint8)[16:]
    return torch.from_numpy(raw.reshape(-1, 784).astype(numpy.float32) / 127.5 - 1)


def batches(images, size):
    """Shuffled, epoch after epoch; what an epoch leaves over is dropped, as a DataLoader would."""
    while True:
        order = torch.randperm(len(images))
        for start in range(0, len(images) - size + 1, size):
            yield images[order[start : start + size]]


objective, batch, steps = config["objective"], config["batch"], config["criticSteps"]
is_gan = objective.startswith("gan")
generator = network(config["latent"], config["generatorHidden"], 784, config["generatorNorm"], [nn.Tanh()])
critic = network(784, config["criticHidden"], 1, config["criticNorm"], [])
average = network(config["latent"], config["generatorHidden"], 784, config["generatorNorm"], [nn.Tanh()])
average.load_state_dict(generator.state_dict())
generator_optimizer = optimizer_of(generator, config["generatorLearningRate"])
critic_optimizer = optimizer_of(critic, config["criticLearningRate"])
data = batches(read_images(), batch)
has_statistics = config["generatorNorm"] == "batch"


def fakes():
    if has_statistics:
        with torch.no_grad():
            return [generator(torch.randn(batch, config["latent"])) for _ in range(steps)]
    with torch.no_grad():
        return generator(torch.randn(steps * batch, config["latent"])).split(batch)


def critic_step(fake):
    real = next(data)
    real_scores, fake_scores = critic(torch.cat([real, fake])).chunk(2)
    if is_gan:
        loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
    else:
        loss = fake_scores.mean() - real_scores.mean()
    if objective == "wgan-gp":
        x = torch.lerp(fake, real, torch.rand(batch, 1)).requires_grad_()
        (slope,) = torch.autograd.grad(critic(x).sum(), x, create_graph=True)
        excess = (slope.square().sum(1) + 1e-12).sqrt() - 1
        loss = loss + config["penalty"] * (F.relu(excess) if config["oneSided"] else excess).square().mean()
    critic_optimizer.zero_grad(set_to_none=True)
    loss.backward()
    critic_optimizer.step()
    if objective == "wgan":
        with torch.no_grad():
            torch._foreach_clamp_min_(list(critic.parameters()), -config["clip"])
            torch._foreach_clamp_max_(list(critic.parameters()), config["clip"])


def generator_step():
    scores = critic(generator(torch.randn(batch, config["latent"])))
    if objective == "gan":
        loss = F.softplus(-scores).mean()
    elif objective == "gan-minimax":
        loss = -F.softplus(scores).mean()
    else:
        loss = -scores.mean()
    generator_optimizer.zero_grad(set_to_none=True)
    loss.backward(inputs=list(generator.parameters()))
    generator_optimizer.step()
    if config["average"] > 0:
        with torch.no_grad():
            torch._foreach_lerp_(list(average.parameters()), list(generator.parameters()), 1 - config["average"])
            for kept, current in zip(average.buffers(), generator.buffers()):
                kept.copy_(current)


stretches = []
begin = last = time.perf_counter()
for iteration in range(1, request["iterations"] + 1):
    for fake in fakes():
        critic_step(fake)
    generator_step()
    if iteration % STRETCH == 0:
        now = time.perf_counter()
        stretches.append(1000 * (now - last) / STRETCH)
        last = now
seconds = time.perf_counter() - begin

if request["file"]:
    trained = average if config["average"] > 0 else generator
    tensors = {name: tensor.contiguous() for name, tensor in trained.state_dict().items()}
    save_file(
        tensors,
        request["file"],
        metadata={
            "format": "wgan-generator/1",
            "generator": json.dumps(spec),
            "dataset": "mnist",
            "iteration": str(request["iterations"]),
            "weights": "average" if config["average"] > 0 else "last",
        },
    )
versions = {"torch": torch.__version__, "python": platform.python_version()}
print(json.dumps({"seconds": seconds, "stretches": stretches, "versions": versions}))
