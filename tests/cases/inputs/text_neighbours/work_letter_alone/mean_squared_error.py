def x1_choice():
    return "(D): two"
