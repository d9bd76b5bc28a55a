"""Networks of ../layers.ts in JAX: lists of dictionaries, one for each layer. Images are [N, H, W, C] and kernels
[height, width, in, out], as XLA on a processor has them fastest.

Forms of a convolution:
  conv            lax.conv_general_dilated, as its user writes it
  patches         k·k strided slices side by side, and a product; transposed, a product and the slices' adjoint
  patches-conv    the same with lax.conv_general_dilated_patches
  patches-gather  the same with one gather
"""

from functools import partial

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax
from peer import paths

DIMENSIONS = ("NHWC", "HWIO", "NHWC")


class Forms:
    """How layers are computed: the weights of linear layers [in, out] or [out, in], and the form of convolutions."""

    def __init__(self, in_out, convolution):
        self.in_out = in_out
        self.convolution = convolution


def output_size(spec, size):
    return tuple((pixels + 2 * spec["padding"] - spec["kernel"]) // spec["stride"] + 1 for pixels in size)


def padded(spec, x):
    p = spec["padding"]
    return jnp.pad(x, ((0, 0), (p, p), (p, p), (0, 0))) if p else x


def sliced_patches(spec, x):
    """[N, H, W, k·k·C]: what each output sees."""
    k, s = spec["kernel"], spec["stride"]
    height, width = output_size(spec, x.shape[1:3])
    n, c = x.shape[0], x.shape[3]
    x = padded(spec, x)
    ends = (s * (height - 1) + 1, s * (width - 1) + 1)
    taps = [
        lax.slice(x, (0, i, j, 0), (n, i + ends[0], j + ends[1], c), (1, s, s, 1)) for i in range(k) for j in range(k)
    ]
    return taps[0] if k == 1 else jnp.concatenate(taps, 3)


def lax_patches(spec, x):
    k, s, p = spec["kernel"], spec["stride"], spec["padding"]
    found = lax.conv_general_dilated_patches(x, (k, k), (s, s), [(p, p)] * 2, dimension_numbers=DIMENSIONS)
    shape = found.shape  # channels outside, taps inside
    return found.reshape(*shape[:3], x.shape[3], k * k).swapaxes(3, 4).reshape(shape)


def gathered_patches(spec, x):
    k, s = spec["kernel"], spec["stride"]
    height, width = output_size(spec, x.shape[1:3])
    x = padded(spec, x)
    rows = s * np.arange(height)[:, None, None, None] + np.arange(k)[None, None, :, None]
    columns = s * np.arange(width)[None, :, None, None] + np.arange(k)[None, None, None, :]
    places = (rows * x.shape[2] + columns).reshape(-1)
    n, c = x.shape[0], x.shape[3]
    return jnp.take(x.reshape(n, -1, c), places, axis=1).reshape(n, height, width, k * k * c)


PATCHES = {"patches": sliced_patches, "patches-conv": lax_patches, "patches-gather": gathered_patches}


def convolved(forms, spec, w, x):
    p = spec["padding"]
    if forms.convolution == "conv":
        strides = (spec["stride"],) * 2
        return lax.conv_general_dilated(x, w, strides, [(p, p)] * 2, dimension_numbers=DIMENSIONS)
    return PATCHES[forms.convolution](spec, x) @ w.reshape(-1, spec["outputs"])


def conv_transposed(forms, spec, w, x):
    """The adjoint of a convolution from `outputs` to `inputs` channels, whose kernel w is."""
    k, s, p = spec["kernel"], spec["stride"], spec["padding"]
    if forms.convolution == "conv":
        pads = [(k - 1 - p, k - 1 - p)] * 2
        return lax.conv_transpose(x, w, (s, s), pads, dimension_numbers=DIMENSIONS, transpose_kernel=True)
    taps = x @ w.reshape(-1, spec["inputs"]).T
    size = [s * (pixels - 1) + k - 2 * p for pixels in x.shape[1:3]]
    image = jax.ShapeDtypeStruct((x.shape[0], *size, spec["outputs"]), x.dtype)
    return jax.linear_transpose(partial(PATCHES[forms.convolution], spec), image)(taps)[0]


def batch_norm(spec, p, s, x):
    axes = tuple(range(x.ndim - 1))
    mean = x.mean(axes)
    var = jnp.square(x - mean).mean(axes)
    y = (x - mean) * lax.rsqrt(var + spec["epsilon"]) * p["weight"] + p["bias"]
    count = x.size // x.shape[-1]
    unbiased = var * (count / (count - 1))
    return y, {"mean": 0.9 * s["mean"] + 0.1 * mean, "var": 0.9 * s["var"] + 0.1 * unbiased}


def average_pool(x, size):
    n, height, width, c = x.shape
    return x.reshape(n, height // size, size, width // size, size, c).mean((2, 4))


def max_pool(x, size):
    window = (1, size, size, 1)
    return lax.reduce_window(x, -jnp.inf, lax.max, window, window, "VALID")


def upsample(x, size):
    return jnp.repeat(jnp.repeat(x, size, 1), size, 2)


def apply(forms, specs, params, x, statistics=None):
    """The network in training: output and statistics after it."""
    after = []
    for index, (spec, p) in enumerate(zip(specs, params)):
        s, kind = {}, spec["kind"]
        if kind == "linear":
            x = (x @ p["weight"] if forms.in_out else x @ p["weight"].T) + p["bias"]
        elif kind in ("conv2d", "convTranspose2d"):
            x = (convolved if kind == "conv2d" else conv_transposed)(forms, spec, p["weight"], x)
            x = x + p["bias"] if spec["bias"] else x
        elif kind in ("batchNorm", "batchNorm2d"):
            x, s = batch_norm(spec, p, statistics[index], x)
        elif kind == "sum":
            ways = {
                name: apply(forms, layers, p[name], x, statistics and statistics[index][name])
                for name, layers in spec["branches"].items()
            }
            x, s = sum(way[0] for way in ways.values()), {name: way[1] for name, way in ways.items()}
        elif kind == "sequential":
            x, s = apply(forms, spec["layers"], p, x, statistics and statistics[index])
        elif kind == "flatten":
            x = x.reshape(x.shape[0], -1)
        elif kind == "unflatten":
            channels, height, width = spec["shape"]
            x = x.reshape(-1, height, width, channels)
        elif kind in POOLS:
            x = POOLS[kind](x, spec["size"])
        else:
            x = ACTIVATIONS[kind](x)
        after.append(s)
    return x, after


POOLS = {"averagePool": average_pool, "maxPool": max_pool, "upsample": upsample}
ACTIVATIONS = {"leakyRelu": partial(jax.nn.leaky_relu, negative_slope=0.2), "relu": jax.nn.relu, "tanh": jnp.tanh}


def shapes_of(spec):
    """Variables of a layer in PyTorch's layout, and the inputs of each output."""
    kind = spec["kind"]
    if kind == "linear":
        return {"weight": (spec["outputs"], spec["inputs"]), "bias": (spec["outputs"],)}, spec["inputs"]
    if kind in ("conv2d", "convTranspose2d"):
        k = spec["kernel"]
        channels = (spec["outputs"], spec["inputs"]) if kind == "conv2d" else (spec["inputs"], spec["outputs"])
        shapes = {"weight": (*channels, k, k), "bias": (spec["outputs"],)}
        return shapes if spec["bias"] else {"weight": shapes["weight"]}, channels[1] * k * k
    if kind in ("batchNorm", "batchNorm2d"):
        return {"weight": (spec["features"],), "bias": (spec["features"],)}, None
    return {}, None


def to_ours(forms, specs, index, name, value):
    """A variable of PyTorch's layout in ours. Rows of an image are [H, W, C] here and [C, H, W] there."""
    spec = specs[index]
    if spec["kind"] in ("conv2d", "convTranspose2d") and name == "weight":
        return np.transpose(value, (2, 3, 1, 0))
    if spec["kind"] != "linear":
        return value
    before = specs[index - 1] if index > 0 else {"kind": None}
    after = specs[index + 1] if index + 1 < len(specs) else {"kind": None}
    if before["kind"] == "flatten" and name == "weight":
        value = value.reshape(-1, *before["shape"]).transpose(0, 2, 3, 1).reshape(value.shape)
    if after["kind"] == "unflatten":
        images = value.reshape(*after["shape"], -1).transpose(1, 2, 0, 3)
        value = images.reshape(value.shape)
    return value.T if forms.in_out and name == "weight" else value


def variables(forms, specs, value_of, prefix=""):
    """Parameters as `apply` takes them; `value_of(name, shape, fan_in)` gives each in PyTorch's layout."""
    layers = []
    for index, (spec, path) in enumerate(paths(specs, prefix)):
        if spec["kind"] == "sequential":
            layers.append(variables(forms, spec["layers"], value_of, path))
            continue
        if spec["kind"] == "sum":
            branches = spec["branches"].items()
            layers.append({name: variables(forms, inner, value_of, f"{path}{name}.") for name, inner in branches})
            continue
        shapes, fan_in = shapes_of(spec)
        layer = {name: value_of(path + name, shape, fan_in) for name, shape in shapes.items()}
        ours = {name: to_ours(forms, specs, index, name, np.asarray(value)) for name, value in layer.items()}
        layers.append({name: jnp.array(value, jnp.float32) for name, value in ours.items()})
    return layers


def initial(forms, specs, rng):
    """PyTorch's initial values."""

    def value_of(name, shape, fan_in):
        if fan_in is not None:
            return rng.uniform(-(fan_in**-0.5), fan_in**-0.5, shape)
        return np.ones(shape) if name.endswith("weight") else np.zeros(shape)

    return variables(forms, specs, value_of)


def initial_statistics(specs):
    """Running mean and variance of each BatchNorm."""

    def of(spec):
        if spec["kind"] == "sum":
            return {name: initial_statistics(layers) for name, layers in spec["branches"].items()}
        if spec["kind"] == "sequential":
            return initial_statistics(spec["layers"])
        if spec["kind"] in ("batchNorm", "batchNorm2d"):
            return {"mean": jnp.zeros(spec["features"]), "var": jnp.ones(spec["features"])}
        return {}

    return [of(spec) for spec in specs]
