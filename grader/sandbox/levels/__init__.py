"""The levels of confinement, and the one that holds on this machine.

sandbox        chooses: the strongest that holds when it is attacked, or the one that is demanded
confined       `confined` and `isolated`: processes forked (`forked`) from a warm one (`zygote`)
limited        `limited`: a process started anew for each file, on any system
probe          attacks a level before it is relied on; `known_level` keeps what came of it until something changes
"""
