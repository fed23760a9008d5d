"""What runs in the student's process. It holds no secret, and nothing that it says is believed.

first     {"ready": [name of a limit that holds, ...]}
requests  {"files": {name: base64}, "first_handle": number}                               no answer
          {"load": module}                                                                one answer
          {"module": name, "function": name | handle, "calls": [[argument, ...], ...]}    one answer a call, in order
answers   {"number": 1, 2, ...} and {} | {"value": ...} | {"failure": kind, "text": ..., "place": ..., ...}
place     [file, line, source, column]
loading   in a failure: whether the file was being imported
clue      in a failure: what is known beyond its text, such as ["unbound", "np"]; mostly left out
"""
