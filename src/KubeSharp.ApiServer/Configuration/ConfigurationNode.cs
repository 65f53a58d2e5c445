using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Configuration;

/// <summary>An object of a configuration file. Fields that nobody has asked for are refused at the end, as upstream's strict decoding does.</summary>
internal sealed class ConfigurationNode(JsonElement element, string path)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Such as <c>jwt[0].issuer</c>; "" at the root.</summary>
    public string Path => path;

    public bool Has(string name) => Find(name) is not null;

    public string Text(string name, string otherwise = "") => Find(name) is not { } value
        ? otherwise
        : value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Error(name, "must be a string");

    /// <exception cref="ConfigurationException">It is missing or empty.</exception>
    public string RequiredText(string name) => Text(name) is { Length: > 0 } text ? text : throw Error(name, "Required value");

    public bool Flag(string name, bool otherwise = false) => Find(name) is not { } value
        ? otherwise
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Error(name, "must be true or false");

    public int Number(string name, int otherwise) => Find(name) is not { } value
        ? otherwise
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : throw Error(name, "must be an integer");

    public TimeSpan Span(string name, TimeSpan otherwise) => Find(name) is null
        ? otherwise
        : Duration.TryParse(Text(name), out var duration) ? duration.Value : throw Error(name, $"invalid duration \"{Text(name)}\"");

    public ConfigurationNode? Child(string name) => Find(name) is not { } value
        ? null
        : value.ValueKind == JsonValueKind.Object ? new ConfigurationNode(value, At(name)) : throw Error(name, "must be an object");

    /// <exception cref="ConfigurationException">It is missing.</exception>
    public ConfigurationNode RequiredChild(string name) => Child(name) ?? throw Error(name, "Required value");

    public IReadOnlyList<string> Texts(string name) =>
        [.. Array(name).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString()! : throw Error(name, "must be a list of strings"))];

    public IReadOnlyList<ConfigurationNode> Items(string name) =>
    [
        .. Array(name).Select((item, index) => item.ValueKind == JsonValueKind.Object
            ? new ConfigurationNode(item, $"{At(name)}[{index}]")
            : throw Error(name, "must be a list of objects")),
    ];

    /// <summary>All fields, each of which has to be a string: a map.</summary>
    public IReadOnlyDictionary<string, string> TextMap() =>
        element.EnumerateObject().ToDictionary(property => property.Name, property => Text(property.Name), StringComparer.Ordinal);

    /// <summary>A field as JSON; "" if it is not there.</summary>
    public string Json(string name) => Find(name)?.GetRawText() ?? "";

    /// <summary>To be called when all known fields have been read.</summary>
    /// <exception cref="ConfigurationException">There are others.</exception>
    public void End()
    {
        foreach (var property in element.EnumerateObject())
        {
            if (!_known.Contains(property.Name))
            {
                throw new ConfigurationException($"unknown field \"{At(property.Name)}\"");
            }
        }
    }

    /// <param name="name">The field; "" for the object as a whole.</param>
    /// <param name="problem">What is wrong with it.</param>
    public ConfigurationException Error(string name, string problem) => new($"{(name.Length == 0 ? path : At(name))}: {problem}");

    private string At(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private IEnumerable<JsonElement> Array(string name) => Find(name) is not { } value
        ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Error(name, "must be a list");

    private JsonElement? Find(string name)
    {
        _known.Add(name);
        return element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
