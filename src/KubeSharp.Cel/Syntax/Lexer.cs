namespace KubeSharp.Cel.Syntax;

/// <summary>Cuts an expression into tokens.</summary>
internal sealed class Lexer(SourceText source, List<CelIssue> issues)
{
    private static readonly string[] Symbols =
        ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "!", "?", ":", ".", ",", "(", ")", "[", "]", "{", "}"];

    private int _at;

    public List<Token> Read()
    {
        var tokens = new List<Token>();
        while (true)
        {
            SkipSpace();
            var token = Next();
            if (token.Kind == TokenKind.Unknown)
            {
                issues.Add(new CelIssue(token.Start, $"Syntax error: token recognition error at: '{token.Text}'"));
                continue;
            }

            tokens.Add(token);
            if (token.Kind == TokenKind.End)
            {
                return tokens;
            }
        }
    }

    private static bool IsLetter(int c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or '_';

    private static bool IsDigit(int c) => c is >= '0' and <= '9';

    private static bool IsHex(int c) => IsDigit(c) || c is >= 'a' and <= 'f' or >= 'A' and <= 'F';

    private void SkipSpace()
    {
        while (true)
        {
            if (source[_at] is ' ' or '\t' or '\r' or '\n' or '\f' && _at < source.Length)
            {
                _at++;
            }
            else if (source[_at] == '/' && source[_at + 1] == '/')
            {
                while (_at < source.Length && source[_at] != '\n')
                {
                    _at++;
                }
            }
            else
            {
                return;
            }
        }
    }

    private Token Next()
    {
        var start = _at;
        if (_at >= source.Length)
        {
            return new Token(TokenKind.End, start, "<EOF>");
        }

        if (StringStart() is { } prefix)
        {
            return ReadString(start, prefix);
        }

        var c = source[_at];
        if (IsLetter(c))
        {
            return Word(start);
        }

        if (IsDigit(c) || (c == '.' && IsDigit(source[_at + 1])))
        {
            return Number(start);
        }

        return c == '`' ? Quoted(start) : Symbol(start);
    }

    private Token Word(int start)
    {
        while (IsLetter(source[_at]) || IsDigit(source[_at]))
        {
            _at++;
        }

        var text = source.Slice(start, _at);
        var kind = text switch
        {
            "true" => TokenKind.True,
            "false" => TokenKind.False,
            "null" => TokenKind.Null,
            "in" => TokenKind.In,
            _ => TokenKind.Identifier,
        };
        return new Token(kind, start, text);
    }

    private Token Number(int start)
    {
        if (source[_at] == '0' && (source[_at + 1] is 'x' or 'X') && IsHex(source[_at + 2]))
        {
            _at += 2;
            while (IsHex(source[_at]))
            {
                _at++;
            }

            return Integer(start);
        }

        Digits();
        var isDouble = false;
        if (source[_at] == '.' && IsDigit(source[_at + 1]))
        {
            isDouble = true;
            _at++;
            Digits();
        }

        if (source[_at] is 'e' or 'E' && (IsDigit(source[_at + 1]) || (source[_at + 1] is '+' or '-' && IsDigit(source[_at + 2]))))
        {
            isDouble = true;
            _at += 2;
            Digits();
        }

        return isDouble ? new Token(TokenKind.Double, start, source.Slice(start, _at)) : Integer(start);
    }

    private void Digits()
    {
        while (IsDigit(source[_at]))
        {
            _at++;
        }
    }

    private Token Integer(int start)
    {
        if (source[_at] is 'u' or 'U')
        {
            _at++;
            return new Token(TokenKind.Uint, start, source.Slice(start, _at));
        }

        return new Token(TokenKind.Int, start, source.Slice(start, _at));
    }

    private Token Quoted(int start)
    {
        _at++;
        while (_at < source.Length && (IsLetter(source[_at]) || IsDigit(source[_at]) || source[_at] is '.' or '-' or '/' or ' '))
        {
            _at++;
        }

        if (source[_at] != '`')
        {
            return new Token(TokenKind.Unknown, start, source.Slice(start, _at));
        }

        _at++;
        return new Token(TokenKind.QuotedIdentifier, start, source.Slice(start + 1, _at - 1));
    }

    private Token Symbol(int start)
    {
        foreach (var symbol in Symbols)
        {
            if (source[_at] == symbol[0] && (symbol.Length == 1 || source[_at + 1] == symbol[1]))
            {
                _at += symbol.Length;
                return new Token(TokenKind.Symbol, start, symbol);
            }
        }

        _at++;
        return new Token(TokenKind.Unknown, start, source.Slice(start, _at));
    }

    /// <summary>The number of letters (r, b) before the quotation mark; null if no string starts here.</summary>
    private int? StringStart()
    {
        for (var letters = 0; letters <= 2; letters++)
        {
            switch (source[_at + letters])
            {
                case '"' or '\'':
                    return letters;
                case 'r' or 'R' or 'b' or 'B':
                    continue;
                default:
                    return null;
            }
        }

        return null;
    }

    private Token ReadString(int start, int letters)
    {
        var prefix = source.Slice(start, start + letters).ToLowerInvariant();
        _at += letters;
        var quote = source[_at];
        var triple = source[_at + 1] == quote && source[_at + 2] == quote;
        _at += triple ? 3 : 1;
        while (_at < source.Length)
        {
            var c = source[_at];
            if (c == '\\' && !prefix.Contains('r', StringComparison.Ordinal))
            {
                _at += 2;
            }
            else if (c == quote && (!triple || (source[_at + 1] == quote && source[_at + 2] == quote)))
            {
                _at += triple ? 3 : 1;
                return new Token(prefix.Contains('b', StringComparison.Ordinal) ? TokenKind.Bytes : TokenKind.String, start, source.Slice(start, _at));
            }
            else if (c is '\n' or '\r' && !triple)
            {
                break;
            }
            else
            {
                _at++;
            }
        }

        _at = Math.Min(_at, source.Length);
        return new Token(TokenKind.Unknown, start, source.Slice(start, _at));
    }
}
