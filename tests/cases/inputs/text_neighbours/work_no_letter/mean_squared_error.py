def x1_choice():
    return "e) 3"
