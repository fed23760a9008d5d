def x1_choice():
    return "b"
