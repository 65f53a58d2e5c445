using KubeSharp.Api.Documents;
using KubeSharp.Api.Yaml;

namespace KubeSharp.Api;

/// <summary>YAML to JSON and back, as upstream's clients and servers do it (YAML 1.1 with its truth values and numbers).</summary>
public static class YamlJson
{
    /// <summary>The first document as JSON.</summary>
    /// <exception cref="DecodeException">The bytes are no YAML, or have no JSON form.</exception>
    public static byte[] ToJson(ReadOnlyMemory<byte> yaml) => YamlReader.ReadFirst(yaml).ToJson();

    /// <summary>All documents as JSON; empty ones are left out.</summary>
    /// <exception cref="DecodeException">The bytes are no YAML, or have no JSON form.</exception>
    public static IReadOnlyList<byte[]> ToJsonDocuments(ReadOnlyMemory<byte> yaml) =>
        [.. YamlReader.ReadAll(yaml).Where(d => !d.IsNull).Select(d => d.ToJson())];

    /// <summary>JSON as block YAML, the keys in their order.</summary>
    /// <exception cref="DecodeException">The bytes are no JSON.</exception>
    public static byte[] FromJson(ReadOnlySpan<byte> json) => YamlWriter.Write(DocNode.Parse(json));
}
