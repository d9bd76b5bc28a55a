"""PyTorch: eager with torch.optim, or the whole iteration compiled around torch.func.grad.

Variants, joined by + (the first of each group is the default):
  eager | compile      autograd and torch.optim (RMSprop foreach, Adam fused), or torch.compile of one function
                       from state to state, made of torch.func.grad and functional updates
  stacked | separate   real and fake through the critic
  batched | each       the fakes of all critic steps in one pass, or step by step
  contiguous | channels-last  how images lie in memory
  rowsN                sampling: so many images at a time (1000)
  default | autotune   torch.compile's mode: max-autotune tries C++ templates for the products
  python | cpp         torch.compile's wrapper of the kernels
"""

import platform

from peer import arguments, convolves, couples, load_images, moments, serve, timed

options = arguments()

import torch  # noqa: E402
import torch.nn.functional as F  # noqa: E402
from torch_layers import applied, network_of, parameters_as  # noqa: E402

torch.set_num_threads(options.threads)
torch.set_flush_denormal(True)

VARIANT = options.variant.split("+")
STACKED = "separate" not in VARIANT
BATCHED = "each" not in VARIANT
FORMAT = torch.channels_last if "channels-last" in VARIANT else torch.contiguous_format


def critic_loss_of(model, score, slopes, real, fake, mix):
    """Loss and penalty; `slopes(x)` is the gradient of the scores' sum in x, differentiable."""
    if STACKED:
        real_scores, fake_scores = score(torch.cat([real, fake])).chunk(2)
    else:
        real_scores, fake_scores = score(real), score(fake)
    if model["objective"] == "gan":
        loss = F.softplus(-real_scores).mean() + F.softplus(fake_scores).mean()
        return loss, {"criticLoss": loss}
    loss = fake_scores.mean() - real_scores.mean()
    if model["objective"] == "wgan":
        return loss, {"criticLoss": loss}
    slope = slopes(torch.lerp(fake, real, mix.view(-1, *[1] * (real.dim() - 1))))
    penalty = ((slope.square().sum(tuple(range(1, slope.dim()))) + 1e-12).sqrt() - 1).square().mean()
    loss = loss + model["penalty"] * penalty
    return loss, {"criticLoss": loss, "penalty": penalty}


def generator_loss_of(model, fake_scores):
    return F.softplus(-fake_scores).mean() if model["objective"] == "gan" else -fake_scores.mean()


def under_prefix(prefix, tensors):
    """What is named so, as tensors, without the prefix."""
    return {k[len(prefix) :]: torch.as_tensor(v).clone() for k, v in tensors.items() if k.startswith(prefix)}


def networks_of(model):
    """Generator and critic."""
    return (network_of(model[name]).to(memory_format=FORMAT) for name in ("generator", "critic"))


class Eager:
    """Modules, autograd, torch.optim."""

    def __init__(self, model):
        self.model = model
        self.generator, self.critic = networks_of(model)
        self.generator_optimizer = self.optimizer_of(self.generator)
        self.critic_optimizer = self.optimizer_of(self.critic)

    def optimizer_of(self, network):
        spec = self.model["optimizer"]
        rate, eps = spec["learningRate"], spec["epsilon"]
        if spec["name"] == "rmsprop":
            return torch.optim.RMSprop(network.parameters(), lr=rate, alpha=spec["alpha"], eps=eps, foreach=True)
        betas = (float(spec["beta1"]), float(spec["beta2"]))
        return torch.optim.Adam(network.parameters(), lr=rate, betas=betas, eps=eps, fused=True)

    def load(self, tensors):
        for name in ("generator", "critic"):
            network = getattr(self, name)
            network.load_state_dict(under_prefix(f"state.{name}.", tensors))
            optimizer = self.optimizer_of(network)
            setattr(self, f"{name}_optimizer", optimizer)
            slots = under_prefix(f"state.optimizer.{name}.", tensors)
            for parameter_name, parameter in network.named_parameters():
                own = under_prefix(f"{parameter_name}.", slots)
                given = {k: torch.empty_like(parameter).copy_(v) for k, v in own.items()}
                optimizer.state[parameter] = {"step": torch.tensor(0.0), **given}

    def slopes(self, x):
        x.requires_grad_()
        return torch.autograd.grad(self.critic(x).sum(), x, create_graph=True)[0]

    def update(self, optimizer, network, loss):
        parameters = list(network.parameters())
        for parameter, gradient in zip(parameters, torch.autograd.grad(loss, parameters)):
            # as `backward` does; the fused Adam of 2.15 takes gradients that lie otherwise for others
            lies_alike = gradient.stride() == parameter.stride()
            parameter.grad = gradient if lies_alike else torch.empty_like(parameter).copy_(gradient)
        optimizer.step()

    def iterate(self, real, latents, mix, latent):
        model, steps = self.model, self.model["criticSteps"]
        latents = latents.chunk(steps)
        if BATCHED and not couples(model["generator"]):
            with torch.no_grad():
                fakes = self.generator(torch.cat(latents) if steps > 1 else latents[0]).chunk(steps)
        else:
            fakes = None
        for step, (images, weights) in enumerate(zip(real.chunk(steps), mix.chunk(steps))):
            if fakes is None:
                with torch.no_grad():
                    fake = self.generator(latents[step])
            else:
                fake = fakes[step]
            loss, numbers = critic_loss_of(model, self.critic, self.slopes, images, fake, weights)
            self.update(self.critic_optimizer, self.critic, loss)
            if model["clip"]:
                with torch.no_grad():
                    torch._foreach_clamp_min_(list(self.critic.parameters()), -model["clip"])
                    torch._foreach_clamp_max_(list(self.critic.parameters()), model["clip"])
        loss = generator_loss_of(model, self.critic(self.generator(latent)))
        self.update(self.generator_optimizer, self.generator, loss)
        return {**numbers, "generatorLoss": loss}


class Compiled:
    """A function from state to state, written with torch.func and compiled whole."""

    def __init__(self, model):
        self.model = model
        self.generator, self.critic = networks_of(model)
        self.reset()
        mode = "max-autotune" if "autotune" in VARIANT else None
        self.compiled = torch.compile(self.function, mode=mode, fullgraph=True, dynamic=False)
        if "cpp" in VARIANT:
            torch._inductor.config.cpp_wrapper = True

    def reset(self):
        parts = {}
        for name in ("generator", "critic"):
            network = getattr(self, name)
            parameters = {k: v.detach().clone() for k, v in network.named_parameters()}
            parts[name] = parameters
            for slot in ("v", "m"):
                parts[f"{name}.{slot}"] = {k: torch.zeros_like(v) for k, v in parameters.items()}
        parts["buffers"] = {k: v.clone() for k, v in self.generator.named_buffers()}
        self.state = parts
        self.updates = 0

    def load(self, tensors):
        self.reset()
        for name in ("generator", "critic"):
            network = getattr(self, name)
            given = parameters_as(network, under_prefix(f"state.{name}.", tensors))
            self.state[name] = {k: v for k, v in given.items() if k in self.state[name]}
            for slot, names in {"v": ("square_avg", "exp_avg_sq"), "m": ("exp_avg",)}.items():
                for full_name, value in under_prefix(f"state.optimizer.{name}.", tensors).items():
                    parameter, found = full_name.rsplit(".", 1)
                    if found in names:
                        self.state[f"{name}.{slot}"] |= parameters_as(network, {parameter: value})

    def rates(self):
        """Adam's bias corrections of the updates of one iteration: [steps + 1, 2]."""
        spec, steps = self.model["optimizer"], self.model["criticSteps"]
        if spec["name"] == "rmsprop":
            return torch.tensor([[spec["learningRate"], 1.0]] * (steps + 1))
        counts = [self.updates * steps + index + 1 for index in range(steps)] + [self.updates + 1]
        rate, (beta1, beta2) = spec["learningRate"], (spec["beta1"], spec["beta2"])
        return torch.tensor([[rate / (1 - beta1**t), (1 - beta2**t) ** -0.5] for t in counts])

    def updated(self, state, name, gradients, rate):
        spec = self.model["optimizer"]
        parameters, v, m = state[name], state[f"{name}.v"], state[f"{name}.m"]
        eps = spec["epsilon"]
        if spec["name"] == "rmsprop":
            alpha = spec["alpha"]
            v = {k: alpha * v[k] + (1 - alpha) * g * g for k, g in gradients.items()}
            after = {k: parameters[k] - rate[0] * g / (v[k].sqrt() + eps) for k, g in gradients.items()}
        else:
            beta1, beta2 = spec["beta1"], spec["beta2"]
            m = {k: beta1 * m[k] + (1 - beta1) * g for k, g in gradients.items()}
            v = {k: beta2 * v[k] + (1 - beta2) * g * g for k, g in gradients.items()}
            after = {k: parameters[k] - rate[0] * m[k] / (v[k].sqrt() * rate[1] + eps) for k in gradients}
        return {**state, name: after, f"{name}.v": v, f"{name}.m": m}

    def generate(self, parameters, buffers, latent):
        """Images and the statistics after them."""
        buffers = dict(buffers)
        return applied(self.model["generator"], parameters, buffers, latent), buffers

    def score(self, parameters, x):
        return applied(self.model["critic"], parameters, {}, x)

    def function(self, state, real, latents, mix, latent, rates):
        model, steps = self.model, self.model["criticSteps"]
        real, latents, mix = real.chunk(steps), latents.chunk(steps), mix.chunk(steps)
        fakes = None
        if BATCHED and not couples(model["generator"]):
            fakes = self.generate(state["generator"], state["buffers"], torch.cat(latents))[0].chunk(steps)
        for step in range(steps):
            if fakes is None:
                fake, buffers = self.generate(state["generator"], state["buffers"], latents[step])
                state = {**state, "buffers": buffers}
            else:
                fake = fakes[step]

            def critic_loss(parameters, fake=fake, step=step):
                slopes = torch.func.grad(lambda x: self.score(parameters, x).sum())
                score = lambda x: self.score(parameters, x)  # noqa: E731
                return critic_loss_of(model, score, slopes, real[step], fake, mix[step])

            gradients, numbers = torch.func.grad(critic_loss, has_aux=True)(state["critic"])
            state = self.updated(state, "critic", gradients, rates[step])
            if model["clip"]:
                clipped = {k: v.clamp(-model["clip"], model["clip"]) for k, v in state["critic"].items()}
                state = {**state, "critic": clipped}

        def generator_loss(parameters):
            images, buffers = self.generate(parameters, state["buffers"], latent)
            loss = generator_loss_of(model, self.score(state["critic"], images))
            return loss, (loss, buffers)

        gradients, (loss, buffers) = torch.func.grad(generator_loss, has_aux=True)(state["generator"])
        state = self.updated({**state, "buffers": buffers}, "generator", gradients, rates[steps])
        return state, {**numbers, "generatorLoss": loss}

    @torch.no_grad()
    def iterate(self, real, latents, mix, latent):
        self.state, numbers = self.compiled(self.state, real, latents, mix, latent, self.rates())
        self.updates += 1
        return numbers


def to_floats(images):
    return images.float().div_(127.5).sub_(1)


def images_of(work):
    """uint8 of all images, as networks take them: [N, C, H, W], or rows where the first layer is linear."""
    images = torch.from_numpy(load_images(work))
    return images.contiguous(memory_format=FORMAT) if convolves(work["model"]) else images.flatten(1)


VERSIONS = {"torch": torch.__version__, "python": platform.python_version()}


def training(work):
    model, data = work["model"], images_of(work)
    count, latent = model["criticSteps"] * model["batch"], model["latent"]
    engine = (Compiled if "compile" in VARIANT else Eager)(model)
    order, offset = torch.randperm(len(data)), 0

    def iteration():
        nonlocal order, offset
        if offset + count > len(data):  # the rest of an epoch is dropped
            order, offset = torch.randperm(len(data)), 0
        real = to_floats(data[order[offset : offset + count]])
        offset += count
        noise = torch.randn(count, latent), torch.rand(count, 1), torch.randn(model["batch"], latent)
        engine.iterate(real, *noise)

    def check(tensors):
        engine.load(tensors)
        numbers = []
        while f"rows.{len(numbers)}" in tensors:
            at = len(numbers)
            real = to_floats(data[torch.from_numpy(tensors[f"rows.{at}"]).long()])
            names = ("latent.critic", "mix", "latent.generator")
            found = engine.iterate(real, *(torch.from_numpy(tensors[f"{name}.{at}"]) for name in names))
            numbers.append({name: float(value) for name, value in found.items()})
        return numbers

    return VERSIONS, check, lambda iterations: timed(iterations, iteration)


def sampling(model, samples):
    generator = network_of(model["generator"]).eval()
    generate = torch.compile(generator) if "compile" in VARIANT else generator
    rows = next((int(name[4:]) for name in VARIANT if name.startswith("rows")), 1000)

    @torch.inference_mode()
    def run():
        images = torch.empty(samples, 784)
        for start in range(0, samples, rows):
            images[start : start + rows] = generate(torch.randn(rows, model["latent"]))

    @torch.inference_mode()
    def check(tensors):
        generator.load_state_dict(under_prefix("state.generator.", tensors))
        return [moments(generator(torch.from_numpy(tensors["latent"])).numpy())]

    return VERSIONS, check, lambda iterations: timed(iterations, run)


def create(work, options):
    if work["kind"] == "sampling":
        return sampling(work["model"], work["samples"])
    return training(work)


serve(create, options)
