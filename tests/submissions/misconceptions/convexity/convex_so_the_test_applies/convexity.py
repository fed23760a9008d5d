def second_derivative_test_applies():
    return {"abs": True, "x4": True}
