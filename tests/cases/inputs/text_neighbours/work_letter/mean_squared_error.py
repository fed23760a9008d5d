def x1_choice():
    return "a) 2"
