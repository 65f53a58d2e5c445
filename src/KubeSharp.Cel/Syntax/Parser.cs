using System.Globalization;
using KubeSharp.Cel.Syntax.Expressions;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Syntax;

/// <summary>Makes the syntax tree of an expression and expands its macros.</summary>
internal sealed class Parser
{
    private const int MaxDepth = 250;
    private const int MaxHeight = 1500;
    private const int MaxCodePoints = 100_000;
    private const string Starts = "{'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}";

    private static readonly HashSet<string> Reserved =
    [
        "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package", "namespace", "return", "var",
        "void", "while",
    ];

    private readonly List<CelIssue> _issues;
    private readonly List<Token> _tokens;
    private readonly Macros _macros;
    private int _at;
    private int _depth;

    private Parser(SourceText source, bool hasBindings, List<CelIssue> issues)
    {
        _issues = issues;
        _tokens = new Lexer(source, issues).Read();
        _macros = new Macros(hasBindings, issues);
    }

    private Token Current => _tokens[_at];

    /// <summary>Null if the text is no expression; the issues tell why.</summary>
    /// <param name="source">The text.</param>
    /// <param name="hasBindings">Whether there is cel.bind().</param>
    /// <param name="issues">Gets what is wrong.</param>
    public static Expr? Parse(SourceText source, bool hasBindings, List<CelIssue> issues)
    {
        if (source.Length > MaxCodePoints)
        {
            issues.Add(new CelIssue(-1, $"expression code point size exceeds limit: size: {source.Length}, limit {MaxCodePoints}"));
            return null;
        }

        var parser = new Parser(source, hasBindings, issues);
        try
        {
            var result = parser.Expression();
            parser.ExpectEnd();
            if (issues.Count == 0 && ExprTree.Height(result) > MaxHeight)
            {
                issues.Add(new CelIssue(-1, $"expression recursion limit exceeded: {MaxDepth}"));
            }

            return issues.Count == 0 ? result : null;
        }
        catch (SyntaxException)
        {
            return null;
        }
    }

    private static string Shown(Token token) => token.Text.Replace("\n", "\\n").Replace("\r", "\\r").Replace("\t", "\\t");

    private SyntaxException Fail(int position, string message)
    {
        _issues.Add(new CelIssue(position, message));
        return new SyntaxException();
    }

    private SyntaxException Unexpected(string expected) => Fail(Current.Start, $"Syntax error: mismatched input '{Shown(Current)}' expecting {expected}");

    private Token Take() => _tokens[_at++];

    private bool TryTake(string symbol)
    {
        if (!Current.Is(symbol))
        {
            return false;
        }

        _at++;
        return true;
    }

    private Token Expect(string symbol) => Current.Is(symbol) ? Take() : throw Unexpected($"'{symbol}'");

    private void ExpectEnd()
    {
        if (Current.Kind != TokenKind.End)
        {
            throw Fail(Current.Start, $"Syntax error: {(_at + 1 < _tokens.Count && _tokens[_at + 1].Kind == TokenKind.End ? "extraneous" : "mismatched")} input '{Shown(Current)}' expecting <EOF>");
        }
    }

    private Expr Expression()
    {
        if (++_depth > MaxDepth)
        {
            throw Fail(-1, $"expression recursion limit exceeded: {MaxDepth}");
        }

        var condition = Logical(Operators.Or);
        if (Current.Is("?"))
        {
            var mark = Take();
            var then = Logical(Operators.Or);
            Expect(":");
            condition = new CallExpr(mark.Start, Operators.Conditional, null, [condition, then, Expression()]);
        }

        _depth--;
        return condition;
    }

    /// <summary>A chain of one logical operator becomes a balanced tree, so that long chains stay flat.</summary>
    private Expr Logical(string function)
    {
        var symbol = function == Operators.Or ? "||" : "&&";
        var first = function == Operators.Or ? Logical(Operators.And) : Relation(3);
        if (!Current.Is(symbol))
        {
            return first;
        }

        List<Expr> terms = [first];
        List<int> places = [];
        while (Current.Is(symbol))
        {
            places.Add(Take().Start);
            terms.Add(function == Operators.Or ? Logical(Operators.And) : Relation(3));
        }

        return Balance(function, terms, places, 0, places.Count - 1);
    }

    private static CallExpr Balance(string function, List<Expr> terms, List<int> places, int low, int high)
    {
        var middle = (low + high + 1) / 2;
        var left = middle == low ? terms[middle] : Balance(function, terms, places, low, middle - 1);
        var right = middle == high ? terms[middle + 1] : Balance(function, terms, places, middle + 1, high);
        return new CallExpr(places[middle], function, null, [left, right]);
    }

    private Expr Relation(int precedence)
    {
        var left = precedence < 5 ? Relation(precedence + 1) : Unary();
        while (Current.Kind is TokenKind.Symbol or TokenKind.In && Operators.Binary(Current.Text) is { } found && found.Precedence == precedence)
        {
            var mark = Take();
            var right = precedence < 5 ? Relation(precedence + 1) : Unary();
            left = new CallExpr(mark.Start, found.Function, null, [left, right]);
        }

        return left;
    }

    private Expr Unary()
    {
        if (!Current.Is("!") && !Current.Is("-"))
        {
            return Member();
        }

        var mark = Take();
        if (mark.Is("-") && (Current.Kind is TokenKind.Int or TokenKind.Double))
        {
            _at--;
            return Member();
        }

        var odd = true;
        while (Current.Is(mark.Text))
        {
            _at++;
            odd = !odd;
        }

        var operand = Member();
        return odd ? new CallExpr(mark.Start, mark.Text == "!" ? Operators.Not : Operators.Negate, null, [operand]) : operand;
    }

    private Expr Member()
    {
        var value = Primary();
        while (true)
        {
            if (Current.Is("."))
            {
                value = Field(value);
            }
            else if (Current.Is("["))
            {
                var mark = Take();
                var optional = TryTake("?");
                var index = Expression();
                Expect("]");
                value = new CallExpr(mark.Start, optional ? Operators.OptionalIndex : Operators.Index, null, [value, index]);
            }
            else
            {
                return value;
            }
        }
    }

    private Expr Field(Expr operand)
    {
        var dot = Take();
        var optional = TryTake("?");
        if (Current.Kind is not (TokenKind.Identifier or TokenKind.QuotedIdentifier))
        {
            throw Unexpected("IDENTIFIER");
        }

        var name = Take();
        if (optional)
        {
            return new CallExpr(dot.Start, Operators.OptionalSelect, null, [operand, new LiteralExpr(name.Start, CelValue.Of(name.Text))]);
        }

        if (!Current.Is("(") || name.Kind == TokenKind.QuotedIdentifier)
        {
            return new SelectExpr(dot.Start, operand, name.Text);
        }

        var open = Take();
        var arguments = Arguments();
        return _macros.Expand(open.Start, name.Text, operand, arguments) ?? new CallExpr(open.Start, name.Text, operand, arguments);
    }

    private List<Expr> Arguments()
    {
        var arguments = new List<Expr>();
        if (!Current.Is(")"))
        {
            do
            {
                arguments.Add(Expression());
            }
            while (TryTake(","));
        }

        Expect(")");
        return arguments;
    }

    private Expr Primary()
    {
        if (StructName() is { } length)
        {
            return Struct(length);
        }

        var token = Current;
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                return Name(Take(), "");
            case TokenKind.Symbol when token.Text == ".":
                _at++;
                return Current.Kind == TokenKind.Identifier ? Name(Take(), ".") : throw Unexpected("IDENTIFIER");
            case TokenKind.Symbol when token.Text == "(":
                _at++;
                var inner = Expression();
                Expect(")");
                return inner;
            case TokenKind.Symbol when token.Text == "[":
                return List();
            case TokenKind.Symbol when token.Text == "{":
                return Map();
            case TokenKind.Symbol when token.Text == "-" && (_tokens[_at + 1].Kind is TokenKind.Int or TokenKind.Double):
                _at++;
                return Number(Take(), negative: true, token.Start);
            case TokenKind.Int or TokenKind.Uint or TokenKind.Double:
                return Number(Take(), negative: false, token.Start);
            default:
                return Constant();
        }
    }

    private LiteralExpr Constant()
    {
        var token = Current;
        try
        {
            var value = token.Kind switch
            {
                TokenKind.String => CelValue.Of(StringLiterals.Text(token.Text)),
                TokenKind.Bytes => CelValue.Of(StringLiterals.Bytes(token.Text)),
                TokenKind.True => CelValue.True,
                TokenKind.False => CelValue.False,
                TokenKind.Null => CelValue.Null,
                _ => throw Unexpected(Starts),
            };
            _at++;
            return new LiteralExpr(token.Start, value);
        }
        catch (FormatException e)
        {
            throw Fail(token.Start, e.Message);
        }
    }

    private LiteralExpr Number(Token token, bool negative, int start)
    {
        var text = token.Text;
        var hex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
        if (token.Kind == TokenKind.Double)
        {
            return double.TryParse((negative ? "-" : "") + text, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
                ? new LiteralExpr(start, CelValue.Of(real))
                : throw Fail(start, "invalid double literal");
        }

        var digits = text.TrimEnd('u', 'U').AsSpan(hex ? 2 : 0);
        var parsed = ulong.TryParse(digits, hex ? NumberStyles.AllowHexSpecifier : NumberStyles.None, CultureInfo.InvariantCulture, out var value);
        if (token.Kind == TokenKind.Uint)
        {
            return parsed ? new LiteralExpr(start, CelValue.Of(value)) : throw Fail(start, "invalid uint literal");
        }

        return parsed && value <= (negative ? 1UL << 63 : long.MaxValue)
            ? new LiteralExpr(start, CelValue.Of(negative ? (long)(0 - value) : (long)value))
            : throw Fail(start, "invalid int literal");
    }

    private Expr Name(Token token, string dot)
    {
        if (Reserved.Contains(token.Text))
        {
            throw Fail(token.Start, "reserved identifier: " + token.Text);
        }

        if (!Current.Is("("))
        {
            return new IdentExpr(token.Start, dot + token.Text);
        }

        var open = Take();
        var arguments = Arguments();
        return _macros.Expand(open.Start, token.Text, null, arguments) ?? new CallExpr(open.Start, dot + token.Text, null, arguments);
    }

    private ListExpr List()
    {
        var open = Take();
        var elements = new List<Expr>();
        var optional = new HashSet<int>();
        while (!Current.Is("]"))
        {
            if (TryTake("?"))
            {
                optional.Add(elements.Count);
            }

            elements.Add(Expression());
            if (!TryTake(","))
            {
                break;
            }
        }

        Expect("]");
        return new ListExpr(open.Start, elements, optional);
    }

    private MapExpr Map()
    {
        var open = Take();
        var entries = new List<MapEntryExpr>();
        while (!Current.Is("}"))
        {
            var optional = TryTake("?");
            var key = Expression();
            Expect(":");
            entries.Add(new MapEntryExpr(key, Expression(), optional));
            if (!TryTake(","))
            {
                break;
            }
        }

        Expect("}");
        return new MapExpr(open.Start, entries);
    }

    /// <summary>The number of tokens of a dotted name that a brace follows; null if there is none here.</summary>
    private int? StructName()
    {
        var next = _at + (Current.Is(".") ? 1 : 0);
        while (_tokens[next].Kind == TokenKind.Identifier)
        {
            next++;
            if (_tokens[next].Is("{"))
            {
                return next - _at;
            }

            if (!_tokens[next].Is("."))
            {
                break;
            }

            next++;
        }

        return null;
    }

    private StructExpr Struct(int length)
    {
        var name = string.Concat(_tokens.GetRange(_at, length).Select(token => token.Text));
        _at += length;
        var open = Take();
        var fields = new List<StructFieldExpr>();
        while (!Current.Is("}"))
        {
            var optional = TryTake("?");
            if (Current.Kind is not (TokenKind.Identifier or TokenKind.QuotedIdentifier))
            {
                throw Unexpected("{'}', ',', '?', IDENTIFIER}");
            }

            var field = Take();
            var colon = Expect(":");
            fields.Add(new StructFieldExpr(colon.Start, field.Text, Expression(), optional));
            if (!TryTake(","))
            {
                break;
            }
        }

        Expect("}");
        return new StructExpr(open.Start, name, fields);
    }

    /// <summary>The issue is noted; the rest of the text is not looked at.</summary>
    private sealed class SyntaxException : Exception;
}
