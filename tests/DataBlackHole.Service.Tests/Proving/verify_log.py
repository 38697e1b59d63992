#!/usr/bin/env python3
"""Checks an exported log or pack with nothing but Python and the program openssl.

    verify_log.py log FOLDER      all leaves, every checkpoint, every consistency proof
    verify_log.py pack FOLDER     the proofs of a pack against its checkpoint

Written from RFC 6962 and the C2SP note format, not from the program it checks. Exit code 0 when everything holds,
1 with one line for each thing that does not.
"""
import base64
import glob
import hashlib
import json
import os
import subprocess
import sys
import tempfile

problems = []


def problem(text):
    problems.append(text)


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def split(count):
    """The largest power of two below the count."""
    k = 1
    while k * 2 < count:
        k *= 2
    return k


class Tree:
    """Roots of all prefixes, by a stack of complete subtrees."""

    def __init__(self):
        self.size = 0
        self.stack = []

    def append(self, leaf):
        height = 0
        while self.stack and self.stack[-1][0] == height:
            leaf = node_hash(self.stack.pop()[1], leaf)
            height += 1
        self.stack.append((height, leaf))
        self.size += 1

    def root(self):
        if not self.stack:
            return sha256(b"")
        root = self.stack[-1][1]
        for _, left in reversed(self.stack[:-1]):
            root = node_hash(left, root)
        return root


def inclusion_root(leaf, index, size, path):
    """PATH(m, D[n]) of RFC 6962, 2.1.1, read backwards."""
    if size == 1:
        if path:
            raise ValueError("the proof is too long")
        return leaf
    if not path:
        raise ValueError("the proof is too short")
    k = split(size)
    if index < k:
        return node_hash(inclusion_root(leaf, index, k, path[:-1]), path[-1])
    return node_hash(path[-1], inclusion_root(leaf, index - k, size - k, path[:-1]))


def consistency_roots(old, size, path, old_root, whole):
    """SUBPROOF(m, D[n], b) of RFC 6962, 2.1.2, read backwards: the roots of both trees."""
    if old == size:
        if whole:
            if path:
                raise ValueError("the proof is too long")
            return old_root, old_root
        if len(path) != 1:
            raise ValueError("the proof has another length")
        return path[0], path[0]
    if not path:
        raise ValueError("the proof is too short")
    k = split(size)
    if old <= k:
        first, second = consistency_roots(old, k, path[:-1], old_root, whole)
        return first, node_hash(second, path[-1])
    first, second = consistency_roots(old - k, size - k, path[:-1], old_root, False)
    return node_hash(path[-1], first), node_hash(path[-1], second)


def public_keys(folder):
    keys = {}
    for file in sorted(glob.glob(os.path.join(folder, "key-*.pem"))):
        with open(file) as pem:
            body = "".join(line.strip() for line in pem if "-----" not in line)
        keys[sha256(base64.b64decode(body))[:4]] = file
    return keys


def signature_holds(text, signature, key):
    with tempfile.TemporaryDirectory() as scratch:
        with open(os.path.join(scratch, "text"), "wb") as file:
            file.write(text)
        with open(os.path.join(scratch, "signature"), "wb") as file:
            file.write(signature)
        command = ["openssl", "dgst", "-sha256", "-verify", key, "-signature", os.path.join(scratch, "signature"), os.path.join(scratch, "text")]
        return subprocess.run(command, capture_output=True).returncode == 0


def read_note(note, keys, name):
    """Size and root of a signed checkpoint, or None."""
    text, mark, line = note.partition("\n\n\u2014 ")
    text += "\n"
    fields = line.rstrip("\n").split(" ")
    origin, size, root = text.split("\n")[:3]
    if not mark or len(fields) != 2 or fields[0] != origin:
        problem(f"{name}: is no signed note of {origin}")
        return None
    signed = base64.b64decode(fields[1])
    if signed[:4] not in keys:
        problem(f"{name}: no key is here that could have signed it")
        return None
    if not signature_holds(text.encode(), signed[4:], keys[signed[:4]]):
        problem(f"{name}: the signature does not hold")
        return None
    return int(size), base64.b64decode(root)


def check_entry(document, name):
    """The hash of an entry, by its text."""
    entry = document["entry"]
    canonical = json.dumps(json.loads(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if canonical != entry:
        problem(f"{name}: the entry is not in canonical form")
    computed = leaf_hash(entry.encode())
    if computed.hex() != document["leafHash"]:
        problem(f"{name}: the entry does not have its hash ({document['kind']} {document['record']})")
    return computed


def check_log(folder):
    keys = public_keys(folder)
    with open(os.path.join(folder, "checkpoints.json"), encoding="utf-8") as file:
        checkpoints = [(c["size"], read_note(c["note"], keys, f"checkpoint {c['size']}")) for c in json.load(file)]
    signed = {size: note[1] for size, note in checkpoints if note and note[0] == size}
    if len(signed) != len(checkpoints) or not signed:
        problem("not every checkpoint can be believed")
    tree = Tree()
    with open(os.path.join(folder, "entries.jsonl"), encoding="utf-8") as file:
        for number, line in enumerate(file):
            document = json.loads(line)
            if document["index"] != number:
                problem(f"leaf {document['index']}: stands in the place of leaf {number}")
            tree.append(check_entry(document, f"leaf {number}"))
            if tree.size in signed and tree.root() != signed[tree.size]:
                problem(f"checkpoint {tree.size}: the leaves have another root")
    if signed and max(signed) > tree.size:
        problem(f"there are only {tree.size} leaves")
    with open(os.path.join(folder, "consistency.json"), encoding="utf-8") as file:
        proofs = json.load(file)
    for proof in proofs:
        old, new, path = proof["from"], proof["to"], [bytes.fromhex(h) for h in proof["hashes"]]
        try:
            if consistency_roots(old, new, path, signed.get(old), True) != (signed.get(old), signed.get(new)):
                problem(f"consistency {old}..{new}: does not lead to both roots")
        except ValueError as wrong:
            problem(f"consistency {old}..{new}: {wrong}")
    return f"{tree.size} leaves, {len(signed)} checkpoints, {len(proofs)} consistency proofs"


def check_pack(folder):
    keys = public_keys(folder)
    with open(os.path.join(folder, "checkpoint.txt"), encoding="utf-8", newline="") as file:
        note = read_note(file.read(), keys, "checkpoint.txt")
    with open(os.path.join(folder, "proofs.json"), encoding="utf-8") as file:
        leaves = json.load(file)
    if not leaves:
        problem("there is no proof")
    for document in leaves:
        name = f"leaf {document['index']}"
        leaf = check_entry(document, name)
        try:
            root = inclusion_root(leaf, document["index"], document["size"], [bytes.fromhex(h) for h in document["hashes"]])
            if note and (document["size"], root) != note:
                problem(f"{name}: the proof does not lead to the root of the checkpoint")
        except ValueError as wrong:
            problem(f"{name}: {wrong}")
    return f"{len(leaves)} proofs"


def main():
    what, folder = sys.argv[1], sys.argv[2]
    summary = {"log": check_log, "pack": check_pack}[what](folder)
    for line in problems:
        print(line)
    print(summary + (", everything holds" if not problems else f", {len(problems)} problem(s)"))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
