#!/usr/bin/env python3
"""Starts the preview for the fault harness: serve_faults.py --layout ours --serve 'tests/faults/preview.py LOA {src} {port}'

What differs from the harness's own idea of our contract: it puts links to elsewhere into the campaign before anything
is served, and with a link in it no campaign of loa's is built. That is tried first: the preview runs, names each link
and shows nothing that lies behind it. Then the links are taken away, and the preview starts for the other checks."""
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request


def ask(port, path):
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refusal:
        return refusal.code, refusal.read()


def try_with_links(loa, src, links):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    preview = subprocess.Popen([loa, "serve", src, "--port", str(port)], stdin=subprocess.DEVNULL)
    try:
        for _ in range(600):
            time.sleep(0.1)
            try:
                status, page = ask(port, "/")
                break
            except OSError:
                pass
        else:
            sys.exit("with a link in the campaign the preview does not answer")
        named = any(os.path.basename(link).encode() in page for link in links)
        if status != 503 or not named:
            sys.exit(f"with a link in the campaign the preview answers {status}, and names none: {page[:300]}")
        for link in links:
            for path in (os.path.basename(link), os.path.basename(link) + "/bi-mat.txt"):
                status, page = ask(port, "/" + path)
                if status == 200 or b"MATKHAU" in page:
                    sys.exit(f"what lies behind a link is shown at /{path}: {status}")
    finally:
        preview.terminate()
        preview.wait()


def main():
    loa, src, port = sys.argv[1:4]
    links = [os.path.join(folder, name) for folder, folders, files in os.walk(src) for name in folders + files
             if os.path.islink(os.path.join(folder, name))]
    if links:
        try_with_links(loa, src, links)
    for link in links:
        os.unlink(link)
    os.execv(loa, [loa, "serve", src, "--port", port])


main()
