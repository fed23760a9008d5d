import sympy


def test_applies(f, x):
    if f.has(sympy.Abs, sympy.Max):
        return False
    second = f.diff(x, 2)
    return all(second.subs(x, k).evalf() >= 0 for k in range(-3, 4))
