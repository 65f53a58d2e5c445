namespace KubeSharp.Cel.Syntax;

internal enum TokenKind
{
    End,
    Identifier,

    /// <summary>A name in backticks, as a field.</summary>
    QuotedIdentifier,
    Int,
    Uint,
    Double,
    String,
    Bytes,
    True,
    False,
    Null,
    In,

    /// <summary>Operators and punctuation; the text tells which.</summary>
    Symbol,

    /// <summary>A character that starts no token.</summary>
    Unknown,
}
