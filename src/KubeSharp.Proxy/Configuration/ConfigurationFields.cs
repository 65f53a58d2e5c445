using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.Proxy.Configuration;

/// <summary>Reads the fields of one object of a configuration. What nobody has asked for in the end is not known.</summary>
internal sealed class ConfigurationFields(JsonElement node, string path)
{
    private readonly HashSet<string> _asked = [];

    public string Text(string name, string otherwise) => Find(name, JsonValueKind.String) is { } value ? value.GetString()! : otherwise;

    public bool Flag(string name, bool otherwise) => Find(name, JsonValueKind.True, JsonValueKind.False) is { } value ? value.GetBoolean() : otherwise;

    public int Number(string name, int otherwise) =>
        Find(name, JsonValueKind.Number) is not { } value ? otherwise : value.TryGetInt32(out var number) ? number : throw Error(name, "must be a whole number");

    /// <summary>In Go's form: 1m30s.</summary>
    public TimeSpan Span(string name, TimeSpan otherwise) => Find(name, JsonValueKind.String) is not { } value ? otherwise
        : !Duration.TryParse(value.GetString()!, out var span) ? throw Error(name, $"time: invalid duration \"{value.GetString()}\"")
        : span.Value < TimeSpan.Zero ? throw Error(name, $"Invalid value: \"{value.GetString()}\": must be greater than or equal to 0")
        : span.Value;

    public IReadOnlyList<string> List(string name, IReadOnlyList<string> otherwise) => Find(name, JsonValueKind.Array) is { } value
        ? [.. value.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Error(name, "must be a list of strings"))]
        : otherwise;

    /// <summary>An object within; one without fields if it is not there.</summary>
    public ConfigurationFields Object(string name) =>
        new(Find(name, JsonValueKind.Object) ?? JsonElement.Parse("{}"u8), path.Length == 0 ? name : path + "." + name);

    /// <summary>Known to upstream, and without meaning here.</summary>
    public void Ignore(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            _asked.Add(name);
        }
    }

    /// <exception cref="KubeProxyConfigurationException">There is a field that nobody knows.</exception>
    public void End()
    {
        foreach (var field in node.EnumerateObject().Where(field => !_asked.Contains(field.Name)))
        {
            throw new KubeProxyConfigurationException($"strict decoding error: unknown field \"{(path.Length == 0 ? "" : path + ".")}{field.Name}\"");
        }
    }

    public KubeProxyConfigurationException Error(string name, string message) =>
        new($"KubeProxyConfiguration.{(path.Length == 0 ? "" : path + ".")}{name}: {message}");

    private JsonElement? Find(string name, params ReadOnlySpan<JsonValueKind> kinds)
    {
        _asked.Add(name);
        return !node.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
            : kinds.Contains(value.ValueKind) ? value
            : throw Error(name, $"must not be a value of the kind {value.ValueKind}");
    }
}
