def second_derivative_test_applies():
    return {"abs": False, "x4": False}
