namespace KubeSharp.Api.Json;

/// <summary>A value of the wrong type, before it is known which field it stands in.</summary>
internal sealed class JsonTypeException(string value, int offset, string? problem = null) : Exception(problem ?? value)
{
    /// <summary>What was found, in the words of Go: <c>string</c>, <c>number 1.5</c>.</summary>
    public string Value { get; } = value;

    public int Offset { get; } = offset;

    /// <summary>A message of its own for values of the right type that do not parse; null otherwise.</summary>
    public string? Problem { get; } = problem;
}
