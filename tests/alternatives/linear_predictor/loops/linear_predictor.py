"""Plain Python: loops, lists, and elimination by hand that leaves free unknowns at 0."""


def augment(x):
    return [1, *x]


def predict(x, w):
    total = 0.0
    for weight, entry in zip(w, augment(x)):
        total += weight * entry
    return total


def fit(X, y):
    rows = [augment(x) for x in X]
    size = len(rows[0])
    system = [
        [sum(row[i] * row[j] for row in rows) for j in range(size)] + [sum(row[i] * t for row, t in zip(rows, y))]
        for i in range(size)
    ]
    pivots, done = [], 0
    for column in range(size):
        best = max(range(done, size), key=lambda i: abs(system[i][column]), default=None)
        if best is None or abs(system[best][column]) < 1e-8:
            continue
        system[done], system[best] = system[best], system[done]
        system[done] = [entry / system[done][column] for entry in system[done]]
        for i in range(size):
            if i != done:
                factor = system[i][column]
                system[i] = [a - factor * b for a, b in zip(system[i], system[done])]
        pivots.append(column)
        done += 1
    w = [0.0] * size
    for row, column in enumerate(pivots):
        w[column] = system[row][-1]
    return w


def crosses_once(w, a, b):
    if predict(a, w) < 0:
        return predict(b, w) > 0
    if predict(a, w) > 0:
        return predict(b, w) < 0
    return False
