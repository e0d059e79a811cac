"""One step of training a GPT, side by side: `make bench` prints the table.

The GPT of chapter 16 (32 towns a step, 48 wide, 2 blocks, float64) runs on our Tensors and in PyTorch, from the same
weights, with Adam. microgpt, Andrej Karpathy's GPT on one number at a time, runs as the package strands-microgpt holds
it (one town a step, 16 wide, 1 block, no biases), on its own Value and on ours, the text unchanged; this needs
`pip install --no-deps strands-microgpt==0.1.0`, and is left out where that is missing. Beside it stands our GPT of that
size on Tensors, which has biases too. Each runs in a process of its own on one thread; they take turns, and the table
shows medians. Two that do the same must come to the same losses.
"""

import argparse
import gc
import importlib.util
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from bench import LEAST_STEPS, ONE_THREAD, in_units, machine, middle, ratio, say, timed

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # for the twin, which the tests use too

from gradually import gpt, tensor_nn, value
from gradually.text import split, towns

SETTINGS = {"learning_rate": 0.003, "betas": (0.9, 0.99)}
WORDS_OF_MICROGPT = 14
HAS_MICROGPT = importlib.util.find_spec("strands_microgpt") is not None


# --- in a process of its own ---


def batches(count=32):
    """Yield `count` towns at a time, the same ones in every engine."""
    learnt, _ = split(towns())
    rng = np.random.default_rng(1)
    while True:
        yield [learnt[i] for i in rng.integers(len(learnt), size=count)]


def network():
    """Return the GPT of chapter 16."""
    return gpt.GPT(16, 48, 4, 2, np.random.default_rng(0))


def judged(model):
    """Return `model` after its loss on the held-out towns was taken, with which the training begins in the chapter.

    From such large arrays the C library learns to keep freed memory: later steps then need not ask for it again.
    """
    gpt.mean_loss(model, split(towns())[1])
    return model


def on_tensors(ours=None, count=32):
    """Return a step on our Tensors, by default of the GPT of chapter 16."""
    ours, words = judged(ours or network()), batches(count)
    optimizer = tensor_nn.Adam(ours.parameters(), **SETTINGS)

    def step():
        loss = ours.loss(next(words))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def in_torch():
    """Return the same step in PyTorch."""
    import torch
    from gpt_in_torch import GPT

    torch.set_num_threads(1)
    twin, words = judged(GPT(network())), batches()
    optimizer = torch.optim.Adam(twin.parameters, lr=SETTINGS["learning_rate"], betas=SETTINGS["betas"])

    def step():
        loss = twin.loss(next(words))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        return loss.item()

    return step


def of_microgpt(kind=None):
    """Return (losses, seconds) of some steps of microgpt, on `kind` in place of its own Value if there is one."""
    location = Path(importlib.util.find_spec("strands_microgpt").origin).with_name("engine.py")
    spec = importlib.util.spec_from_file_location("microgpt", location)  # this file alone: the rest needs more packages
    microgpt = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(microgpt)
    microgpt.Value = kind or microgpt.Value
    words = random.Random(1).sample(towns(), WORDS_OF_MICROGPT)
    tokenizer = microgpt.Tokenizer.from_docs(towns())
    times, losses = [time.perf_counter()], []

    def note(_, loss):
        times.append(time.perf_counter())
        losses.append(loss)

    microgpt.MicroGPT(tokenizer.vocab_size).train_on_docs(words, tokenizer, len(words), log_every=0, callback=note)
    return losses, middle(np.diff(times)[1:])  # the first one warms up


def of_that_size():
    """Return a step of our GPT on Tensors that is as wide and deep as microgpt, one town at a time."""
    return on_tensors(gpt.GPT(16, 16, 4, 1, np.random.default_rng(0)), count=1)


STEPS = {"gradually, Tensor": on_tensors, "PyTorch": in_torch, "microgpt's size, gradually's Tensor": of_that_size}
MICROGPTS = {"microgpt, its own Value": None, "microgpt, gradually's Value": value.Value}
SAME = [("gradually, Tensor", "PyTorch"), tuple(reversed(MICROGPTS))]  # ours, then the other's


def measure(engine):
    """Return the median step of an engine in seconds, with Python's collector and without, and its first losses."""
    step = STEPS[engine]() if engine in STEPS else None
    run = (lambda: timed(step)) if step else lambda: of_microgpt(MICROGPTS[engine])
    losses, seconds = run()
    gc.disable()
    return {"seconds": seconds, "without collector": run()[1], "losses": losses[:LEAST_STEPS]}


# --- all of them, by turns ---


def collect(rounds):
    """Return {engine: figures}, medians over the rounds; AssertionError if two that do the same differ in losses."""
    runs = {engine: [] for engine in [*STEPS, *(MICROGPTS if HAS_MICROGPT else [])]}
    for number in range(1, rounds + 1):
        for engine, found in runs.items():
            say(f"round {number} of {rounds}: {engine}")
            command = [sys.executable, __file__, "--measure", engine]
            output = subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | ONE_THREAD)
            found.append(json.loads(output.stdout))
    say("")
    for ours, others in SAME:
        if ours in runs:
            pairs = zip(runs[ours][0]["losses"], runs[others][0]["losses"], strict=True)
            off = max(abs(a - b) for a, b in pairs)
            assert off < 1e-12, f"{ours} and {others} come to other losses: off by {off}"
    return {
        engine: {key: middle(run[key] for run in found) for key in ("seconds", "without collector")}
        for engine, found in runs.items()
    }


def table(figures):
    """Return the figures as a table in Markdown, and a line for each pair that does the same."""
    lines = ["| GPT, one step | time | collector off |", "|---|---:|---:|"]
    for engine, found in figures.items():
        lines.append(f"| {engine} | {in_units(found['seconds'])} | {in_units(found['without collector'])} |")
    lines.append("")
    for ours, others in SAME:
        if ours in figures:
            shares = [ratio(figures[ours][key] / figures[others][key]) for key in figures[ours]]
            lines.append(f"{ours} takes {shares[0]} of the time of: {others} ({shares[1]} with the collector off).")
    return "\n".join(lines)


def main():
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="how often each engine has its turn (3)")
    parser.add_argument("--measure", metavar="ENGINE", help="measure one engine here, print JSON")
    arguments = parser.parse_args()
    if arguments.measure:
        print(json.dumps(measure(arguments.measure)))
        return
    print(f"{machine()}\n\n{table(collect(arguments.rounds))}")
    if not HAS_MICROGPT:
        print("microgpt is not here: pip install --no-deps strands-microgpt==0.1.0")


if __name__ == "__main__":
    main()
