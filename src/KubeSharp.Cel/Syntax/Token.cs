namespace KubeSharp.Cel.Syntax;

/// <summary>A piece of an expression.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">In code points.</param>
/// <param name="Text">As written.</param>
internal readonly record struct Token(TokenKind Kind, int Start, string Text)
{
    public bool Is(string symbol) => Kind is TokenKind.Symbol or TokenKind.In && Text == symbol;
}
