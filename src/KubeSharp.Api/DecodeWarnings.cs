namespace KubeSharp.Api;

/// <summary>
/// Collects the unknown and duplicate fields of a document, with their paths, as field validation reports them:
/// <c>unknown field "spec.foo"</c>, <c>duplicate field "spec.bar"</c>.
/// </summary>
public sealed class DecodeWarnings
{
    /// <summary>Upstream stops after this many as well, so a hostile document costs little.</summary>
    private const int Limit = 100;

    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages => _messages;

    internal void Unknown(string path) => Add($"unknown field \"{path}\"");

    internal void Duplicate(string path) => Add($"duplicate field \"{path}\"");

    private void Add(string message)
    {
        if (_messages.Count < Limit && !_messages.Contains(message))
        {
            _messages.Add(message);
        }
    }
}
