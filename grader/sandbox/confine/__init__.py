"""Confinement of one process, layer by layer, from inside it: what it lays down it can never take off again.

    descriptors ▸ limits ▸ user ▸ capabilities ▸ privileges ▸ landlock ▸ seccomp      (the order matters)

Each layer is one file of standard library only, which tells whether it could be laid down; whether it *holds* is
decided by attacking it (`grader.sandbox.levels.probe`). Only Linux on x86_64 and aarch64 has all of them.
"""
