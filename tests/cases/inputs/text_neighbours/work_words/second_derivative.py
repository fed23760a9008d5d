def classify(name):
    return {"square": "Strictly-Convex", "fourth_power": "strictly  convex", "cube": "NEITHER", "line": "affine",
            "constant": "affine", "exponential": "strictly_convex", "minus_square": "strictly_concave",
            "cosine": "neither", "softplus": "strictly_convex", "sigmoid": "neither",
            "minus_exponential": "strictly_concave", "absolute_value": "convex", "relu": "convex",
            "minus_absolute_value": "concave", "two_kinks": "neither"}[name]
