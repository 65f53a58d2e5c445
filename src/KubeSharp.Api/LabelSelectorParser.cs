using System.Globalization;

namespace KubeSharp.Api;

/// <summary>
/// Parses the text form of label selectors: <c>a=b,c!=d,e in (f,g),h notin (i),j,!k,l&gt;1</c>. Errors are upstream's.
/// </summary>
public sealed class LabelSelectorParser
{
    private const string Operators = "in, notin, =, ==, !=, gt, lt";

    private readonly string _text;
    private int _position;

    private LabelSelectorParser(string text) => _text = text;

    /// <exception cref="FormatException">The text is no selector.</exception>
    public static LabelMatcher Parse(string text)
    {
        var requirements = new LabelSelectorParser(text).All();
        return requirements.Count == 0
            ? LabelMatcher.Everything
            : new LabelMatcher(requirements.OrderBy(r => r.Key, StringComparer.Ordinal));
    }

    private static bool IsSpecial(char c) => c is '=' or '!' or '(' or ')' or ',' or '>' or '<';

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r' or '\n';

    private static FormatException Found(string token, string expected) => new($"found '{token}', expected: {expected}");

    private List<LabelRequirement> All()
    {
        var all = new List<LabelRequirement>();
        while (true)
        {
            var token = Look();
            if (token.Length == 0)
            {
                return all;
            }

            if (token != "!" && IsSpecial(token[0]))
            {
                throw Found(token, "!, identifier, or 'end of string'");
            }

            try
            {
                all.Add(Requirement());
            }
            catch (FormatException e)
            {
                throw new FormatException("unable to parse requirement: " + e.Message);
            }

            var next = Take();
            if (next.Length == 0)
            {
                return all;
            }

            if (next != ",")
            {
                throw Found(next, "',' or 'end of string'");
            }

            var after = Look();
            if (after.Length == 0 || (after != "!" && IsSpecial(after[0])))
            {
                throw Found(after, "identifier after ','");
            }
        }
    }

    private LabelRequirement Requirement()
    {
        var absent = Look() == "!";
        if (absent)
        {
            Take();
        }

        var key = Take();
        if (key.Length == 0 || IsSpecial(key[0]))
        {
            throw Found(key, "identifier");
        }

        CheckKey(key);
        if (absent || Look() is "" or ",")
        {
            return new LabelRequirement(key, absent ? SelectorOperator.DoesNotExist : SelectorOperator.Exists, default);
        }

        var op = Operator(Take());
        var values = op is SelectorOperator.In or SelectorOperator.NotIn ? Values() : [Value()];
        CheckValues(key, op, values);
        return new LabelRequirement(key, op, values.Distinct().ToApiList());
    }

    private static SelectorOperator Operator(string token) => token switch
    {
        "in" => SelectorOperator.In,
        "notin" => SelectorOperator.NotIn,
        "=" or "==" => SelectorOperator.Equals,
        "!=" => SelectorOperator.NotEquals,
        ">" => SelectorOperator.GreaterThan,
        "<" => SelectorOperator.LessThan,
        _ => throw Found(token, Operators),
    };

    private List<string> Values()
    {
        if (Take() is var open and not "(")
        {
            throw new FormatException($"found '{open}' expected: '('");
        }

        var values = new List<string>();
        var expectsValue = true;
        while (true)
        {
            var token = Take();
            switch (token)
            {
                case ")":
                    if (expectsValue)
                    {
                        values.Add("");
                    }

                    return values;
                case ",":
                    if (expectsValue)
                    {
                        values.Add("");
                    }

                    expectsValue = true;
                    break;
                case "" or "=" or "==" or "!=" or "!" or "(" or ">" or "<":
                    throw Found(token, "',', ')' or identifier");
                default:
                    if (!expectsValue)
                    {
                        throw Found(token, "',' or ')'");
                    }

                    values.Add(token);
                    expectsValue = false;
                    break;
            }
        }
    }

    private string Value()
    {
        var token = Look();
        if (token is "" or ",")
        {
            return "";
        }

        return IsSpecial(token[0]) ? throw Found(token, "identifier") : Take();
    }

    private static void CheckKey(string key)
    {
        var problems = LabelSyntax.CheckKey(key);
        if (problems.Count > 0)
        {
            throw new FormatException($"key: Invalid value: \"{key}\": {string.Join("; ", problems)}");
        }
    }

    private static void CheckValues(string key, SelectorOperator op, List<string> values)
    {
        if (op is SelectorOperator.GreaterThan or SelectorOperator.LessThan && !long.TryParse(values[0], CultureInfo.InvariantCulture, out _))
        {
            throw new FormatException($"values[0]: Invalid value: \"{values[0]}\": for 'Gt', 'Lt' operators, the value must be an integer");
        }

        for (var i = 0; i < values.Count; i++)
        {
            var problems = LabelSyntax.CheckValue(values[i]);
            if (problems.Count > 0)
            {
                throw new FormatException($"values[{i}][{key}]: Invalid value: \"{values[i]}\": {string.Join("; ", problems)}");
            }
        }
    }

    private string Look()
    {
        var at = _position;
        var token = Take();
        _position = at;
        return token;
    }

    /// <summary>The next token; empty at the end.</summary>
    private string Take()
    {
        while (_position < _text.Length && IsSpace(_text[_position]))
        {
            _position++;
        }

        var start = _position;
        if (start == _text.Length)
        {
            return "";
        }

        if (IsSpecial(_text[start]))
        {
            _position += _text[start] is '=' or '!' && Next(start) == '=' ? 2 : 1;
            return _text[start.._position];
        }

        while (_position < _text.Length && !IsSpecial(_text[_position]) && !IsSpace(_text[_position]))
        {
            _position++;
        }

        return _text[start.._position];
    }

    private char Next(int at) => at + 1 < _text.Length ? _text[at + 1] : '\0';
}
