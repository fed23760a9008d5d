"""What runs in the student's process. It holds no secret, and nothing that it says is believed.

    requests  {"files": {name: base64}}                       no answer
              {"module": name, "function": name | handle, "calls": [[argument, ...], ...]}
    answers   one frame a call: {"value": ...} or {"failure": kind, "text": ..., "place": [...]}, in order
"""
