"""Plain loops and lists, one derivative at a time; 0 and 1 for the truth values."""


def outputs_of_units(W, x):
    units = [1]
    for i in range(len(W[0])):
        z = W[0][i]
        for j, entry in enumerate(x, start=1):
            z += W[j][i] * entry
        units.append(z if z > 0 else 0)
    return units


def predict(W, w, x):
    return sum(weight * unit for weight, unit in zip(w, outputs_of_units(W, x)))


def risk(W, w, X, y):
    total = 0
    for x, label in zip(X, y):
        total += (predict(W, w, x) - label) ** 2
    return total / len(X)


def gradient_output_weights(W, w, X, y):
    gradient = []
    for k in range(len(w)):
        total = 0
        for x, label in zip(X, y):
            total += 2 * (predict(W, w, x) - label) * outputs_of_units(W, x)[k]
        gradient.append(total / len(X))
    return gradient


def has_closed_form():
    return dict(a=1, b=1, c=1, d=0, e=0)
