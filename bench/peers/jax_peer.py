"""JAX: one `jit` of the whole iteration, state donated, dataset on the device, noise by jax.random inside.

Variants, joined by + (the first of each pair is the default):
  out-in | in-out      layout of the weights
  unrolled | scan      the critic steps
  stacked | separate   real and fake through the critic
  batched | each       the fakes of all critic steps in one pass, or step by step
  threefry | rbg       the random generator
  conv | patches | …   the form of convolutions: see jax_layers.py
  rowsN                sampling: so many images at a time (1000)
"""

import os
import platform

from peer import arguments, convolves, couples, load_images, moments, serve, timed

options = arguments()
if hasattr(os, "sched_setaffinity"):  # XLA's thread pool has one thread for each processor that it may use
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[: options.threads])
os.environ["NPROC"] = str(options.threads)

from functools import partial  # noqa: E402

import jax  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402
from jax_layers import PATCHES, Forms, apply, initial, initial_statistics, variables  # noqa: E402

VARIANT = options.variant.split("+")
FORMS = Forms("in-out" in VARIANT, next((name for name in VARIANT if name in PATCHES), "conv"))
SCAN = "scan" in VARIANT
STACKED = "separate" not in VARIANT
BATCHED = "each" not in VARIANT
if "rbg" in VARIANT:
    jax.config.update("jax_default_prng_impl", "rbg")


def optimizer_of(spec):
    """(init, update) with PyTorch's meaning."""
    rate, eps = spec["learningRate"], spec["epsilon"]
    if spec["name"] == "rmsprop":

        def init(params):
            return jax.tree.map(jnp.zeros_like, params)

        def update(params, slots, grads):
            slots = jax.tree.map(lambda v, g: spec["alpha"] * v + (1 - spec["alpha"]) * g * g, slots, grads)
            step = lambda p, g, v: p - rate * g / (jnp.sqrt(v) + eps)  # noqa: E731
            return jax.tree.map(step, params, grads, slots), slots

        return init, update
    beta1, beta2 = spec["beta1"], spec["beta2"]

    def init(params):
        zeros = partial(jax.tree.map, jnp.zeros_like)
        return {"step": jnp.zeros((), jnp.int32), "m": zeros(params), "v": zeros(params)}

    def update(params, slots, grads):
        step = slots["step"] + 1
        m = jax.tree.map(lambda m, g: beta1 * m + (1 - beta1) * g, slots["m"], grads)
        v = jax.tree.map(lambda v, g: beta2 * v + (1 - beta2) * g * g, slots["v"], grads)
        t = step.astype(jnp.float32)
        scale, root = rate / (1 - beta1**t), 1 / jnp.sqrt(1 - beta2**t)
        move = lambda p, m, v: p - scale * m / (jnp.sqrt(v) * root + eps)  # noqa: E731
        return jax.tree.map(move, params, m, v), {"step": step, "m": m, "v": v}

    return init, update


def losses_of(model):
    critic = partial(apply, FORMS, model["critic"])
    objective, weight = model["objective"], model["penalty"]

    def score(params, x):
        return critic(params, x)[0]

    def critic_loss(params, real, fake, mix):
        if STACKED:
            real_scores, fake_scores = jnp.split(score(params, jnp.concatenate([real, fake])), 2)
        else:
            real_scores, fake_scores = score(params, real), score(params, fake)
        if objective == "gan":
            loss = jax.nn.softplus(-real_scores).mean() + jax.nn.softplus(fake_scores).mean()
            return loss, {"criticLoss": loss}
        loss = fake_scores.mean() - real_scores.mean()
        if objective == "wgan":
            return loss, {"criticLoss": loss}
        mix = mix.reshape(-1, *[1] * (real.ndim - 1))
        between = mix * real + (1 - mix) * fake
        slope = jax.grad(lambda x: score(params, x).sum())(between)
        penalty = jnp.square(jnp.sqrt(jnp.square(slope).sum(tuple(range(1, slope.ndim))) + 1e-12) - 1).mean()
        loss = loss + weight * penalty
        return loss, {"criticLoss": loss, "penalty": penalty}

    def generator_loss(fake_scores):
        return jax.nn.softplus(-fake_scores).mean() if objective == "gan" else -fake_scores.mean()

    return critic_loss, generator_loss, score


def iteration_of(model):
    """(state, real, latents, mix, latent) -> (state, numbers): one iteration as a pure function."""
    steps, batch = model["criticSteps"], model["batch"]
    _, update = optimizer_of(model["optimizer"])
    critic_loss, generator_loss, score = losses_of(model)
    generate = partial(apply, FORMS, model["generator"])
    one_by_one = couples(model["generator"]) or not BATCHED

    def critic_step(carry, inputs, generator):
        critic, slots, statistics = carry
        real, fake, mix = inputs
        if one_by_one:  # latent, not yet an image
            fake, statistics = generate(generator, fake, statistics)
        grads, numbers = jax.grad(critic_loss, has_aux=True)(critic, real, fake, mix)
        critic, slots = update(critic, slots, grads)
        if model["clip"]:
            critic = jax.tree.map(lambda p: jnp.clip(p, -model["clip"], model["clip"]), critic)
        return (critic, slots, statistics), numbers

    def iterate(state, real, latents, mix, latent):
        generator, statistics = state["generator"], state["statistics"]
        fakes = latents if one_by_one else generate(generator, latents, statistics)[0]
        groups = [x.reshape(steps, batch, *x.shape[1:]) for x in (real, fakes, mix)]
        carry = (state["critic"], state["critic_slots"], statistics)
        step = partial(critic_step, generator=generator)
        if SCAN:
            carry, all_numbers = jax.lax.scan(step, carry, groups)
            numbers = jax.tree.map(lambda x: x[-1], all_numbers)
        else:
            for index in range(steps):
                carry, numbers = step(carry, [x[index] for x in groups])
        critic, critic_slots, statistics = carry

        def loss_of(generator):
            fake, after = generate(generator, latent, statistics)
            return generator_loss(score(critic, fake)), after

        (loss, statistics), grads = jax.value_and_grad(loss_of, has_aux=True)(generator)
        generator, generator_slots = update(generator, state["generator_slots"], grads)
        after = {
            "generator": generator,
            "generator_slots": generator_slots,
            "critic": critic,
            "critic_slots": critic_slots,
            "statistics": statistics,
        }
        return after, {**numbers, "generatorLoss": loss}

    return iterate


def from_checkpoint(specs, tensors, prefix, slot=""):
    """Parameters under checkpoint names, as `apply` takes them, or a slot of each."""
    return variables(FORMS, specs, lambda name, *_: tensors[f"state.{prefix}{name}{slot}"])


def new_state(model, generator, critic):
    init, _ = optimizer_of(model["optimizer"])
    return {
        "generator": generator,
        "generator_slots": init(generator),
        "critic": critic,
        "critic_slots": init(critic),
        "statistics": initial_statistics(model["generator"]),
    }


def state_from_checkpoint(model, tensors):
    state = new_state(model, *(from_checkpoint(model[n], tensors, f"{n}.") for n in ("generator", "critic")))
    for network in ("generator", "critic"):
        read = partial(from_checkpoint, model[network], tensors, f"optimizer.{network}.")
        if model["optimizer"]["name"] == "rmsprop":
            state[f"{network}_slots"] = read(".square_avg")
        else:
            state[f"{network}_slots"] |= {"m": read(".exp_avg"), "v": read(".exp_avg_sq")}
    return state


def to_floats(rows):
    return rows.astype(jnp.float32) / 127.5 - 1


VERSIONS = {"jax": jax.__version__, "python": platform.python_version()}


def images_of(work):
    """uint8 of all images, as networks take them: [N, H, W, C], or rows where the first layer is linear."""
    images = load_images(work)
    return images.transpose(0, 2, 3, 1) if convolves(work["model"]) else images.reshape(len(images), -1)


def training(work):
    model = work["model"]
    steps, batch, latent = model["criticSteps"], model["batch"], model["latent"]
    count = steps * batch
    data = jnp.asarray(images_of(work))
    iterate = iteration_of(model)

    @jax.jit
    def shuffled(key):
        return jax.random.permutation(key, data.shape[0])

    def inputs_of(key, data, rows):
        mixes, critic_noise, generator_noise = jax.random.split(key, 3)
        return (
            to_floats(data[rows]),
            jax.random.normal(critic_noise, (count, latent)),
            jax.random.uniform(mixes, (count, 1)),
            jax.random.normal(generator_noise, (batch, latent)),
        )

    def whole(state, data, order, inputs_of=inputs_of, iterate=iterate):
        key, own = jax.random.split(state["key"])
        rows = jax.lax.dynamic_slice_in_dim(order, state["offset"], count)
        after, numbers = iterate(state["networks"], *inputs_of(own, data, rows))
        return {"networks": after, "key": key, "offset": state["offset"] + count}, numbers

    # Convolutions take long to compile and long to run: the check runs what is timed, batches and noise are made before.
    run = jax.jit(iterate, donate_argnums=0)
    apart = partial(whole, inputs_of=jax.jit(inputs_of), iterate=run)
    step = apart if convolves(model) else jax.jit(whole, donate_argnums=0)

    rng = np.random.default_rng(1)
    networks = new_state(model, *(initial(FORMS, model[name], rng) for name in ("generator", "critic")))
    state = {"networks": networks, "key": jax.random.key(1), "offset": jnp.int32(0)}
    order = shuffled(jax.random.key(2))
    done = 0

    def iteration():
        nonlocal state, order, done
        if done * count % data.shape[0] + count > data.shape[0]:  # the rest of an epoch is dropped
            state["offset"] = jnp.int32(0)
            order = shuffled(jax.random.fold_in(jax.random.key(2), done))
            done = 0
        state, numbers = step(state, data, order)
        done += 1
        jax.block_until_ready((state, numbers))

    def check(tensors):
        given, numbers = state_from_checkpoint(model, tensors), []
        while f"rows.{len(numbers)}" in tensors:
            at = len(numbers)
            real = to_floats(data[tensors[f"rows.{at}"]])
            noise = (jnp.asarray(tensors[f"{name}.{at}"]) for name in ("latent.critic", "mix", "latent.generator"))
            given, found = run(given, real, *noise)
            numbers.append({name: float(value) for name, value in found.items()})
        return numbers

    return VERSIONS, check, lambda iterations: timed(iterations, iteration)


def sampling(model, samples):
    rows = next((int(name[4:]) for name in VARIANT if name.startswith("rows")), 1000)
    generate = jax.jit(lambda params, latent: apply(FORMS, model["generator"], params, latent)[0])
    params = initial(FORMS, model["generator"], np.random.default_rng(1))

    @jax.jit
    def sample(params, key):
        key, noise = jax.random.split(key)
        latents = jax.random.normal(noise, (samples // rows, rows, model["latent"]))
        return jax.lax.map(partial(generate, params), latents).reshape(samples, -1), key

    key = jax.random.key(1)

    def run():
        nonlocal key
        images, key = sample(params, key)
        np.asarray(images)  # a view of the same memory

    def check(tensors):
        given = from_checkpoint(model["generator"], tensors, "generator.")
        return [moments(generate(given, tensors["latent"]))]

    return VERSIONS, check, lambda iterations: timed(iterations, run)


def create(work, options):
    if work["kind"] == "sampling":
        return sampling(work["model"], work["samples"])
    return training(work)


serve(create, options)
