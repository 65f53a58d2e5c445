namespace KubeSharp.ApiServer.Http.Negotiation;

/// <summary>One clause of an Accept header: a media range, its parameters and its quality.</summary>
internal readonly ref struct AcceptClause(ReadOnlySpan<char> range, ReadOnlySpan<char> parameters)
{
    public ReadOnlySpan<char> Range { get; } = range;

    private readonly ReadOnlySpan<char> _parameters = parameters;

    public static AcceptClause Parse(ReadOnlySpan<char> text)
    {
        var semicolon = text.IndexOf(';');
        return semicolon < 0 ? new AcceptClause(text.Trim(), default) : new AcceptClause(text[..semicolon].Trim(), text[(semicolon + 1)..]);
    }

    /// <summary>The quality, 1 if it is not given or not a number.</summary>
    public double Quality => double.TryParse(
        this["q"], System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var quality)
        ? quality
        : 1;

    public ReadOnlySpan<char> this[ReadOnlySpan<char> name]
    {
        get
        {
            foreach (var range in _parameters.Split(';'))
            {
                var parameter = _parameters[range].Trim();
                var equals = parameter.IndexOf('=');
                if (equals > 0 && parameter[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                {
                    return parameter[(equals + 1)..].Trim().Trim('"');
                }
            }

            return default;
        }
    }
}
