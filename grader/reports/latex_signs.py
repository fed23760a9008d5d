"""The tables of `grader.reports.latex`: what each command, letter and digit looks like in Unicode."""

from collections.abc import Mapping

_GREEK = (
    "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ "
    "mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ upsilon υ phi φ varphi φ chi χ psi ψ omega ω "
    "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω"
)
_PLAIN = (
    "infty ∞ partial ∂ nabla ∇ top ⊤ bot ⊥ ell ℓ emptyset ∅ varnothing ∅ forall ∀ exists ∃ "
    "ldots … dots … cdots ⋯ vdots ⋮ ddots ⋱ prime ′ circ ∘ cdot · bullet • odot ⊙ ast ∗ star ⋆ neg ¬ lnot ¬ "
    "langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lvert | rvert | vert | mid | lVert ‖ rVert ‖ Vert ‖ "
    "Re ℜ Im ℑ hbar ℏ aleph ℵ angle ∠ square □ blacksquare ■ dagger † lbrace { rbrace } lbrack [ rbrack ] "
    "backslash \\ degree °"
)
_SPACED = (
    "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ equiv ≡ sim ∼ simeq ≃ cong ≅ propto ∝ in ∈ notin ∉ ni ∋ "
    "subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ times × pm ± mp ∓ div ÷ oplus ⊕ otimes ⊗ to → "
    "rightarrow → leftarrow ← gets ← leftrightarrow ↔ mapsto ↦ longrightarrow ⟶ implies ⟹ Rightarrow ⇒ Leftarrow ⇐ "
    "iff ⟺ Leftrightarrow ⇔ land ∧ wedge ∧ lor ∨ vee ∨ preceq ≼ succeq ≽ prec ≺ succ ≻ perp ⊥ parallel ∥ coloneqq ≔"
)


def _words(table: str) -> frozenset[str]:
    return frozenset(table.split(" "))


def _pairs(table: str) -> dict[str, str]:
    words = table.split(" ")
    return dict(zip(words[::2], words[1::2], strict=True))


SIGNS: Mapping[str, str] = _pairs(f"{_GREEK} {_PLAIN}") | {
    "sum": " ∑",
    "prod": " ∏",
    "int": " ∫",
    ",": " ",
    ":": " ",
    ";": " ",
    " ": " ",
    "!": "",
    "quad": "\u2003" * 2,
    "qquad": "\u2003" * 4,
    "{": "{",
    "}": "}",
    "|": "‖",
    "%": "%",
    "$": "$",
    "#": "#",
    "&": "&",
    "_": "_",
    "\\": "; ",
    "displaystyle": "",
    "limits": "",
    "nolimits": "",
}
"""Commands that are one sign or a space."""

RELATIONS: Mapping[str, str] = _pairs(_SPACED)
"""Commands that are one sign with a space on both sides."""

FUNCTIONS = _words(
    "arccos arcsin arctan arg argmax argmin cos cosh cov deg det diag dim exp gcd hom inf ker lim liminf limsup "
    "ln log max min mod Pr rank sgn sign sin sinh softmax sup tan tanh tr Var"
)
"""Commands that are written as their own name."""

FONTS = _words("boldsymbol mathbf mathit mathrm mathsf mathtt operatorname mathcal mathscr mathfrak bm")
"""Commands whose argument is kept as it is."""

TEXTS = _words("text textbf textit textrm texttt mbox")
"""Commands whose argument is words, not mathematics."""

SIZES = _words("left right middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr")
"""Commands that only size the bracket which follows."""

ACCENTS: Mapping[str, str] = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "bar": "\u0304",
    "overline": "\u0304",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
}
"""Commands that put a sign over one letter, as combining characters."""

BLACKBOARD: Mapping[str, str] = dict(zip("CEHNPQRZ1", "ℂ𝔼ℍℕℙℚℝℤ𝟙", strict=True))

# What Unicode has in raised or lowered form: a script with any other letter is written `^(...)` or `_(...)`
SUPERSCRIPTS: Mapping[str, str] = dict(
    zip(
        "0123456789+-−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤′∘∗*×",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ′°**ˣ",
        strict=True,
    )
)
SUBSCRIPTS: Mapping[str, str] = dict(
    zip("0123456789+-−=()aehijklmnoprstuvxβγρφχ", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ", strict=True)
)

BRACKETS: Mapping[str, tuple[str, str]] = {
    "pmatrix": ("⎛⎜⎝(", "⎞⎟⎠)"),
    "bmatrix": ("⎡⎢⎣[", "⎤⎥⎦]"),
    "vmatrix": ("││││", "││││"),
    "cases": ("⎧⎨⎩{", "    "),
    "matrix": ("    ", "    "),
    "array": ("    ", "    "),
    "aligned": ("    ", "    "),
    "align": ("    ", "    "),
    "align*": ("    ", "    "),
}
"""Environments of rows: the top, middle and bottom of the bracket on each side, and the bracket of a single row."""
