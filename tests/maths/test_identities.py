"""Identities that are proved, and their neighbours that look alike and are false: no rule may prove one of those."""

import pytest
import sympy
from sympy import Interval, Rational, oo, pi

from grader.maths.equivalence.prove import prove

REALS = sympy.S.Reals
POSITIVE = Interval.open(0, oo)
INVERSE = [
    ("asin(x)", "atan(x/sqrt(1-x**2))", Interval.open(-1, 1)),
    ("acos(-x)", "pi-acos(x)", Interval(-1, 1)),
    ("sqrt(x+2*sqrt(x-1))+sqrt(x-2*sqrt(x-1))", "2", Interval(1, 2)),
    ("sqrt(x+2*sqrt(x-1))+sqrt(x-2*sqrt(x-1))", "2*sqrt(x-1)", Interval(2, oo)),
    ("sin(x/2)", "sqrt((1-cos(x))/2)", Interval(0, 2 * pi)),
    ("sqrt(1-sin(x)**2)", "cos(x)", Interval(-pi / 2, pi / 2)),
    ("asin(sin(x))", "x", Interval(-pi / 2, pi / 2)),
    ("acos(cos(x))", "Abs(x)", Interval(-pi, pi)),
    ("atan(tan(x))", "x", Interval.open(-pi / 2, pi / 2)),
    ("asin(2*x*sqrt(1-x**2))", "2*asin(x)", Interval(Rational(-1, 2), Rational(1, 2))),
    ("acos(2*x**2-1)", "2*acos(Abs(x))", Interval(-1, 1)),
    ("4*atan(S(1)/5)-atan(S(1)/239)", "pi/4", REALS),
    ("atan(S(1)/2)+atan(S(1)/3)", "pi/4", REALS),
    ("atan(1)+atan(2)+atan(3)", "pi", REALS),
    ("asinh(-x)", "-asinh(x)", REALS),
    ("acosh(cosh(x))", "Abs(x)", REALS),
    ("atan(sinh(x))", "asin(tanh(x))", REALS),
    ("atan(sinh(x))", "2*atan(exp(x))-pi/2", REALS),
    ("asec(x)", "acos(1/x)", REALS),
    ("acoth(x)", "atanh(1/x)", REALS),
    ("asech(x)", "log(1/x+sqrt(1/x**2-1))", Interval.open(0, 1)),
    ("atan(x)+atan(y)", "atan((x+y)/(1-x*y))", Interval(0, Rational(1, 2))),
    ("asin(x)+acos(x)", "pi/2", REALS),
    ("2*atan(x)", "asin(2*x/(1+x**2))", Interval(-1, 1)),
    ("acsch(x)", "asinh(1/x)", REALS),
    ("asinh(tan(x))", "log(tan(x)+1/cos(x))", Interval(-1, 1)),
    ("Abs(erf(x))", "erf(Abs(x))", REALS),
    ("Abs(exp(x)-1)", "exp(Abs(x))-1", Interval(0, oo)),
    ("Abs(log(x))", "log(x)", Interval(1, oo)),
    ("sqrt(tanh(x)**2)", "Abs(tanh(x))", REALS),
    ("Abs(sinh(x))", "sinh(Abs(x))", REALS),
    ("log(sqrt(x**2+1)-x)", "-asinh(x)", REALS),
    ("atan2(y,x)", "atan(y/x)", POSITIVE),
    ("atan2(x,1)", "atan(x)", REALS),
]
WAVES = [
    ("cos(x/2)", "sqrt((1+cos(x))/2)", Interval(-pi, pi)),
    ("sqrt(1+sin(2*x))", "sin(x)+cos(x)", Interval(0, pi / 2)),
    ("atanh(sin(x))", "asinh(tan(x))", Interval.open(-pi / 2, pi / 2)),
    ("log((1+sin(x))/cos(x))", "atanh(sin(x))", Interval.open(-pi / 2, pi / 2)),
    ("log(-sin(x))", "log(sin(x))+I*pi", Interval.open(0, pi)),
    ("Max(sin(x),0)", "sin(x)", Interval(0, pi)),
    ("asin(sin(x))", "pi-x", Interval(pi / 2, 3 * pi / 2)),
    ("acos(sin(x))", "pi/2-x", Interval(-pi / 2, pi / 2)),
    ("asinh(x)", "sign(x)*acosh(sqrt(1+x**2))", REALS),
    ("12*atan(S(1)/18)+8*atan(S(1)/57)-5*atan(S(1)/239)", "pi/4", REALS),
    ("asin(S(3)/5)+asin(S(5)/13)", "asin(S(56)/65)", REALS),
]
SPECIAL = [
    ("gamma(S(1)/3)*gamma(S(2)/3)", "2*pi/sqrt(3)", REALS),
    ("LambertW(x*exp(x))", "x", POSITIVE),
    ("LambertW(x*log(x))", "log(x)", Interval.open(1, oo)),
    ("floor(floor(x)/2)", "floor(x/2)", REALS),
    ("erfc(x)+erf(x)", "1", REALS),
    ("erf(-x)", "-erf(x)", REALS),
    ("erfc(-x)", "2-erfc(x)", REALS),
    ("gamma(x)*gamma(1-x)", "pi/sin(pi*x)", REALS),
    ("gamma(x)*gamma(x+S(1)/2)", "2**(1-2*x)*sqrt(pi)*gamma(2*x)", POSITIVE),
    ("beta(x,y)", "gamma(x)*gamma(y)/gamma(x+y)", POSITIVE),
    ("beta(x+1,y)", "beta(x,y)*x/(x+y)", POSITIVE),
    ("polygamma(0,x+1)", "polygamma(0,x)+1/x", POSITIVE),
    ("polygamma(0,1-x)", "polygamma(0,x)+pi*cot(pi*x)", REALS),
    ("digamma(2*x)", "digamma(x)/2+digamma(x+S(1)/2)/2+log(2)", POSITIVE),
    ("harmonic(x)", "digamma(x+1)+EulerGamma", POSITIVE),
    ("harmonic(x)-harmonic(x-1)", "1/x", POSITIVE),
    ("loggamma(x+1)", "loggamma(x)+log(x)", POSITIVE),
    ("log(gamma(x+1))", "log(gamma(x))+log(x)", POSITIVE),
    ("log(gamma(x))", "loggamma(x)", POSITIVE),
    ("LambertW(x)*exp(LambertW(x))", "x", POSITIVE),
    ("exp(-LambertW(x))", "LambertW(x)/x", POSITIVE),
    ("floor(x)+ceiling(-x)", "0", REALS),
    ("floor(-x)", "-ceiling(x)", REALS),
    ("floor(2*x)", "floor(x)+floor(x+S(1)/2)", REALS),
    ("floor(x+3)", "floor(x)+3", REALS),
    ("x-floor(x)", "frac(x)", REALS),
    ("Mod(x,1)", "frac(x)", REALS),
    ("floor(3*x)", "floor(x)+floor(x+S(1)/3)+floor(x+S(2)/3)", REALS),
    ("frac(x)+frac(-x)", "ceiling(x)-floor(x)", REALS),
    ("frac(x+1)", "frac(x)", REALS),
    ("besselj(2,x)", "2*besselj(1,x)/x-besselj(0,x)", REALS),
    ("besselj(S(1)/2,x)", "sqrt(2/(pi*x))*sin(x)", POSITIVE),
    ("besselk(S(1)/2,x)", "sqrt(pi/(2*x))*exp(-x)", POSITIVE),
    ("besseli(2,x)", "besseli(0,x)-2*besseli(1,x)/x", POSITIVE),
    ("besselk(3,x)", "besselk(1,x)+4*besselk(2,x)/x", POSITIVE),
    ("uppergamma(S(1)/2,x**2)", "sqrt(pi)*erfc(x)", POSITIVE),
    ("uppergamma(x+1,y)", "x*uppergamma(x,y)+y**x*exp(-y)", POSITIVE),
    ("uppergamma(x-1,y)", "(uppergamma(x,y)-y**(x-1)*exp(-y))/(x-1)", Interval.open(1, oo)),
    ("uppergamma(-S(1)/3,x)", "3*(x**(-S(1)/3)*exp(-x)-uppergamma(S(2)/3,x))", POSITIVE),
    ("lowergamma(x,y)+uppergamma(x,y)", "gamma(x)", POSITIVE),
    ("expint(1,x)", "-Ei(-x)", POSITIVE),
    ("expint(3,x)", "(exp(-x)-x*expint(2,x))/2", POSITIVE),
    ("li(x)", "Ei(log(x))", Interval.open(1, oo)),
    ("Li(x)", "li(x)-li(2)", Interval.open(1, oo)),
    ("Shi(x)", "(Ei(x)-Ei(-x))/2", POSITIVE),
    ("dirichlet_eta(x)", "(1-2**(1-x))*zeta(x)", Interval.open(1, oo)),
    ("rf(x,y)", "gamma(x+y)/gamma(x)", POSITIVE),
    ("ff(x,y)", "gamma(x+1)/gamma(x-y+1)", POSITIVE),
    ("catalan(x)", "binomial(2*x,x)/(x+1)", POSITIVE),
    ("erf2(x,y)", "erf(y)-erf(x)", REALS),
    ("zeta(2,x)", "polygamma(1,x)", POSITIVE),
    ("polylog(1,x)", "-log(1-x)", Interval.open(-1, 1)),
    ("sinc(x)", "sin(x)/x", REALS),
    ("factorial(x)", "x*factorial(x-1)", POSITIVE),
    ("binomial(x,3)", "x*(x-1)*(x-2)/6", REALS),
    ("jn(1,x)", "sin(x)/x**2-cos(x)/x", POSITIVE),
    ("Chi(x)+Shi(x)", "Ei(x)", POSITIVE),
    ("chebyshevt(3,x)", "4*x**3-3*x", REALS),
    ("cosh(2*x)", "cosh(x)**2+sinh(x)**2", REALS),
    ("tanh(x/2)", "(exp(x)-1)/(exp(x)+1)", REALS),
    ("log(1/(1+exp(-x)))", "-log(1+exp(-x))", REALS),
    ("log(x/(1-x))", "2*atanh(2*x-1)", Interval.open(0, 1)),
]
SUMS = [
    ("Sum(k**2,(k,1,n))", "n*(n+1)*(2*n+1)/6", POSITIVE),
    ("Sum(k**3+2*k,(k,0,n))", "(n*(n+1)/2)**2+n*(n+1)", POSITIVE),
    ("Sum(k*x,(k,3,n+1))", "x*((n+1)*(n+2)/2-3)", POSITIVE),
    ("Sum(7,(k,2,n))", "7*n-7", POSITIVE),
    ("Derivative(x**3*y,x)", "3*x**2*y", REALS),
    ("Integral(t**2,(t,0,x))", "x**3/3", REALS),
]
COMPLEX = [
    (
        "(((x+I)/(x-I))**(S(1)/3)+1)**3",
        "(x+I)/(x-I)+3*((x+I)/(x-I))**(S(2)/3)+3*((x+I)/(x-I))**(S(1)/3)+1",
        REALS,
    ),
    ("(sqrt(1+I*x)+1)*(sqrt(1+I*x)-1)", "I*x", REALS),
    ("sqrt(I)*(1+sqrt(I))", "sqrt(2)*(1+I)/2+I", REALS),
]
ANGLES = [
    ("asin(cos(1))", "pi/2-1", REALS),
    ("acos(cos(1))+x", "1+x", REALS),
    ("atan(tan(1))+x", "1+x", REALS),
    ("atan(x)+atan(2)", "atan((x+2)/(1-2*x))+pi", Interval.open(1, oo)),
    ("atan(x)-atan(2)", "atan((x-2)/(1+2*x))", POSITIVE),
    ("atan(x)+atan(1/x)", "pi/2", POSITIVE),
    ("atan(x)+atan(1/x)", "-pi/2", Interval.open(-oo, 0)),
    ("log(log(x))", "2*log(sqrt(log(x)))", Interval.open(1, oo)),
    ("sqrt(log(x)**2)", "-log(x)", Interval(0, 1)),
    ("LambertW(x*2**x*log(2))", "x*log(2)", POSITIVE),
    ("floor(x/2)+floor((x+1)/2)", "floor(x)", REALS),
    ("floor((floor(x)+1)/2)+floor(floor(x)/2)", "floor(x)", REALS),
    ("floor(x+S(7)/2)", "floor(x+S(1)/2)+3", REALS),
    ("polygamma(0,S(2)/3)-polygamma(0,S(1)/3)", "pi/sqrt(3)", REALS),
    ("polygamma(0,5)+x", "S(25)/12-EulerGamma+x", REALS),
    ("harmonic(x+2)", "harmonic(x)+1/(x+1)+1/(x+2)", POSITIVE),
    ("harmonic(2*x)", "harmonic(x)/2+harmonic(x-S(1)/2)/2+log(2)", POSITIVE),
    ("loggamma(x+3)-loggamma(x)", "log(x)+log(x+1)+log(x+2)", POSITIVE),
]
FALSE = [
    ("Sum(k**2,(k,1,n))", "n*(n+1)*(2*n+1)/5", POSITIVE),
    ("Sum(k,(k,1,n))", "n*(n-1)/2", POSITIVE),
    ("(((x+I)/(x-I))**(S(1)/3)+1)**3", "(x+I)/(x-I)+1", REALS),
    ("asin(cos(2))", "2-pi/2", REALS),
    ("acos(cos(4))+x", "4+x", REALS),
    ("acos(cos(7))+x", "7+x", REALS),
    ("atan(tan(2))+x", "2+x", REALS),
    ("atan(x)+atan(2)", "atan((x+2)/(1-2*x))", Interval.open(1, oo)),
    ("2*atan(x)+2*atan(1/x)", "-pi", POSITIVE),
    ("log(log(x))", "2*log(sqrt(log(x)))", Interval.open(0, 1)),
    ("sqrt(log(x)**2)", "log(x)", Interval(0, 1)),
    ("floor(x/2)+floor((x+1)/2)", "floor(x)+1", REALS),
    ("floor(x+S(7)/2)", "floor(x)+3", REALS),
    ("zeta(3,x)", "-polygamma(2,x)", POSITIVE),
    ("LambertW(x*exp(x))", "x", REALS),
    ("sqrt(1+sin(2*x))", "sin(x)+cos(x)", Interval(0, pi)),
    ("log(-sin(x))", "log(sin(x))-I*pi", Interval.open(0, pi)),
    ("Max(sin(x),0)", "sin(x)", Interval(0, 4)),
    ("floor(floor(x)/2)", "floor(x)/2", REALS),
    ("floor(2*floor(x))", "floor(2*x)", REALS),
    ("erf(-x)", "erf(x)", REALS),
    ("erfc(-x)", "1-erfc(x)", REALS),
    ("gamma(x)*gamma(1-x)", "pi/cos(pi*x)", REALS),
    ("gamma(2*x)", "2**(2*x)*gamma(x)*gamma(x+S(1)/2)/sqrt(pi)", POSITIVE),
    ("polygamma(0,x+1)", "polygamma(0,x)+1/(x+1)", POSITIVE),
    ("polygamma(1,x+1)", "polygamma(1,x)+1/x**2", POSITIVE),
    ("harmonic(x)", "digamma(x)+EulerGamma", POSITIVE),
    ("loggamma(x+1)", "loggamma(x)-log(x)", POSITIVE),
    ("exp(LambertW(x))", "LambertW(x)/x", POSITIVE),
    ("exp(LambertW(x)/2)", "sqrt(LambertW(x)/x)", POSITIVE),
    ("floor(2*x)", "2*floor(x)", REALS),
    ("floor(2*x)", "floor(x)+floor(x+S(1)/3)", REALS),
    ("floor(-x)", "-floor(x)", REALS),
    ("floor(-x)", "-floor(x)-1", REALS),
    ("frac(-x)", "1-frac(x)", REALS),
    ("ceiling(x)", "floor(x)+1", REALS),
    ("besselj(2,x)", "2*besselj(1,x)/x+besselj(0,x)", REALS),
    ("besseli(2,x)", "besseli(0,x)+2*besseli(1,x)/x", POSITIVE),
    ("besselk(3,x)", "besselk(1,x)-4*besselk(2,x)/x", POSITIVE),
    ("besselj(S(3)/2,x)", "sqrt(2/(pi*x))*(sin(x)/x+cos(x))", POSITIVE),
    ("besselj(S(1)/2,x)", "sqrt(2/(pi*x))*cos(x)", POSITIVE),
    ("bessely(S(1)/2,x)", "sqrt(2/(pi*x))*cos(x)", POSITIVE),
    ("uppergamma(S(1)/2,x**2)", "sqrt(pi)*erfc(x)", REALS),
    ("uppergamma(S(1)/2,x**2)", "sqrt(pi)*erf(x)", POSITIVE),
    ("uppergamma(x-1,y)", "uppergamma(x,y)", Interval.open(1, oo)),
    ("uppergamma(-S(1)/3,x)", "uppergamma(S(2)/3,x)", POSITIVE),
    ("expint(1,x)", "Ei(-x)", POSITIVE),
    ("expint(2,x)", "exp(-x)+x*expint(1,x)", POSITIVE),
    ("Shi(x)", "(Ei(x)+Ei(-x))/2", POSITIVE),
    ("dirichlet_eta(x)", "(1-2**x)*zeta(x)", POSITIVE),
    ("zeta(2,x)", "-polygamma(1,x)", POSITIVE),
    ("zeta(3,x)", "polygamma(2,x)/2", POSITIVE),
    ("asin(sin(x))", "x", Interval(0, 2)),
    ("acos(cos(x))", "x", Interval(-1, 1)),
    ("atan(tan(x))", "x", Interval(0, 2)),
    ("sqrt(1-sin(x)**2)", "cos(x)", Interval(0, 2)),
    ("sqrt(1-sin(x)**2)", "cos(x)", REALS),
    ("sin(x/2)", "sqrt((1-cos(x))/2)", Interval(-1, 1)),
    ("atan(x)+atan(1/x)", "pi/2", REALS),
    ("atan(x)+atan(1/x)", "-pi/2", POSITIVE),
    ("2*atan(x)", "atan(2*x/(1-x**2))", REALS),
    ("2*atan(x)", "atan(2*x/(1-x**2))", Interval(0, 2)),
    ("3*atan(x)", "atan((3*x-x**3)/(1-3*x**2))", POSITIVE),
    ("4*atan(x)", "2*atan(2*x/(1-x**2))", REALS),  # a whole turn apart beyond 1
    ("4*atan(x)", "2*atan(2*x/(1-x**2))+2*pi", Interval(-oo, -1)),  # two turns apart
    ("asin(2*x*sqrt(1-x**2))", "2*asin(x)", Interval(-1, 1)),
    ("acos(2*x**2-1)", "2*acos(x)", Interval(-1, 1)),
    ("asin(3*x-4*x**3)", "3*asin(x)", Interval(-1, 1)),
    ("acosh(cosh(x))", "x", REALS),
    ("Abs(log(x))", "log(x)", POSITIVE),
    ("atan2(y,x)", "atan(y/x)", REALS),
    ("log(exp(I*x))", "I*x", REALS),
    ("sqrt(exp(2*I*x))", "exp(I*x)", REALS),
    ("sqrt(cos(x)**2)", "cos(x)", Interval(-2, 2)),
    ("asinh(tan(x))", "log(tan(x)+1/cos(x))", Interval(-2, 2)),
    ("atan(1)+atan(2)+atan(3)", "0", REALS),
    ("asin(x)+asin(y)", "asin(x*sqrt(1-y**2)+y*sqrt(1-x**2))", Interval(-1, 1)),
    ("log(gamma(x))", "loggamma(x)", REALS),
    ("acoth(x)", "atanh(x)", Interval.open(-1, 1)),
    ("acot(x)", "pi/2-atan(x)", REALS),
    ("Mod(x,2)", "Mod(x,-2)", REALS),
    ("Mod(-x,2)", "-Mod(x,2)", REALS),
    ("lowergamma(x,y)", "uppergamma(x,y)", POSITIVE),
    ("beta(x,y+1)", "beta(x,y)*x/(x+y)", POSITIVE),
    ("rf(x,2)", "x*(x-1)", POSITIVE),
    ("catalan(x)", "binomial(2*x,x)/x", POSITIVE),
    ("polylog(1,x)", "log(1-x)", Interval.open(-1, 1)),
    ("sqrt(tan(x)**2)", "tan(x)", Interval(-1, 1)),
    ("exp(x/2)", "-sqrt(exp(x))", REALS),
    ("asin(x)", "acos(sqrt(1-x**2))", Interval(-1, 1)),
    ("acos(x)", "asin(sqrt(1-x**2))", Interval(-1, 1)),
    ("atanh(x)", "acoth(x)", REALS),
    ("asec(x)", "acos(x)", REALS),
    ("li(x)", "Ei(x)", Interval.open(1, oo)),
    ("sqrt(sin(x)**2)", "sin(x)", Interval(0, 4)),
    ("acos(sin(x))", "pi/2-x", Interval(-3, 3)),
    ("atan(sinh(x))", "2*atan(exp(x))-pi/3", REALS),
]


def _prove(left: str, right: str, domain: sympy.Set) -> str:
    """The proof; the sides are read, and so carried out, by SymPy first."""
    here, there = (sympy.sympify(side) for side in (left, right))
    domains = dict.fromkeys(here.free_symbols | there.free_symbols, domain)
    return prove(here, there, domains, is_real=not there.has(sympy.I))


@pytest.mark.parametrize(("left", "right", "domain"), [*INVERSE, *WAVES, *SPECIAL, *SUMS, *COMPLEX, *ANGLES])
def test_an_identity_is_proved(left: str, right: str, domain: sympy.Set) -> None:
    """From left to right and from right to left."""
    assert _prove(left, right, domain)
    assert _prove(right, left, domain)


@pytest.mark.parametrize(("left", "right", "domain"), FALSE)
def test_a_false_identity_is_not_proved(left: str, right: str, domain: sympy.Set) -> None:
    """Not even where no point is tried that would refute it."""
    assert not _prove(left, right, domain)


ONE = sympy.Mul(sympy.sqrt(2) + 1, sympy.sqrt(2) - 1, evaluate=False)
X = sympy.Symbol("x")
UNIT = sympy.sqrt(sympy.cos(X) ** 2 + sympy.sin(X) ** 2, evaluate=False)


@pytest.mark.parametrize(
    "turn",
    [
        4 * sympy.asin(ONE, evaluate=False),
        2 * sympy.acos(-ONE, evaluate=False),
        4 * sympy.asin(UNIT, evaluate=False),
        2 * sympy.acos(-UNIT, evaluate=False),
    ],
)
def test_a_whole_turn_is_not_zero(turn: sympy.Expr) -> None:
    """Where an angle is at the end of its range throughout, the exponential is 1 and the difference is not 0."""
    assert not prove(turn + X, X, {X: REALS}, is_real=True)
