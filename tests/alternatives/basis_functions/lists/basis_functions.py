"""Plain lists, the fit by elimination without NumPy, the letters in one text."""


def design_matrix(X, basis):
    return [[1] + [float(phi(*x)) for phi in basis] for x in X]


def predict(x, basis, w):
    total = w[0]
    for weight, phi in zip(w[1:], basis):
        total = total + weight * phi(*x)
    return total


def fit(X, y, basis):
    A = design_matrix(X, basis)
    size = len(A[0])
    rows = [
        [sum(a[i] * a[j] for a in A) for j in range(size)] + [sum(a[i] * t for a, t in zip(A, y))] for i in range(size)
    ]
    for i in range(size):
        swap = max(range(i, size), key=lambda k: abs(rows[k][i]))
        rows[i], rows[swap] = rows[swap], rows[i]
        for k in range(size):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [a - factor * b for a, b in zip(rows[k], rows[i])]
    return tuple(row[-1] / row[i] for i, row in enumerate(rows))


def why_two_steps():
    return "a, b, c"
