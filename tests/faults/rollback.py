#!/usr/bin/env python3
"""Kills `loa rollback` at random moments: the published folder is the whole earlier or the whole later version each time,
and the next rollback works.

    tests/faults/rollback.py LOA [--kills 60] [--seed 1]

With strace (`--strace /usr/bin/strace`) the Nth call of each kind that touches the disk fails too, or is the last."""
import argparse
import hashlib
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

DEMO = pathlib.Path(__file__).resolve().parents[2] / "examples" / "demo"
CALLS = ["renameat2", "rename", "unlinkat", "openat", "mkdir", "fsync", "getdents64"]


def version(folder):
    """Names and bytes of everything published."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    marks = [f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("loa", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--strace")
    arguments = parser.parse_args()
    loa, random_moment = str(arguments.loa.resolve()), random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as place:
        campaign = pathlib.Path(place) / "campaign"
        shutil.copytree(DEMO, campaign, ignore=shutil.ignore_patterns("public", ".loa"))
        out, text = campaign / "public", next(campaign.glob("content/explainers/*/vi.md"))
        build = [loa, "build", str(campaign), "--demo", "--quiet"]
        rollback = [loa, "rollback", str(campaign)]
        subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
        whole = {version(out)}
        text.write_text(text.read_text() + "\nThêm một dòng.\n")
        subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
        whole.add(version(out))
        assert len(whole) == 2, "the second version must differ"
        started = time.monotonic()
        subprocess.run(rollback, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        longest = time.monotonic() - started
        tried = broken = 0

        def judge(what):
            nonlocal tried, broken
            tried += 1
            if not out.is_dir() or version(out) not in whole:
                broken += 1
                print(f"{what}: the folder is neither version")

        for _ in range(arguments.kills):
            child = subprocess.Popen(rollback, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(random_moment.random() * longest)
            child.send_signal(signal.SIGKILL)
            child.wait()
            judge("killed")
        for call in CALLS if arguments.strace else []:
            for when in [1, 2, 3, 5]:
                for way in ["error=EIO", "signal=KILL"]:
                    strace = [arguments.strace, "-f", "-qq", "-o", "/dev/null", "-e", f"inject={call}:{way}:when={when}"]
                    subprocess.run([*strace, *rollback], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                    judge(f"{call} {when} {way}")
        subprocess.run(build, check=True, stderr=subprocess.DEVNULL)
        if version(out) not in whole:
            broken += 1
            print("the next build isn't the later version")
    print(f"{tried - broken} of {tried} whole")
    sys.exit(broken != 0)


if __name__ == "__main__":
    main()
